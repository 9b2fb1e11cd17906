"""A sheet filled in by hand is back: keep its scan, and type what stands on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.circuit.attachment import Brought
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.commands.blanks import BringBackBlank
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import BlankRow, CaseList
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, moment
from casedesk.ui.navigation import (
    AssessPlace,
    CasePlace,
    ConcernPlace,
    DecidePlace,
    Place,
)
from casedesk.ui.refusals import settle, tell, tell_failed
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.workspace import Tools

_MOST = 200  # cases offered to choose from


class ReturnCard(Card):
    """What the code stands for, and what to do with the paper in one's hand."""

    told = Signal(str)

    def __init__(
        self, tools: Tools, row: BlankRow, parent: QWidget | None = None
    ) -> None:
        title = tools.rules.sheets[row.sheet_code].title.in_language(current())
        super().__init__(f"{row.sheet_code} · {title}", parent)
        self._tools, self._row = tools, row
        self.code = row.code
        self._notice = Notice("warning")
        self._done = Notice("info")
        self._progress = Progress()
        self.case = Combo(self._cases(), unset=_("Choisir…"))
        self._field = Field(_("De quel &dossier"), self.case)
        may = tools.desk.actor.may
        self.scan: QPushButton = primary(
            _("Joindre le scan…"), self._on_scan, icon="folder-plus"
        )
        self._type = secondary(_("Saisir la fiche"), self._on_type, icon="pencil")
        self._open = secondary(_("Ouvrir le dossier"), self._on_open)
        self.add(paragraph(self._known(), muted=True), self._field)
        self.add(Row(self.scan, self._type, self._open))
        self.add(self._progress, self._notice, self._done)
        self._field.setVisible(row.case_id is None and may(Right.ATTACH))
        self.scan.setVisible(may(Right.ATTACH))
        self._open.setVisible(row.case_id is not None)
        self._type.setVisible(self._can_be_typed())

    def leave(self) -> None:
        """Nobody waits any more for what is being read."""
        if self._progress.is_running():
            self._tools.viewer.stop()

    def _known(self) -> str:
        row, told = self._row, []
        if row.issued_at is not None:
            who = self._tools.desk.reads.person_label(row.issued_by)
            given = _("Préparée le %(when)s par %(who)s.")
            told.append(given % {"when": moment(row.issued_at), "who": isolate(who)})
        if row.case_number:
            about = _("Dossier %(number)s.")
            told.append(about % {"number": row.case_number})
        if row.returned_at is not None:
            back = _("Revenue le %(when)s.")
            told.append(back % {"when": moment(row.returned_at)})
        if row.has_scan:
            told.append(_("Son scan est déjà joint."))
        return " ".join(told) or _("Elle n'est d'aucun dossier encore.")

    def _cases(self) -> list[tuple[str, str]]:
        tools = self._tools
        if self._row.case_id is not None or not tools.desk.actor.may(Right.ATTACH):
            return []
        rows = tools.desk.reads.cases(CaseList.ALL, tools.clock(), None, _MOST)
        return sorted(((each.id, each.number) for each in rows), key=lambda x: x[1])

    def _case_id(self) -> CaseId | None:
        if self._row.case_id is not None:
            return self._row.case_id
        return CaseId(self.case.value()) if self.case.value() else None

    def _can_be_typed(self) -> bool:
        """A concern that belongs to no case becomes one; others belong to theirs."""
        row, may = self._row, self._tools.desk.actor.may
        if row.case_id is None:
            return row.sheet_code is SheetCode.CONCERN and may(Right.RECORD_CONCERN)
        return row.sheet_code is not SheetCode.CONCERN

    def _on_type(self) -> None:
        row, place = self._row, None
        if row.case_id is None:
            place = ConcernPlace(paper=row.code)
        self._tools.go_to(place or _place_of(row.sheet_code, row.case_id))

    def _on_open(self) -> None:
        case_id = self._case_id()
        if case_id is not None:
            self._tools.go_to(CasePlace(case_id))

    def _on_scan(self) -> None:
        settle([self._field], self._notice)
        if self._case_id() is None:
            self._field.complain(_("Choisir d'abord le dossier."))
            return
        patterns = (_("Photos, PDF et textes") + " (*.jpg *.jpeg *.png *.pdf *.txt)",)
        prompts = self._tools.prompts
        prompts.choose_file(
            self, _("Choisir le scan de la fiche"), patterns, self._on_chosen
        )

    def _on_chosen(self, path: Path) -> None:
        self._progress.start(_("Lecture du fichier…"))
        tools = self._tools
        tools.jobs.run(
            partial(tools.viewer.bring, path, tools.desk.reads.attachment_room()),
            self._on_brought,
            self._on_failed,
            owner=self,
        )

    def _on_brought(self, brought: Brought) -> None:
        self._progress.stop()
        case_id, row = self._case_id(), self._row
        if case_id is None:
            return
        label = f"{row.sheet_code} · {row.code}"
        attach = AddAttachment(
            case_id, label, brought.kind, brought.original, brought.working
        )
        try:
            kept = self._tools.desk.do(attach)
            back = BringBackBlank(case_id, row.code, row.sheet_code, kept)
            self._tools.desk.do(back)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._row = row = self._tools.desk.reads.blank(row.code)
        self._field.hide()
        self._open.show()
        self._type.setVisible(self._can_be_typed())
        self._done.say(
            _("Le scan est joint au dossier %(number)s.") % {"number": row.case_number}
        )
        self.told.emit(_("La fiche revenue est inscrite au journal."))

    def _on_failed(self, error: Exception) -> None:
        self._progress.stop()
        tell_failed(error, self._notice)


def _place_of(code: SheetCode, case_id: CaseId | None) -> Place:
    """Where such a sheet is written; a liaison sheet begins on the page of its case."""
    if case_id is None:
        return ConcernPlace()
    match code:
        case SheetCode.ASSESSMENT:
            return AssessPlace(case_id)
        case SheetCode.DECISION:
            return DecidePlace(case_id)
        case _:
            return CasePlace(case_id)
