"""Referrals: a child's situation handed to a service in writing, and what came back.

One referral per addressee, with states of its own (domain §2.10).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from casedesk.circuit.case import CaseId
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import NO_SHEET, SheetId
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import Addressee, SheetCode

ReferralId = NewType("ReferralId", str)
CopyId = NewType("CopyId", str)


class ReferralState(StrEnum):
    """How far a referral has come (domain §2.10)."""

    PREP = "PREP"
    READY = "READY"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    REDIRECTED = "REDIRECTED"


class Channel(StrEnum):
    """How a sheet travels; message services are none for children's data (§2.10)."""

    BY_HAND = "BY_HAND"
    SEALED_ENVELOPE = "SEALED_ENVELOPE"
    FAX = "FAX"
    CONFIRMED_CALL = "CONFIRMED_CALL"


class Answer(StrEnum):
    """What the service answers (domain §3.i)."""

    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    REFUSED = "REFUSED"
    REDIRECTED = "REDIRECTED"


class WrongState(Refused):
    """The referral is not at a point where this can happen to it."""

    code = "wrong_referral_state"


SHEET_FOR = dict.fromkeys(Addressee, SheetCode.GENERAL) | {
    Addressee.UPE_CAPE: SheetCode.UPE_CAPE,
    Addressee.HOSPITAL: SheetCode.HOSPITAL,
    Addressee.PROSECUTOR: SheetCode.PROSECUTOR,
}
_ANSWERABLE = frozenset({ReferralState.SENT, ReferralState.RECEIVED})
_OVER_WITHOUT_CARE = frozenset({ReferralState.REFUSED, ReferralState.REDIRECTED})
_TAKEN = frozenset({ReferralState.RECEIVED, ReferralState.ACCEPTED})


@dataclass(frozen=True, slots=True)
class Referral:
    """One addressee of one case; name and address stay as they were on the day."""

    id: ReferralId
    case_id: CaseId
    organisation: str
    addressee: Addressee
    name_fr: str
    name_ar: str
    address: str
    coupon: str
    created_at: datetime
    state: ReferralState = ReferralState.PREP
    sheet_id: SheetId = NO_SHEET
    channel: str = ""
    sent_on: date | None = None
    sent_by: PersonId = NOBODY
    handed_to: str = field(default="", repr=False)
    due_at: datetime | None = None
    answered_on: date | None = None
    answered_by: str = field(default="", repr=False)  # function, not a name
    # The reason, the other service, or the next step:
    answer_detail: str = field(default="", repr=False)
    version: int = 0

    @property
    def sheet_code(self) -> SheetCode:
        return SHEET_FOR[self.addressee]

    @property
    def is_open(self) -> bool:
        return self.state in (
            ReferralState.PREP,
            ReferralState.READY,
            ReferralState.SENT,
        )

    def ready(self, sheet_id: SheetId) -> Referral:
        if self.state is not ReferralState.PREP:
            raise WrongState(state=self.state)
        return replace(self, state=ReferralState.READY, sheet_id=sheet_id)

    def sent(
        self, by: PersonId, channel: Channel, on: date, handed_to: str, *, due: datetime
    ) -> Referral:
        if self.state is not ReferralState.READY:
            raise WrongState(state=self.state)
        return replace(
            self,
            state=ReferralState.SENT,
            channel=channel,
            sent_on=on,
            sent_by=by,
            handed_to=handed_to,
            due_at=due,
        )

    def answered(self, answer: Answer, on: date, by: str, detail: str) -> Referral:
        if self.state not in _ANSWERABLE:
            raise WrongState(state=self.state)
        return replace(
            self,
            state=ReferralState(answer),
            answered_on=on,
            answered_by=by,
            answer_detail=detail,
        )


def anyone_took_it(referrals: Iterable[Referral]) -> bool:
    return any(each.state in _TAKEN for each in referrals)


def nobody_is_left(referrals: Iterable[Referral]) -> bool:
    """Every service said no or pointed elsewhere: the case must be decided again."""
    states = [each.state for each in referrals]
    return bool(states) and all(state in _OVER_WITHOUT_CARE for state in states)


class CopyState(StrEnum):
    """What became of a numbered copy."""

    PREPARED = "prepared"
    PRINTED = "printed"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Copy:
    """One numbered copy of a sheet; the journal entry that made it is its anchor."""

    id: CopyId
    case_id: CaseId
    sheet_id: SheetId
    sheet_code: SheetCode
    number: int
    language: str
    addressee_name: str
    coupon: str
    prepared_at: datetime
    prepared_by: PersonId
    state: CopyState = CopyState.PREPARED
    digest: str = ""  # SHA-256 of the PDF, hex, once printed
    version: int = 0


@dataclass(frozen=True, slots=True)
class Miscount:
    """Fewer or more sheets in hand than a copy has: one may lie in the tray."""

    id: CopyId
    case_id: CaseId
    expected: int
    in_hand: int
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.in_hand != self.expected
