"""What a command holds while it runs: the records of one compartment."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casedesk.circuit.attachment import Attachment
from casedesk.circuit.blank import Blank
from casedesk.circuit.case import (
    Acknowledgement,
    Case,
    CaseId,
    Child,
    EmergencyAction,
    EmergencyOpening,
)
from casedesk.circuit.changes import Changes, Home, Kind
from casedesk.circuit.circles import Member
from casedesk.circuit.codes import Code
from casedesk.circuit.concern import Draft, Drop, Intake, Receipt, ReceiptStatus
from casedesk.circuit.consent import Derogation, Withdrawal
from casedesk.circuit.course import DangerLevel, EntryKind, Motive, Watch
from casedesk.circuit.deadlines import Holiday
from casedesk.circuit.directory import FocalPoint, Hotline, Organisation, Service
from casedesk.circuit.events import Event
from casedesk.circuit.family import Author, Relative, SafeContact
from casedesk.circuit.filled import Amendment, FilledSheet
from casedesk.circuit.flags import Flag
from casedesk.circuit.followup import Contact, Feedback
from casedesk.circuit.handover import Approval, SupervisorNote
from casedesk.circuit.leaves import Leave
from casedesk.circuit.own_fields import OwnField
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.printout import Printout
from casedesk.circuit.referral import (
    Chase,
    Copy,
    Miscount,
    Referral,
    Reply,
    Report,
    ReportCount,
)
from casedesk.circuit.register import RegisterEntry
from casedesk.circuit.retention import Closing, Hold
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.circuit.seals import Seals
from casedesk.circuit.search import Search
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.two_people import Request, Tombstone
from casedesk.store.attachments import SqlAttachments
from casedesk.store.database import Database
from casedesk.store.erasure import CaseErasure
from casedesk.store.ids import uuid7
from casedesk.store.journal import Entry
from casedesk.store.moving import Unpacked, pack
from casedesk.store.records import (
    SqlAlerts,
    SqlApart,
    SqlCaseBlanks,
    SqlCases,
    SqlFacts,
    SqlLinks,
    SqlOfCase,
    SqlOwnFields,
    SqlRecords,
    SqlTasks,
)


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who is at work, when, by which rules and with whose keys."""

    actor: Actor
    now: datetime
    rules: Rules
    seals: Seals


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What the cases need of the desk compartment, asked each time it is needed."""

    directory: Callable[[], Mapping[str, Organisation]]
    territory: Callable[[], str]
    people: Callable[[], Mapping[PersonId, Person]]


class SqlWork:
    """What any command may touch, inside one transaction."""

    home: Home

    def __init__(self, occasion: Occasion, entry: Entry) -> None:
        self.actor, self.now = occasion.actor, occasion.now
        self.rules, self.seals = occasion.rules, occasion.seals
        self._entry = entry

    @property
    def changes(self) -> Changes:
        return Changes(self.home, frozenset(self._entry.touched))

    def new_id(self) -> str:
        return uuid7(self.now)

    def random(self, length: int) -> bytes:
        return secrets.token_bytes(length)


class SqlDeskWork(SqlWork):
    """The records of the compartment everybody can open."""

    home = Home.DESK

    def __init__(self, db: Database, occasion: Occasion, entry: Entry) -> None:
        super().__init__(occasion, entry)
        self.people: SqlRecords[Person] = SqlRecords(db, entry, Kind.PERSON)
        self.organisations: SqlRecords[Organisation] = SqlRecords(
            db, entry, Kind.ORGANISATION
        )
        self.hotlines: SqlRecords[Hotline] = SqlRecords(db, entry, Kind.HOTLINE)
        self.services: SqlRecords[Service] = SqlRecords(db, entry, Kind.SERVICE)
        self.focal_points: SqlRecords[FocalPoint] = SqlRecords(
            db, entry, Kind.FOCAL_POINT
        )
        self.drops: SqlRecords[Drop] = SqlRecords(db, entry, Kind.DROP)
        self.drafts: SqlRecords[Draft] = SqlRecords(db, entry, Kind.DRAFT)
        self.receipts: SqlRecords[Receipt] = SqlRecords(db, entry, Kind.RECEIPT)
        self.receipt_statuses: SqlRecords[ReceiptStatus] = SqlRecords(
            db, entry, Kind.RECEIPT_STATUS
        )
        self.events: SqlRecords[Event] = SqlRecords(db, entry, Kind.EVENT)
        self.holidays: SqlRecords[Holiday] = SqlRecords(db, entry, Kind.HOLIDAY)
        self.leaves: SqlRecords[Leave] = SqlRecords(db, entry, Kind.LEAVE)
        self.own_fields = SqlOwnFields(db, entry, Kind.OWN_FIELD)
        self.blanks: SqlRecords[Blank] = SqlRecords(db, entry, Kind.BLANK)
        self._facts = SqlFacts(db, entry)

    def own_fields_of(self, sheet: SheetCode) -> tuple[OwnField, ...]:
        return self.own_fields.of_sheet(sheet)

    def codes_of(self, listed: str) -> tuple[Code, ...]:
        return self._facts.codes_of(listed)

    def save_code(self, code: Code) -> None:
        self._facts.save_code(code)

    def setting(self, name: str) -> str:
        return self._facts.setting(name)

    def save_setting(self, name: str, value: str) -> None:
        self._facts.save_setting(name, value)


class SqlCaseWork(SqlWork):
    """The records of the compartment of the case team."""

    home = Home.CASES

    def __init__(
        self,
        db: Database,
        occasion: Occasion,
        entry: Entry,
        facts: DeskFacts,
        in_emergency: frozenset[CaseId],
    ) -> None:
        super().__init__(occasion, entry)
        self._db, self._facts = db, facts
        self.viewed: set[tuple[CaseId, str]] = set()  # a case, or one sheet of it
        self.looked_at: set[Attachment] = set()
        self.in_emergency = in_emergency
        self._erasure = CaseErasure(db, entry)
        self._open_records(db, entry)
        self._open_intake(db, entry)
        self._open_referrals(db, entry)
        self._open_course(db, entry)
        self._open_people_around(db, entry)
        self._open_handing_over(db, entry)

    def _open_records(self, db: Database, entry: Entry) -> None:
        self.cases = SqlCases(db, entry, Kind.CASE)
        self.children: SqlOfCase[Child] = SqlOfCase(db, entry, Kind.CHILD)
        self.sheets: SqlOfCase[FilledSheet] = SqlOfCase(db, entry, Kind.SHEET)
        self.amendments: SqlOfCase[Amendment] = SqlOfCase(db, entry, Kind.AMENDMENT)
        self.attachments = SqlAttachments(db, entry)
        self.tombstones: SqlRecords[Tombstone] = SqlRecords(db, entry, Kind.TOMBSTONE)
        self.searches: SqlRecords[Search] = SqlRecords(db, entry, Kind.SEARCH)

    def _open_intake(self, db: Database, entry: Entry) -> None:
        self.alerts = SqlAlerts(db, entry, Kind.ALERT)
        self.intakes: SqlRecords[Intake] = SqlRecords(db, entry, Kind.INTAKE)
        self.acknowledgements: SqlOfCase[Acknowledgement] = SqlOfCase(
            db, entry, Kind.ACKNOWLEDGEMENT
        )
        self.register_entries: SqlOfCase[RegisterEntry] = SqlOfCase(
            db, entry, Kind.REGISTER_ENTRY
        )
        self.case_blanks = SqlCaseBlanks(db, entry, Kind.CASE_BLANK)

    def _open_referrals(self, db: Database, entry: Entry) -> None:
        self.referrals: SqlOfCase[Referral] = SqlOfCase(db, entry, Kind.REFERRAL)
        self.replies: SqlOfCase[Reply] = SqlOfCase(db, entry, Kind.REPLY)
        self.chases: SqlOfCase[Chase] = SqlOfCase(db, entry, Kind.CHASE)
        self.reports: SqlOfCase[Report] = SqlOfCase(db, entry, Kind.REPORT)
        self.report_counts: SqlRecords[ReportCount] = SqlRecords(
            db, entry, Kind.REPORT_COUNT
        )
        self.copies: SqlOfCase[Copy] = SqlOfCase(db, entry, Kind.COPY)
        self.miscounts: SqlOfCase[Miscount] = SqlOfCase(db, entry, Kind.MISCOUNT)
        self.printouts: SqlOfCase[Printout] = SqlOfCase(db, entry, Kind.PRINTOUT)

    def _open_course(self, db: Database, entry: Entry) -> None:
        self.actions: SqlOfCase[EmergencyAction] = SqlOfCase(db, entry, Kind.ACTION)
        self.emergency_openings: SqlOfCase[EmergencyOpening] = SqlOfCase(
            db, entry, Kind.EMERGENCY_OPENING
        )
        self.contacts: SqlOfCase[Contact] = SqlOfCase(db, entry, Kind.CONTACT)
        self.feedbacks: SqlOfCase[Feedback] = SqlOfCase(db, entry, Kind.FEEDBACK)
        self.closings: SqlOfCase[Closing] = SqlOfCase(db, entry, Kind.CLOSING)
        self.holds: SqlOfCase[Hold] = SqlOfCase(db, entry, Kind.HOLD)
        self.requests: SqlOfCase[Request] = SqlOfCase(db, entry, Kind.REQUEST)
        self.motives: SqlOfCase[Motive] = SqlOfCase(db, entry, Kind.MOTIVE)
        self.watches: SqlOfCase[Watch] = SqlOfCase(db, entry, Kind.WATCH)
        self.danger_levels: SqlOfCase[DangerLevel] = SqlOfCase(
            db, entry, Kind.DANGER_LEVEL
        )
        self.entry_kinds: SqlOfCase[EntryKind] = SqlOfCase(db, entry, Kind.ENTRY_KIND)
        self.flags: SqlOfCase[Flag] = SqlOfCase(db, entry, Kind.FLAG)
        self.links = SqlLinks(db, entry, Kind.LINK)
        self.apart = SqlApart(db, entry, Kind.TOLD_APART)
        self.members: SqlRecords[Member] = SqlRecords(db, entry, Kind.MEMBER)

    def _open_people_around(self, db: Database, entry: Entry) -> None:
        self.relatives: SqlOfCase[Relative] = SqlOfCase(db, entry, Kind.RELATIVE)
        self.safe_contacts: SqlOfCase[SafeContact] = SqlOfCase(
            db, entry, Kind.SAFE_CONTACT
        )
        self.authors: SqlOfCase[Author] = SqlOfCase(db, entry, Kind.AUTHOR)
        self.withdrawals: SqlOfCase[Withdrawal] = SqlOfCase(db, entry, Kind.WITHDRAWAL)
        self.derogations: SqlOfCase[Derogation] = SqlOfCase(db, entry, Kind.DEROGATION)

    def _open_handing_over(self, db: Database, entry: Entry) -> None:
        self.notes: SqlOfCase[SupervisorNote] = SqlOfCase(db, entry, Kind.NOTE)
        self.approvals: SqlOfCase[Approval] = SqlOfCase(db, entry, Kind.APPROVAL)
        self.tasks = SqlTasks(db, entry, Kind.TASK)

    @property
    def directory(self) -> Mapping[str, Organisation]:
        return self._facts.directory()

    @property
    def territory(self) -> str:
        return self._facts.territory()

    @property
    def series(self) -> str:
        circle = self._db.identity.compartment
        return "" if circle == Home.CASES else f"{circle.removeprefix('r-').upper()}-"

    @property
    def people(self) -> Mapping[PersonId, Person]:
        return self._facts.people()

    @property
    def is_apart(self) -> bool:
        return self._db.identity.compartment != Home.CASES

    def erase(self, case: Case) -> str:
        return self._erasure.erase(case)

    def pack(self, case: Case) -> bytes:
        return pack(self._db, case)

    def unpack(self, packed: bytes) -> Unpacked:
        return Unpacked(self._db, self._entry, packed)

    def sees(self, case: Case) -> bool:
        return self.actor.sees_owner(case.owner) or case.id in self.in_emergency

    def open_in_emergency(self, case_id: CaseId) -> None:
        self.in_emergency |= {case_id}

    def note_view(self, case_id: CaseId, sheet: str = "") -> None:
        self.viewed.add((case_id, sheet))

    def note_attachment_view(self, attachment: Attachment) -> None:
        self.looked_at.add(attachment)
