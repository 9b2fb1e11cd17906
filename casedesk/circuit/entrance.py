"""What stands around the desk: creating and unlocking a vault, and its people.

`app` provides it; screens see only these Protocols. What derives keys takes a good half
second and touches no database: it may run on a worker. Whatever opens or uses a desk
belongs to the thread of the screens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from casedesk.circuit.apart import DuplicatesOffice
from casedesk.circuit.calendar import CalendarOffice
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CircleId, CirclesOffice
from casedesk.circuit.desk import Desk
from casedesk.circuit.erasing import Erasures
from casedesk.circuit.journal import CompartmentVerdict, Head
from casedesk.circuit.keys import KeysOffice, PaperShares
from casedesk.circuit.longwork import Report, unheard
from casedesk.circuit.moving import Moves
from casedesk.circuit.people import Duty, Newcomer, NewPerson, PersonId, Role
from casedesk.circuit.rules import Rules
from casedesk.circuit.safekeeping import (
    BackupSet,
    Loss,
    Restored,
    RestoreFolders,
    Safekeeping,
)
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
    recovery: PaperShares | None = field(default=None, repr=False)  # two typed back


class Sitting(Protocol):
    """One person at an unlocked vault, until it is locked."""

    @property
    def desk(self) -> Desk: ...
    @property
    def circles(self) -> Mapping[CircleId, Desk]:
        """A desk in each restricted circle this person is in; mostly none."""
        ...

    @property
    def circle_keys(self) -> CirclesOffice:
        """Making circles and letting people in."""
        ...

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
    def newcomers(self) -> tuple[Newcomer, ...]:
        """Those whose enrolment was cut short: they can do nothing yet."""
        ...

    @property
    def keys(self) -> KeysOffice:
        """Departures, lost passphrases, sheets of paper."""
        ...

    @property
    def moves(self) -> Moves: ...
    @property
    def duplicates(self) -> DuplicatesOffice: ...
    @property
    def calendar(self) -> CalendarOffice:
        """Deadlines for an agenda elsewhere."""
        ...

    @property
    def erasures(self) -> Erasures:
        """A second person by passphrase, and erasing down to the file."""
        ...

    def make_findable(self) -> bool:
        """Index a few of the records that an earlier version wrote, or indexed
        otherwise; False when all are. Raises Refused or Trouble: try again later."""
        ...

    @property
    def ended(self) -> bool:
        """This person was removed meanwhile, and may not stay."""
        ...

    @property
    def slot_warning(self) -> bool:
        """A passphrase was changed outside the program: not by whose it is, perhaps."""
        ...

    def accept_slots(self) -> None:
        """Somebody knows why; the warning is over."""
        ...

    def mend_slots(self) -> None:
        """Put back the copy of what was remembered. Raises VaultUnusable."""
        ...

    @property
    def wrong_tries(self) -> int:
        """Wrong passphrases in this person's name since they were last here."""
        ...

    def catch_up(self) -> None:
        """Take in what lies in the drops and tell authors what became of theirs."""
        ...

    @property
    def lies_on_stick(self) -> bool:
        """The vault is on something that is pulled out; until `accept_stick` here."""
        ...

    def accept_stick(self) -> None: ...
    @property
    def seal_missing(self) -> bool:
        """Nothing beside the vault says whether it is the newest: worth a look."""
        ...

    @property
    def clock_doubt(self) -> datetime | None:
        """When the last entry was written, if this machine's clock cannot be right."""
        ...

    def verify(
        self, report: Report, *, known: Mapping[Home, Head], thorough: bool
    ) -> tuple[CompartmentVerdict, ...]:
        """On a worker: read through every journal this person can open.

        Signatures are checked from the `known` heads on, or all when `thorough`. Raises
        Cancelled.
        """
        ...

    @property
    def safekeeping(self) -> Safekeeping: ...
    def tick(self) -> None:
        """Once a second, for the upkeep of the files; never raises Trouble."""
        ...

    def lock(self) -> None:
        """Checkpoint, close, zero the keys; never asks."""
        ...


class Attendance(Protocol):
    """Somebody without keys at a vault: they keep it safe, and see nothing of it."""

    @property
    def person(self) -> PersonId: ...
    @property
    def label(self) -> str: ...
    @property
    def training(self) -> bool: ...
    @property
    def must_change(self) -> bool: ...
    def people(self) -> Mapping[str, str]:
        """Labels by id, as the door shows them."""
        ...

    def change_passphrase(self, old: str, new: str) -> None:
        """On a worker. Raises vault.errors.WrongPassphrase or WeakPassphrase."""
        ...

    @property
    def safekeeping(self) -> Safekeeping: ...


class Entrance(Door, Protocol):
    """The way in."""

    def draw_passphrase(self) -> str: ...
    def draw_shares(self) -> PaperShares:
        """The sheets of a vault that is to be founded."""
        ...

    def recover(
        self,
        folder: Path,
        shares: Sequence[str],
        person: PersonId,
        passphrase: str,
    ) -> Unlocked:
        """On a worker: two sheets instead of a passphrase that is lost.

        Raises vault.errors.BadShare and WeakPassphrase, VaultUnusable.
        """
        ...

    def territories(self) -> tuple[tuple[str, str], ...]:
        """Code and French name."""
        ...

    def create(self, founding: Founding) -> Unlocked:
        """On a worker; a cut before the end leaves no vault. Raises VaultUnusable."""
        ...

    def unlock(self, folder: Path, person: PersonId, passphrase: str) -> Unlocked:
        """On a worker. Raises vault.errors.WrongPassphrase, TooSoon, VaultUnusable."""
        ...

    def wait_before(self, folder: Path, person: PersonId) -> float:
        """Seconds until this person may try again, after wrong passphrases."""
        ...

    def keep(self, unlocked: Unlocked) -> Safekeeping:
        """For somebody without keys, who has no desk. Raises VaultUnusable."""
        ...

    def attend(self, unlocked: Unlocked) -> Attendance:
        """The same with a window before it. Raises VaultUnusable."""
        ...

    def sets_near(self, folder: Path) -> tuple[BackupSet, ...]:
        """What looks like a set there, newest first; nothing is proven yet."""
        ...

    def sets_of(self, live: Path) -> tuple[BackupSet, ...]:
        """Those beside this vault and on the sticks that are in, newest first.

        Also of a vault that does not open; nothing is proven yet.
        """
        ...

    def is_set(self, folder: Path) -> bool:
        """Whether this folder is a set itself, so no vault. Raises VaultUnusable."""
        ...

    def people_of_set(self, folder: Path) -> tuple[tuple[PersonId, str], ...]:
        """Id and label of those who could unlock it. Raises VaultUnusable."""
        ...

    def preview(
        self, set_folder: Path, live: Path | None
    ) -> tuple[BackupSet, tuple[Loss, ...]]:
        """What restoring would bring and undo; nothing is proven yet."""
        ...

    def restore(
        self,
        folders: RestoreFolders,
        first: Unlocked,
        second: Unlocked,
        report: Report = unheard,
    ) -> Restored:
        """On a worker, by two people unlocked at the set: a director and another one.

        The new folder holds a vault only once all is done. Raises SafekeepingTrouble,
        SafekeepingRefused, SamePerson, NotYours, VaultUnusable, Cancelled.
        """
        ...

    def take_the_place_of(self, live: Path, restored: Path) -> Path:
        """Where the living vault is kept from then on. Raises VaultUnusable."""
        ...

    def sit_down(self, unlocked: Unlocked) -> Sitting:
        """Open the compartments and catch up. Raises VaultUnusable or Trouble."""
        ...
