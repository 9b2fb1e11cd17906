"""What a finished command touched, for whoever is watching."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Home(StrEnum):
    """The compartment a command runs in; each has its own store, key and journal."""

    DESK = "desk"
    CASES = "cases"


class Kind(StrEnum):
    """The kinds of record; each has one table, in one compartment."""

    PERSON = "person"
    ORGANISATION = "organisation"
    HOTLINE = "hotline"
    SERVICE = "service"
    FOCAL_POINT = "focal_point"
    CODE = "code"
    SETTING = "setting"
    DROP = "drop"
    DRAFT = "draft"
    RECEIPT = "receipt"
    RECEIPT_STATUS = "receipt_status"
    EVENT = "event"
    HOLIDAY = "holiday"
    LEAVE = "leave"
    OWN_FIELD = "own_field"
    BLANK = "blank"

    CASE = "case"
    CHILD = "child"
    SHEET = "sheet"
    AMENDMENT = "amendment"
    REFERRAL = "referral"
    COPY = "copy"
    MISCOUNT = "miscount"
    ACTION = "action"
    EMERGENCY_OPENING = "emergency_opening"
    ACKNOWLEDGEMENT = "acknowledgement"
    ALERT = "alert"
    INTAKE = "intake"
    CLOSING = "closing"
    HOLD = "hold"
    REQUEST = "request"
    TOMBSTONE = "tombstone"
    ATTACHMENT = "attachment"
    EARLIER = "earlier"
    CONTACT = "contact"
    MOTIVE = "motive"
    WATCH = "watch"
    DANGER_LEVEL = "danger_level"
    ENTRY_KIND = "entry_kind"
    FLAG = "flag"
    LINK = "link"
    NOTE = "note"
    APPROVAL = "approval"
    TASK = "task"
    CASE_BLANK = "case_blank"
    PRINTOUT = "printout"
    REGISTER_ENTRY = "register_entry"
    REPLY = "reply"
    CHASE = "chase"
    REPORT = "report"
    REPORT_COUNT = "report_count"
    RELATIVE = "relative"
    SAFE_CONTACT = "safe_contact"
    AUTHOR = "author"
    WITHDRAWAL = "withdrawal"
    DEROGATION = "derogation"
    FEEDBACK = "feedback"
    SEARCH = "search"
    TOLD_APART = "told_apart"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class Changes:
    """The records one command wrote, in one compartment."""

    home: Home
    touched: frozenset[tuple[Kind, str]]

    def __bool__(self) -> bool:
        return bool(self.touched)

    def of(self, kind: Kind) -> frozenset[str]:
        return frozenset(key for each, key in self.touched if each == kind)
