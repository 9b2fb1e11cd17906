"""The people of the vault, as rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from casedesk.circuit.people import Person
from casedesk.i18n import _, formats
from casedesk.i18n.formats import listed
from casedesk.i18n.labels import label

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class PeopleModel(QAbstractTableModel):
    """Label, role, duties, and since when; the UserRole is the person."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()

    def show_people(self, people: tuple[Person, ...]) -> None:
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        person = self._people[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return person
        if role == Qt.ItemDataRole.DisplayRole:
            return _cells(person)[index.column()]
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        if not across or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("Libellé"), _("Rôle"), _("Missions"), _("Depuis"))[section]


def _cells(person: Person) -> tuple[str, str, str, str]:
    duties = listed(label(duty) for duty in person.duties)
    since = formats.long_date(formats.local(person.since)) if person.since else ""
    if person.until:
        day = formats.long_date(formats.local(person.until))
        since = _("jusqu'au %(day)s") % {"day": day}
    return person.label, label(person.role), duties, since
