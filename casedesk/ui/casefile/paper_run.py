"""One copy of a signed sheet on its way to paper: numbered, typeset, printed, noted."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint, VoidPrint
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.numbers import digest
from casedesk.circuit.paper import Mark, Paper
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.papers import Occasion, sheet_paper
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import CopyId, Referral
from casedesk.ui.printing import page_count
from casedesk.ui.workspace import Tools


class PaperRun(QObject):
    """Prints copies one after the other; a copy that does not come out is void.

    `printed(copy, sheets)` once paper came out, `stopped` when the person gave up or
    the printer did; `failed(error)` with what stood in the way.
    """

    printed = Signal(str, int)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, tools: Tools, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools

    def start(
        self, case_id: CaseId, sheet: FilledSheet, language: PaperLanguage
    ) -> None:
        """Number a copy and print it. Raises Refused or Trouble while none exists."""
        desk = self._tools.desk
        copy = desk.do(PreparePrint(case_id, sheet.id, language))
        page = desk.reads.case_page(case_id)
        paper = self._paper(page, sheet, language, copy)
        self._tools.jobs.run(
            partial(self._tools.typesetter.typeset, paper),
            partial(self._print, copy),
            partial(self._give_up, copy),
            owner=self,
        )

    def _paper(
        self, page: CasePage, sheet: FilledSheet, language: PaperLanguage, copy: CopyId
    ) -> Paper:
        tools = self._tools
        occasion = Occasion(
            by=tools.desk.actor,
            now=tools.clock(),
            language=language,
            mark=Mark.SPECIMEN if tools.sitting.training else Mark.ORIGINAL,
            prepared=tools.desk.reads.prepared_copy(copy),
        )
        referral = referral_of(page, sheet)
        reads, rules = tools.desk.reads, tools.rules
        return sheet_paper(page, sheet, reads, rules, occasion, referral=referral)

    def _print(self, copy: CopyId, pdf: bytes) -> None:
        try:
            self._tools.tray.print(pdf, 1, partial(self._on_paper, copy, pdf))
        except (Refused, Trouble) as error:
            self._give_up(copy, error)

    def _on_paper(self, copy: CopyId, pdf: bytes, came_out: bool) -> None:
        if not shiboken6.isValid(self):
            return  # locked meanwhile: the copy stays prepared, its number is spent
        desk = self._tools.desk
        if came_out:
            desk.do(ConfirmPrint(copy, digest(pdf).hex()))
            self.printed.emit(copy, page_count(pdf))
        else:
            desk.do(VoidPrint(copy))
            self.stopped.emit()

    def _give_up(self, copy: CopyId, error: Exception) -> None:
        self._tools.desk.do(VoidPrint(copy))
        if not isinstance(error, Refused | Trouble):
            raise error
        self.failed.emit(error)


def referral_of(page: CasePage, sheet: FilledSheet) -> Referral | None:
    """The referral this sheet was written for, if it is a liaison sheet."""
    return next((each for each in page.referrals if each.sheet_id == sheet.id), None)
