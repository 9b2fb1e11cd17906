"""Explaining, and noting what one person agrees to or refuses: sheet F-H."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.consent import RecordConsent
from casedesk.circuit.consent import GUARDIAN
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.kept_sheet import KeptSheet
from casedesk.ui.casefile.opening import draft_of, opened
from casedesk.ui.navigation import CasePlace, ConsentPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import on_control_enter, primary, secondary
from casedesk.ui.widgets.editors import ChoiceEditor
from casedesk.ui.widgets.layout import Banner, Notice, Page, Row, fill, title
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_CODE = SheetCode.CONSENT


class ConsentScreen(Screen):
    """Kept while it is written; signing it is what it is for.

    Where no guardian may be asked, the sheet does not offer to ask one.
    """

    def __init__(
        self, tools: Tools, place: ConsentPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        page = opened(tools.desk, place.case)
        consents = page.consents
        self._nobody_else = consents.all_guardians_implicated
        self._grave = consents.is_grave
        self._header = CaseHeader()
        self.form = SheetForm(
            tools.rules.sheets[_CODE],
            tools.rules.codes,
            tools.desk.reads.people(),
            intake=False,
            now=tools.clock,
        )
        begun = draft_of(page, _CODE)
        if begun is not None:
            self.form.set_content(begun.content)
        self._notice = Notice("warning")
        self.sign = primary(_("Signer cette fiche"), self._on_sign, icon="check")
        on_control_enter(self.sign)
        self._kept = KeptSheet(tools, place.case, _CODE, self.form, self._notice)
        self._kept.told.connect(self.told)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Informer et recueillir l'accord")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._case_id)
        self._header.tell(page, Teller.of(self._tools), self._tools.clock())

    def leave(self) -> None:
        self._kept.keep()

    def _lay_out(self) -> None:
        page = Page()
        page.add(self._header, title(self.title()))
        if self._nobody_else:
            page.add(Banner("warning", _must_not()))
        if self._grave:
            page.add(Banner("info", _not_a_condition()))
        go_back = secondary(_("Revenir au dossier"), self._go_back)
        page.add(self.form, self._notice, Row(self.sign, go_back))
        page.body.addStretch(1)
        fill(self, page)
        if self._nobody_else:
            self._offer_no_guardian()

    def _offer_no_guardian(self) -> None:
        editor = self.form.question("person").editor
        if isinstance(editor, ChoiceEditor):
            editor.box.button(GUARDIAN).hide()

    def _on_sign(self) -> None:
        if self._kept.sign(RecordConsent(self._case_id, self.form.content())):
            self._go_back()

    def _go_back(self) -> None:
        self._tools.go_to(CasePlace(self._case_id))


def _must_not() -> str:
    return _(
        "Le représentant légal peut être mis en cause : ne rien lui demander et ne pas "
        "l'informer. Cette fiche est pour l'enfant."
    )


def _not_a_condition() -> str:
    return _(
        "En danger, ou quand la loi l'exige, l'accord se note mais n'est jamais une "
        "condition : expliquer à l'enfant, avec des mots simples, ce qui va se passer."
    )
