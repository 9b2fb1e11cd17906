"""Keeps what is being typed: soon after a key, and before one leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from casedesk.circuit.errors import Refused, Trouble

PAUSE = 1500  # milliseconds after the last edit
_PATIENCE = 10_000  # milliseconds that anything typed without a pause may wait
_AGAIN = 5000  # milliseconds until a save that failed is tried again


class Autosave(QObject):
    """Calls `save` once typing pauses, or has gone on for `patience` milliseconds.

    What could not be saved is tried again.

    `saved` after each success; `failed(error)` each time it could not be.
    """

    saved = Signal()
    failed = Signal(object)

    def __init__(
        self,
        save: Callable[[], object],
        parent: QObject,
        *,
        pause: int = PAUSE,
        patience: int = _PATIENCE,
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._pause = pause
        self._is_due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_pause)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(patience)
        self._patience.timeout.connect(self._on_pause)

    def touch(self) -> None:
        """Something was typed."""
        self._is_due = True
        self._timer.start(self._pause)
        if not self._patience.isActive():
            self._patience.start()

    def flush(self) -> None:
        """Save now what is not saved yet. Raises Refused or Trouble; it stays due."""
        self._timer.stop()
        self._patience.stop()
        if self._is_due:
            self._save()
            self._is_due = False
            self.saved.emit()

    def drop(self) -> None:
        """What was typed went another way: it was signed."""
        self._timer.stop()
        self._patience.stop()
        self._is_due = False

    def _on_pause(self) -> None:
        try:
            self.flush()
        except (Refused, Trouble) as error:
            self._timer.start(_AGAIN)
            self.failed.emit(error)
