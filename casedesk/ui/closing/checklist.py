"""What closing a case waits for, line by line: there, or still missing."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.guards import GUARDS, CaseFile
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Circuit, Guard, Step
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, near_moment
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.widgets.layout import Card, Row, paragraph


class Checklist(Card):
    """One line for each guard of closing, with a sign and a word."""

    def __init__(
        self,
        page: CasePage,
        circuit: Circuit,
        teller: Teller,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Pour clore"), parent)
        file = page.file
        sheet = file.sheet(SheetCode.CLOSING)
        for guard in _guards(file, circuit):
            done = bool(sheet and sheet.is_signed) and GUARDS[guard](file)
            told = label(guard)
            if guard is Guard.CLOSING_SIGNED and done and sheet is not None:
                told = _signed(told, sheet, teller)
            self.add(_line(told, done=done))


def _guards(file: CaseFile, circuit: Circuit) -> list[Guard]:
    rows = circuit.leading_from(file.case.stage)
    closing = [row for row in rows if row.step is Step.CLOSE]
    return [
        guard for row in closing for guard in row.guards if guard not in circuit.relaxed
    ]


def _signed(told: str, sheet: FilledSheet, teller: Teller) -> str:
    if sheet.signed_at is None:
        return told
    return _("%(what)s : %(who)s, %(when)s") % {
        "what": told,
        "who": isolate(teller.person(sheet.signed_by)),
        "when": near_moment(sheet.signed_at),
    }


def _line(told: str, *, done: bool) -> QWidget:
    sign = QLabel()
    icon = "square-check" if done else "square"
    shade = theme.shades().accent if done else theme.shades().muted
    sign.setPixmap(theme.picture(icon, 18, shade, sign.devicePixelRatioF()))
    state = _("fait") if done else _("manque encore")
    words = paragraph(_("%(what)s — %(state)s") % {"what": told, "state": state})
    return Row(sign, words, gap=8)
