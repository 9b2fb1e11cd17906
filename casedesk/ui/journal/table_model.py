"""Lines of a journal as rows, the latest first, read a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from casedesk.circuit.journal import JournalFilter, JournalLine
from casedesk.i18n import _, formats
from casedesk.i18n.journal import act
from casedesk.ui.workspace import Tools

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
PAGE = 100
NUMBER, WHEN, WHO, WHAT, CASE = range(5)
COLUMNS = 5


class JournalModel(QAbstractTableModel):
    """Number, when, who, what, about which case; the UserRole is the line."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._which = JournalFilter()
        self._lines: list[JournalLine] = []
        self._more = False
        self._people: Mapping[str, str] = {}
        self._year = 0

    def show_lines(self, which: JournalFilter) -> None:
        """The latest of these; all that were read so far, for the same ones."""
        known = len(self._lines) if which == self._which else 0
        self._which = which
        self._year = formats.local(self._tools.clock()).year
        people = self._tools.desk.reads.people()
        self._people = {person.id: person.label for person in people}
        lines = self._page(None, max(PAGE, known))
        if known and [each.hash for each in lines] == [e.hash for e in self._lines]:
            return
        self._more = False
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()
        self._more = bool(lines) and len(lines) % PAGE == 0

    def line_of(self, index: Index) -> JournalLine:
        return self._lines[index.row()]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        if not self.canFetchMore(parent):
            return
        page = self._page(self._lines[-1].sequence, PAGE)
        self._more = False  # a view may ask again while rows are arriving
        if page:
            start = len(self._lines)
            self.beginInsertRows(ROOT, start, start + len(page) - 1)
            self._lines += page
            self.endInsertRows()
        self._more = len(page) == PAGE

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(line, index.column())
            case Qt.ItemDataRole.UserRole:
                return line
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if not across or role != Qt.ItemDataRole.DisplayRole or section >= COLUMNS:
            return None
        return (_("Ligne"), _("Quand"), _("Qui"), _("Quoi"), _("Dossier"))[section]

    def person(self, line: JournalLine) -> str:
        """Their id when nobody of that id is known."""
        return self._people.get(line.actor, line.actor)

    def _page(self, before: int | None, limit: int) -> tuple[JournalLine, ...]:
        return self._tools.desk.reads.journal(self._which, before, limit)

    def _text(self, line: JournalLine, column: int) -> str:
        match column:
            case 0:
                return formats.number(line.sequence)
            case 1:
                this_year = formats.local(line.at).year == self._year
                told = formats.near_moment if this_year else formats.moment
                return told(line.at)
            case 2:
                return self.person(line)
            case 3:
                return act(line)
            case _:
                return line.case_number
