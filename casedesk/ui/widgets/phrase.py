"""A drawn passphrase, shown once to be copied by hand."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from casedesk.ui import theme
from casedesk.ui.widgets.flow import Flow


class Phrase(QFrame):
    """Six numbered words, big enough to copy without a mistake; never selectable."""

    def __init__(self, passphrase: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "card")
        self._flow = Flow(self, gap=24)
        self._flow.setContentsMargins(16, 16, 16, 16)
        self.show_words(passphrase)

    def show_words(self, passphrase: str) -> None:
        """Show these words instead; of none, nothing is left."""
        while (item := self._flow.takeAt(0)) is not None:
            shown = item.widget()
            if shown is not None:
                shown.deleteLater()
        for number, word in enumerate(passphrase.split(), 1):
            self._flow.addWidget(theme.look(QLabel(f"{number}. {word}"), "big"))
        self.setAccessibleName(passphrase)
