"""What every screen is: a page that reads what it shows, and reads it again."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes
from casedesk.ui.changes import ChangeSignal


class Informed(Protocol):
    """Whatever knows of committed changes: the tools of a screen."""

    @property
    def changes(self) -> ChangeSignal: ...


class Screen(QWidget):
    """One place of the window. Its constructor ends with `self.refresh()`.

    After each change it refreshes, at once while it is seen, else when it is next
    shown. `told` says something in the status line: "Enregistré à 10 h 05"; `restoring`
    asks for a backup set to be restored, for which the vault is locked first.
    """

    told = Signal(str)
    restoring = Signal(object)

    def __init__(self, tools: Informed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_stale = False
        tools.changes.changed.connect(self._on_changed)

    def title(self) -> str:
        """The sentence this screen begins with, for those who listen to it."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read again what is shown; what is being typed stays."""

    def leave(self) -> None:
        """Save what is being typed. Called before leaving and locking; never asks."""

    def here(self, place: Any) -> Any:
        """The place to open this page at again; `place` is where it was opened."""
        return place

    def bookmark(self) -> Any:
        """Where one is on this page, as far as its boxes do not tell it."""
        return None

    def turn_to(self, bookmark: Any) -> None:
        """Be there again, on a page just made; `bookmark` is not None."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self._is_stale = False
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if not self.isVisible():
            self._is_stale = True
        elif self.concerns(changes):
            self.refresh()

    def concerns(self, changes: Changes) -> bool:
        """Whether what this screen shows may be other now; all changes by default."""
        return bool(changes)
