"""A certificate as it will be read, and the button that gets it on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.paper import Certificate
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.widgets.paper_language import (
    PaperLanguageChoice,
    of_the_screen,
    written_in,
)
from casedesk.ui.widgets.press import PaperWay, Press


class PrintCertificate(Card):
    """What it says, then printing it as often as one likes."""

    def __init__(
        self,
        write: Callable[[], Certificate],
        paper: PaperWay,
        parent: QWidget | None = None,
        *,
        text: str = "",
    ) -> None:
        """`write` writes it in the language spoken; `text` is what the button says."""
        self.certificate = write()
        super().__init__(self.certificate.title, parent)
        self._write, self._paper = write, paper
        self.print = secondary(
            text or _("Imprimer le certificat"), self._on_print, icon="printer"
        )
        self._press = Press(paper, self.print)
        self._press.tell_no_printer()
        self.language = PaperLanguageChoice(_("Langue du papier"))
        self.language.set_value(of_the_screen())
        for name, told in self.certificate.facts:
            said = {"label": name, "value": isolate(told)}
            self.add(paragraph(_("%(label)s\u00a0: %(value)s") % said))
        self.add(
            Field(_("Langue du papier"), self.language),
            self._press,
            Row(self.print),
        )

    def _on_print(self) -> None:
        paper = written_in(self.language.language(), self._write)
        self._press.print(
            partial(self._paper.typesetter.certify, paper),
            _("Rien n'est sorti. Le certificat reste à imprimer."),
        )
