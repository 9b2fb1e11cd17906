"""Concerns nobody took in charge in their hours: act, or say what one does about it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.unread import AcknowledgeUnread
from casedesk.circuit.due import UnreadRow
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _
from casedesk.i18n.formats import due, isolate, near_moment
from casedesk.ui.navigation import CasePlace, HomePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import (
    Banner,
    Card,
    Notice,
    Page,
    Row,
    fill,
    heading,
    paragraph,
    title,
)
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools


class UnreadScreen(Screen):
    """In place of home, until each was taken in charge or answered for."""

    def __init__(
        self, tools: Tools, place: HomePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self.cards: dict[CaseId, UnreadCard] = {}
        self._page = Page()
        self._page.add(
            title(self.title()),
            Banner(
                "danger",
                _(
                    "Leur délai est passé. Prendre en charge, ou noter ce que vous "
                    "faites : l'attente revient demain si rien n'a bougé."
                ),
            ),
        )
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self._page.body.addLayout(self._list)
        self._page.body.addStretch(1)
        fill(self, self._page)
        self.refresh()

    def title(self) -> str:
        return _("Personne n'a encore pris en charge ces inquiétudes")

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.of(Kind.CASE) or changes.of(Kind.ACKNOWLEDGEMENT))

    def refresh(self) -> None:
        """What is being typed about one of them stays."""
        unread = self._tools.desk.reads.unread(self._tools.clock())
        rows = {each.case_id: each for each in unread}
        for case_id in self.cards.keys() - rows.keys():
            gone = self.cards.pop(case_id)
            gone.hide()
            gone.deleteLater()
        for case_id in rows.keys() - self.cards.keys():
            self.cards[case_id] = UnreadCard(rows[case_id], self._tools)
        for case_id in rows:
            self._list.addWidget(self.cards[case_id])
        if not rows:
            self._tools.go_to(HomePlace())


class UnreadCard(Card):
    """One of them."""

    def __init__(
        self, row: UnreadRow, tools: Tools, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self._row, self._tools = row, tools
        self._notice = Notice("warning")
        number = {"number": isolate(row.case_number)}
        told = _("Transmise le %(when)s, %(late)s.") % {
            "when": near_moment(row.logged_at),
            "late": due(row.due_at, tools.clock()),
        }
        if row.urgent:
            told += " " + _("L'enfant est peut-être en danger.")
        self.told = Field(_("Ce que je fais maintenant"), LineEdit())
        take = primary(_("Prendre en charge"), self._on_take, icon="check")
        look = secondary(
            _("Ouvrir le dossier"),
            partial(tools.go_to, CasePlace(row.case_id)),
        )
        seen = secondary(_("Noter que j'ai vu"), self._on_seen)
        for button in (take, look, seen):
            named = _("%(act)s : %(number)s") % {"act": button.text(), **number}
            button.setAccessibleName(named)
        self.add(
            heading(row.case_number),
            paragraph(told),
            Row(take, look),
            self.told,
            self._notice,
            Row(seen),
        )

    def _on_take(self) -> None:
        if self._do(TakeInCharge(self._row.case_id)):
            self._tools.go_to(CasePlace(self._row.case_id))

    def _on_seen(self) -> None:
        self._do(AcknowledgeUnread(self._row.case_id, self.told.box.value()))

    def _do(self, command: CaseCommand[None]) -> bool:
        settle((self.told,), self._notice)
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"told": self.told})
            return False
        return True
