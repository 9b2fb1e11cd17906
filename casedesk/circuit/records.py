"""Records of one kind, as commands hold them."""

from __future__ import annotations

from typing import Protocol, TypeVar

from casedesk.circuit.case import CaseId

T = TypeVar("T")


class Records(Protocol[T]):
    """The records of one kind. Saving checks the version and is journalled."""

    def get(self, key: str) -> T:
        """Raises NotFound."""
        ...

    def find(self, key: str) -> T | None: ...
    def save(self, record: T) -> None:
        """Raises Stale when somebody saved it since it was read."""
        ...


class Removable(Records[T], Protocol):
    """Records that may go: drafts when sent (not journalled), drops by age."""

    def remove(self, key: str) -> None: ...


class OfCase(Records[T], Protocol):
    """Records that belong to a case."""

    def of_case(self, case_id: CaseId) -> tuple[T, ...]:
        """In the order they were made."""
        ...
