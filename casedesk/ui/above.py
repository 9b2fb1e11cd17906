"""What the window tells above its pages: a training vault, what happened, the lock."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Notice


class Above(QWidget):
    """A ribbon over a training vault, and two notices that are mostly not there."""

    def __init__(self, close: Callable[[], None], *, training: bool = False) -> None:
        super().__init__()
        self.ribbon = QLabel(_("Coffre d'entraînement : rien ici n'est réel"))
        self.ribbon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.ribbon.setContentsMargins(12, 6, 12, 6)
        theme.look(self.ribbon, "ribbon")
        self.notice = Notice("warning", action=buttons.quiet(_("Fermer"), close))
        self.farewell = Notice("info")
        margin = QHBoxLayout()
        margin.setContentsMargins(12, 0, 12, 0)
        margin.addWidget(self.notice)
        margin.addWidget(self.farewell)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self.ribbon)
        down.addLayout(margin)
        self.ribbon.setVisible(training)
