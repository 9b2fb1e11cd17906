"""Sealing and signing, as the circuit asks for it; `app` does it with the keys."""

from __future__ import annotations

from typing import Protocol

from casedesk.circuit.circles import CASE_TEAM, Circle, CircleId
from casedesk.circuit.people import PersonId


class Seals(Protocol):
    """Sealing and signing for the person at work; the keys stay where they are.

    `about` binds a sealed text to its record: opening it as another's fails.
    """

    @property
    def vault_id(self) -> str: ...
    def circles(self) -> tuple[Circle, ...]:
        """Those a concern can be sealed to."""
        ...

    def to_readers(self, circle: CircleId, plain: bytes, about: str) -> bytes:
        """For the case team, or for a restricted circle; nobody reads it back.

        Raises NotFound for a circle there is not.
        """
        ...

    def to_person(self, person: PersonId, plain: bytes, about: str) -> bytes:
        """Raises NotFound for somebody who is not in the vault (any more)."""
        ...

    def open_own(self, sealed: bytes, about: str) -> bytes:
        """Raises NotFound for what only other keys open, also those one had before."""
        ...

    def open_drop(
        self, sealed: bytes, about: str, circle: CircleId = CASE_TEAM
    ) -> bytes | None:
        """None when it was not sealed to these readers, or one is not among them."""
        ...

    def sheets_for(self, circle: CircleId) -> str:
        """The set of recovery sheets that opens what these readers hold; or ""."""
        ...

    def to_sheets(self, sheets: str, plain: bytes, about: str) -> bytes:
        """For two sheets of this set together; without any, for nobody at all.

        From outside no two of the results can be told apart.
        """
        ...

    def sign(self, message: bytes) -> bytes: ...
    def verify(self, person: PersonId, message: bytes, signature: bytes) -> bool: ...
