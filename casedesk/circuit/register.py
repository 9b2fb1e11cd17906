"""The paper register: old cases that are still open, with the dates they really had.

The journal says when something was typed; the case says when it was received.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from casedesk.circuit.case import CaseId
from casedesk.circuit.errors import Refused
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import (
    Answer,
    Referral,
    anyone_took_it,
    nobody_is_left,
)
from casedesk.circuit.stages import Stage


class AlreadyEntered(Refused):
    """A case with this number of the register is there already."""

    code = "already_entered"


@dataclass(frozen=True, slots=True)
class RegisterReferral:
    """A service the child was referred to before casedesk, and its answer if any."""

    organisation: str
    sent_on: date
    answer: Answer | None = None
    answered_on: date | None = None
    detail: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """What the register says was done before the case was typed, and who typed it."""

    id: str
    case_id: CaseId
    number: str
    received_on: date
    assessed_on: date | None
    decided_on: date | None
    typed_at: datetime
    typed_by: PersonId
    version: int = 0


def stage_reached(
    assessed: date | None, decided: date | None, referrals: Sequence[Referral]
) -> Stage:
    """Where a case of the register goes on; what was decided without turning to
    anybody is followed up."""
    if assessed is None:
        return Stage.ASSESSING
    if decided is None or nobody_is_left(referrals):
        return Stage.DECISION
    if not referrals or anyone_took_it(referrals):
        return Stage.FOLLOWUP
    return Stage.ORIENTING
