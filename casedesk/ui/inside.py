"""What lies behind the unlock page, as the window knows it before it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import Language
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Threshold, Unlocked
from casedesk.ui.jobs import Jobs

Created = Callable[[Path, Unlocked], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be restored, as far as it is known, and instead of which vault."""

    set: Path | None = None
    live: Path | None = None


class Seat(QWidget):
    """One person at an unlocked vault, as the window sees them.

    `refused(Refused | Trouble)` is what belongs to no field; `settled()` when no job is
    under way any more; `restoring(Path)` that a backup set be restored;
    `language_chosen(Language)` that the window speak another language.
    """

    lock_requested = Signal()
    veil_requested = Signal()
    refused = Signal(object)
    settled = Signal()
    restoring = Signal(object)
    language_chosen = Signal(object)

    @property
    def person(self) -> PersonId:
        """Who sits there."""
        raise NotImplementedError

    @property
    def training(self) -> bool:
        raise NotImplementedError

    @property
    def idle_minutes(self) -> int:
        """How long they may touch nothing before it locks."""
        raise NotImplementedError

    @property
    def is_busy(self) -> bool:
        """Whether a job is under way that needs the keys."""
        raise NotImplementedError

    @property
    def has_ended(self) -> bool:
        """Whether this person may not be here any more."""
        raise NotImplementedError

    @property
    def language(self) -> Language | None:
        """What this person chose to work in, the last time they did."""
        return None

    def keep_language(self, language: Language) -> None:
        """Theirs from now on. Raises Refused or Trouble when it cannot be kept."""

    def begin(self) -> None:
        """Show what this person sees first."""
        raise NotImplementedError

    def change_language(self, language: Language) -> None:
        """Make everything anew in it; one stays where one is, nothing typed is lost.

        Raises Refused or Trouble when that cannot be: then nothing has changed.
        """
        raise NotImplementedError

    def tick(self) -> None:
        """A second has gone by. Raises Trouble."""
        raise NotImplementedError

    def leave(self) -> None:
        """Save what is being typed. Raises Trouble when it cannot be saved."""
        raise NotImplementedError

    def close_down(self) -> None:
        """Let nothing reach a screen any more."""
        raise NotImplementedError

    def lock(self) -> None:
        """Close the vault and forget its keys; never asks."""
        raise NotImplementedError


class Inside(Protocol):
    """Keys, the wizard that makes them, and the workspace they lead to."""

    def unlock(self, folder: Path, person: PersonId, passphrase: str) -> Unlocked:
        """On a worker. Raises vault.errors.WrongPassphrase, TooSoon, VaultUnusable."""
        ...

    def wait_before(self, folder: Path, person: PersonId) -> float:
        """Seconds until this person may try again, after wrong passphrases."""
        ...

    def sit_down(self, unlocked: Unlocked) -> Seat:
        """Raises VaultUnusable or Trouble."""
        ...

    def wizard(
        self, jobs: Jobs, created: Created, given_up: Callable[[], None]
    ) -> QWidget: ...
    def recovery(
        self,
        threshold: Threshold,
        jobs: Jobs,
        recovered: Callable[[Unlocked], None],
        given_up: Callable[[], None],
    ) -> QWidget: ...
    def restoring(
        self,
        jobs: Jobs,
        asked: Asked,
        opened: Callable[[Path], None],
        given_up: Callable[[], None],
    ) -> QWidget:
        """Restoring a set; `opened` with the vault that is to be unlocked next."""
        ...
