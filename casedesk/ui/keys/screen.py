"""Keys: who could open what, sheets of paper, restricted circles, new keys."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.keys import ShareGroup
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.ui.keys.circles_card import CirclesCard
from casedesk.ui.keys.drill_card import DrillCard
from casedesk.ui.keys.reach_card import ReachCard
from casedesk.ui.keys.rotation_card import RotationCard
from casedesk.ui.keys.shares_card import SharesCard
from casedesk.ui.navigation import KeysPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.layout import Page, fill, title
from casedesk.ui.workspace import Tools


class KeysScreen(Screen):
    """For whoever directs, and for the board, which opens its circles here."""

    def __init__(
        self, tools: Tools, place: KeysPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._reach: ReachCard | None = None
        self.page = Page()
        self.page.add(title(self.title()))
        self._top = QVBoxLayout()
        self.page.body.addLayout(self._top)
        directs = tools.desk.actor.may(Right.MANAGE_PEOPLE)
        groups = ShareGroup if directs else (ShareGroup.CIRCLES,)
        self.shares = {group: SharesCard(group, tools) for group in groups}
        self.circles = CirclesCard(tools)
        for group, card in self.shares.items():
            card.renewed.connect(self._on_renewed)
            self.page.add(card)
            if group is ShareGroup.CIRCLES:
                self.page.add(self.circles)
        self.drill = DrillCard(tools)
        self.drill.tried.connect(self._show_reach)
        self.page.add(self.drill)
        if directs or tools.sitting.circles:
            self.page.add(RotationCard(tools))
        self.page.body.addStretch(1)
        fill(self, self.page)
        self.refresh()

    def title(self) -> str:
        return _("Les clés de ce coffre")

    def concerns(self, changes: Changes) -> bool:
        return False  # keys are in the header, not in the records

    def refresh(self) -> None:
        self._show_reach()
        self.circles.refresh()

    def leave(self) -> None:
        for card in self.shares.values():
            card.forget()

    def _show_reach(self) -> None:
        gone, self._reach = self._reach, ReachCard(self._tools)
        self._top.addWidget(self._reach)
        self._reach.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def _on_renewed(self, kind: ShareGroup, group: str) -> None:
        if kind is ShareGroup.CIRCLES:
            self.circles.found_missing(group)
        self.refresh()
