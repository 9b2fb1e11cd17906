"""Blank sheets: one press prints one; the code on it brings it back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import typed_coupon
from casedesk.i18n import _
from casedesk.ui.blank.printing import PrintCard
from casedesk.ui.blank.returning import ReturnCard
from casedesk.ui.navigation import BlankPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Page, fill, title
from casedesk.ui.widgets.text import CodeEdit
from casedesk.ui.workspace import Tools


class BlankScreen(Screen):
    """For a case when one comes from it, else for none yet."""

    def __init__(
        self, tools: Tools, place: BlankPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self.sheets = PrintCard(tools, place.case)
        self.code = CodeEdit()
        self.code.setPlaceholderText("7F3K-9QXM-2")
        self.code.returnPressed.connect(self._on_typed)
        self.field = Field(
            _("&Code de la fiche"),
            self.code,
            hint=_("Il est imprimé en haut de la fiche, près du carré noir."),
        )
        back = Card(_("Une fiche remplie à la main est revenue"))
        back.add(self.field, primary(_("Ouvrir"), self._on_typed))
        self.returned: QWidget = QWidget()
        self.returned.hide()
        self._page = Page()
        self._page.add(title(self.title()), back, self.returned, self.sheets)
        self._page.body.addStretch(1)
        fill(self, self._page)
        self.refresh()
        if place.code:
            self.code.setText(place.code)
            self._on_typed()

    def title(self) -> str:
        return _("Fiches vierges")

    def concerns(self, changes: Changes) -> bool:
        return False  # nothing here is of a record

    def bookmark(self) -> str | None:
        """The code of the sheet that came back."""
        returned = self.returned
        return returned.code if isinstance(returned, ReturnCard) else None

    def turn_to(self, bookmark: str) -> None:
        typed = self.code.value()
        self.code.setText(bookmark)
        self._on_typed()
        self.code.setText(typed)

    def leave(self) -> None:
        if isinstance(self.returned, ReturnCard):
            self.returned.leave()

    def _on_typed(self) -> None:
        self.field.settle()
        code = typed_coupon(self.code.value())
        if code is None:
            told = _("Ce code ne peut pas être juste : vérifiez chaque caractère.")
            self.field.complain(told)
            return
        try:
            row = self._tools.desk.reads.blank(code)
        except NotFound:
            told = _("Aucune fiche vierge connue ici ne porte ce code. Vérifiez-le.")
            self.field.complain(told)
            return
        card = ReturnCard(self._tools, row)
        card.told.connect(self.told)
        self._page.body.replaceWidget(self.returned, card)
        self.returned.hide()
        self.returned.deleteLater()
        self.returned = card
        card.show()
