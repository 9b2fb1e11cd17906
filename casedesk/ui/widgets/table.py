"""A list in columns: rows are chosen whole, by mouse, arrows and Enter."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

_AROUND = 24  # pixels beside the words of a cell


class Table(QTableView):
    """Rows to choose from; `opened` when one is double-clicked or entered.

    A model tells under `Qt.UserRole` what each row is about: by that a row is found
    again in a list that is made anew.
    """

    opened = Signal(QModelIndex)
    _wrapping: tuple[int, ...] = ()
    _yielding: tuple[int, ...] = ()
    _least = 0

    def __init__(
        self, model: QAbstractItemModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 20)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        )
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setResizeContentsPrecision(40)  # rows; never the whole list
        self.doubleClicked.connect(self.opened)
        self._settling = QTimer(self, interval=0, singleShot=True)
        self._settling.timeout.connect(self._fit)
        self._pressed: Any = None
        self.clicked.connect(self._on_pressed)
        self.opened.connect(self._on_pressed)

    def wrap(self, *columns: int) -> None:
        """Let rows grow with what does not fit one line of these columns."""
        self._wrapping = columns
        self.setWordWrap(True)
        for signal in (
            self.model().modelReset,
            self.model().rowsInserted,
            self.model().dataChanged,
            self.horizontalHeader().sectionResized,
        ):
            signal.connect(self._settling.start)  # widths are settled by then
        self._settling.start()

    def give_way(self, *columns: int, least: int) -> None:
        """Hide these, the last first, while the one that stretches has no `least`.

        What they tell is told beside the list as well: none scrolls sideways.
        """
        self._yielding, self._least = columns, least
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for signal in (self.model().modelReset, self.model().rowsInserted):
            signal.connect(self._make_room)
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        header = self.horizontalHeader()
        fixed = QHeaderView.ResizeMode.Stretch
        taken = {
            column: max(self.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(self.model().columnCount())
            if self._yielding and header.sectionResizeMode(column) is not fixed
        }
        over = sum(taken.values()) + self._least - self.viewport().width()
        for column in reversed(self._yielding):
            self.setColumnHidden(column, over > 0)
            over -= taken[column]

    def _fit(self) -> None:
        model, metrics = self.model(), self.fontMetrics()
        least = self.verticalHeader().defaultSectionSize()
        for row in range(model.rowCount()):
            tallest = 0
            for column in self._wrapping:
                room = QRect(0, 0, self.columnWidth(column) - _AROUND, least * 9)
                text = str(model.index(row, column).data() or "")
                box = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text)
                tallest = max(tallest, box.height())
            self.setRowHeight(row, max(least, tallest + least - metrics.height()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def carried(self) -> tuple[Any, Any]:
        """The row one is on, and the one pressed last."""
        return _about(self.currentIndex()), self._pressed

    def carry(self, state: tuple[Any, Any]) -> None:
        at, pressed = state
        if pressed is not None and (row := self._find(pressed)).isValid():
            self.setCurrentIndex(row)
            self.clicked.emit(row)
        if at is not None and (row := self._find(at)).isValid():
            self.setCurrentIndex(row)

    def _find(self, about: Any) -> QModelIndex:
        model = self.model()
        rows = (model.index(at, 0) for at in range(model.rowCount()))
        return next((row for row in rows if _about(row) == about), QModelIndex())

    def _on_pressed(self, index: QModelIndex) -> None:
        self._pressed = _about(index)


def _about(index: QModelIndex) -> Any:
    """What a row is about; by its number where the model does not tell."""
    if not index.isValid():
        return None
    told = index.siblingAtColumn(0).data(Qt.ItemDataRole.UserRole)
    return index.row() if told is None else getattr(told, "id", told)
