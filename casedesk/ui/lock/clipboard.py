"""What was copied does not stay on the clipboard for the next person."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

from casedesk.ui.widgets import clipboard

_KEPT = 15_000  # milliseconds: long enough to paste it elsewhere


class ClipboardKeeper(QObject):
    """Takes back what we copied, some seconds later; what others copied stays."""

    def __init__(self, parent: QObject, *, kept: int = _KEPT) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(kept)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)

    def clear(self) -> None:
        """Now, if it is still ours: at lock and at quit."""
        self._timer.stop()
        if clipboard.is_ours():
            self._clipboard.clear()
        selection = QClipboard.Mode.Selection
        if self._clipboard.ownsSelection():
            self._clipboard.clear(selection)

    def _on_changed(self) -> None:
        if clipboard.is_ours():
            self._timer.start()
        elif self._clipboard.ownsClipboard():
            clipboard.put(self._clipboard.text())  # of a widget that is not ours
        else:
            self._timer.stop()
