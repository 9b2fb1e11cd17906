"""What is left of an erased case: its certificate, to be printed and signed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.queries import ErasedRow
from casedesk.i18n import _
from casedesk.ui.retention.certificate import certificate
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Page, Row, paragraph, title
from casedesk.ui.widgets.paper_language import (
    PaperLanguageChoice,
    of_the_screen,
    written_in,
)
from casedesk.ui.widgets.press import Press
from casedesk.ui.workspace import Tools


class ErasedPanel(Page):
    """Shown after the erasing; the certificate can be printed again and again."""

    def __init__(
        self, tools: Tools, erased: ErasedRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wide=True)
        self._tools, self.row = tools, erased
        self._write = partial(certificate, erased, tools)
        self.certificate = self._write()
        self.language = PaperLanguageChoice(_("Langue du papier"))
        self.language.set_value(of_the_screen())
        self.print = primary(
            _("Imprimer le certificat"), self._on_print, icon="printer"
        )
        self._press = Press(tools, self.print)
        card = Card(self.certificate.title)
        for name, told in self.certificate.facts:
            line = _("%(label)s\u00a0: %(value)s") % {"label": name, "value": told}
            card.add(paragraph(line))
        for each in self.certificate.paragraphs:
            card.add(paragraph(each, muted=True))
        if self.certificate.listed:
            card.add(paragraph(self.certificate.list_title))
            card.add(*(paragraph(f"☐ {each}") for each in self.certificate.listed))
        card.add(paragraph(self.certificate.anchor), self._press)
        card.add(Field(_("Langue du papier"), self.language), Row(self.print))
        self.add(title(_("Dossier effacé")), card)
        self.body.addStretch(1)

    def _on_print(self) -> None:
        paper = written_in(self.language.language(), self._write)
        self._press.print(
            partial(self._tools.typesetter.certify, paper),
            _("Rien n'est sorti. Le certificat reste à imprimer."),
        )
