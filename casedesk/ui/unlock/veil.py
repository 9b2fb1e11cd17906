"""The veil: an empty page over everything, one key away, without locking."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui.widgets.layout import paragraph


class Veil(QWidget):
    """Shows nothing of what lies under it. `lifted()` by Enter, Escape or a click."""

    lifted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        told = paragraph(_("Entrée : revenir · F12 : verrouiller"), muted=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAccessibleName(told.text())
        down = QVBoxLayout(self)
        down.addStretch(1)
        down.addWidget(told)
        down.setContentsMargins(24, 24, 24, 24)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.key() in back:
            self.lifted.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.lifted.emit()
