"""A locked vault, as it looks from outside: what the first page needs, and no more.

Kept light: the program shows the unlock page before it loads what lies behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from casedesk.circuit.errors import Trouble
from casedesk.circuit.people import PersonId


class VaultUnusable(Trouble):
    """The vault cannot be opened; `reason` is a stable code that has a sentence."""

    code = "vault_unusable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason=reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a locked vault shows: whom one may be, and nothing else."""

    folder: Path
    people: tuple[tuple[PersonId, str], ...]  # id, label
    training: bool


class Unlocked(Protocol):
    """Keys just derived and not used yet; goes from the worker to `sit_down`."""

    @property
    def must_change(self) -> bool: ...
    def close(self) -> None: ...


class Door(Protocol):
    """The vaults of this machine, before anybody has a key."""

    def recent(self) -> tuple[Path, ...]: ...
    def forget(self, folder: Path) -> None: ...
    def look(self, folder: Path) -> Threshold:
        """Raises VaultUnusable."""
        ...
