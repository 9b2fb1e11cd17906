"""A locked vault, as it looks from outside: what the first page needs, and no more.

Kept light: the program shows the unlock page before it loads what lies behind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.people import PersonId

OLD = timedelta(days=7)  # a backup older than this is one to worry about


class VaultUnusable(Trouble):
    """The vault cannot be opened; `reason` is a stable code that has a sentence."""

    code = "vault_unusable"

    def __init__(self, reason: str, **parameters: object) -> None:
        super().__init__(reason=reason, **parameters)
        self.reason = reason


HEADER_BACKUP = "header_backup"
"""The reason of VaultUnusable when the copy of the header is still good."""


class TooSoon(Refused):
    """After wrong passphrases the next try has to wait a little; nothing was tried."""

    code = "too_soon"


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The newest on a stick; while none is known, the newest on this computer only."""

    at: datetime
    only_here: bool


@dataclass(frozen=True, slots=True)
class Threshold:
    """What a locked vault shows: whom one may be, and nothing else."""

    folder: Path
    people: tuple[tuple[PersonId, str], ...]  # id, label
    training: bool
    backup_at: LastBackup | None = None  # the last verified, as its set says


class Unlocked(Protocol):
    """Keys just derived and not used yet; goes from the worker to `sit_down`."""

    @property
    def must_change(self) -> bool: ...
    @property
    def is_keyless(self) -> bool:
        """No compartment opens with it: the technician's (design §2)."""
        ...

    def close(self) -> None: ...


class Door(Protocol):
    """The vaults of this machine, before anybody has a key."""

    def recent(self) -> tuple[Path, ...]: ...
    def forget(self, folder: Path) -> None: ...
    def language(self) -> str:
        """The code of the one spoken here last; empty at first."""
        ...

    def keep_language(self, code: str) -> None: ...
    def look(self, folder: Path) -> Threshold:
        """Raises VaultUnusable."""
        ...

    def reinstate(self, folder: Path) -> None:
        """Put the copy in the place of a lost or damaged header.

        Raises VaultUnusable.
        """
        ...
