"""Concerns that wait too long for somebody to take them in charge."""

from __future__ import annotations

from dataclasses import dataclass, field

from casedesk.circuit.case import Acknowledgement, CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import LONGEST_LINE, Gap, Incomplete, Lack
from casedesk.circuit.stages import Stage


@dataclass(frozen=True, slots=True)
class AcknowledgeUnread(CaseCommand[None]):
    """Say that one has seen it, and what one does about it; it comes back tomorrow.

    The case stays where it is and nobody's. Raises IllegalStep for one that was taken
    in charge meanwhile, Incomplete without a word of what is done.
    """

    case_id: CaseId
    told: str = field(repr=False)

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        if case.stage is not Stage.LOGGED:
            raise IllegalStep(stage=case.stage)
        told = self.told.strip()
        if not told:
            raise Incomplete(Gap("told", Lack.MISSING))
        if len(told) > LONGEST_LINE:
            raise Incomplete(Gap("told", Lack.TOO_LONG, LONGEST_LINE))
        work.acknowledgements.save(
            Acknowledgement(work.new_id(), case.id, work.now, work.actor.person, told)
        )
