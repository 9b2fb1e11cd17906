"""Questions about closed cases, and what takes two people: a part of `ports.Reads`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from casedesk.circuit.case import CaseId
from casedesk.circuit.queries import ErasedRow, RequestRow, RetentionRow
from casedesk.circuit.two_people import Request, RequestId


class RetentionReads(Protocol):
    """Raises CompartmentClosed for whoever has no key of cases."""

    def retention_due(self, now: datetime) -> tuple[RetentionRow, ...]:
        """Closed cases to look at again; proposals, the oldest first."""
        ...

    def held_cases(self) -> tuple[RetentionRow, ...]: ...
    def requests(self, now: datetime) -> tuple[RequestRow, ...]:
        """Those that still live, the oldest first."""
        ...

    def request(self, request: RequestId) -> Request: ...
    def erased(self, case_id: CaseId) -> ErasedRow:
        """What is left of an erased case. Raises NotFound."""
        ...

    def erased_cases(self) -> tuple[ErasedRow, ...]:
        """The erased cases, the latest first; not those that were moved."""
        ...

    def compaction_due(self) -> bool:
        """Whether a case was erased since the compartment last had a new file."""
        ...
