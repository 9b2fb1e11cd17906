"""Opening a case that is somebody else's, when the child cannot wait for them."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedesk.circuit.case import CaseId, EmergencyOpening
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SHORTEST_REASON, Incomplete, text_gaps


@dataclass(frozen=True, slots=True)
class OpenInEmergency(CaseCommand[CaseId]):
    """Work on a colleague's case until one locks; they and the direction are told why.

    Of a case one sees anyway nothing is noted. Raises Incomplete for too short a reason
    (security §14, P04), NotFound for a number there is not.
    """

    number: str
    reason: str = field(repr=False)

    right = Right.OPEN_IN_EMERGENCY

    def run(self, work: CaseWork) -> CaseId:
        gaps = [
            *text_gaps("number", self.number),
            *text_gaps("reason", self.reason, least=SHORTEST_REASON),
        ]
        if gaps:
            raise Incomplete(*gaps)
        case = work.cases.numbered(self.number.strip().upper())
        if not work.sees(case):
            work.emergency_openings.save(
                EmergencyOpening(
                    id=work.new_id(),
                    case_id=case.id,
                    at=work.now,
                    by=work.actor.person,
                    reason=self.reason.strip(),
                )
            )
            work.open_in_emergency(case.id)
        return case.id
