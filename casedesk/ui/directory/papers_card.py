"""Paper made of the directory: what families take along, and the poster on the wall."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import Language, on_paper
from casedesk.circuit.dates import local
from casedesk.circuit.leaflets import poster, repertory
from casedesk.circuit.paper import LeafletFrame, Mark
from casedesk.circuit.paper_language import languages
from casedesk.i18n import _, current
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.widgets.paper_language import PaperLanguageChoice, of_the_screen
from casedesk.ui.widgets.press import Press
from casedesk.ui.workspace import Tools


class PapersCard(Card):
    """Of the territory one looks at, in French or in Arabic."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("À imprimer"), parent)
        self._tools = tools
        self._territory = ""
        self._about = paragraph("", muted=True)
        self.language = PaperLanguageChoice(_("Langue du papier"))
        self.language.set_value(of_the_screen())
        self.repertory = secondary(
            _("Répertoire pour les familles"), self._print_repertory, icon="printer"
        )
        self.poster = secondary(
            _("Affiche du circuit"), self._print_poster, icon="printer"
        )
        self._press = Press(tools, self.repertory, self.poster)
        self._press.tell_no_printer()
        self.add(
            self._about,
            Field(_("Langue du papier"), self.language),
            self._press,
            Row(self.repertory),
            Row(self.poster),
        )

    def of(self, territory: str) -> None:
        """Of this territory (code list TERRITORY); of the association's when empty."""
        self._territory = territory or self._tools.desk.reads.setting("territory")
        told = _("%(place)s\u00a0: sans nom de personne ni adresse cachée.")
        self._about.setText(told % {"place": self._place(current())})

    def _frame(self, language: Language) -> LeafletFrame:
        training = self._tools.sitting.training
        return LeafletFrame(
            sender=self._tools.desk.reads.sender(),
            territory=self._place(language),
            language=language,
            printed_at=local(self._tools.clock()),
            mark=Mark.SPECIMEN if training else Mark.ORIGINAL,
        )

    def _place(self, language: Language) -> str:
        return self._tools.rules.codes.label("TERRITORY", self._territory, language)

    def _languages(self) -> tuple[Language, ...]:
        return languages(self.language.language(), on_paper(current()))

    def _print_repertory(self) -> None:
        reads, rules = self._tools.desk.reads, self._tools.rules
        made = [
            repertory(reads, rules, self._frame(each), self._territory)
            for each in self._languages()
        ]
        self._print(partial(self._tools.typesetter.list_help, *made))

    def _print_poster(self) -> None:
        reads, rules = self._tools.desk.reads, self._tools.rules
        made = [
            poster(reads, rules, self._frame(each), self._territory)
            for each in self._languages()
        ]
        self._print(partial(self._tools.typesetter.hang, *made))

    def _print(self, typeset: Callable[[], bytes]) -> None:
        self._press.print(
            typeset, _("Rien n'est sorti. L'imprimer de nouveau au besoin.")
        )
