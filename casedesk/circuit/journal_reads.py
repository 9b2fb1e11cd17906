"""Questions about the journals: a part of `ports.Reads`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from casedesk.circuit.changes import Home
from casedesk.circuit.journal import (
    AnchorAnswer,
    Head,
    JournalFilter,
    JournalLine,
    NotedHead,
    Problem,
)
from casedesk.circuit.numbers import TypedAnchor


class JournalReads(Protocol):
    """Each answers of the journals open to whoever asks."""

    def journal(
        self, which: JournalFilter, before: int | None, limit: int
    ) -> tuple[JournalLine, ...]:
        """A page, the latest line first: those before that number, or the last."""
        ...

    def journal_head(self, home: Home) -> Head | None:
        """Where it stands; of a journal closed to this person, where it was last
        noted. None when nobody has."""
        ...

    def last_verified(self, home: Home) -> NotedHead | None: ...
    def last_drill(self) -> datetime | None: ...
    def anchor(self, typed: TypedAnchor) -> AnchorAnswer: ...
    def case_of_problem(self, home: Home, problem: Problem) -> str:
        """The number of the case it is about, if one may know of it."""
        ...
