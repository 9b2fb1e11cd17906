"""What casedesk protects and what it cannot, in the words of the association."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from casedesk import paths
from casedesk.circuit.changes import Changes
from casedesk.i18n import _
from casedesk.ui.navigation import HelpPlace
from casedesk.ui.screen import Screen
from casedesk.ui.workspace import Tools

_WIDEST = 72  # characters: longer lines are hard to follow


class HelpScreen(Screen):
    """A page to read, with the keyboard as well; nothing in it leads out."""

    def __init__(
        self, tools: Tools, place: HelpPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self.page = QTextBrowser()
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName(self.title())
        self.page.setMarkdown(paths.read_text("help/security.fr.md"))
        self.page.setMaximumWidth(_WIDEST * self.fontMetrics().averageCharWidth())
        self.page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 24, 24, 24)
        down.addWidget(self.page)
        self.page.setFocus()

    def title(self) -> str:
        return _("Aide : ce que casedesk protège, et ce qu'il ne peut pas")

    def concerns(self, changes: Changes) -> bool:
        return False
