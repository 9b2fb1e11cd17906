"""What is asked of a journal: its lines, where it stands, and codes kept on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.errors import Trouble
from casedesk.circuit.people import NOBODY, PersonId

NO_CASE = CaseId("")
START = bytes(32)  # what the first entry is chained to


class ActKind(StrEnum):
    """What sort of thing somebody did."""

    OPENED = "opened"
    CHANGED = "changed"
    PRINTED = "printed"
    MOVED = "moved"
    SEALED = "sealed"
    PEOPLE = "people"
    SAFEKEEPING = "safekeeping"


# By the name of the command; whatever is not here has changed something.
_NOTABLE: Mapping[ActKind, frozenset[str]] = {
    ActKind.OPENED: frozenset(
        {
            "ViewCase",
            "PreviewSheet",
            "NoteAttachmentView",
            "OpenInEmergency",
            "ViewAuthors",
            "NoteSearch",
        }
    ),
    ActKind.PRINTED: frozenset(
        {
            "PreparePrint",
            "ConfirmPrint",
            "VoidPrint",
            "CountSheets",
            "IssueBlank",
            "IssueCaseBlank",
            "PreparePrintout",
            "ConfirmPrintout",
            "VoidPrintout",
        }
    ),
    ActKind.MOVED: frozenset(
        {
            "TakeInCharge",
            "SubmitForDecision",
            "Decide",
            "GoUrgent",
            "SendReferral",
            "RecordAnswer",
            "CancelReferral",
            "NoReply",
            "SignReport",
            "NoteOralReport",
            "ReturnToDecision",
            "RecordFollowUp",
            "SignReview",
            "SignClosing",
            "CloseCase",
            "KeepWatch",
            "Reassess",
            "ReferAgain",
            "NoteNewFacts",
            "NoteDeath",
            "Suspend",
            "Resume",
            "MergeCase",
            "SeparateCase",
            "ReassignCases",
            "EnterFromRegister",
        }
    ),
    ActKind.SEALED: frozenset(
        {
            "BeginDraft",
            "RaiseAlert",
            "SendConcern",
            "SendComplement",
            "SendSealed",
            "TakeInDrop",
            "SetAside",
            "UpdateReceipts",
        }
    ),
    ActKind.PEOPLE: frozenset(
        {
            "EnrolPerson",
            "EndPerson",
            "CertifyPeople",
            "GiveKey",
            "NoteMembers",
            "SetLeave",
            "CallOffLeave",
        }
    ),
    ActKind.SAFEKEEPING: frozenset(
        {
            "FurnishDesk",
            "CompleteFurnishing",
            "NoteVerified",
            "NoteEvent",
            "KeepLonger",
            "SetHold",
            "LiftHold",
            "RequestAct",
            "ConfirmRequest",
            "DeclineRequest",
            "BeginAct",
            "ProposeReopening",
            "EraseCase",
            "ForgetDrops",
        }
    ),
}
# Of the common journal: what somebody sealed, to the case team or to a circle alike.
SEALING = frozenset(
    {
        "BeginDraft",
        "RaiseAlert",
        "SendConcern",
        "SaveComplement",
        "SendComplement",
        "SendSealed",
    }
)
# Told only to whoever may see who is alleged, also as a line.
RESERVED = frozenset({"ViewAuthors", "NoteAuthor"})
NOTABLE = frozenset[str]().union(*_NOTABLE.values())


def act_kind(action: str) -> ActKind:
    """Of the command of this name."""
    found = (kind for kind, actions in _NOTABLE.items() if action in actions)
    return next(found, ActKind.CHANGED)


def actions_of(kind: ActKind) -> tuple[str, ...]:
    """The commands of a kind, in a fixed order; of CHANGED none: it is all others."""
    return tuple(sorted(_NOTABLE.get(kind, ())))


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which lines of which journal; what is empty lets everything through."""

    home: Home = Home.CASES
    person: PersonId = NOBODY
    kind: ActKind | None = None
    case_number: str = ""
    since: datetime | None = None
    until: datetime | None = None  # not included


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One entry: who did what, when; about which case, if one may know of it."""

    sequence: int
    at: datetime
    actor: PersonId
    action: str  # the command's name
    hash: bytes
    case_id: CaseId = NO_CASE
    case_number: str = ""
    kinds: tuple[Kind, ...] = ()
    event: str = ""  # the EventKind of a NoteEvent
    people: tuple[PersonId, ...] = ()  # who got or lost the key of a circle


@dataclass(frozen=True, slots=True)
class Head:
    """Where a journal stands: the number and hash of its last entry."""

    sequence: int = 0
    hash: bytes = START


@dataclass(frozen=True, slots=True)
class NotedHead:
    """Where a journal stood when it was last found sound."""

    head: Head
    at: datetime


class AnchorState(StrEnum):
    """What became of the entry whose code stands on paper."""

    PRESENT = "present"
    MISSING = "missing"  # the journal ends before it
    DIFFERENT = "different"  # there is another in its place


@dataclass(frozen=True, slots=True)
class AnchorAnswer:
    """Of the journals open to whoever asks: a code does not say which one it is of.

    Without a match it is what the case journal says, if it is open: its codes are those
    that go on paper. `line` is the entry, when it is present.
    """

    state: AnchorState
    home: Home
    ends_at: int  # the last entry of that journal
    line: JournalLine | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was written.

    The file: `log_beside` (move it in first, then check), `unreadable`, `pages`,
    `structure`, `references`. The end known from elsewhere: `head_missing`,
    `head_changed`. An entry: `gap`, `link`, `entry_changed`, `rows_changed`,
    `image_changed`, `image_missing` (of a record that is still there), `signature`.
    A record: `record_changed`, `record_missing`,
    `record_unjournalled`, `record_unprovable` (its salt is gone).
    """

    code: str
    sequence: int = 0
    kind: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class CompartmentVerdict:
    """What a verification found in one compartment; `trouble` when it does not open."""

    compartment: str  # a Home, or a restricted circle
    entries: int = 0
    head: Head = Head()
    problems: tuple[Problem, ...] = ()
    trouble: Trouble | None = None

    @property
    def is_sound(self) -> bool:
        return self.trouble is None and not self.problems
