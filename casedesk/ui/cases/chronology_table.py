"""The chronology of a case as a list: when, who, what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QWidget

from casedesk.i18n import _
from casedesk.i18n.formats import moment, near_moment
from casedesk.ui import theme
from casedesk.ui.casefile.chronology import Line
from casedesk.ui.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
WHEN, WHO, WHAT = range(3)


class ChronologyModel(QAbstractTableModel):
    """Lines, the latest last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()
        self._year = 0

    def show_lines(self, lines: Sequence[Line], now: datetime) -> None:
        self.beginResetModel()
        self._lines = lines
        self._year = now.year
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(line, index.column())
            case Qt.ItemDataRole.ForegroundRole if index.column() != WHAT:
                return QColor(theme.shades().muted)
            case Qt.ItemDataRole.ForegroundRole if line.is_silence:
                return QColor(theme.shades().warning)
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return (_("Quand"), _("Qui"), _("Quoi"))[section]
        return None

    def _text(self, line: Line, column: int) -> str:
        if column == WHAT:
            return line.what
        if line.is_silence:
            return ""
        if column == WHO:
            return line.who
        this_year = line.at.year == self._year
        return near_moment(line.at) if this_year else moment(line.at)


class ChronologyTable(Table):
    """Read from top to bottom; long lines wrap, the last ones are shown first."""

    def __init__(self, model: ChronologyModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Chronologie"), parent)
        self.setWordWrap(True)
        self.setMinimumHeight(280)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        model.modelReset.connect(self.scrollToBottom)
