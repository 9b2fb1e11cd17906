"""What the circuit needs from the outside; store, vault and app provide it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol, TypeVar

from casedesk.circuit.apart import ApartWork, DuplicateReads
from casedesk.circuit.attachment import Attachment, AttachmentReads
from casedesk.circuit.blank import Blank
from casedesk.circuit.case import (
    Acknowledgement,
    Case,
    CaseId,
    Child,
    EmergencyAction,
    EmergencyOpening,
)
from casedesk.circuit.case_reads import CaseReads
from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.circles import Member
from casedesk.circuit.codes import Code
from casedesk.circuit.concern import (
    Alert,
    Draft,
    Drop,
    Intake,
    Receipt,
    ReceiptId,
    ReceiptStatus,
)
from casedesk.circuit.consent import Derogation, Withdrawal
from casedesk.circuit.course import DangerLevel, EntryKind, Motive, Watch
from casedesk.circuit.deadlines import Holiday
from casedesk.circuit.desk_reads import DeskReads
from casedesk.circuit.directory import FocalPoint, Hotline, Organisation, Service
from casedesk.circuit.directory_reads import DirectoryReads
from casedesk.circuit.events import Event
from casedesk.circuit.family import Author, Relative, SafeContact
from casedesk.circuit.filled import Amendment, FilledSheet
from casedesk.circuit.flags import Flag
from casedesk.circuit.followup import Contact, Feedback
from casedesk.circuit.handover_ports import HandoverReads, HandoverWork
from casedesk.circuit.intake_reads import IntakeReads
from casedesk.circuit.journal_reads import JournalReads
from casedesk.circuit.leaves import Leave
from casedesk.circuit.links import Link
from casedesk.circuit.moving import PackedCase
from casedesk.circuit.own_fields import OwnField
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.records import OfCase, Records, Removable
from casedesk.circuit.referral import (
    Chase,
    Copy,
    Miscount,
    Referral,
    Reply,
    Report,
    ReportCount,
)
from casedesk.circuit.referral_reads import ReferralReads
from casedesk.circuit.retention import Closing, Hold
from casedesk.circuit.retention_reads import RetentionReads
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.circuit.seals import Seals
from casedesk.circuit.search import Search
from casedesk.circuit.search_reads import SearchReads
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.two_people import Request, Tombstone

W_co = TypeVar("W_co", covariant=True)


class Cases(Records[Case], Protocol):
    def number_is_taken(self, number: str) -> bool: ...
    def numbered(self, number: str) -> Case:
        """Raises NotFound."""
        ...

    def by_receipt(self, receipt: ReceiptId) -> Case | None: ...
    def registered_as(self, number: str) -> Case | None:
        """The case with this number of the paper register, whoever's it is."""
        ...

    def was_here(self, receipt: ReceiptId) -> bool:
        """Whether its concern became a case here, be it gone by now."""
        ...

    def open_of(self, owner: PersonId) -> tuple[Case, ...]:
        """The cases this person answers for and that are not closed."""
        ...


class Alerts(Records[Alert], Protocol):
    def of_receipt(self, receipt: ReceiptId) -> tuple[Alert, ...]: ...


class Attachments(OfCase[Attachment], Protocol):
    """Files kept in cases; their bytes are written once."""

    def keep(self, attachment: Attachment, original: bytes, working: bytes) -> None:
        """Save a new one with its bytes."""
        ...

    def room(self) -> int:
        """How many bytes more the compartment should take."""
        ...


class Work(Protocol):
    """What any command may touch, inside one transaction."""

    @property
    def actor(self) -> Actor: ...
    @property
    def now(self) -> datetime: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def seals(self) -> Seals: ...
    @property
    def changes(self) -> Changes: ...
    def new_id(self) -> str: ...
    def random(self, length: int) -> bytes: ...


class DeskWork(Work, Protocol):
    """The records of the compartment everybody can open."""

    @property
    def people(self) -> Records[Person]: ...
    @property
    def organisations(self) -> Records[Organisation]: ...
    @property
    def hotlines(self) -> Records[Hotline]: ...
    @property
    def services(self) -> Records[Service]: ...
    @property
    def focal_points(self) -> Records[FocalPoint]: ...
    @property
    def drops(self) -> Removable[Drop]: ...
    @property
    def drafts(self) -> Removable[Draft]: ...
    @property
    def receipts(self) -> Records[Receipt]: ...
    @property
    def receipt_statuses(self) -> Records[ReceiptStatus]: ...
    @property
    def events(self) -> Records[Event]: ...
    @property
    def holidays(self) -> Records[Holiday]: ...
    @property
    def leaves(self) -> Records[Leave]: ...
    @property
    def own_fields(self) -> Records[OwnField]: ...
    def own_fields_of(self, sheet: SheetCode) -> tuple[OwnField, ...]:
        """In the order they were added, also those asked no more."""
        ...

    def codes_of(self, listed: str) -> tuple[Code, ...]:
        """All of one list, also those asked no more."""
        ...

    @property
    def blanks(self) -> Records[Blank]: ...
    def save_code(self, code: Code) -> None: ...
    def setting(self, name: str) -> str: ...
    def save_setting(self, name: str, value: str) -> None: ...


class CaseWork(HandoverWork, ApartWork, Work, Protocol):
    """The records of the compartment of the case team."""

    @property
    def cases(self) -> Cases: ...
    @property
    def children(self) -> OfCase[Child]: ...
    @property
    def sheets(self) -> OfCase[FilledSheet]: ...
    @property
    def amendments(self) -> OfCase[Amendment]: ...
    @property
    def referrals(self) -> OfCase[Referral]: ...
    @property
    def replies(self) -> OfCase[Reply]: ...
    @property
    def chases(self) -> OfCase[Chase]: ...
    @property
    def reports(self) -> OfCase[Report]: ...
    @property
    def report_counts(self) -> Records[ReportCount]: ...
    @property
    def actions(self) -> OfCase[EmergencyAction]: ...
    @property
    def emergency_openings(self) -> OfCase[EmergencyOpening]: ...
    @property
    def acknowledgements(self) -> OfCase[Acknowledgement]: ...
    @property
    def copies(self) -> OfCase[Copy]: ...
    @property
    def miscounts(self) -> OfCase[Miscount]: ...
    @property
    def alerts(self) -> Alerts: ...
    @property
    def intakes(self) -> Records[Intake]: ...
    @property
    def attachments(self) -> Attachments: ...
    @property
    def contacts(self) -> OfCase[Contact]: ...
    @property
    def feedbacks(self) -> OfCase[Feedback]: ...
    @property
    def closings(self) -> OfCase[Closing]: ...
    @property
    def holds(self) -> OfCase[Hold]: ...
    @property
    def requests(self) -> OfCase[Request]: ...
    @property
    def tombstones(self) -> Records[Tombstone]: ...
    @property
    def motives(self) -> OfCase[Motive]: ...
    @property
    def watches(self) -> OfCase[Watch]: ...
    @property
    def danger_levels(self) -> OfCase[DangerLevel]: ...
    @property
    def entry_kinds(self) -> OfCase[EntryKind]: ...
    @property
    def flags(self) -> OfCase[Flag]: ...
    @property
    def links(self) -> OfCase[Link]:
        """From either end: those to a case are of that case too."""
        ...

    @property
    def relatives(self) -> OfCase[Relative]: ...
    @property
    def safe_contacts(self) -> OfCase[SafeContact]: ...
    @property
    def authors(self) -> OfCase[Author]: ...
    @property
    def withdrawals(self) -> OfCase[Withdrawal]: ...
    @property
    def derogations(self) -> OfCase[Derogation]: ...
    @property
    def searches(self) -> Records[Search]: ...
    @property
    def members(self) -> Records[Member]: ...
    @property
    def is_apart(self) -> bool:
        """Whether this is a restricted circle, not the case team's compartment."""
        ...

    def erase(self, case: Case) -> str:
        """Leave nothing of a case, here and in what the journal keeps of it.

        Gives a digest over all that was there, in hexadecimal.
        """
        ...

    def pack(self, case: Case) -> bytes:
        """All of a case, to be taken in elsewhere; the same case, the same bytes."""
        ...

    def unpack(self, packed: bytes) -> PackedCase:
        """Raises BadDrop for what `pack` could not have made."""
        ...

    @property
    def people(self) -> Mapping[PersonId, Person]:
        """The people of the desk compartment, as they are now."""
        ...

    @property
    def directory(self) -> Mapping[str, Organisation]:
        """The directory of the desk compartment, as it was when the sitting began or
        a change was announced."""
        ...

    @property
    def territory(self) -> str:
        """The short code that case numbers begin with."""
        ...

    @property
    def series(self) -> str:
        """What numbers counted in this compartment begin with; empty for the team's."""
        ...

    def sees(self, case: Case) -> bool:
        """Whether the actor may know of it: by its owner, or opened in an emergency."""
        ...

    def open_in_emergency(self, case_id: CaseId) -> None:
        """Once this is committed the actor sees the case, until they lock."""
        ...

    def note_view(self, case_id: CaseId, sheet: str = "") -> None:
        """Journal that the actor opened this case, or one sheet of it as it would come
        out on paper; once per sitting."""
        ...

    def note_attachment_view(self, attachment: Attachment) -> None:
        """Journal that the actor looked at this attachment, once per sitting."""
        ...


class Store(Protocol[W_co]):
    """One open compartment."""

    @property
    def home(self) -> Home: ...
    def work(self, actor: Actor, action: str) -> AbstractContextManager[W_co]:
        """One transaction with its journal entry, or nothing of either."""
        ...


class Reads(
    DeskReads,
    DirectoryReads,
    IntakeReads,
    CaseReads,
    DuplicateReads,
    ReferralReads,
    AttachmentReads,
    HandoverReads,
    JournalReads,
    RetentionReads,
    SearchReads,
    Protocol,
):
    """Questions the screens ask; never a transaction, always scoped to the actor.

    Questions about cases raise CompartmentClosed for whoever has no key of theirs.
    """


class Clock(Protocol):
    """The time, as an aware UTC instant."""

    def __call__(self) -> datetime: ...
