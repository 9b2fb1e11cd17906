"""A clock: what is due when, in words, with a mark once it is late."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.i18n import formats
from casedesk.ui import theme
from casedesk.ui.widgets.layout import paragraph, show_if


class Due(QWidget):
    """`dans 2 j`, or `en retard de 2 j` in the colour of what cannot wait."""

    def __init__(self, parent: QWidget | None = None, *, wraps: bool = False) -> None:
        """`wraps`: it has a line of its own, and goes on below where that is short."""
        super().__init__(parent)
        self._icon = QLabel()
        self._words = paragraph("") if wraps else QLabel()
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(self._icon)
        across.addWidget(self._words, int(wraps))

    def tell(self, due_at: datetime | None, now: datetime, before: str = "") -> None:
        """What the clock says now, after a few words; nothing where none runs."""
        show_if(self, due_at is not None)
        if due_at is None:
            return
        late = due_at < now
        worn = theme.shades()
        colour = worn.alarm if late else worn.muted
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(theme.picture("clock", 16, colour, ratio))
        theme.look(self._words, "refusal" if late else "muted")
        told = f"{before} {formats.due(due_at, now)}".strip()
        self._words.setText(told)
        self.setAccessibleName(told)

    def words(self) -> str:
        return self._words.text()
