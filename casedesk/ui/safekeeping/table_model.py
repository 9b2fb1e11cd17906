"""The sets that can be seen now, as rows, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from casedesk.circuit.safekeeping import BackupSet, SetVerdict
from casedesk.i18n import _
from casedesk.i18n.formats import file_size, moment

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
COLUMNS = 4
STATE = 3


class SetsModel(QAbstractTableModel):
    """When, where, size, state; the UserRole is the set."""

    def __init__(self, local: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._local = local
        self._sets: tuple[BackupSet, ...] = ()
        self._people: Mapping[str, str] = {}
        self._verdicts: dict[Path, bool] = {}

    @property
    def sets(self) -> tuple[BackupSet, ...]:
        return self._sets

    def show_sets(self, sets: Sequence[BackupSet], people: Mapping[str, str]) -> None:
        if (tuple(sets), people) == (self._sets, self._people):
            return
        self.beginResetModel()
        self._sets, self._people = tuple(sets), people
        self.endResetModel()

    def note(self, verdict: SetVerdict, folder: Path) -> None:
        """What was found of one of them since this page was opened."""
        self._verdicts[folder] = verdict.is_sound
        if self._sets:
            last = self.index(len(self._sets) - 1, COLUMNS - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def where(self, each: BackupSet) -> str:
        if each.folder.parent == self._local:
            return _("sur cet ordinateur")
        return _("sur une clé")

    def who(self, each: BackupSet) -> str:
        return self._people.get(each.by, _("quelqu'un d'avant"))

    def state(self, each: BackupSet) -> str:
        """Later keys, or a verification made from here; else what every set is."""
        found = self._verdicts.get(each.folder)
        if found is not None:
            return _("vérifiée à l'instant") if found else _("abîmée")
        newest = self._sets[0].generations
        if any(newest.get(cid, 0) > gen for cid, gen in each.generations.items()):
            return _("d'avant un changement de clés")
        if each.read < each.generations.keys():
            return _("signée, en partie copiée telle quelle")
        return _("relue et signée")

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._sets)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        each = self._sets[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(each, index.column())
            case Qt.ItemDataRole.UserRole:
                return each
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
        return (_("Faite le"), _("Où"), _("Taille"), _("État"))[section]

    def _text(self, each: BackupSet, column: int) -> str:
        match column:
            case 0:
                return moment(each.created)
            case 1:
                return self.where(each)
            case 2:
                return file_size(sum(each.sizes.values()))
            case _:
                return self.state(each)
