"""Opening a closed case again: one proposes it, another agrees (domain §2.5, T17)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened
from casedesk.circuit.commands.steps import reasoned, taken
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.circuit.stages import Step
from casedesk.circuit.two_people import (
    Act,
    AlreadyAsked,
    NobodyDecides,
    Request,
    RequestId,
    RequestState,
)

REASONS = "REOPEN"  # code list


@dataclass(frozen=True, slots=True)
class ProposeReopening(CaseCommand[RequestId]):
    """Ask for a closed case to be taken up again, as a new episode of the same case.

    It is reopened by `ConfirmRequest`, of somebody else. Raises Incomplete,
    AlreadyAsked, IllegalStep for a case that is not closed.
    """

    case_id: CaseId
    reason: str  # code list REOPEN
    detail: str = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> RequestId:
        file = opened(work, self.case_id)
        work.rules.circuit.transition(file.case.stage, Step.REOPEN)
        if (REASONS, self.reason) not in work.rules.codes:
            raise Incomplete(Gap("reason", Lack.NOT_A_CODE))
        if any(each.lives(work.now) for each in file.requests):
            raise AlreadyAsked()
        reasoned(work, file, Step.REOPEN, self.detail, self.reason, key="detail")
        request = Request(
            id=RequestId(work.new_id()),
            case_id=file.case.id,
            act=Act.REOPEN,
            asked_by=work.actor.person,
            asked_at=work.now,
            reason=self.reason,
        )
        signature = work.seals.sign(request.statement(work.seals.vault_id))
        work.requests.save(replace(request, signature=signature))
        return request.id


def reopen(work: CaseWork, confirmed: Request) -> None:
    """Carry out what two agreed to: a new episode, of whoever proposed it.

    Raises NobodyDecides when neither of the two decides here.
    """
    people = work.people
    deciding = (
        Right.DECIDE in work.rules.rights.of(people[each])
        for each in (confirmed.asked_by, confirmed.decided_by)
        if each in people
    )
    if not any(deciding):
        raise NobodyDecides()
    file = opened(work, confirmed.case_id)
    others = (each for each in file.requests if each.id != confirmed.id)
    file = replace(file, requests=(*others, confirmed))
    case = taken(work, file, Step.REOPEN)
    work.cases.save(
        replace(
            case,
            owner=confirmed.asked_by,
            episode=case.episode + 1,
            episode_since=work.now,
        )
    )
    work.requests.save(replace(confirmed, state=RequestState.DONE))
