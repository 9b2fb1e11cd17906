"""What lies behind the unlock page, as the window knows it before it is loaded."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import Unlocked
from casedesk.ui.jobs import Jobs

Created = Callable[[Path, Unlocked], None]


class Seat(QWidget):
    """One person at an unlocked vault, as the window sees them.

    `refused(Refused | Trouble)` is what belongs to no field.
    """

    lock_requested = Signal()
    veil_requested = Signal()
    refused = Signal(object)

    @property
    def training(self) -> bool:
        raise NotImplementedError

    def begin(self) -> None:
        """Show what this person sees first."""
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
        """On a worker. Raises vault.errors.WrongPassphrase, VaultUnusable."""
        ...

    def sit_down(self, unlocked: Unlocked) -> Seat:
        """Raises VaultUnusable or Trouble."""
        ...

    def wizard(
        self, jobs: Jobs, created: Created, given_up: Callable[[], None]
    ) -> QWidget: ...
