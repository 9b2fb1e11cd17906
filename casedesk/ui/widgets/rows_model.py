"""Frozen rows as a table: what every list of the program does for Qt alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PAGE = 100


class RowsModel(QAbstractTableModel, Generic[R]):
    """Under `heads`, one column each; a subclass says what the cells show.

    The UserRole is what a row is about: the row itself, where a subclass says nothing
    else.
    """

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._rows: list[R] = []

    def text(self, row: R, column: int) -> str:
        """What stands in a cell."""
        raise NotImplementedError

    def about(self, row: R) -> Any:
        """By what the row is found again in a list that is made anew."""
        return row

    def start_over(self, rows: Sequence[R]) -> None:
        """Other rows instead of those there are."""
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def repaint(self) -> None:
        """The same rows tell something else now."""
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self._heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def row_of(self, index: Index) -> R:
        return self._rows[index.row()]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self.text(row, index.column())
            case Qt.ItemDataRole.UserRole:
                return self.about(row)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        shown = across and role == Qt.ItemDataRole.DisplayRole
        return self._heads[section] if shown and section < len(self._heads) else None


class PagedModel(RowsModel[R]):
    """Rows that are read a page at a time, as far as somebody scrolls."""

    def __init__(self, heads: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(heads, parent)
        self._more = False

    def page(self, after: R | None, limit: int) -> Sequence[R]:
        """The rows that come after this one; the first ones, after None."""
        raise NotImplementedError

    def start_over(self, rows: Sequence[R]) -> None:
        self._more = False
        super().start_over(rows)
        self._more = bool(rows) and len(rows) % PAGE == 0

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        page = self.page(self._rows[-1] if self._rows else None, PAGE)
        self._more = False  # a view may ask again while rows are arriving
        if page:
            start = len(self._rows)
            self.beginInsertRows(ROOT, start, start + len(page) - 1)
            self._rows += page
            self.endInsertRows()
        self._more = len(page) == PAGE
