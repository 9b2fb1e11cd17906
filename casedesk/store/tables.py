"""Which table holds which kind of record, in which compartment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casedesk.circuit.apart import ToldApart
from casedesk.circuit.attachment import Attachment
from casedesk.circuit.blank import Blank, CaseBlank
from casedesk.circuit.case import (
    Acknowledgement,
    Case,
    Child,
    EmergencyAction,
    EmergencyOpening,
)
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.circles import Member
from casedesk.circuit.codes import Code
from casedesk.circuit.concern import (
    Alert,
    Draft,
    Drop,
    Intake,
    Receipt,
    ReceiptStatus,
)
from casedesk.circuit.consent import Derogation, Withdrawal
from casedesk.circuit.course import DangerLevel, EntryKind, Motive, Watch
from casedesk.circuit.deadlines import Holiday
from casedesk.circuit.directory import FocalPoint, Hotline, Organisation, Service
from casedesk.circuit.events import Event
from casedesk.circuit.family import Author, Relative, SafeContact
from casedesk.circuit.filled import Amendment, FilledSheet
from casedesk.circuit.flags import Flag
from casedesk.circuit.followup import Contact, Feedback
from casedesk.circuit.handover import Approval, SupervisorNote, Task
from casedesk.circuit.leaves import Leave
from casedesk.circuit.links import Link
from casedesk.circuit.moving import Earlier
from casedesk.circuit.own_fields import OwnField
from casedesk.circuit.people import Person
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
from casedesk.circuit.search import Search
from casedesk.circuit.two_people import Request, Tombstone
from casedesk.store.codec import Codec


@dataclass(frozen=True, slots=True)
class Setting:
    """One fact about the association or one choice, by name."""

    id: str
    value: str
    version: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """A table and what a row of it is.

    `added` names the columns that came with a later version of casedesk. At its default
    such a column is left out of the record's image: what the journal said of a record
    written before there was the column stays true.
    """

    home: Home
    table: str
    record: type[Any]
    added: frozenset[str] = frozenset()


_OF_REFERRALS = frozenset(
    {
        "phone",
        "since",
        "tries",
        "call_again",
        "follows",
        "settled_at",
        "settled_why",
    }
)
PLACES: Mapping[Kind, Place] = {
    Kind.PERSON: Place(Home.DESK, "people", Person),
    Kind.ORGANISATION: Place(
        Home.DESK,
        "organisations",
        Organisation,
        added=frozenset(
            {
                "acronym",
                "former_name",
                "sector",
                "supervisor",
                "territories",
                "landmark",
                "address_hidden",
                "phone_alt",
                "fax",
                "email",
                "web",
                "open_days",
                "opens",
                "closes",
                "hours",
                "closed_days",
                "on_call",
                "languages",
                "age_from",
                "age_to",
                "sex",
                "publics",
                "disabilities",
                "violence",
                "capacity",
                "cost",
                "accessibility",
                "mission",
                "documents",
                "access",
                "to_send",
                "announced_days",
                "limits",
                "agreement",
                "agreement_until",
                "committees",
                "verified_on",
                "verified_by",
                "verified_how",
                "next_check",
            }
        ),
    ),
    Kind.HOTLINE: Place(Home.DESK, "hotlines", Hotline),
    Kind.SERVICE: Place(Home.DESK, "services", Service),
    Kind.FOCAL_POINT: Place(Home.DESK, "focal_points", FocalPoint),
    Kind.CODE: Place(Home.DESK, "codes", Code),
    Kind.SETTING: Place(Home.DESK, "settings", Setting),
    Kind.DROP: Place(Home.DESK, "drops", Drop),
    Kind.DRAFT: Place(Home.DESK, "drafts", Draft, added=frozenset({"copy"})),
    Kind.RECEIPT: Place(Home.DESK, "receipts", Receipt),
    Kind.RECEIPT_STATUS: Place(Home.DESK, "receipt_statuses", ReceiptStatus),
    Kind.EVENT: Place(Home.DESK, "events", Event),
    Kind.HOLIDAY: Place(Home.DESK, "holidays", Holiday),
    Kind.LEAVE: Place(Home.DESK, "leaves", Leave),
    Kind.OWN_FIELD: Place(Home.DESK, "own_fields", OwnField),
    Kind.BLANK: Place(Home.DESK, "blanks", Blank),
    Kind.CASE: Place(
        Home.CASES,
        "cases",
        Case,
        added=frozenset(
            {"relaxed", "episode", "episode_since", "received_on", "register_number"}
        ),
    ),
    Kind.CHILD: Place(
        Home.CASES,
        "children",
        Child,
        added=frozenset(
            {
                "living",
                "unaccompanied",
                "care_title",
                "care_detail",
                "disabilities",
                "communication",
                "place_needs",
                "support_person",
                "nationality",
                "papers",
            }
        ),
    ),
    Kind.SHEET: Place(Home.CASES, "sheets", FilledSheet, added=frozenset({"reasons"})),
    Kind.AMENDMENT: Place(
        Home.CASES, "amendments", Amendment, added=frozenset({"reason"})
    ),
    Kind.REFERRAL: Place(Home.CASES, "referrals", Referral),
    Kind.AMENDMENT: Place(Home.CASES, "amendments", Amendment),
    Kind.REFERRAL: Place(Home.CASES, "referrals", Referral, _OF_REFERRALS),
    Kind.COPY: Place(Home.CASES, "copies", Copy),
    Kind.MISCOUNT: Place(Home.CASES, "miscounts", Miscount),
    Kind.ACTION: Place(Home.CASES, "actions", EmergencyAction),
    Kind.EMERGENCY_OPENING: Place(Home.CASES, "emergency_openings", EmergencyOpening),
    Kind.ACKNOWLEDGEMENT: Place(Home.CASES, "acknowledgements", Acknowledgement),
    Kind.ALERT: Place(Home.CASES, "alerts", Alert),
    Kind.INTAKE: Place(Home.CASES, "intakes", Intake),
    Kind.CLOSING: Place(
        Home.CASES, "closings", Closing, frozenset({"sheet_id", "first_signed_by"})
    ),
    Kind.HOLD: Place(Home.CASES, "holds", Hold),
    Kind.REQUEST: Place(Home.CASES, "requests", Request, added=frozenset({"begun"})),
    Kind.TOMBSTONE: Place(Home.CASES, "tombstones", Tombstone),
    Kind.ATTACHMENT: Place(
        Home.CASES, "attachments", Attachment, frozenset({"referral_id"})
    ),
    Kind.EARLIER: Place(Home.CASES, "earlier", Earlier),
    Kind.CONTACT: Place(Home.CASES, "contacts", Contact),
    Kind.MOTIVE: Place(Home.CASES, "motives", Motive),
    Kind.WATCH: Place(Home.CASES, "watches", Watch),
    Kind.DANGER_LEVEL: Place(Home.CASES, "danger_levels", DangerLevel),
    Kind.ENTRY_KIND: Place(Home.CASES, "entry_kinds", EntryKind),
    Kind.FLAG: Place(Home.CASES, "flags", Flag),
    Kind.LINK: Place(Home.CASES, "links", Link),
    Kind.NOTE: Place(Home.CASES, "notes", SupervisorNote),
    Kind.APPROVAL: Place(Home.CASES, "approvals", Approval),
    Kind.TASK: Place(Home.CASES, "tasks", Task),
    Kind.CASE_BLANK: Place(Home.CASES, "case_blanks", CaseBlank),
    Kind.PRINTOUT: Place(Home.CASES, "printouts", Printout),
    Kind.REGISTER_ENTRY: Place(Home.CASES, "register_entries", RegisterEntry),
    Kind.REPLY: Place(Home.CASES, "replies", Reply),
    Kind.CHASE: Place(Home.CASES, "chases", Chase),
    Kind.REPORT: Place(Home.CASES, "reports", Report),
    Kind.REPORT_COUNT: Place(Home.CASES, "report_counts", ReportCount),
    Kind.RELATIVE: Place(Home.CASES, "relatives", Relative),
    Kind.SAFE_CONTACT: Place(Home.CASES, "safe_contacts", SafeContact),
    Kind.AUTHOR: Place(Home.CASES, "authors", Author),
    Kind.WITHDRAWAL: Place(Home.CASES, "withdrawals", Withdrawal),
    Kind.DEROGATION: Place(Home.CASES, "derogations", Derogation),
    Kind.FEEDBACK: Place(Home.CASES, "feedbacks", Feedback),
    Kind.SEARCH: Place(Home.CASES, "searches", Search),
    Kind.TOLD_APART: Place(Home.CASES, "told_apart", ToldApart),
    Kind.MEMBER: Place(Home.CASES, "members", Member),
}
# Overwritten as one types, sealed to its author and gone when sent (design §3).
UNJOURNALLED = frozenset({Kind.DRAFT})


@cache
def codec(kind: Kind) -> Codec[Any]:
    return Codec(PLACES[kind].record)


@cache
def columns(kind: Kind) -> tuple[str, ...]:
    """The columns of the kind's table, in the order they are digested and written."""
    return tuple(dict.fromkeys(("id", *codec(kind).columns, "version")))


@cache
def defaults(kind: Kind) -> Mapping[str, Any]:
    """What the columns hold that came with a later version, where nobody said more."""
    added = PLACES[kind].added
    return {name: codec(kind).default(name) for name in sorted(added)}


@lru_cache(maxsize=4)
def seldom_changed(kind: Kind, rows: tuple[tuple[Any, ...], ...]) -> tuple[Any, ...]:
    """The records in these rows of a `selection`, for lists that are long and at every
    unlock the same; none of them tells of anybody."""
    names, to_record = columns(kind), codec(kind).to_record
    return tuple(to_record(dict(zip(names, row, strict=True))) for row in rows)


@cache
def selection(kind: Kind) -> str:
    """`SELECT … FROM …` of whole records of this kind, to be completed by a WHERE."""
    names = ", ".join(f'"{name}"' for name in columns(kind))
    return f"SELECT {names} FROM {PLACES[kind].table}"  # noqa: S608 -- names from code
