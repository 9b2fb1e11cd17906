"""Questions about cases, one or a list of them: a part of `ports.Reads`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from casedesk.circuit.case import CaseId
from casedesk.circuit.circles import Member
from casedesk.circuit.due import DueRow, UnreadRow
from casedesk.circuit.family import Author
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import (
    CaseList,
    CasePage,
    CaseRow,
    CitedRow,
    EmergencyRow,
    PreparedCopy,
)
from casedesk.circuit.referral import CopyId
from casedesk.circuit.sheet import Content


class CaseReads(Protocol):
    """Raises CompartmentClosed for whoever has no key of theirs."""

    def emergency_openings(self, since: datetime) -> tuple[EmergencyRow, ...]:
        """What others opened, of one's own cases or of all one sees; latest first."""
        ...

    def members(self) -> tuple[Member, ...]:
        """Of a circle: who has its key, as its own journal tells."""
        ...

    def count(self, which: CaseList, now: datetime) -> int: ...
    def cases(
        self, which: CaseList, now: datetime, after: CaseRow | None, limit: int
    ) -> tuple[CaseRow, ...]: ...
    def due(self, until: datetime) -> tuple[DueRow, ...]:
        """What is late or due before then, the earliest first."""
        ...

    def unread(self, now: datetime) -> tuple[UnreadRow, ...]:
        """What nobody took in charge in its hours, for whoever may; worst first.

        Not what this person said they have seen, until its hours are over again.
        """
        ...

    def open_cases_of(self, owner: PersonId) -> tuple[CaseRow, ...]:
        """What this person answers for, the gravest first; NotPermitted without the
        right to see everybody's."""
        ...

    def case_page(self, case_id: CaseId) -> CasePage:
        """Only of a case that ViewCase noted in this sitting; NotFound otherwise."""
        ...

    def authors(self, case_id: CaseId) -> tuple[Author, ...]:
        """Who is alleged; only of a case whose ViewAuthors was noted in this sitting.

        NotPermitted without the right to see them.
        """
        ...

    def also_alleged(self, case_id: CaseId, named: Content) -> tuple[CitedRow, ...]:
        """The other cases in which somebody of such a name is alleged; as `authors`."""
        ...

    def safe_contact(self, case_id: CaseId) -> str:
        """Whom one may call and how not to harm, on one line; often nothing."""
        ...

    def case_numbered(self, number: str) -> CaseId | None: ...
    def liaison_content(self, case_id: CaseId) -> Mapping[str, Content]:
        """By sheet code, and "child": what a liaison sheet may be filled from."""
        ...

    def prepared_copy(self, copy: CopyId) -> PreparedCopy: ...
