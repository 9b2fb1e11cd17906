"""What the demonstration puts on paper beside the sheets of one case."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial

from casedesk.app.session import VaultSitting
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR
from casedesk.app.walk import Printed, print_sheet
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.blanks import IssueBlank
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.printouts import PreparePrintout
from casedesk.circuit.desk import Desk
from casedesk.circuit.due import by_day, week_ends
from casedesk.circuit.paper import BlankPaper, Mark, Typesetter
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.papers import Occasion, blank_paper
from casedesk.circuit.ports import Clock
from casedesk.circuit.printout import PrintoutKind
from casedesk.circuit.queries import CaseList
from casedesk.circuit.sheet import SheetCode
from casedesk.ui.cases.chronology_print import chronology_paper
from casedesk.ui.today.day_sheet import day_sheet
from casedesk.ui.widgets.paper_language import written_in

_MOST = 100  # cases of one list


@dataclass(frozen=True, slots=True)
class At:
    """The director at work."""

    sitting: VaultSitting
    clock: Clock

    @property
    def desk(self) -> Desk:
        return self.sitting.desk


def exhibits(
    vault: TrainingVault, typesetter: Typesetter, already: Collection[str]
) -> Iterator[Printed]:
    """The sheets the walk has not filled, all of them blank, the day, a chronology."""
    with vault.sitting(DIRECTOR) as sitting:
        at = At(sitting, vault.clock)
        yield from _filled(at, typesetter, already)
        yield from _blank(at, typesetter)
        for language in PaperLanguage:
            yield f"day-sheet-{language}", _of_the_day(at, typesetter, language)
            yield f"chronology-{language}", _chronology(at, typesetter, language)


def _filled(
    at: At, typesetter: Typesetter, already: Collection[str]
) -> Iterator[Printed]:
    wanted = {code for code in SheetCode if not _is_among(code, already)}
    for case_id in _cases(at):
        if not wanted:
            return
        at.desk.do(ViewCase(case_id))
        page = at.desk.reads.case_page(case_id)
        for sheet in page.sheets:
            if sheet.code in wanted and sheet.is_signed:
                wanted.discard(sheet.code)
                yield from print_sheet(at.sitting, sheet, typesetter, at.clock())


def _is_among(code: SheetCode, names: Collection[str]) -> bool:
    return any(name.startswith(code) for name in names)


def _cases(at: At) -> Iterator[CaseId]:
    for which in (CaseList.ALL, CaseList.CLOSED):
        for row in at.desk.reads.cases(which, at.clock(), None, _MOST):
            yield row.id


def _blank(at: At, typesetter: Typesetter) -> Iterator[Printed]:
    rules, reads = at.sitting.rules, at.desk.reads
    for code, declared in rules.sheets.items():
        for language in PaperLanguage:
            number = at.desk.do(IssueBlank(code))
            occasion = Occasion(at.desk.actor, at.clock(), language, Mark.SPECIMEN)
            paper = blank_paper(number, declared, reads, rules, occasion)
            pdf = typesetter.blank(BlankPaper(paper, number))
            yield f"blank-{code}-{language}", pdf


def _of_the_day(at: At, typesetter: Typesetter, language: PaperLanguage) -> bytes:
    now = at.clock()
    day = by_day(at.desk.reads.due(week_ends(now)), now)
    return typesetter.certify(written_in(language, partial(day_sheet, day, at)))


def _chronology(at: At, typesetter: Typesetter, language: PaperLanguage) -> bytes:
    """Of the case most was written of: its story is whole."""
    case_id = max(_cases(at), key=lambda each: _length(at, each))
    asked = PreparePrintout(case_id, PrintoutKind.CHRONOLOGY, language)
    write = partial(chronology_paper, at, case_id, at.desk.do(asked))
    return typesetter.certify(written_in(language, write))


def _length(at: At, case_id: CaseId) -> int:
    at.desk.do(ViewCase(case_id))
    return len(at.desk.reads.case_page(case_id).chronology)
