"""The chronology of a case on paper, to be handed over; its printing is journalled."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

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
from casedesk.ui.widgets.layout import Row, show_if
from casedesk.ui.widgets.letterhead import AtDesk, letterhead
from casedesk.ui.widgets.paper_language import (
    PaperLanguageChoice,
    of_the_screen,
    written_in,
)
from casedesk.ui.widgets.press import Press
from casedesk.ui.workspace import Tools


class PrintChronology(QWidget):
    """A language, and the button; for whoever may print and sees the case."""

    def __init__(
        self, tools: Tools, case_id: CaseId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools, self._case_id = tools, case_id
        self.language = PaperLanguageChoice(_("Langue de la chronologie"))
        self.language.set_value(of_the_screen())
        self.button = secondary(
            _("Imprimer la chronologie"), self._on_print, icon="printer"
        )
        self._press = Press(tools, self.button)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for part in (self.language, Row(self.button), self._press):
            down.addWidget(part)
        show_if(self, tools.desk.actor.may(Right.PRINT))

    def _on_print(self) -> None:
        desk, language = self._tools.desk, self.language.language()
        self._press.notice.say("")
        try:
            printout = desk.do(
                PreparePrintout(self._case_id, PrintoutKind.CHRONOLOGY, language)
            )
        except (Refused, Trouble) as error:
            tell(error, self._press.notice)
            return
        write = partial(chronology_paper, self._tools, self._case_id, printout)
        paper = written_in(language, write)
        self._press.print(
            partial(self._tools.typesetter.certify, paper),
            _("Rien n'est sorti. La chronologie reste à imprimer."),
            out=partial(self._on_out, printout),
            void=partial(self._on_void, printout),
        )

    def _on_out(self, printout: str, pdf: bytes) -> None:
        self._tools.desk.do(ConfirmPrintout(printout, digest(pdf).hex()))

    def _on_void(self, printout: str) -> None:
        self._tools.desk.do(VoidPrintout(printout))


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
