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
from casedesk.i18n.labels import sentence
from casedesk.ui.casefile.opening import opened
from casedesk.ui.printing import NoPrinter
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Card, Notice, paragraph
from casedesk.ui.widgets.paper_language import PaperLanguageChoice, of_the_screen
from casedesk.ui.widgets.progress import Progress
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
        self._notice = Notice("warning")
        self._done = Notice("info")
        self._progress = Progress()
        self.buttons: dict[SheetCode, QPushButton] = {}
        self.add(
            paragraph(self._told(), muted=True),
            Field(_("Langue de la fiche"), self.language),
            self._sheets(),
            self._progress,
            self._notice,
            self._done,
        )
        if not tools.tray.has_printer():
            self._notice.say(sentence(NoPrinter()))
        self._enable()

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

    def _enable(self) -> None:
        ready = self._tools.tray.has_printer() and not self._progress.is_running()
        for button in self.buttons.values():
            button.setEnabled(ready)

    def _on_print(self, code: SheetCode) -> None:
        self._notice.say("")
        self._done.say("")
        try:
            issued = self._issue(code)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._progress.start(_("Mise en page…"))
        self._enable()
        blank = self._paper(code, issued)
        self._tools.jobs.run(
            partial(self._tools.typesetter.blank, blank),
            partial(self._on_set, issued),
            self._on_failed,
            owner=self,
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

    def _on_set(self, issued: str, pdf: bytes) -> None:
        try:
            self._tools.tray.print(pdf, 1, partial(self._on_paper, issued))
        except (Refused, Trouble) as error:
            self._on_failed(error)

    def _on_paper(self, issued: str, came_out: bool) -> None:
        self._rest()
        if came_out:
            told = _("Fiche imprimée, code %(code)s. Le code est inscrit au journal.")
            self._done.say(told % {"code": issued})
        else:
            self._notice.say(_("Rien n'est sorti. Ce code ne servira pas."))

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, Refused | Trouble):
            raise error
        tell(error, self._notice)

    def _rest(self) -> None:
        self._progress.stop()
        self._enable()
