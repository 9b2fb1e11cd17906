"""The sets that can be seen now, as rows, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject

from casedesk.circuit.safekeeping import BackupSet, SetVerdict
from casedesk.i18n import _
from casedesk.i18n.formats import file_size, moment
from casedesk.ui.widgets.rows_model import RowsModel

WHERE, SIZE, STATE = 1, 2, 3


class SetsModel(RowsModel[BackupSet]):
    """When, where, size, state; the UserRole is the set."""

    def __init__(self, local: Path, parent: QObject | None = None) -> None:
        super().__init__((_("Faite le"), _("Où"), _("Taille"), _("État")), parent)
        self._local = local
        self._people: Mapping[str, str] = {}
        self._verdicts: dict[Path, bool] = {}

    @property
    def sets(self) -> tuple[BackupSet, ...]:
        return tuple(self._rows)

    def show_sets(self, sets: Sequence[BackupSet], people: Mapping[str, str]) -> None:
        if (tuple(sets), people) != (self.sets, self._people):
            self._people = people
            self.start_over(sets)

    def note(self, verdict: SetVerdict, folder: Path) -> None:
        """What was found of one of them since this page was opened."""
        self._verdicts[folder] = verdict.is_sound
        self.repaint()

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
        newest = self._rows[0].generations
        if any(newest.get(cid, 0) > gen for cid, gen in each.generations.items()):
            return _("d'avant un changement de clés")
        if each.read < each.generations.keys():
            return _("signée, en partie copiée telle quelle")
        return _("relue et signée")

    def text(self, row: BackupSet, column: int) -> str:
        match column:
            case 0:
                return moment(row.created)
            case 1:
                return self.where(row)
            case 2:
                return file_size(sum(row.sizes.values()))
            case _:
                return self.state(row)
