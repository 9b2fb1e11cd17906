"""The chronology of a case on paper, to be handed over; its printing is journalled."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import shiboken6
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.printouts import (
    ConfirmPrintout,
    PreparePrintout,
    VoidPrintout,
)
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.numbers import digest
from casedesk.circuit.paper import Certificate
from casedesk.circuit.printout import PrintoutKind
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import moment
from casedesk.i18n.labels import label
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.chronology import told
from casedesk.ui.refusals import tell
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Notice, Row, show_if
from casedesk.ui.widgets.letterhead import AtDesk, letterhead
from casedesk.ui.widgets.paper_language import (
    PaperLanguageChoice,
    of_the_screen,
    written_in,
)
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.workspace import Tools


class PrintChronology(QWidget):
    """A language, and the button; for whoever may print and sees the case."""

    def __init__(
        self, tools: Tools, case_id: CaseId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools, self._case_id = tools, case_id
        self._notice = Notice("warning")
        self.language = PaperLanguageChoice(_("Langue de la chronologie"))
        self.language.set_value(of_the_screen())
        self.button = secondary(
            _("Imprimer la chronologie"), self._on_print, icon="printer"
        )
        self._progress = Progress()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for part in (self.language, Row(self.button), self._progress, self._notice):
            down.addWidget(part)
        may = tools.desk.actor.may(Right.PRINT)
        show_if(self, may)
        self.button.setEnabled(may and tools.tray.has_printer())

    def _on_print(self) -> None:
        desk, language = self._tools.desk, self.language.language()
        self._notice.say("")
        try:
            printout = desk.do(
                PreparePrintout(self._case_id, PrintoutKind.CHRONOLOGY, language)
            )
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        write = partial(chronology_paper, self._tools, self._case_id, printout)
        paper = written_in(language, write)
        self.button.setEnabled(False)
        self._progress.start(_("Mise en page…"))
        self._tools.jobs.run(
            partial(self._tools.typesetter.certify, paper),
            partial(self._on_set, printout),
            partial(self._on_failed, printout),
            owner=self,
        )

    def _on_set(self, printout: str, pdf: bytes) -> None:
        done = partial(self._on_paper, printout, pdf)
        try:
            self._tools.tray.print(pdf, 1, done)
        except (Refused, Trouble) as error:
            self._on_failed(printout, error)

    def _on_paper(self, printout: str, pdf: bytes, came_out: bool) -> None:
        if not shiboken6.isValid(self):
            return  # locked meanwhile: it stays prepared
        self._rest()
        if came_out:
            self._tools.desk.do(ConfirmPrintout(printout, digest(pdf).hex()))
            return
        self._tools.desk.do(VoidPrintout(printout))
        self._notice.say(_("Rien n'est sorti. La chronologie reste à imprimer."))

    def _on_failed(self, printout: str, error: Exception) -> None:
        self._rest()
        self._tools.desk.do(VoidPrintout(printout))
        if not isinstance(error, Refused | Trouble):
            raise error
        tell(error, self._notice)

    def _rest(self) -> None:
        self._progress.stop()
        self.button.setEnabled(self._tools.tray.has_printer())


def chronology_paper(seat: AtDesk, case_id: CaseId, printout: str) -> Certificate:
    """In the language it is printed in, which is spoken meanwhile."""
    reads = seat.desk.reads
    page, teller = reads.case_page(case_id), Teller.of(seat)
    before = (each for each in page.chronology if not _is_this(each.action))
    lines = tuple(
        ("" if line.is_silence else moment(line.at), _with_who(line.what, line.who))
        for line in told(before, teller, seat.clock())
    )
    facts = (
        (_("Dossier"), page.case.number),
        (_("Étape"), label(page.case.stage)),
        (_("Responsable"), teller.person(page.case.owner)),
    )
    head = letterhead(seat).certificate(
        _("Chronologie du dossier"),
        facts,
        (_("Reste à l'association\u00a0: à remettre en main propre."),),
        anchor=reads.prepared_printout(printout).anchor,
    )
    return replace(head, lines=lines)


def _is_this(action: str) -> bool:
    """Its own preparation is no part of what is handed over."""
    return action in ("PreparePrintout", "ConfirmPrintout", "VoidPrintout")


def _with_who(what: str, who: str) -> str:
    return _("%(what)s (%(who)s)") % {"what": what, "who": who} if who else what
