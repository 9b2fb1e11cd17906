"""Changing one's passphrase."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui.navigation import HomePlace, PassphrasePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.passphrase_form import PassphraseForm
from casedesk.ui.workspace import Tools


class PassphraseScreen(Screen):
    """Before anything else at a first unlock; later whenever one likes."""

    def __init__(
        self, tools: Tools, place: PassphrasePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self.form = PassphraseForm(
            tools.sitting.change_passphrase,
            tools.draw_passphrase,
            tools.jobs,
            forced=place.forced,
        )
        self.form.saved.connect(self._on_saved)
        across = QVBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.form)

    def title(self) -> str:
        return self.form.title()

    def _on_saved(self) -> None:
        self.told.emit(_("Phrase de passe changée"))
        self._tools.go_to(HomePlace())
