"""A certificate as it will be read, and the button that gets it on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.paper import Certificate
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui.printing import NoPrinter
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.paper_language import (
    PaperLanguageChoice,
    of_the_screen,
    written_in,
)
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.share_sheets import PaperWay


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
        self._notice = Notice("warning")
        self._progress = Progress()
        self.print = secondary(
            text or _("Imprimer le certificat"), self._on_print, icon="printer"
        )
        self.language = PaperLanguageChoice(_("Langue du papier"))
        self.language.set_value(of_the_screen())
        for name, told in self.certificate.facts:
            line = _("%(label)s\u00a0: %(value)s") % {"label": name, "value": told}
            self.add(paragraph(line))
        self.add(
            Field(_("Langue du papier"), self.language),
            self._notice,
            self._progress,
            Row(self.print),
        )
        self._rest()
        if not paper.tray.has_printer():
            self._notice.say(sentence(NoPrinter()))

    def _on_print(self) -> None:
        self._notice.say("")
        self._progress.start(_("Mise en page…"))
        self.print.setEnabled(False)
        paper = written_in(self.language.language(), self._write)
        self._paper.jobs.run(
            partial(self._paper.typesetter.certify, paper),
            self._on_set,
            self._on_failed,
            owner=self,
        )

    def _on_set(self, pdf: bytes) -> None:
        try:
            self._paper.tray.print(pdf, 1, self._on_paper)
        except (Refused, Trouble) as error:
            self._on_failed(error)

    def _on_paper(self, came_out: bool) -> None:
        self._rest()
        if not came_out:
            self._notice.say(_("Rien n'est sorti. Le certificat reste à imprimer."))

    def _on_failed(self, error: Exception) -> None:
        self._rest()
        if not isinstance(error, Refused | Trouble):
            raise error
        self._notice.say(sentence(error))

    def _rest(self) -> None:
        self._progress.stop()
        self.print.setEnabled(self._paper.tray.has_printer())
