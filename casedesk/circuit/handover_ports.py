"""What handing over, paper and the old register need from the outside."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from casedesk.circuit.awaiting import AwaitedRow
from casedesk.circuit.blank import CaseBlank
from casedesk.circuit.handover import Approval, SupervisorNote, Task
from casedesk.circuit.people import PersonId
from casedesk.circuit.printout import Printout
from casedesk.circuit.queries import BlankRow, PreparedPrintout, RegisterRow, TaskRow
from casedesk.circuit.records import OfCase
from casedesk.circuit.register import RegisterEntry


class Tasks(OfCase[Task], Protocol):
    def open_of(self, assignee: PersonId) -> tuple[Task, ...]:
        """What this person still has to do, in whatever case."""
        ...


class CaseBlanks(OfCase[CaseBlank], Protocol):
    def by_code(self, code: str) -> CaseBlank | None: ...


class HandoverWork(Protocol):
    """The records of a case that go from hand to hand."""

    @property
    def notes(self) -> OfCase[SupervisorNote]: ...
    @property
    def approvals(self) -> OfCase[Approval]: ...
    @property
    def tasks(self) -> Tasks: ...
    @property
    def case_blanks(self) -> CaseBlanks: ...
    @property
    def printouts(self) -> OfCase[Printout]: ...
    @property
    def register_entries(self) -> OfCase[RegisterEntry]: ...


class HandoverReads(Protocol):
    """Questions about them; scoped to the actor as all others."""

    def prepared_printout(self, printout: str) -> PreparedPrintout: ...
    def awaited(self, now: datetime) -> tuple[AwaitedRow, ...]:
        """What waits for a second person, by what it is, the oldest first."""
        ...

    def my_tasks(self) -> tuple[TaskRow, ...]:
        """What one has still to do, what is due first ahead."""
        ...

    def blank(self, code: str) -> BlankRow:
        """The blank sheet with this code, of a case one sees or of none yet.

        Raises NotFound.
        """
        ...

    def registered_since(self, since: datetime) -> tuple[RegisterRow, ...]:
        """What was typed from the paper register since then, the latest first."""
        ...

    def registered_as(self, text: str) -> tuple[RegisterRow, ...]:
        """The cases whose number in the paper register begins with this."""
        ...
