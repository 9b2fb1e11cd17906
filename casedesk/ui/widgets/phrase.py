"""A drawn passphrase, shown once to be copied by hand, and typed back from paper."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QWidget

from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.text import CodeEdit
from casedesk.vault.passphrase import normalise


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


class TypedAgain(Field[CodeEdit]):
    """The same words, to be sure that they were copied without a mistake."""

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        hint = _("Les majuscules et les accents ne comptent pas.")
        super().__init__(label, CodeEdit(), hint=hint, parent=parent)

    def is_like(self, passphrase: str) -> bool:
        """Whether they are; else says so, and is ready to be typed in again."""
        self.settle()
        if normalise(self.box.text()) == normalise(passphrase):
            return True
        self.complain(_("Ce n'est pas la phrase affichée. Relire le papier mot à mot."))
        self.box.setFocus()
        return False
