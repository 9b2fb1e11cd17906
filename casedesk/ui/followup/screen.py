"""One contact (sheet F-F) or the review of a follow-up (F-R), being written."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.followup import RecordFollowUp, SignReview
from casedesk.circuit.followup import plan
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Step
from casedesk.i18n import _
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.figures_card import FiguresCard
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.kept_sheet import KeptSheet
from casedesk.ui.casefile.opening import draft_of, opened
from casedesk.ui.navigation import (
    CasePlace,
    ClosePlace,
    FollowUpPlace,
    Place,
    StepPlace,
)
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import on_control_enter, primary, secondary
from casedesk.ui.widgets.layout import Notice, Page, fill, title
from casedesk.ui.widgets.sheet_form import Known, SheetForm
from casedesk.ui.workspace import Tools

_UNSAFE = ("no", "unknown")
# What each decision of a review comes to: code list REVIEW.
_STEPS = {"REORIENT": Step.REFER_AGAIN, "CLOSE": Step.CLOSE}


class FollowUpScreen(Screen):
    """Kept while it is written; open referrals and the plan are there to begin with.

    A child who is not safe, or in more danger than before, can be put before the
    director by the same signature.
    """

    def __init__(
        self, tools: Tools, place: FollowUpPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._place = place
        self._code = SheetCode.REVIEW if place.review else SheetCode.FOLLOW_UP
        self._page = page = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self._notice = Notice("warning")
        self.form = SheetForm(
            tools.rules.sheets[self._code],
            tools.rules.codes,
            tools.desk.reads.people(),
            intake=False,
            now=tools.clock,
            known=Known([(each.id, name_of(each)) for each in page.referrals]),
        )
        begun = draft_of(page, self._code)
        self.form.set_content(begun.content if begun else _carried(page, self._code))
        self.sign = primary(self._signs(), self._on_sign, icon="check")
        on_control_enter(self.sign)
        self.again = secondary(
            _("Signer et remettre à la décision"), self._on_again, icon="gavel"
        )
        self._kept = KeptSheet(tools, place.case, self._code, self.form, self._notice)
        self._kept.told.connect(self.told)
        self.form.edited.connect(self._offer)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        if self._place.review:
            return _("Faire le bilan du suivi")
        return _("Noter un suivi")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._place.case)
        self._page = page
        self._header.tell(page, Teller.of(self._tools), self._tools.clock())
        may = Right.DECIDE if self._place.review else Right.FOLLOW_UP
        self.sign.setVisible(self._tools.desk.actor.may(may))
        self._offer()

    def leave(self) -> None:
        self._kept.keep()

    def _signs(self) -> str:
        return _("Signer le bilan") if self._place.review else _("Signer le suivi")

    def _lay_out(self) -> None:
        whole = Page()
        whole.add(self._header, title(self.title()))
        if self._place.review:
            codes, now = self._tools.rules.codes, self._tools.clock()
            whole.add(FiguresCard(self._page, codes, now))
        whole.add(self.form, self._notice, self.sign, self.again)
        whole.body.addStretch(1)
        fill(self, whole)

    def _offer(self) -> None:
        """To decide again, where the child is not safe or less than before."""
        said = self.form.content()
        raised = str(said.get("danger") or "") > self._page.case.danger
        leads = any(
            each.transition.step is Step.DECIDE_AGAIN for each in self._page.steps
        )
        unsafe = said.get("safe") in _UNSAFE or raised
        self.again.setVisible(leads and unsafe and not self._place.review)

    def _on_sign(self) -> None:
        content, case_id = self.form.content(), self._place.case
        if self._place.review:
            self._do(SignReview(case_id, content))
        else:
            self._do(RecordFollowUp(case_id, content))

    def _on_again(self) -> None:
        content = self.form.content()
        self._do(RecordFollowUp(self._place.case, content, decide_again=True))

    def _do(self, command: RecordFollowUp | SignReview) -> None:
        if self._kept.sign(command):
            self._tools.go_to(self._next(command))

    def _next(self, command: RecordFollowUp | SignReview) -> Place:
        """A review that ends here, or turns to others, goes on where that is done."""
        case_id = self._place.case
        page = self._tools.desk.reads.case_page(case_id)
        open_steps = {each.transition.step for each in page.steps}
        step = _STEPS.get(str(command.content.get("decision") or ""))
        if isinstance(command, RecordFollowUp) or step not in open_steps:
            return CasePlace(case_id)
        if step is Step.CLOSE:
            return ClosePlace(case_id)
        return StepPlace(case_id, Step.REFER_AGAIN)


def _carried(page: CasePage, code: SheetCode) -> dict[str, Any]:
    """What a new sheet begins with: the level, the referrals, what was planned."""
    lines = [each for each in plan(page.sheets) if each.is_open]
    if code is SheetCode.REVIEW:
        aims = [{"what": each.what} for each in lines if each.is_objective]
        return {"objectives": aims} if aims else {}
    known: dict[str, Any] = {"danger": page.case.danger} if page.case.danger else {}
    out = [{"referral": each.id} for each in page.referrals if each.is_open]
    tasks = [{"what": each.what} for each in lines if not each.is_objective]
    rows = {"progress": out, "plan": tasks}
    return {**known, **{key: each for key, each in rows.items() if each}}
