"""Chasing an answer: each try is noted, and so is that none will come."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from casedesk.circuit.case import is_urgent
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened_for
from casedesk.circuit.commands.referrals import end_with_reason, require_short
from casedesk.circuit.dates import local
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import (
    Chase,
    ChaseMeans,
    ChaseResult,
    Referral,
    ReferralId,
    WrongState,
)
from casedesk.circuit.referral_table import Move
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack

FARTHEST = 30  # days for which a call may be put off


@dataclass(frozen=True, slots=True)
class NoteChase(CaseCommand[None]):
    """Note that one tried to have an answer, and when to try again.

    Without a day: tomorrow, or still today while the case is urgent. Raises WrongState
    where nothing is awaited, Incomplete for a day to call back that will not do.
    """

    referral_id: ReferralId
    means: ChaseMeans
    result: ChaseResult
    again_on: date | None = None
    spoke_to: str = field(default="", repr=False)  # function, not a name
    note: str = field(default="", repr=False)

    right = Right.RECORD_ANSWER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        wait = work.rules.referrals.waits.get(referral.state)
        if wait is None or not wait.is_called_for:
            raise WrongState(state=referral.state)
        again = self._again(work, urgent=is_urgent(file.case))
        for key in ("spoke_to", "note"):
            require_short(key, getattr(self, key))
        work.chases.save(
            Chase(
                id=work.new_id(),
                case_id=referral.case_id,
                referral_id=referral.id,
                at=work.now,
                by=work.actor.person,
                means=self.means,
                result=self.result,
                number=_number(work, referral) if self._is_dialled else "",
                spoke_to=self.spoke_to.strip(),
                again_on=again,
                note=self.note.strip(),
            )
        )
        tried = replace(referral, tries=referral.tries + 1, call_again=again)
        work.referrals.save(tried)

    @property
    def _is_dialled(self) -> bool:
        return self.means in (ChaseMeans.PHONE, ChaseMeans.FAX)

    def _again(self, work: CaseWork, *, urgent: bool) -> date | None:
        today = local(work.now).date()
        if self.again_on is None:
            if self.result is ChaseResult.CALL_BACK:
                raise Incomplete(Gap("again_on", Lack.MISSING))
            return today if urgent else today + timedelta(days=1)
        if not today <= self.again_on <= today + timedelta(days=FARTHEST):
            raise Incomplete(Gap("again_on", Lack.TOO_FAR, FARTHEST))
        return self.again_on


@dataclass(frozen=True, slots=True)
class NoReply(CaseCommand[None]):
    """Stop waiting for an answer: it is late, and was asked for.

    The case is back on the board until another service is asked. Raises
    ReferralNotReady before its time, or without a try.
    """

    referral_id: ReferralId
    reason: str = field(repr=False)

    right = Right.RECORD_ANSWER

    def run(self, work: CaseWork) -> None:
        end_with_reason(work, self.referral_id, Move.GIVE_UP, self.reason)


def _number(work: CaseWork, referral: Referral) -> str:
    """The one in the directory now; the one of the day where it is no more."""
    known = work.directory.get(referral.organisation)
    return (known.phone if known else "") or referral.phone
