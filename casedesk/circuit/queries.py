"""The rows that screens show: frozen, flat, made to be thrown away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from casedesk.circuit.case import Case, CaseId, Child
from casedesk.circuit.changes import Kind
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.concern import ConcernStatus, DropId, ReceiptId
from casedesk.circuit.consent import Consents, Derogation, Withdrawal
from casedesk.circuit.course import DangerLevel, EntryKind
from casedesk.circuit.family import Relative, SafeContact
from casedesk.circuit.filled import Amendment, FilledSheet
from casedesk.circuit.flags import FlagName, flags_up, set_by_hand
from casedesk.circuit.followup import Contact, Feedback, Followed, in_figures
from casedesk.circuit.guards import CaseFile, OpenStep
from casedesk.circuit.handover import Approval, SupervisorNote, Task
from casedesk.circuit.links import Link
from casedesk.circuit.people import PersonId
from casedesk.circuit.printout import Printout
from casedesk.circuit.referral import (
    Chase,
    Copy,
    CopyState,
    Miscount,
    Referral,
    ReferralId,
    Reply,
    Report,
)
from casedesk.circuit.register import RegisterEntry
from casedesk.circuit.retention import Closing, Hold
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.circuit.two_people import Request, Tombstone


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft of one's own, opened."""

    id: ReceiptId
    number: str
    started_at: datetime
    saved_at: datetime
    content: Mapping[str, Any] = field(repr=False)
    circle: CircleId = CASE_TEAM  # who will read it


@dataclass(frozen=True, slots=True)
class UnsentDraft:
    """That somebody has been writing for more than a day; nothing of what."""

    id: ReceiptId
    author: PersonId
    started_at: datetime


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One dated status."""

    status: ConcernStatus
    at: datetime
    told: str = ""  # code list FEEDBACK, with TOLD


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt of one's own, opened, with its statuses in order."""

    id: ReceiptId
    number: str
    sent_at: datetime
    statuses: tuple[StatusRow, ...]
    circle: CircleId = CASE_TEAM  # who reads it


@dataclass(frozen=True, slots=True)
class StatusDue:
    """A status that the author of a concern is to learn; derived from the cases."""

    receipt: ReceiptId
    author: PersonId
    status: ConcernStatus
    at: datetime
    told: str = ""  # code list FEEDBACK, with TOLD
    key: str = ""  # of what was told; one row each


@dataclass(frozen=True, slots=True)
class AlertRow:
    """An alert whose concern has not come yet."""

    id: DropId
    author: PersonId
    written_at: datetime
    danger: str


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """That somebody else opened this case in an emergency, and why."""

    case_id: CaseId
    number: str
    by: PersonId
    at: datetime
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SetAsideRow:
    """A drop that could not be taken in, and why."""

    id: DropId
    reason: str
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class SettledRow:
    """One thing the direction settled: the record before and after, as stored."""

    sequence: int
    at: datetime
    actor: PersonId
    action: str  # the command's name
    kind: Kind
    key: str
    before: Mapping[str, Any] = field(repr=False)  # empty: there was none
    after: Mapping[str, Any] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One particular of the directory, as it was and as it became; never a name."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class DirectoryChange:
    """What somebody changed about an organisation, what it offers or who answers."""

    at: datetime
    actor: PersonId
    action: str  # the command's name
    kind: Kind
    what: str  # the code of the service, or the function
    changed: tuple[FieldChange, ...]


class CaseList(StrEnum):
    """The lists a board offers; every number on it is a link to one."""

    ALL = "all"
    MINE = "mine"
    TO_DECIDE = "to_decide"
    LATE = "late"
    CAME_BACK = "came_back"  # a service answered today
    UNASSIGNED = "unassigned"
    TO_REFER = "to_refer"  # a referral not sent yet
    TO_CHASE = "to_chase"  # a service to call today
    TO_REDIRECT = "to_redirect"  # a service could not, and none was asked instead
    CLOSED = "closed"  # or a duplicate; in none of the others, but for today's answers


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in a list: no name until it is opened."""

    id: CaseId
    number: str
    stage: Stage
    owner: PersonId
    danger: str
    urgent: bool
    sex: str
    birth: str = field(repr=False)
    since: datetime
    due_at: datetime | None
    from_register: bool = False


@dataclass(frozen=True, slots=True)
class CasePage:
    """Everything on the page of one case."""

    file: CaseFile
    child: Child
    amendments: tuple[Amendment, ...]
    copies: tuple[Copy, ...]
    miscounts: tuple[Miscount, ...]
    steps: tuple[OpenStep, ...]
    chronology: tuple[Happening, ...]
    contacts: tuple[Contact, ...] = ()
    feedbacks: tuple[Feedback, ...] = ()
    closings: tuple[Closing, ...] = ()
    holds: tuple[Hold, ...] = ()
    replies: tuple[Reply, ...] = ()
    chases: tuple[Chase, ...] = ()
    reports: tuple[Report, ...] = ()
    links: tuple[LinkRow, ...] = ()
    levels: tuple[DangerLevel, ...] = ()
    entries: tuple[EntryKind, ...] = ()
    notes: tuple[SupervisorNote, ...] = ()
    approvals: tuple[Approval, ...] = ()
    tasks: tuple[Task, ...] = ()
    printouts: tuple[Printout, ...] = ()
    register: RegisterEntry | None = None
    relatives: tuple[Relative, ...] = ()
    safe_contacts: tuple[SafeContact, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()
    derogations: tuple[Derogation, ...] = ()
    own_numbers: Mapping[CaseId, str] = field(default_factory=dict)
    """Of brothers and sisters: the numbers of their cases, where one may know them."""

    def figures(self, now: datetime) -> Followed:
        """The follow-up as it was known at a time."""
        file = self.file
        known = (file.case, file.sheets, file.referrals, file.contacts)
        return in_figures(*known, self.levels, now)

    @property
    def flags(self) -> frozenset[FlagName]:
        """All that is true of the case now (domain §2.4)."""
        file = self.file
        return flags_up(file.case, file.flags, file.referrals, self.holds)

    @property
    def consents(self) -> Consents:
        return Consents(
            case=self.case,
            child=self.child,
            sheets=self.sheets,
            relatives=self.relatives,
            withdrawals=self.withdrawals,
            derogations=self.derogations,
            flags=set_by_hand(self.file.flags),
        )

    @property
    def case(self) -> Case:
        return self.file.case

    def to_be_told(self, sheet: FilledSheet) -> Referral | None:
        """Whoever has this sheet in hand without what was added to it since.

        Until a copy with the addition was printed for them.
        """
        added = [each for each in self.amendments if each.sheet_id == sheet.id]
        sent = next(
            (each for each in self.referrals if each.sheet_id == sheet.id), None
        )
        if not added or sent is None or sent.sent_on is None:
            return None
        since = added[-1].written_at
        has_it = any(
            each.sheet_id == sheet.id
            and each.state is CopyState.PRINTED
            and each.prepared_at >= since
            for each in self.copies
        )
        return None if has_it else sent

    @property
    def sheets(self) -> tuple[FilledSheet, ...]:
        return self.file.sheets

    @property
    def referrals(self) -> tuple[Referral, ...]:
        return self.file.referrals


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link that stands, from the case it is shown in."""

    link: Link
    number: str  # of the other case; empty when it is not here any more
    stage: Stage | None
    visible: bool  # whether one may open the other case


@dataclass(frozen=True, slots=True)
class CitedRow:
    """Another case in which somebody of that name is alleged: its number, no more."""

    case_id: CaseId
    number: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the chronology: a journal entry about this case.

    `details` are the records it wrote, by kind: what the line needs to name them.
    """

    sequence: int
    at: datetime
    actor: PersonId
    action: str  # the command's name
    details: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral in a list, with the number of its case."""

    id: ReferralId
    case_id: CaseId
    case_number: str
    referral: Referral


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A referral that is to be seen to, with what one needs to call the service.

    `phone` is the number in the directory now; the referral has that of the day.
    """

    id: ReferralId
    case_id: CaseId
    case_number: str
    owner: PersonId
    danger: str
    urgent: bool
    referral: Referral
    phone: str = ""
    last: Chase | None = None
    safe_contact: str = field(default="", repr=False)  # whom one may call, and when not


@dataclass(frozen=True, slots=True)
class AnswerDelay:
    """How one organisation has answered so far, as far as one may know."""

    organisation: str
    sent: int
    accepted: int
    refused: int
    no_reply: int
    median_days: float | None  # from the sheet's leaving to the first answer


@dataclass(frozen=True, slots=True)
class PreparedCopy:
    """A numbered copy with the anchor of the journal entry that made it."""

    copy: Copy
    anchor: str


@dataclass(frozen=True, slots=True)
class PreparedPrintout:
    """A list of a case with the anchor of the journal entry that made it."""

    printout: Printout
    anchor: str


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task in a list, with the number of its case."""

    task: Task = field(repr=False)
    case_number: str


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A blank sheet by its code: what it is, and of which case if of any."""

    code: str
    sheet_code: SheetCode
    issued_at: datetime | None
    issued_by: PersonId
    case_id: CaseId | None = None
    case_number: str = ""
    returned_at: datetime | None = None
    has_scan: bool = False


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A case that came from the paper register."""

    case_id: CaseId
    case_number: str
    entry: RegisterEntry
    stage: Stage
    owner: PersonId


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """A closed case somebody should look at again: no name, no text."""

    id: CaseId
    number: str
    closed_at: datetime
    reason: str  # code list CLOSE
    retention: str  # code list RETENTION
    review_on: date
    hold: Hold | None = None  # the one in force


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request that can still lead to something, with the number of its case."""

    request: Request = field(repr=False)
    case_number: str


@dataclass(frozen=True, slots=True)
class ErasedRow:
    """A tombstone with the anchor of the journal entry that erased the case."""

    tombstone: Tombstone
    anchor: str
    in_new_file: bool  # its compartment was written anew since
