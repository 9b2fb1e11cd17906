"""Closed cases whose time has come, and requests that take two people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.keys import KeyChange
from casedesk.circuit.queries import ErasedRow, RequestRow, RetentionRow
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import local, long_date
from casedesk.i18n.labels import label, sentence
from casedesk.ui.casefile.hold_card import HoldCard
from casedesk.ui.navigation import RetentionPlace
from casedesk.ui.refusals import tell
from casedesk.ui.retention.due_panel import DuePanel
from casedesk.ui.retention.erased_panel import ErasedPanel
from casedesk.ui.retention.keep_card import KeepCard
from casedesk.ui.retention.request_panel import RequestPanel
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.layout import (
    Card,
    EmptyState,
    Notice,
    Page,
    Row,
    paragraph,
    title,
)
from casedesk.ui.widgets.progress import LongProgress
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import VaultError


class RetentionScreen(Screen):
    """Lists at the leading side; what was chosen at the other. Proposals only."""

    def __init__(
        self, tools: Tools, place: RetentionPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._directs = tools.desk.actor.may(Right.REQUEST_ERASURE)
        finish = secondary(_("Terminer l'effacement"), self._on_finish)
        self._owed = Notice("warning", finish)
        self._notice = Notice("warning")
        self.progress = LongProgress()
        self._lists = QWidget()
        self._beside = QStackedWidget()
        self.panel: QWidget = EmptyState("")
        self._chosen: RetentionRow | RequestRow | None = None
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Dossiers dont la conservation arrive à terme")

    def bookmark(self) -> tuple[str, str] | None:
        match self._chosen, self.panel:
            case RequestRow() as asked, _:
                return "asked", asked.request.id
            case RetentionRow() as due, _:
                return "due", due.id
            case _, ErasedPanel() as erased:
                return "erased", erased.row.tombstone.id
        return None

    def turn_to(self, bookmark: tuple[str, str]) -> None:
        for asked in self._requests:
            if bookmark == ("asked", asked.request.id):
                self._choose(asked)
        for due in (*self._due, *self._held):
            if bookmark == ("due", due.id):
                self._choose(due)
        for erased in self._erased:
            if bookmark == ("erased", erased.tombstone.id):
                self._show_erased(erased)

    def leave(self) -> None:
        for hold in self.findChildren(HoldCard):
            hold.typing.keep()
        for keep in self.findChildren(KeepCard):
            keep.typing.keep()

    def concerns(self, changes: Changes) -> bool:
        return changes.home is Home.CASES

    def refresh(self) -> None:
        reads, now = self._tools.desk.reads, self._tools.clock()
        self._requests = reads.requests(now)
        asked = {each.request.case_id for each in self._requests}
        due = reads.retention_due(now) if self._directs else ()
        self._due = tuple(each for each in due if each.id not in asked)
        self._held = reads.held_cases() if self._directs else ()
        self._erased = reads.erased_cases() if self._directs else ()
        owed = self._tools.sitting.erasures.owed(self._circle)
        self._owed.say(_unfinished() if owed and not self.progress.is_running() else "")
        lists = QWidget()
        down = QVBoxLayout(lists)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        for card in self._cards():
            down.addWidget(card)
        self._left.body.replaceWidget(self._lists, lists)
        self._lists.hide()
        self._lists.deleteLater()
        lists.show()
        self._lists = lists
        self._follow()

    @property
    def _circle(self) -> CircleId:
        circles = self._tools.sitting.circles.items()
        here = self._tools.desk
        return next((each for each, desk in circles if desk is here), CASE_TEAM)

    def _lay_out(self) -> None:
        self._left = Page(wide=True)
        self._left.add(title(self.title()), self._owed, self._notice, self.progress)
        self._left.add(self._lists)
        self._left.body.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._left, 5)
        across.addWidget(self._beside, 6)
        self._show(EmptyState(_("Choisir un dossier ou une demande.")))

    def _cards(self) -> Iterable[QWidget]:
        if self._requests:
            rows = [
                (each.case_number, _asked(each), partial(self._choose, each))
                for each in self._requests
            ]
            yield _listed(_("Demandes en cours"), rows)
        for name, found in (
            (_("À revoir"), self._due),
            (_("Conservation maintenue"), self._held),
        ):
            rows = [
                (each.number, _closed(each), partial(self._choose, each))
                for each in found
            ]
            if rows:
                yield _listed(name, rows)
        if not (self._requests or self._due or self._held):
            yield EmptyState(_("Aucun dossier clos n'est à revoir."))
        if self._erased:
            yield _listed(_("Dossiers effacés"), map(self._line_of, self._erased))

    def _line_of(self, row: ErasedRow) -> tuple[str, str, Callable[[], None]]:
        stone = row.tombstone
        told = _("effacé le %(day)s") % {
            "day": long_date(local(stone.erased_at).date())
        }
        return stone.number, told, partial(self._show_erased, row)

    def _show_erased(self, row: ErasedRow) -> None:
        """The certificate, to be printed as often as it takes."""
        self._notice.say("")
        self._chosen = None
        self._show(ErasedPanel(self._tools, row))

    def _choose(self, row: RetentionRow | RequestRow) -> None:
        self._notice.say("")
        self._chosen = row
        try:
            if isinstance(row, RequestRow):
                panel = RequestPanel(self._tools, row)
                panel.carry_out.connect(partial(self._erase, row))
                self._show(panel)
            else:
                self._show(DuePanel(self._tools, row))
        except (Refused, Trouble) as error:
            tell(error, self._notice)

    def _follow(self) -> None:
        """Show again what was chosen, as it is now; nothing when it is no more."""
        if self._chosen is None:
            return
        if isinstance(self._chosen, RequestRow):
            case_id, asked = self._chosen.request.case_id, self._chosen.request.id
        else:
            case_id, asked = self._chosen.id, None
        now: list[RetentionRow | RequestRow] = [
            each
            for each in self._requests
            if each.request.id == asked or each.request.case_id == case_id
        ]
        now += [each for each in (*self._due, *self._held) if each.id == case_id]
        if not now:
            self._chosen = None
            self._show(EmptyState(_("Choisir un dossier ou une demande.")))
        elif now[0] != self._chosen:
            self._choose(now[0])

    def _show(self, panel: QWidget) -> None:
        gone, self.panel = self.panel, panel
        self._beside.addWidget(panel)
        self._beside.setCurrentWidget(panel)
        self._beside.removeWidget(gone)
        gone.deleteLater()

    def _erase(self, row: RequestRow) -> None:
        erasures, circle = self._tools.sitting.erasures, self._circle
        case_id = row.request.case_id
        self._chosen = None
        self._carry_out(
            lambda: erasures.erase(row.request.id, circle),
            lambda: self._on_erased(case_id),
        )

    def _on_finish(self) -> None:
        erasures, circle = self._tools.sitting.erasures, self._circle
        rows = self._tools.desk.reads.erased_cases()
        cut = next((row for row in rows if not row.in_new_file), None)
        self._carry_out(
            lambda: erasures.finish(circle),
            lambda: self._on_erased(cut.tombstone.id) if cut else self.refresh(),
        )

    def _carry_out(
        self, begin: Callable[[], KeyChange], then: Callable[[], None]
    ) -> None:
        """What is erased is erased whatever becomes of the new file: it can follow."""
        self._notice.say("")
        try:
            change = begin()
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        except VaultError as error:
            self._notice.say(sentence(error))
            return
        task = self._tools.jobs.run_long(
            change.carry_out, lambda _done: then(), self._on_failed, owner=self
        )
        self.progress.follow(task, _("Effacement : écriture d'un fichier neuf…"))

        def settle() -> None:  # no bound method: Qt would not keep the change alive
            change.settle()
            if task.is_cancelled:
                then()

        task.ended.connect(settle)

    def _on_erased(self, case_id: CaseId) -> None:
        self.refresh()
        self._show_erased(self._tools.desk.reads.erased(case_id))
        self.told.emit(_("Le dossier est effacé. Imprimer le certificat."))

    def _on_failed(self, error: Exception) -> None:
        self.refresh()
        match error:
            case Refused() | Trouble():
                tell(error, self._notice)
            case VaultError():
                self._notice.say(sentence(error))
            case _:
                raise error


def _listed(name: str, rows: Iterable[tuple[str, str, Callable[[], None]]]) -> QWidget:
    card = Card(name)
    for number, told, choose in rows:
        card.add(Row(link(number, choose), paragraph(told)))
    return card


def _asked(row: RequestRow) -> str:
    request = row.request
    return f"{label(request.act)} · {label(request.state)}"


def _closed(row: RetentionRow) -> str:
    return _("à revoir le %(day)s") % {"day": long_date(row.review_on)}


def _unfinished() -> str:
    return _("Un dossier est effacé, mais son fichier n'a pas encore été écrit à neuf.")
