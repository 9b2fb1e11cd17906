"""The entries of the directory as rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Qt

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
from casedesk.ui.widgets.rows_model import Index, RowsModel
from casedesk.ui.workspace import Tools

NAME, TERRITORY, PHONE, ANSWERS, CHECKED = range(5)


class DirectoryModel(RowsModel[Entry]):
    """Name, territory, telephone, whether it answers, last check."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        heads = (
            _("Nom"),
            _("Territoire"),
            _("Téléphone"),
            _("À cette heure"),
            _("Vérification"),
        )
        super().__init__(heads, parent)
        self._codes = tools.rules.codes
        self._now: datetime = local(tools.clock())

    def show_entries(self, entries: Sequence[Entry], now: datetime) -> None:
        self._now = now
        self.start_over(entries)

    def find(self, organisation: str) -> int | None:
        """The row this one stands in."""
        ids = [each.organisation.id for each in self._rows]
        return ids.index(organisation) if organisation in ids else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        marks = role == Qt.ItemDataRole.DecorationRole
        if marks and index.isValid() and index.column() == CHECKED:
            return theme.icon(*mark_of(self.row_of(index), self._now.date()))
        return super().data(index, role)

    def text(self, row: Entry, column: int) -> str:
        each = row.organisation
        match column:
            case 0:
                return each.name.as_name(current())
            case 1:
                return territory_name(self._codes, each.territory)
            case 2:
                return each.phone or each.phone_alt or _("à demander")
            case 3:
                return label(opening(each, self._now))
            case _:
                return checked_when(row)


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
