"""Erasing a closed case before its day, from its page: a family asks, a double."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.dates import local
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.two_people import Act
from casedesk.i18n import _
from casedesk.ui.casefile.erase_asking import EraseAsking
from casedesk.ui.navigation import RetentionPlace
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.workspace import Tools


class EraseCard(Card):
    """A link until somebody presses it, or the way to the request under way.

    `opened` when the question stands there.
    """

    opened = Signal()

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Effacement"), parent)
        self._tools, self._page = tools, page
        self.asking: EraseAsking | None = None
        self.open = link(_("Demander l'effacement…"), self._on_open)
        if self._is_asked():
            there = RetentionPlace()
            see = secondary(_("Voir les demandes"), lambda: tools.go_to(there))
            self.add(paragraph(_("L'effacement de ce dossier est demandé.")), Row(see))
        else:
            self.add(Row(self.open))

    def carried(self) -> bool:
        return self.asking is not None

    def carry(self, state: bool) -> None:
        if state and self.asking is None:
            self._on_open()

    @staticmethod
    def is_offered(tools: Tools, page: CasePage) -> bool:
        """Never while it must be kept: the card beside says so."""
        held = any(each.is_in_force for each in page.holds)
        may = tools.desk.actor.may(Right.REQUEST_ERASURE)
        return may and not page.case.stage.is_open and not held

    def _is_asked(self) -> bool:
        asked = self._tools.desk.reads.requests(self._tools.clock())
        return any(
            each.request.case_id == self._page.case.id and each.request.act is Act.ERASE
            for each in asked
        )

    def _on_open(self) -> None:
        self.open.hide()
        today = local(self._tools.clock()).date()
        due = self._page.closings[-1].review_on <= today
        self.asking = EraseAsking(self._tools, self._page.case.id, due=due)
        self.add(self.asking)
        self.asking.show()
        self.asking.setFocus()
        self.opened.emit()
