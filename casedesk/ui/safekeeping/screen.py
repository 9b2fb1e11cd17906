"""The page of the backups, for whoever has a desk."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.rights import Right
from casedesk.circuit.safekeeping import BackupSet
from casedesk.ui.navigation import SafekeepingPlace
from casedesk.ui.safekeeping.keeping import at_a_desk
from casedesk.ui.safekeeping.page import SafekeepingPage, headline
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.layout import fill
from casedesk.ui.workspace import Tools


class SafekeepingScreen(Screen):
    """Leaving it stops what is under way: nothing half done is kept."""

    def __init__(
        self, tools: Tools, place: SafekeepingPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        tools.desk.actor.require(Right.BACK_UP)
        self.page = SafekeepingPage(at_a_desk(tools))
        self.page.restore.connect(self._on_restore)
        fill(self, self.page)

    def title(self) -> str:
        return headline()

    def refresh(self) -> None:
        self.page.refresh()

    def concerns(self, changes: Changes) -> bool:
        return False  # sets lie in folders, not in the records

    def leave(self) -> None:
        self.page.stop()

    def _on_restore(self, chosen: BackupSet) -> None:
        self.restoring.emit(chosen.folder)
