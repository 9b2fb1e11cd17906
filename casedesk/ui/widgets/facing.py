"""Two parts that belong side by side, on any width of window."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.layout import edges, show_if

_FIRST, _SECOND = "first", "second"


class Facing(QWidget):
    """Both of them; where that would be cramped one of them, as the person chooses."""

    def __init__(
        self,
        first: tuple[str, QWidget],
        second: tuple[str, QWidget],
        *,
        shares: tuple[int, int],
        letters: int,
    ) -> None:
        """Each by its name, for the choice. Below so many `letters` it is narrow."""
        super().__init__()
        self._letters = letters
        self._parts = {_FIRST: first[1], _SECOND: second[1]}
        self.choice = Choice([(_FIRST, first[0]), (_SECOND, second[0])])
        self.choice.setAccessibleName(f"{first[0]}, {second[0]}")
        self.choice.set_value(_FIRST)
        self.choice.chosen.connect(self._settle)
        self._is_narrow = False
        self._above = QWidget()
        above = QVBoxLayout(self._above)
        above.setContentsMargins(edges(24, 8, 24, 0))
        above.addWidget(self.choice)
        across = QHBoxLayout()
        across.setSpacing(0)
        for part, share in zip(self._parts.values(), shares, strict=True):
            across.addWidget(part, share)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(0)
        down.addWidget(self._above)
        down.addLayout(across, 1)
        self._settle()

    def minimumSizeHint(self) -> QSize:
        """Of the one that asks for more: there need not be room for both."""
        least = QSize()
        for part in self._parts.values():
            least = least.expandedTo(part.minimumSizeHint())
        return least + QSize(0, self._above.minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self._letters * self.fontInfo().pixelSize()
        narrow = event.size().width() < needed
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self._settle()

    def _settle(self) -> None:
        self._above.setVisible(self._is_narrow)
        for name, part in self._parts.items():
            show_if(part, not self._is_narrow or name == self.choice.value())
