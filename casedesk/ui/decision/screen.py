"""Deciding in one case: what is known above, the decision under it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _
from casedesk.i18n.formats import time_of_day
from casedesk.ui.casefile.account import Account
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.decision_form import DecisionForm
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.casefile.proposal import Proposal
from casedesk.ui.navigation import CasePlace, DecidePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.layout import Page, fill, title
from casedesk.ui.workspace import Tools


class DecideScreen(Screen):
    """Sheet F-J for a case that waits for the director."""

    def __init__(
        self, tools: Tools, place: DecidePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        page = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self.form = DecisionForm(tools, page)
        self.form.kept.connect(self._on_kept)
        self.form.signed.connect(lambda: tools.go_to(CasePlace(place.case)))
        teller = Teller.of(tools)
        whole = Page(wide=True)
        whole.add(self._header, title(self.title()))
        concern = page.file.sheet(SheetCode.CONCERN)
        if concern is not None:
            sheet = tools.rules.sheets[SheetCode.CONCERN]
            whole.add(Account(sheet, concern, page.amendments, teller, brief=True))
        whole.add(Proposal(tools, page, teller), self.form)
        whole.body.addStretch(1)
        fill(self, whole)
        self.refresh()

    def title(self) -> str:
        return _("Décider pour cet enfant")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._case_id)
        teller = Teller.of(self._tools)
        self._header.tell(page, teller, self._tools.clock())

    def leave(self) -> None:
        self.form.keep()

    def _on_kept(self) -> None:
        time = time_of_day(self._tools.clock())
        self.told.emit(_("Enregistré à %(time)s") % {"time": time})
