"""Referrals: a child's situation handed to a service in writing, and what came back.

One referral per addressee, with states of its own (domain §2.10); which move leads from
which to which is a table (`referral_table.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from casedesk.circuit.case import CaseId
from casedesk.circuit.codes import Label
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import NO_SHEET, SheetId
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import Addressee, SheetCode

ReferralId = NewType("ReferralId", str)
CopyId = NewType("CopyId", str)
NO_REFERRAL = ReferralId("")


class ReferralState(StrEnum):
    """How far a referral has come (domain §2.10)."""

    PREP = "PREP"
    READY = "READY"
    SENT = "SENT"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"
    DONE = "DONE"
    REFUSED = "REFUSED"
    REDIRECTED = "REDIRECTED"
    NO_REPLY = "NO_REPLY"
    CANCELLED = "CANCELLED"


class Channel(StrEnum):
    """How a sheet travels; message services are none for children's data (§2.10)."""

    BY_HAND = "BY_HAND"
    SEALED_ENVELOPE = "SEALED_ENVELOPE"
    FAX = "FAX"
    CONFIRMED_CALL = "CONFIRMED_CALL"


class Answer(StrEnum):
    """What the service answers (domain §3.i, row 4; DONE is row 9)."""

    RECEIVED = "RECEIVED"
    EVALUATING = "EVALUATING"
    ACCEPTED = "ACCEPTED"
    KNOWN = "KNOWN"  # it follows the child already
    REFUSED = "REFUSED"
    REDIRECTED = "REDIRECTED"
    DONE = "DONE"


class WrongState(Refused):
    """The referral is not at a point where this can happen to it."""

    code = "wrong_referral_state"


SHEET_FOR = dict.fromkeys(Addressee, SheetCode.GENERAL) | {
    Addressee.UPE_CAPE: SheetCode.UPE_CAPE,
    Addressee.HOSPITAL: SheetCode.HOSPITAL,
    Addressee.PROSECUTOR: SheetCode.PROSECUTOR,
}
_OVER_WITHOUT_CARE = frozenset(
    {
        ReferralState.REFUSED,
        ReferralState.REDIRECTED,
        ReferralState.NO_REPLY,
        ReferralState.CANCELLED,
    }
)
_TAKEN = frozenset({ReferralState.RECEIVED, ReferralState.ACCEPTED, ReferralState.DONE})
# What a service could not take: another one has to be thought of (domain §2.10).
UNTAKEN = frozenset(
    {ReferralState.REFUSED, ReferralState.REDIRECTED, ReferralState.NO_REPLY}
)
WAITING = frozenset(
    {
        ReferralState.PREP,
        ReferralState.READY,
        ReferralState.SENT,
        ReferralState.RECEIVED,
        ReferralState.ACCEPTED,
    }
)


@dataclass(frozen=True, slots=True)
class Referral:
    """One addressee of one case; name, address and phone stay as on the day.

    `due_at` is when something must have happened, whatever the state; `call_again` when
    somebody said to call. `settled_at`: what a refusal left undone has been seen to.
    """

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
    phone: str = ""  # of the service, never a private number
    since: datetime | None = None  # into the state it is in
    tries: int = 0  # how often one called for an answer, in all
    call_again: date | None = None
    follows: ReferralId = NO_REFERRAL  # the one that led to this one
    settled_at: datetime | None = None
    settled_why: str = field(default="", repr=False)
    version: int = 0

    @property
    def name(self) -> Label:
        """The addressee's, as it was on the day."""
        return Label(self.name_fr, self.name_ar)

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

    @property
    def is_waiting(self) -> bool:
        """Whether something is still to happen to it."""
        return self.state in WAITING

    @property
    def is_unsettled(self) -> bool:
        """Whether nobody has said what comes instead of it."""
        return self.state in UNTAKEN and self.settled_at is None

    @property
    def wakes_at(self) -> datetime:
        """When it has waited long enough; the creation, of what an old store kept."""
        return self.due_at or self.created_at


def anyone_took_it(referrals: Iterable[Referral]) -> bool:
    return any(each.state in _TAKEN for each in referrals)


def nobody_is_left(referrals: Iterable[Referral]) -> bool:
    """No service takes care any more: the case must be decided again."""
    states = [each.state for each in referrals]
    return bool(states) and all(state in _OVER_WITHOUT_CARE for state in states)


class AnswerMeans(StrEnum):
    """How an answer came (domain §3.i)."""

    PAPER = "PAPER"
    PHONE = "PHONE"
    VISIT = "VISIT"


@dataclass(frozen=True, slots=True)
class Reply:
    """What one answer said: the fields of the return coupon (domain §3.i).

    `heard_at` is a `circuit.dates.Moment`, stored form: of a call or a visit. Functions
    and numbers of services, never a private person's.
    """

    id: str
    case_id: CaseId
    referral_id: ReferralId
    noted_at: datetime
    noted_by: PersonId
    answer: Answer
    means: AnswerMeans
    answered_on: date
    answered_by: str = field(repr=False)
    detail: str = field(default="", repr=False)
    heard_at: str = ""
    received_on: date | None = None
    contact: str = field(default="", repr=False)
    contact_phone: str = field(default="", repr=False)
    next_on: date | None = None
    next_step: str = field(default="", repr=False)
    wanted: str = field(default="", repr=False)
    registration: str = field(default="", repr=False)  # at the court, or of the PV
    ended_on: date | None = None
    ended_why: str = field(default="", repr=False)
    remarks: str = field(default="", repr=False)
    version: int = 0


class ChaseMeans(StrEnum):
    """How one tried to have an answer."""

    PHONE = "PHONE"
    VISIT = "VISIT"
    LETTER = "LETTER"
    FAX = "FAX"


class ChaseResult(StrEnum):
    """What came of a try; an answer is recorded as one."""

    NOT_REACHED = "NOT_REACHED"
    CALL_BACK = "CALL_BACK"


@dataclass(frozen=True, slots=True)
class Chase:
    """One try to have an answer to a referral."""

    id: str
    case_id: CaseId
    referral_id: ReferralId
    at: datetime
    by: PersonId
    means: ChaseMeans
    result: ChaseResult
    number: str = ""  # as dialled
    spoke_to: str = field(default="", repr=False)  # function, not a name
    again_on: date | None = None
    note: str = field(default="", repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """That the prosecutor is told, by two people; its id is the referral's (§3.e).

    Prepared by one, signed for the direction by another; the number is given then. The
    oral report that came first is a `circuit.dates.Moment`, stored form.
    """

    id: ReferralId
    case_id: CaseId
    prepared_by: PersonId = NOBODY
    prepared_at: datetime | None = None
    signed_by: PersonId = NOBODY
    signed_at: datetime | None = None
    number: str = ""
    oral_at: str = ""
    oral_to: str = field(default="", repr=False)
    oral_by: PersonId = NOBODY
    version: int = 0

    @property
    def is_prepared(self) -> bool:
        return self.prepared_at is not None

    @property
    def is_signed(self) -> bool:
        return self.signed_at is not None


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How many reports were numbered in a year; a number is never given twice."""

    id: str  # the year
    last: int
    version: int = 0

    @property
    def number(self) -> str:
        return f"S-{self.id}-{self.last:03}"


def unanswered(referrals: Iterable[Referral]) -> tuple[Referral, ...]:
    """Those under way that nobody answered, or will (domain §2.5, T16)."""
    silent = ReferralState.NO_REPLY
    return tuple(
        each
        for each in referrals
        if each.is_open or (each.state is silent and each.is_unsettled)
    )


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
