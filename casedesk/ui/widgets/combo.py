"""A closed list to choose one entry from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QStyledItemDelegate, QWidget


class Combo(QComboBox):
    """One of several entries; the wheel scrolls the page unless it has the focus.

    `chosen` is for what the person picks, never for `set_value`.
    """

    chosen = Signal()

    def __init__(
        self,
        options: Iterable[tuple[str, str]] = (),
        parent: QWidget | None = None,
        *,
        unset: str = "",
    ) -> None:
        """`unset` is the entry without a value that comes first, e.g. "Choisir…"."""
        super().__init__(parent)
        self._unset = unset
        self.setItemDelegate(QStyledItemDelegate(self))  # lets the style size the rows
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.setMinimumContentsLength(12)
        self.setMaxVisibleItems(14)
        self.offer(options)
        self.currentTextChanged.connect(self.setToolTip)
        self.activated.connect(lambda _: self.chosen.emit())

    def offer(self, options: Iterable[tuple[str, str]]) -> None:
        """Other entries; what was chosen stays chosen if it is still there.

        Without an `unset` entry, the first one is chosen to begin with.
        """
        kept = self.value()
        self.clear()
        if self._unset:
            self.addItem(self._unset, "")
        for value, text in options:
            self.addItem(text, value)
        if kept or self._unset:
            self.set_value(kept)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, value: str) -> None:
        """Raises nothing for an entry that is not offered: none is chosen then."""
        at = self.findData(value)
        self.setCurrentIndex(0 if at < 0 and self._unset else at)

    def showPopup(self) -> None:
        """The list is as wide as its entries, also where the box is not."""
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width()
        wanted = view.sizeHintForColumn(0) + bar + 2 * view.frameWidth()
        view.setMinimumWidth(min(wanted, self.window().width()))
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
