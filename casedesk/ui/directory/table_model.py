"""The entries of the directory as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from casedesk.circuit.dates import local
from casedesk.circuit.directory import (
    Entry,
    Freshness,
    freshness,
    opening,
)
from casedesk.i18n import _, current
from casedesk.i18n.formats import short_date
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.directory.words import territory_name
from casedesk.ui.workspace import Tools

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, TERRITORY, PHONE, ANSWERS, CHECKED = range(5)
COLUMNS = 5


class DirectoryModel(QAbstractTableModel):
    """Name, territory, telephone, whether it answers, last check."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes = tools.rules.codes
        self._entries: list[Entry] = []
        self._now: datetime = local(tools.clock())

    def show_entries(self, entries: Sequence[Entry], now: datetime) -> None:
        self.beginResetModel()
        self._entries, self._now = list(entries), now
        self.endResetModel()

    def entry_of(self, index: Index) -> Entry:
        return self._entries[index.row()]

    def row_of(self, organisation: str) -> int | None:
        ids = [each.organisation.id for each in self._entries]
        return ids.index(organisation) if organisation in ids else None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        entry, column = self._entries[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(entry, column)
            case Qt.ItemDataRole.DecorationRole if column == CHECKED:
                return theme.icon(*mark_of(entry, self._now.date()))
            case Qt.ItemDataRole.UserRole:
                return entry
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
        return (
            _("Nom"),
            _("Territoire"),
            _("Téléphone"),
            _("À cette heure"),
            _("Vérification"),
        )[section]

    def _text(self, entry: Entry, column: int) -> str:
        each = entry.organisation
        match column:
            case 0:
                return each.name.as_name(current())
            case 1:
                return territory_name(self._codes, each.territory)
            case 2:
                return each.phone or each.phone_alt
            case 3:
                return label(opening(each, self._now))
            case _:
                return checked_when(entry)


def checked_when(entry: Entry) -> str:
    """The day of the last check, or that there was none."""
    day = entry.organisation.verified_on
    return short_date(day) if day else _("Jamais")


def mark_of(entry: Entry, today: date) -> tuple[str, str]:
    """The icon and the colour of an entry by its last check."""
    worn = theme.shades()
    return {
        Freshness.FRESH: ("check", worn.good),
        Freshness.AGEING: ("clock", worn.warning),
        Freshness.OLD: ("triangle-alert", worn.alarm),
    }[freshness(entry.organisation, today)]
