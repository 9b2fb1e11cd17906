"""What the window needs of the machine it runs on, to lock in time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from casedesk.circuit.people import PersonId

Now = Callable[[], datetime]
"""The wall clock: it goes on while the machine sleeps, timers do not."""


class AwayListener(Protocol):
    """Tells when the person must have left: suspend, session locked or switched."""

    def start(self, gone: Callable[[], None]) -> None:
        """Call `gone` from now on, on the thread of the screens."""
        ...

    def stop(self) -> None: ...


class Restart(Protocol):
    """A new process in place of this one: only that frees what records left in memory.

    The new one shows the vault, and `arriving` chosen in it.
    """

    def __call__(self, vault: Path, arriving: PersonId | None) -> bool:
        """Whether it was begun; this process then only has to end."""
        ...


class NeverAway:
    """A machine that tells nothing: the clock alone locks."""

    def start(self, gone: Callable[[], None]) -> None:
        """Nothing will call it."""

    def stop(self) -> None:
        """Nothing was begun."""


def stay(vault: Path, arriving: PersonId | None) -> bool:
    """The `Restart` of a process that cannot be begun again."""
    return False


def wall_clock() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Machine:
    """A clock, ears and a way to begin again; by itself only the clock is real."""

    now: Now = wall_clock
    away: AwayListener = field(default_factory=NeverAway)
    restart: Restart = stay
