"""One line of the journal, in full."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.journal import JournalLine
from casedesk.circuit.numbers import anchor
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, listed, moment
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.navigation import CasePlace
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Card, leading, paragraph
from casedesk.ui.workspace import Tools


class LineCard(Card):
    """What was done, by whom, what it touched, and the code it would have on paper."""

    def __init__(
        self,
        tools: Tools,
        line: JournalLine,
        who: str,
        what: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(what, parent)
        told = {"who": isolate(who), "when": moment(line.at)}
        self.add(paragraph(_("%(who)s, le %(when)s") % told))
        if line.kinds:
            touched = listed(map(label, line.kinds))
            self.add(paragraph(_("Touché : %(what)s") % {"what": touched}, muted=True))
        self.add(paragraph(_("Repère de cette ligne :"), muted=True))
        code = theme.look(
            paragraph(isolate(anchor(line.sequence, line.hash))), "strong"
        )
        self.add(leading(code))
        if line.case_number:
            told = {"number": isolate(line.case_number)}
            place = CasePlace(line.case_id)
            whole = _("Ouvrir le dossier %(number)s")
            way = secondary(
                _("Ouvrir le dossier"), lambda: tools.go_to(place), icon="folder-open"
            )
            way.setAccessibleName(whole % told)
            self.add(paragraph(_("Dossier %(number)s.") % told), way)
