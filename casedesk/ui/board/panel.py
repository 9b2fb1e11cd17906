"""The case opened on the board: what is known, what is proposed, what comes next."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage, Step
from casedesk.i18n import _
from casedesk.ui.casefile.account import Account
from casedesk.ui.casefile.alike_card import AlikeCard
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.decision_form import DecisionForm
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.proposal import Proposal
from casedesk.ui.casefile.steps import SELDOM, Steps
from casedesk.ui.navigation import CasePlace
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Page, edges, tab_through
from casedesk.ui.workspace import Tools


class CasePanel(Page):
    """One case; a decision that waits is taken here. `decided` once it is signed."""

    decided = Signal()
    kept = Signal()

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wide=True)
        self._tools = tools
        self.case_id: CaseId = page.case.id
        self._header = CaseHeader()
        self.steps = Steps(tools)
        self.decision: DecisionForm | None = None
        self._told = QWidget()
        self._alike = QWidget()
        whole = CasePlace(page.case.id)
        self._whole = secondary(
            _("Ouvrir le dossier entier"), lambda: tools.go_to(whole)
        )
        self.body.setContentsMargins(edges(16, 8, 24, 24))
        self.body.setSpacing(12)
        self.add(self._header, self._alike, self.steps, self._told, self._whole)
        self.body.addStretch(1)
        self.show_page(page)

    def show_page(self, page: CasePage) -> None:
        """The case as it is now; a decision being written stays as it is."""
        teller = Teller.of(self._tools)
        self._header.tell(page, teller, self._tools.clock())
        self._show_alike(page)
        decides = page.case.stage is Stage.DECISION and self._tools.desk.actor.may(
            Right.DECIDE
        )
        here = frozenset({Step.ORIENT}) if decides else frozenset[Step]()
        self.steps.show_page(page, without=here | SELDOM)
        if self.decision is None or not decides:
            self._tell(self._read(page, teller, decides=decides))
        self.order()

    def order(self) -> None:
        """Let Tab go down the panel; where it stands must be settled."""
        tab_through(self._alike, self.steps, self._told, self._whole)

    def keep(self) -> None:
        """Save what is being typed. Raises Trouble when it cannot be."""
        if self.decision is not None:
            self.decision.keep()

    def _tell(self, told: QWidget) -> None:
        self._replace(self._told, told)
        told.show()
        self._told = told

    def _show_alike(self, page: CasePage) -> None:
        """Before anybody takes it further."""
        card = AlikeCard(self._tools, page)
        self._replace(self._alike, card)
        card.setVisible(not card.is_empty)
        self._alike = card

    def _replace(self, old: QWidget, new: QWidget) -> None:
        self.body.replaceWidget(old, new)
        old.hide()
        old.deleteLater()

    def _read(self, page: CasePage, teller: Teller, *, decides: bool) -> QWidget:
        told = QWidget()
        down = QVBoxLayout(told)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        concern = page.file.sheet(SheetCode.CONCERN)
        if concern is not None:
            sheet = self._tools.rules.sheets[SheetCode.CONCERN]
            down.addWidget(Account(sheet, concern, page.amendments, teller, brief=True))
        if page.file.sheet(SheetCode.ASSESSMENT) is not None:
            down.addWidget(Proposal(self._tools, page, teller))
        self.decision = None
        if decides:
            self.decision = DecisionForm(self._tools, page)
            self.decision.signed.connect(self.decided)
            self.decision.kept.connect(self.kept)
            down.addWidget(self.decision)
        return told
