"""Assessing the danger: sheet F-B beside what was recorded and the scale."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.cases import SignAssessment, SubmitForDecision
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.i18n import _
from casedesk.ui.assessment.beside import Beside
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.kept_sheet import KeptSheet
from casedesk.ui.casefile.opening import draft_of, opened
from casedesk.ui.navigation import AssessPlace, CasePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.facing import Facing
from casedesk.ui.widgets.layout import Notice, Page, fill, title
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_CODE = SheetCode.ASSESSMENT
_LEAST = 62  # times the size of a letter: both can be read side by side


class AssessScreen(Screen):
    """Kept while it is written; signing it puts the case before the director.

    After the urgent path it is signed afterwards and the case stays where it is.
    """

    def __init__(
        self, tools: Tools, place: AssessPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        page = opened(tools.desk, place.case)
        reads = tools.desk.reads
        self._submits = page.case.stage is Stage.ASSESSING
        self._header = CaseHeader()
        self.form = SheetForm(
            tools.rules.sheets[_CODE],
            tools.rules.codes,
            reads.people(),
            intake=False,
            now=tools.clock,
        )
        begun = draft_of(page, _CODE)
        if begun is not None:
            self.form.set_content(begun.content)
        self._notice = Notice("warning")
        words = _("Signer et soumettre à décision")
        self.sign = primary(
            words if self._submits else _("Signer l'évaluation"),
            self._on_sign,
            icon="clipboard-check",
        )
        on_control_enter(self.sign)
        self._kept = KeptSheet(tools, place.case, _CODE, self.form, self._notice)
        self._kept.told.connect(self.told)
        self.beside = Beside(tools, page)
        self.form.edited.connect(self._suggest)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Évaluer le danger")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._case_id)
        teller = Teller.of(self._tools)
        self._header.tell(page, teller, self._tools.clock())

    def _suggest(self) -> None:
        """What is suggested follows what is being written."""
        self.beside.suggested.show_for(self.form.content())

    def leave(self) -> None:
        self._kept.keep()

    def _lay_out(self) -> None:
        writing = Page(wide=True)
        writing.add(self._header, title(self.title()))
        writing.add(self.form, self._notice, self.sign)
        writing.body.addStretch(1)
        both = Facing(
            (_("Évaluation"), writing),
            (_("À consulter"), self.beside),
            shares=(3, 2),
            letters=_LEAST,
        )
        fill(self, both)

    def _on_sign(self) -> None:
        signing = SubmitForDecision if self._submits else SignAssessment
        if self._kept.sign(signing(self._case_id, self.form.content())):
            self._tools.go_to(CasePlace(self._case_id))
