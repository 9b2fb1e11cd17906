"""One button for each blank sheet; pressing it gives it a code and prints it."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.blanks import IssueBlank, IssueCaseBlank
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.paper import BlankPaper, Mark
from casedesk.circuit.papers import Occasion, blank_paper
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _, current
from casedesk.ui.casefile.opening import opened
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Card, Notice, paragraph
from casedesk.ui.widgets.paper_language import PaperLanguageChoice, of_the_screen
from casedesk.ui.widgets.press import Press
from casedesk.ui.workspace import Tools


class PrintCard(Card):
    """Those this person may take along, in one language or in both."""

    def __init__(
        self, tools: Tools, case: CaseId | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Imprimer une fiche vierge"), parent)
        self._tools = tools
        self._case = opened(tools.desk, case).case if case is not None else None
        self.language = PaperLanguageChoice(_("Langue de la fiche"))
        self.language.set_value(of_the_screen())
        self._done = Notice("info")
        self.buttons: dict[SheetCode, QPushButton] = {}
        sheets = self._sheets()
        self._press = Press(tools, *self.buttons.values())
        self._press.tell_no_printer()
        self.add(
            paragraph(self._told(), muted=True),
            Field(_("Langue de la fiche"), self.language),
            sheets,
            self._press,
            self._done,
        )

    def _told(self) -> str:
        if self._case is not None:
            return _("Pour le dossier %(number)s : le numéro y est imprimé.") % {
                "number": self._case.number
            }
        return _(
            "Chaque exemplaire a son code : au retour, le saisir ici ouvre la fiche. "
            "Rien d'aucun dossier n'y est imprimé."
        )

    def _sheets(self) -> QWidget:
        shown = QWidget()
        flow = Flow(shown)
        for code in self._offered():
            title = self._tools.rules.sheets[code].title.in_language(current())
            text = f"{code} · {title}"
            button = secondary(text, partial(self._on_print, code), icon="printer")
            self.buttons[code] = button
            flow.addWidget(button)
        return shown

    def _offered(self) -> list[SheetCode]:
        if self._tools.desk.actor.may(Right.PRINT):
            return list(self._tools.rules.sheets)
        return [SheetCode.CONCERN]

    def _on_print(self, code: SheetCode) -> None:
        self._press.notice.say("")
        self._done.say("")
        try:
            issued = self._issue(code)
        except (Refused, Trouble) as error:
            tell(error, self._press.notice)
            return
        self._press.print(
            partial(self._tools.typesetter.blank, self._paper(code, issued)),
            _("Rien n'est sorti. Ce code ne servira pas."),
            out=partial(self._on_out, issued),
        )

    def _issue(self, code: SheetCode) -> str:
        """Its code. Raises Refused or Trouble."""
        desk = self._tools.desk
        if self._case is None:
            return desk.do(IssueBlank(code))
        return desk.do(IssueCaseBlank(self._case.id, code))

    def _paper(self, code: SheetCode, issued: str) -> BlankPaper:
        tools = self._tools
        occasion = Occasion(
            by=tools.desk.actor,
            now=tools.clock(),
            language=self.language.language(),
            mark=Mark.SPECIMEN if tools.sitting.training else Mark.ORIGINAL,
        )
        number = self._case.number if self._case is not None else ""
        declared, reads = tools.rules.sheets[code], tools.desk.reads
        paper = blank_paper(issued, declared, reads, tools.rules, occasion, number)
        return BlankPaper(paper, issued)

    def _on_out(self, issued: str, _pdf: bytes) -> None:
        told = _("Fiche imprimée, code %(code)s. Le code est inscrit au journal.")
        self._done.say(told % {"code": issued})
