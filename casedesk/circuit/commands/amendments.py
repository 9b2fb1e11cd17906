"""Adding to a signed sheet: what was signed stays, what is added is dated."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.copies import NotSigned
from casedesk.circuit.commands.opened import opened
from casedesk.circuit.commands.sheets import right_to_write
from casedesk.circuit.errors import NotFound
from casedesk.circuit.filled import Amendment, SheetId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Incomplete, text_gaps


@dataclass(frozen=True, slots=True)
class AmendSheet(CaseCommand[None]):
    """Add something to a signed sheet, with the reason; for whoever may write it.

    Raises Incomplete with one gap per field, and NotSigned for a draft.
    """

    case_id: CaseId
    sheet_id: SheetId
    text: str = field(repr=False)
    reason: str = field(repr=False)

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        sheet = next((each for each in file.sheets if each.id == self.sheet_id), None)
        if sheet is None:
            raise NotFound()
        work.actor.require(right_to_write(work.rules.sheets[sheet.code]))
        if not sheet.is_signed:
            raise NotSigned(sheet=sheet.code)
        gaps = text_gaps("text", self.text) + text_gaps("reason", self.reason)
        if gaps:
            raise Incomplete(*gaps)
        work.amendments.save(
            Amendment(
                id=work.new_id(),
                case_id=self.case_id,
                sheet_id=sheet.id,
                author=work.actor.person,
                written_at=work.now,
                text=self.text.strip(),
                reason=self.reason.strip(),
            )
        )
