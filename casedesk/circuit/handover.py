"""What is handed over with a case: notes, approvals, and what is still to be done."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from casedesk.circuit.case import CaseId
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import SheetId
from casedesk.circuit.people import NOBODY, PersonId


class TaskKind(StrEnum):
    """What sort of thing is to be done; before a call, how to call safely is told."""

    CALL = "call"
    VISIT = "visit"
    WRITE = "write"
    OTHER = "other"


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class AlreadyEnded(Refused):
    """The task is done, or was dropped."""

    code = "already_ended"


class AlreadyApproved(Refused):
    """This person has seen and approved the sheet before."""

    code = "already_approved"


class OwnSheet(Refused):
    """Approving takes another pair of eyes than those of whoever signed."""

    code = "own_sheet"


@dataclass(frozen=True, slots=True)
class SupervisorNote:
    """What a supervisor leaves for whoever works on the case; never printed outside."""

    id: str
    case_id: CaseId
    author: PersonId
    written_at: datetime
    text: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Approval:
    """« Vu et validé »: a signed sheet or plan, seen by somebody who supervises."""

    id: str
    case_id: CaseId
    sheet_id: SheetId
    author: PersonId
    approved_at: datetime
    text: str = field(default="", repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """What one person is to do by a day; it ends done, or dropped with a reason."""

    id: str
    case_id: CaseId
    what: str = field(repr=False)
    assignee: PersonId
    due_on: date
    made_by: PersonId
    made_at: datetime
    kind: TaskKind = TaskKind.OTHER
    state: TaskState = TaskState.OPEN
    ended_at: datetime | None = None
    ended_by: PersonId = NOBODY
    outcome: str = field(default="", repr=False)
    version: int = 0

    @property
    def is_open(self) -> bool:
        return self.state is TaskState.OPEN

    def ended(
        self, state: TaskState, outcome: str, by: PersonId, now: datetime
    ) -> Task:
        if not self.is_open:
            raise AlreadyEnded(state=self.state)
        return replace(self, state=state, outcome=outcome, ended_by=by, ended_at=now)

    def given(self, to: PersonId) -> Task:
        if not self.is_open:
            raise AlreadyEnded(state=self.state)
        return replace(self, assignee=to)
