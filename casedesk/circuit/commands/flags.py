"""Setting and lifting the flags of a case (domain §2.4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.commands.steps import require_reason
from casedesk.circuit.errors import NotFound
from casedesk.circuit.flags import FOLLOWING, Flag, FlagFollows, FlagName
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SHORTEST_REASON, Gap, Incomplete, Lack


@dataclass(frozen=True, slots=True)
class SetFlag(CaseCommand[None]):
    """Say what is true of a case beside its stage, and why.

    Raises Incomplete, also where the flag is up already; FlagFollows for one that says
    what stands elsewhere.
    """

    case_id: CaseId
    flag: FlagName
    reason: str = field(repr=False)

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        if self.flag in FOLLOWING:
            raise FlagFollows(flag=self.flag)
        require_reason(self.reason)
        if _up(work, self.case_id, self.flag):
            raise Incomplete(Gap("flag", Lack.NOT_A_CODE))
        work.flags.save(
            Flag(
                id=work.new_id(),
                case_id=case.id,
                flag=self.flag,
                set_at=work.now,
                set_by=work.actor.person,
                reason=self.reason.strip(),
            )
        )
        if self.flag is FlagName.URGENT and not case.urgent:
            work.cases.save(_hurried(work, case, urgent=True))


@dataclass(frozen=True, slots=True)
class LiftFlag(CaseCommand[None]):
    """Say that it is true no longer, and why; that it was stays on record.

    Raises NotFound when it is not up, FlagFollows as SetFlag does.
    """

    case_id: CaseId
    flag: FlagName
    reason: str = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        if self.flag in FOLLOWING:
            raise FlagFollows(flag=self.flag)
        urgent = self.flag is FlagName.URGENT and case.urgent
        up = _up(work, self.case_id, self.flag)
        if not up and not urgent:
            raise NotFound()
        require_reason(self.reason, least=SHORTEST_REASON)
        for each in up or (_since_intake(work, case),):
            work.flags.save(
                replace(
                    each,
                    lifted_at=work.now,
                    lifted_by=work.actor.person,
                    why_lifted=self.reason.strip(),
                )
            )
        if urgent:
            work.cases.save(_hurried(work, case, urgent=False))


def _up(work: CaseWork, case_id: CaseId, flag: FlagName) -> tuple[Flag, ...]:
    flags = work.flags.of_case(case_id)
    return tuple(each for each in flags if each.flag is flag and each.is_up)


def _since_intake(work: CaseWork, case: Case) -> Flag:
    """Urgent from the first day: whoever wrote the concern said so, no flag did."""
    return Flag(
        id=work.new_id(),
        case_id=case.id,
        flag=FlagName.URGENT,
        set_at=case.opened_at,
        set_by=case.author,
        reason="",
    )


def _hurried(work: CaseWork, case: Case, *, urgent: bool) -> Case:
    return replace(case, urgent=urgent).clocked(work.rules.circuit)
