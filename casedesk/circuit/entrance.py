"""What stands around the desk: creating and unlocking a vault, and its people.

`app` provides it; screens see only these Protocols. What derives keys takes a good half
second and touches no database: it may run on a worker. Whatever opens or uses a desk
belongs to the thread of the screens.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Duty, PersonId, Role
from casedesk.circuit.rules import Rules
from casedesk.circuit.threshold import Door, Unlocked


@dataclass(frozen=True, slots=True)
class Founding:
    """What the first-run wizard asks before there is a vault."""

    folder: Path
    association: str
    territory: str  # a code of the shipped territories
    label: str  # of the first person, who directs
    passphrase: str = field(repr=False)
    training: bool = False


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody just added: they need the passphrase once, to choose their own."""

    id: PersonId
    label: str
    passphrase: str = field(repr=False)


class Sitting(Protocol):
    """One person at an unlocked vault, until it is locked."""

    @property
    def desk(self) -> Desk: ...
    @property
    def rules(self) -> Rules: ...
    @property
    def training(self) -> bool: ...
    @property
    def must_change(self) -> bool:
        """The passphrase was made by somebody else: nothing before one's own."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """On a worker. Raises vault.errors.WrongPassphrase or WeakPassphrase."""
        ...

    def add_person(self, label: str, role: Role) -> NewPerson:
        """On a worker: keys and header. `enrol` then makes the role count."""
        ...

    def enrol(self, new: NewPerson, role: Role, duties: tuple[Duty, ...]) -> None: ...
    def catch_up(self) -> None:
        """Take in what lies in the drops and tell authors what became of theirs."""
        ...

    def lock(self) -> None:
        """Checkpoint, close, zero the keys; never asks."""
        ...


class Entrance(Door, Protocol):
    """The way in."""

    def draw_passphrase(self) -> str: ...
    def territories(self) -> tuple[tuple[str, str], ...]:
        """Code and French name."""
        ...

    def create(self, founding: Founding) -> Unlocked:
        """On a worker; a cut before the end leaves no vault. Raises VaultUnusable."""
        ...

    def unlock(self, folder: Path, person: PersonId, passphrase: str) -> Unlocked:
        """On a worker. Raises vault.errors.WrongPassphrase, VaultUnusable."""
        ...

    def sit_down(self, unlocked: Unlocked) -> Sitting:
        """Open the compartments and catch up. Raises VaultUnusable or Trouble."""
        ...
