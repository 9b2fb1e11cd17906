"""After another passphrase: what the person was writing, given back by two sheets."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.people import NewPerson
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.closed_drafts import TwoSheets
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.workspace import Tools


class ReopenCard(Card):
    """`told(str)` once it is done; it can be left for the person's own page."""

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Ce qui était en cours d'écriture"), parent)
        self._tools = tools
        self._about = paragraph("")
        self.sheets = TwoSheets(tools)
        self.sheets.reopened.connect(self._on_reopened)
        self.later = buttons.quiet(_("Plus tard, par la personne elle-même"), self.hide)
        self.add(self._about, self.sheets, Row(self.later))
        self.hide()

    def offer(self, new: NewPerson) -> None:
        """For whoever has just been given another passphrase."""
        if not has_sheets(self._tools):
            return
        told = _(
            "Deux feuilles de secours du coffre rendent à « %(label)s » ce qui "
            "n'était pas encore transmis. Personne d'autre ne le lit, ni n'apprend ce "
            "qu'elles ont rouvert."
        )
        self._about.setText(told % {"label": isolate(new.label)})
        self.sheets.of(new.id)
        self.show()

    def _on_reopened(self) -> None:
        self.hide()
        self.told.emit(_("Ce que ces feuilles rouvrent est rendu à son auteur."))


def has_sheets(tools: Tools) -> bool:
    """Whether there are sheets of the vault, which open what goes to the case team."""
    return any(each.group and each.cases for each in tools.sitting.keys.reach())
