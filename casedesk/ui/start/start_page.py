"""The start page: the vaults one opened before, another one, or a new one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QWidget

from casedesk.circuit.threshold import Door
from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.prompts import Prompts
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import (
    Card,
    Page,
    Row,
    heading,
    paragraph,
    show_if,
    tab_through,
    title,
)


class StartPage(WayIn):
    """Which vault? `chosen(Path)`, `creating()` a new one, `restoring()` a backup."""

    chosen = Signal(object)
    creating = Signal()
    restoring = Signal()

    def __init__(
        self, door: Door, prompts: Prompts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._door, self._prompts = door, prompts
        self.furnish()

    def furnished(self) -> QWidget:
        recent = self._door.recent()
        page = Page()
        page.add(
            self.languages,
            title(_("Ouvrir un coffre")),
            paragraph(_welcome(), muted=True),
        )
        self._recent = Card()
        self._recent.add(heading(_("Coffres ouverts récemment")))
        for folder in recent:
            self._recent.add(self._row(folder))
        show_if(self._recent, bool(recent))
        page.add(self._recent)
        create = buttons.secondary if recent else buttons.primary
        ways = Row(
            create(_("Créer un &coffre"), self.creating.emit, icon="folder-plus"),
            buttons.secondary(
                _("&Ouvrir un coffre…"), self._on_open, icon="folder-open"
            ),
            buttons.secondary(
                _("Restaurer une &sauvegarde…"),
                self.restoring.emit,
                icon="refresh-cw",
            ),
        )
        page.add(ways)
        tab_through(self._recent, ways, self.languages)
        page.body.addStretch(1)
        return page

    def _row(self, folder: Path) -> QWidget:
        from casedesk.i18n.formats import isolate  # the calendar is not for a threshold

        name = buttons.secondary(
            folder.stem, lambda: self.chosen.emit(folder), icon="lock"
        )
        name.setAccessibleDescription(str(folder))
        where = theme.look(QLabel(isolate(str(folder.parent))), "small")
        where.setTextFormat(Qt.TextFormat.PlainText)
        forget = buttons.quiet(
            _("Retirer de la liste"), lambda: self._on_forget(folder, row)
        )
        forget.setAccessibleName(
            _("Retirer %(vault)s de la liste") % {"vault": folder.stem}
        )
        row = Row(name, where, trailing=[forget])
        return row

    def _on_forget(self, folder: Path, row: QWidget) -> None:
        self._door.forget(folder)
        row.deleteLater()
        self._recent.setVisible(bool(self._door.recent()))

    def _on_open(self) -> None:
        self._prompts.choose_folder(
            self, _("Choisir le dossier du coffre"), None, self.chosen.emit
        )


def _welcome() -> str:
    return _(
        "Un coffre est un répertoire chiffré : il garde les dossiers des enfants, "
        "et seules les personnes inscrites peuvent l'ouvrir."
    )
