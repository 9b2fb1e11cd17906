"""First step of referring: whom one more sheet is addressed to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.cases import AddReferral
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import CasePage
from casedesk.i18n import _
from casedesk.ui.casefile.addressees import Addressees
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page
from casedesk.ui.workspace import Tools


class Choosing(Page):
    """`added(str)` with the id of the new referral."""

    added = Signal(str)

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._case_id = page.case.id
        self._notice = Notice("warning")
        self.addressees = Addressees(tools, several=False, child=page.child)
        self.field = Field(_("À qui la fiche est adressée"), self.addressees)
        self.go_on = primary(_("Préparer la fiche"), self._on_go_on, icon="file-text")
        card = Card(_("Destinataire"))
        card.add(self.field, self._notice, self.go_on)
        self.add(card)
        self.body.addStretch(1)

    def _on_go_on(self) -> None:
        settle([self.field], self._notice)
        chosen = self.addressees.values()
        if not chosen:
            self.field.complain(_("Choisir un destinataire."))
            return
        try:
            referral = self._tools.desk.do(AddReferral(self._case_id, chosen[0]))
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"addressees": self.field})
        else:
            self.added.emit(referral)
