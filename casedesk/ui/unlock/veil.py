"""The veil: an empty page over everything, one key away, without locking."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui.widgets.layout import paragraph


class Veil(QWidget):
    """Shows nothing of what lies under it. `lifted()` by Enter, Escape or a click,
    unless it is held: then the lock only waits for something to end.
    """

    lifted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._is_held = False
        self._told = told = paragraph("", muted=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.release()
        down = QVBoxLayout(self)
        down.addStretch(1)
        down.addWidget(told)
        down.setContentsMargins(24, 24, 24, 24)

    def hold(self, why: str) -> None:
        """Let nobody lift it, and say why."""
        self._say(why)
        self._is_held = True

    def release(self) -> None:
        """Whoever comes back may lift it."""
        self._say(_("Entrée : revenir · F12 : verrouiller"))
        self._is_held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.key() in back and not self._is_held:
            self.lifted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self._is_held:
            self.lifted.emit()

    def _say(self, told: str) -> None:
        self._told.setText(told)
        self.setAccessibleName(told)
