"""What one person alone cannot do: a signed request that another person confirms.

The second one confirms at their own unlock, or by passphrase on the same screen; either
way with a signature of their own. A request lapses after seven days (design §5).
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NewType

from casedesk.circuit.case import CaseId
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.errors import Refused
from casedesk.circuit.numbers import digest
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import SheetCode

RequestId = NewType("RequestId", str)

LIFE = timedelta(days=7)
ERASURES = "ERASURE"  # code list: why a case is erased
PERIOD_OVER = "PERIOD"  # of that list: its day has come


class SamePerson(Refused):
    """It takes two, and this is one person twice."""

    code = "same_person"


class RequestOver(Refused):
    """The request is not one that can still be answered, or carried out."""

    code = "request_over"


class AlreadyAsked(Refused):
    """Another request about this case is still under way."""

    code = "already_asked"


class NotProven(Refused):
    """A signature under a request is not the one it must be."""

    code = "not_proven"


class MustBeKept(Refused):
    """The case is under a hold: it can be neither erased nor asked to be."""

    code = "must_be_kept"


class NobodyDecides(Refused):
    """One of the two must be somebody who decides."""

    code = "nobody_decides"


class HasDuplicates(Refused):
    """Another case is attached to this one, and says so."""

    code = "has_duplicates"


class NotAReader(Refused):
    """Whoever agrees to a move is one of those who will read the case."""

    code = "not_a_reader"


class NotYours(Refused):
    """The passphrase was made by somebody else: it proves nobody's presence."""

    code = "passphrase_not_own"


class MoveUnderWay(Refused):
    """Part of the case may be in its circle already: a move that was begun goes on."""

    code = "move_under_way"


class Act(StrEnum):
    """What takes two people."""

    ERASE = "erase"
    MOVE = "move"  # into a restricted circle: erased here, once it is there
    REOPEN = "reopen"


class RequestState(StrEnum):
    """How far a request has come. LAPSED is never stored: the clock says it."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    DONE = "done"  # a move, told where the case went


@dataclass(frozen=True, slots=True)
class Request:
    """Somebody asks for an act on a case; `signature` is theirs, over `statement`."""

    id: RequestId
    case_id: CaseId
    act: Act
    asked_by: PersonId
    asked_at: datetime
    reason: str = ""  # code list ERASURE; none for a move
    circle: CircleId = CASE_TEAM  # where a moved case goes
    signature: bytes = field(default=b"", repr=False)
    state: RequestState = RequestState.OPEN
    decided_by: PersonId = NOBODY
    decided_at: datetime | None = None
    confirmation: bytes = field(default=b"", repr=False)
    version: int = 0
    begun: bool = False  # somebody has set about carrying it out

    @property
    def is_under_way(self) -> bool:
        """A move that was begun: its circle may hold the case already."""
        confirmed = self.state is RequestState.CONFIRMED
        return confirmed and self.act is Act.MOVE and self.begun

    def statement(self, vault_id: str) -> bytes:
        """What the person who asks signs."""
        at = self.asked_at.astimezone(UTC).isoformat(timespec="microseconds")
        what = [self.id, self.act, self.case_id, self.circle, self.reason]
        return _message("casedesk-request-v1", vault_id, *what, self.asked_by, at)

    def assent(self, vault_id: str, second: PersonId) -> bytes:
        """What the second person signs: this very request, as its asker signed it."""
        asked = digest(self.statement(vault_id) + self.signature).hex()
        return _message("casedesk-assent-v1", vault_id, self.id, asked, second)

    def state_at(self, now: datetime) -> RequestState:
        since = self.decided_at or self.asked_at
        lives = self.state in (RequestState.OPEN, RequestState.CONFIRMED)
        over = lives and now > since + LIFE and not self.is_under_way
        return RequestState.LAPSED if over else self.state

    def lives(self, now: datetime) -> bool:
        """Whether it can still lead to anything."""
        return self.state_at(now) in (RequestState.OPEN, RequestState.CONFIRMED)

    def require(self, state: RequestState, now: datetime) -> None:
        """Raises RequestOver when it is anything else."""
        found = self.state_at(now)
        if found is not state:
            raise RequestOver(state=found)

    def decided(
        self, state: RequestState, by: PersonId, at: datetime, confirmation: bytes = b""
    ) -> Request:
        return replace(
            self, state=state, decided_by=by, decided_at=at, confirmation=confirmation
        )


@dataclass(frozen=True, slots=True)
class Witness:
    """A second person's signature, given by passphrase on the screen of the first."""

    person: PersonId
    signature: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PaperCopy:
    """A numbered copy that went out on paper, which nobody can erase from here."""

    sheet: SheetCode
    sheet_number: str
    number: int


@dataclass(frozen=True, slots=True)
class Tombstone:
    """That a case was here and was erased; nothing of the child, nothing of the text.

    After a move it is mute: no reason, no copies, no second signature to guess at. The
    proof that two people decided it stands where the case went.
    """

    id: CaseId
    number: str
    opened_at: datetime
    closed_at: datetime | None
    erased_at: datetime
    asked_by: PersonId
    confirmed_by: PersonId
    digest: str  # SHA-256 over all that was erased, hexadecimal
    reason: str = ""  # code list ERASURE
    request: RequestId = RequestId("")
    asked_at: datetime | None = None
    asked_signature: bytes = field(default=b"", repr=False)
    confirmation: bytes = field(default=b"", repr=False)
    copies: tuple[PaperCopy, ...] = ()
    version: int = 0

    def asked(self) -> Request:
        """The request as its asker signed it: what the two signatures are over."""
        return Request(
            id=self.request,
            case_id=self.id,
            act=Act.ERASE,
            asked_by=self.asked_by,
            asked_at=self.asked_at or self.erased_at,
            reason=self.reason,
            signature=self.asked_signature,
        )


def _message(*facts: str) -> bytes:
    return json.dumps(facts, separators=(",", ":")).encode()
