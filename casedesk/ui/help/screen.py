"""What casedesk protects and what it cannot, in the words of the association."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QWidget

from casedesk import paths
from casedesk.circuit.changes import Changes
from casedesk.circuit.codes import Language, in_french
from casedesk.i18n import _, current
from casedesk.ui import theme
from casedesk.ui.navigation import HelpPlace
from casedesk.ui.screen import Screen
from casedesk.ui.workspace import Tools

_WIDEST = 78  # characters: longer lines are hard to follow
_MARGIN = 24  # pixels


class HelpScreen(Screen):
    """A page to read, with the keyboard as well; nothing in it leads out."""

    def __init__(
        self, tools: Tools, place: HelpPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self.page = theme.look(QTextBrowser(), "reading")
        self.page.setOpenLinks(False)
        self.page.setFrameShape(QFrame.Shape.NoFrame)
        self.page.setAccessibleName(self.title())
        self.page.setMarkdown(_told())
        widest = _WIDEST * self.fontMetrics().averageCharWidth() + 2 * _MARGIN
        self.page.setMaximumWidth(widest)
        self.page.document().setDocumentMargin(_MARGIN)
        self.page.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addWidget(self.page, 1000)
        across.addStretch(1)
        self.page.setFocus()

    def title(self) -> str:
        return _("Aide : ce que casedesk protège, et ce qu'il ne peut pas")

    def concerns(self, changes: Changes) -> bool:
        return False


def _told() -> str:
    """The page in the screen's language; else the French one, and it says so."""
    page = f"help/security.{current()}.md"
    if paths.resource(page).exists():
        return paths.read_text(page)
    title, rest = paths.read_text(f"help/security.{Language.FRENCH}.md").split("\n", 1)
    return f"{in_french(title)}\n{rest}"
