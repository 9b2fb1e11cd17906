"""A layout that fills a line, then the next, from the leading side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget


class Flow(QLayout):
    """Widgets one after the other, as words in a paragraph; or in even columns.

    `column` is how wide one is at least, in letters; where there is less room than
    that, there is one.
    """

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 8, column: int = 0
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._column = gap, column
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least.grownBy(self.contentsMargins())

    def _arrange(self, whole: QRect, *, place: bool) -> int:
        rect = whole.marginsRemoved(self.contentsMargins())
        across, down, tallest = 0, 0, 0
        even = self._even(rect.width())
        for item in self._items:
            if item.isEmpty():  # hidden: it takes no place
                continue
            size = item.sizeHint()
            wide = even or min(size.width(), rect.width())
            if wide != size.width():
                size.setWidth(wide)
                if item.hasHeightForWidth():
                    size.setHeight(item.heightForWidth(wide))
            if across and across + size.width() > rect.width():
                across, down, tallest = 0, down + tallest + self._gap, 0
            if place:
                spot = QRect(rect.topLeft() + QPoint(across, down), size)
                shown = QStyle.visualRect(self._direction(), rect, spot)
                item.setGeometry(shown)
            across += size.width() + self._gap
            tallest = max(tallest, size.height())
        return down + tallest + whole.height() - rect.height()

    def _even(self, width: int) -> int:
        """How wide each column is; 0 where there are none."""
        parent = self.parentWidget()
        if not self._column or parent is None:
            return 0
        least = self._column * parent.fontInfo().pixelSize()
        columns = max(1, (width + self._gap) // (least + self._gap))
        return (width - (columns - 1) * self._gap) // columns

    def _direction(self) -> Qt.LayoutDirection:
        parent = self.parentWidget()
        return parent.layoutDirection() if parent else Qt.LayoutDirection.LeftToRight
