"""Lists about a case on paper: prepared, printed, or void, as copies of sheets are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.printout import Printout, PrintoutKind
from casedesk.circuit.referral import CopyState
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class PreparePrintout(CaseCommand[str]):
    """Note that a list is about to be printed; it will carry the code of this entry."""

    case_id: CaseId
    what: PrintoutKind
    language: PaperLanguage

    right = Right.PRINT

    def run(self, work: CaseWork) -> str:
        seen(work, self.case_id)
        printout = Printout(
            id=work.new_id(),
            case_id=self.case_id,
            what=self.what,
            language=self.language,
            prepared_at=work.now,
            prepared_by=work.actor.person,
        )
        work.printouts.save(printout)
        return printout.id


@dataclass(frozen=True, slots=True)
class ConfirmPrintout(CaseCommand[None]):
    """Note that it came out, and the digest of what was printed (hex SHA-256)."""

    printout_id: str
    digest: str

    right = Right.PRINT

    def run(self, work: CaseWork) -> None:
        printout = work.printouts.get(self.printout_id)
        seen(work, printout.case_id)
        printed = replace(printout, state=CopyState.PRINTED, digest=self.digest)
        work.printouts.save(printed)


@dataclass(frozen=True, slots=True)
class VoidPrintout(CaseCommand[None]):
    """Note that it never left the printer whole."""

    printout_id: str

    right = Right.PRINT

    def run(self, work: CaseWork) -> None:
        printout = work.printouts.get(self.printout_id)
        seen(work, printout.case_id)
        work.printouts.save(replace(printout, state=CopyState.VOID))
