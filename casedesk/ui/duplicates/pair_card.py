"""Two cases side by side, and what they are to each other."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from casedesk.circuit.apart import LikelyPair, LikelyRow, attached_first
from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.duplicates import TellApart
from casedesk.circuit.commands.links import LinkCases
from casedesk.circuit.commands.merging import MergeCase
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.links import LinkKind
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, long_date
from casedesk.i18n.formats import local as civil
from casedesk.ui.casefile.alike_row import AlikeRow, why_alike
from casedesk.ui.navigation import CasePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import TwoStep, link, secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import (
    Card,
    Notice,
    Page,
    Row,
    heading,
    paragraph,
    show_if,
)
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools


class PairCard(Page):
    """`settled` with a sentence once it is decided; `later` to go on without."""

    settled = Signal(str)
    later = Signal()

    def __init__(
        self, tools: Tools, pair: LikelyPair, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wide=True)
        self._tools, self._pair = tools, pair
        self._attached, self._goes_on = attached_first(pair.older, pair.newer)
        self._notice = Notice("warning")
        self.reason = LongText(lines=2)
        self._field = Field(
            _("Pourquoi c'est le même enfant, les &mêmes faits"), self.reason
        )
        self.first = self._other_button()
        self.add(heading(why_alike(pair.judgement)), self._side_by_side())
        self.add(self._buttons(), self._merging(), self._notice)
        self.body.addStretch(1)

    def _side_by_side(self) -> QWidget:
        both = QWidget()
        across = QHBoxLayout(both)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(16)
        for row in (self._pair.older, self._pair.newer):
            across.addWidget(self._side(row), 1)
        return both

    def _side(self, row: LikelyRow) -> QWidget:
        card = Card()
        opened = row.opened_at
        since = _("ouvert le %(day)s") % {
            "day": long_date(civil(opened).date()) if opened else ""
        }
        way = link(_("Ouvrir"), lambda: self._tools.go_to(CasePlace(row.case_id)))
        way.setAccessibleDescription(row.number)
        card.add(AlikeRow(self._tools, row, why=False), paragraph(since, muted=True))
        card.add(Row(way))
        card.body.addStretch(1)
        return card

    def _buttons(self) -> QWidget:
        offered = QWidget()
        flow = Flow(offered)
        kin = secondary(_("Frère ou sœur"), self._on_kin, icon="plus")
        skip = secondary(_("Plus tard"), self.later.emit)
        for each in (self.first, kin, skip):
            flow.addWidget(each)
        return offered

    def _other_button(self) -> QPushButton:
        return secondary(_("Ce n'est pas le même enfant"), self._on_other, icon="x")

    def _merging(self) -> QWidget:
        """Which one goes on is the older, or the one that is still open."""
        card = Card(_("C'est le même enfant"))
        told = _(
            "Le dossier %(attached)s garde son texte et se rattache à %(goes_on)s, qui "
            "continue pour les deux. Cela peut être défait."
        )
        words = {
            "attached": isolate(self._attached.number),
            "goes_on": isolate(self._goes_on.number),
        }
        sure = TwoStep(_("Rattacher"), _("Rattacher : confirmer"))
        sure.confirmed.connect(self._on_same)
        card.add(paragraph(told % words), self._field, sure)
        show_if(card, self._attached.is_open and self._goes_on.is_open)
        return card

    def _on_same(self) -> None:
        settle((self._field,), self._notice)
        self._do(
            MergeCase(
                self._attached.case_id, self._goes_on.case_id, self.reason.value()
            ),
            _("Rattachés : %(one)s et %(other)s."),
        )

    def _on_other(self) -> None:
        self._do(
            TellApart(*self._ids),
            _("Noté : %(one)s et %(other)s sont de deux enfants."),
        )

    def _on_kin(self) -> None:
        self._do(
            LinkCases(*self._ids, LinkKind.SIBLING),
            _("Noté : %(one)s et %(other)s sont de frères ou sœurs."),
        )

    @property
    def _ids(self) -> tuple[CaseId, CaseId]:
        return self._pair.newer.case_id, self._pair.older.case_id

    def _do(self, command: CaseCommand[Any], told: str) -> None:
        self._notice.say("")
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"reason": self._field})
            return
        numbers = {
            "one": isolate(self._pair.newer.number),
            "other": isolate(self._pair.older.number),
        }
        self.settled.emit(told % numbers)
