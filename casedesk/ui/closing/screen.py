"""Closing a case: the sheet that one person signs, and that another one closes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.commands.closing import SignClosing
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.followup import guardian_may_know
from casedesk.circuit.guards import GUARDS
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import unanswered
from casedesk.circuit.retention import REASONS, closing_reason_fits
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content, SheetCode
from casedesk.circuit.stages import Guard, Stage
from casedesk.i18n import _
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.figures_card import FiguresCard
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.kept_sheet import KeptSheet
from casedesk.ui.casefile.opening import draft_of, opened
from casedesk.ui.closing.checklist import Checklist
from casedesk.ui.closing.second import SecondSignature
from casedesk.ui.navigation import CasePlace, ClosePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import on_control_enter, primary, secondary
from casedesk.ui.widgets.layout import Notice, Page, fill, title
from casedesk.ui.widgets.sheet_form import Known, SheetForm
from casedesk.ui.workspace import Tools

_CODE = SheetCode.CLOSING


class CloseScreen(Screen):
    """The checklist, the sheet being written, and once it is signed what is left to do.

    Whoever follows the child signs first; the direction, somebody else, closes.
    """

    def __init__(
        self, tools: Tools, place: ClosePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        self._page = page = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self._notice = Notice("warning")
        self._list = QWidget()
        may_know = "yes" if guardian_may_know(page.consents) else "no"
        self.form = SheetForm(
            tools.rules.sheets[_CODE],
            _reasons_that_fit(tools.rules.codes, page.case.stage),
            tools.desk.reads.people(),
            intake=False,
            now=tools.clock,
            known=Known(
                [(each.id, name_of(each)) for each in page.referrals],
                {"guardian_may_know": may_know},
            ),
        )
        self.form.set_content(_begun(page))
        self.sign = primary(_("Signer et proposer la clôture"), self._on_sign)
        on_control_enter(self.sign)
        self.again = secondary(_("Reprendre la fiche"), self._on_again)
        self.second = SecondSignature(tools, page)
        self.second.closed.connect(lambda: tools.go_to(CasePlace(place.case)))
        self._is_writing = not _is_signed(page)
        self._kept = KeptSheet(tools, place.case, _CODE, self.form, self._notice)
        self._kept.told.connect(self.told)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Clore ce dossier")

    def concerns(self, changes: Changes) -> bool:
        return changes.home is Home.CASES

    def refresh(self) -> None:
        tools = self._tools
        self._page = page = tools.desk.reads.case_page(self._case_id)
        teller = Teller.of(tools)
        self._header.tell(page, teller, tools.clock())
        made = Checklist(page, tools.rules.circuit, teller)
        self._whole.body.replaceWidget(self._list, made)
        self._list.hide()
        self._list.deleteLater()
        made.show()
        self._list = made
        signed = _is_signed(page) and not self._is_writing
        may_sign = tools.desk.actor.may(Right.FOLLOW_UP)
        for part in (self.form, self.sign):
            part.setVisible(not signed and may_sign)
        self.again.setVisible(signed and may_sign)
        self.second.setVisible(signed)
        if signed:
            self.second.show_page(page)

    def leave(self) -> None:
        self._kept.keep()
        self.second.leave()

    def _lay_out(self) -> None:
        page, tools = self._page, self._tools
        self._whole = Page()
        figures = FiguresCard(page, tools.rules.codes, tools.clock())
        self._whole.add(self._header, title(self.title()), self._list, figures)
        self._whole.add(self.form, self._notice, self.sign, self.second, self.again)
        self._whole.body.addStretch(1)
        fill(self, self._whole)

    def _on_again(self) -> None:
        """A signed sheet is never rewritten: another one begins as this one was."""
        self._is_writing = True
        self.refresh()
        self.form.go_to("reason")

    def _on_sign(self) -> None:
        self._is_writing = False  # signing announces a change, which shows it signed
        signed = self._kept.sign(SignClosing(self._case_id, self.form.content()))
        self._is_writing = not signed
        if signed:
            self.refresh()
            self.told.emit(_("Fiche signée. Une autre personne clôt le dossier."))


def _is_signed(page: CasePage) -> bool:
    return GUARDS[Guard.CLOSING_SIGNED](page.file)


def _begun(page: CasePage) -> Content:
    """What was written so far: in a draft, or in the sheet that was signed last."""
    last: FilledSheet | None = page.file.sheet(_CODE)
    if last is not None and (draft_of(page, _CODE) or last.signed_at):
        return last.content
    rows = [{"referral": each.id} for each in unanswered(page.referrals)]
    known = {"danger": page.case.danger} if page.case.danger in ("0", "1") else {}
    return {**known, "unanswered": rows} if rows else known


def _reasons_that_fit(codes: CodeBook, stage: Stage) -> CodeBook:
    """The lists, with the reasons only that may close a case where it stands."""
    return CodeBook(
        code
        for name in codes.lists
        for code in codes.options(name)
        if name != REASONS or closing_reason_fits(code.code, stage)
    )
