"""Recording what a service answered: coupon, answer, and what follows from it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.queries import ReferralRow
from casedesk.circuit.referral import ReferralId, ReferralState
from casedesk.circuit.referral_table import MOVE_FOR
from casedesk.i18n import _
from casedesk.ui.answer.answer_form import AnswerForm
from casedesk.ui.answer.find_form import FindForm
from casedesk.ui.answer.outcome import Outcome
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import AnswerPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.layout import Page, fill, title
from casedesk.ui.workspace import Tools

_UNSENT = (ReferralState.PREP, ReferralState.READY)


class AnswerScreen(Screen):
    """Reached from anywhere with Ctrl+G; one page at a time: find, answer, outcome."""

    def __init__(
        self, tools: Tools, place: AnswerPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._answer = place.answer
        self._found: ReferralId | None = None
        self.search = FindForm(tools)
        self.search.found.connect(self._on_found)
        self.part: QWidget = self.search
        self._page = Page()
        self._page.add(title(self.title()), self.search)
        self._page.body.addStretch(1)
        fill(self, self._page)
        self.setFocusProxy(self.search)
        self.refresh()
        if place.coupon:
            self.search.open_coupon(place.coupon)
        elif place.referral is not None:
            self.search.open_referral(place.referral)

    def title(self) -> str:
        return _("Saisir la réponse d'un service")

    def refresh(self) -> None:
        self.search.refresh()

    def bookmark(self) -> ReferralId | None:
        """The referral whose answer is recorded, or was just now."""
        return None if self.part is self.search else self._found

    def turn_to(self, bookmark: ReferralId) -> None:
        if self.part is self.search:
            self.search.open_referral(bookmark)

    def leave(self) -> None:
        if isinstance(self.part, AnswerForm):
            self.part.typing.keep()

    def _on_found(self, row: ReferralRow) -> None:
        if row.referral.state in _UNSENT:
            self.search.field.complain(_("Cette fiche n'est pas encore partie."))
            return
        self._found = row.id
        table, state = self._tools.rules.referrals, row.referral.state
        if not any(table.may(state, move) for move in MOVE_FOR.values()):
            self._tell_outcome(row)
            return
        form = AnswerForm(self._tools, row, self._answer)
        form.recorded.connect(lambda: self._tell_outcome(row))
        form.left.connect(self._look_again)
        self._show(form)

    def _tell_outcome(self, row: ReferralRow) -> None:
        page = opened(self._tools.desk, row.case_id)
        outcome = Outcome(self._tools, page, row.id)
        outcome.left.connect(self._look_again)
        self._show(outcome)

    def _look_again(self) -> None:
        self._show(self.search)

    def _show(self, part: QWidget) -> None:
        if part is self.part:
            return
        self._page.body.replaceWidget(self.part, part)
        self.part.hide()
        if self.part is not self.search:
            self.part.deleteLater()
        self.part = part
        part.show()
        self.setFocusProxy(part)
        part.setFocus()
