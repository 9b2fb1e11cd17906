"""The cases that may be of the child being typed, beside the names, quietly."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.apart import LikelyRow
from casedesk.circuit.case import CaseId
from casedesk.circuit.duplicates import Kinship
from casedesk.circuit.family import NO_CASE
from casedesk.circuit.portrait import Portrait
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content
from casedesk.i18n import _
from casedesk.ui.casefile.alike_row import AlikeRow
from casedesk.ui.navigation import CasePlace
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import Card, paragraph
from casedesk.ui.workspace import Tools


class AlikeTyped(QWidget):
    """Nothing at all for whoever has no key of cases, and while nobody is alike.

    What is typed is kept when one opens a case from here.
    """

    def __init__(self, tools: Tools, besides: CaseId = NO_CASE) -> None:
        super().__init__()
        self._tools, self._besides = tools, besides
        self._may = tools.desk.actor.may(Right.SEE_CASES)
        self._portrait = Portrait()
        self.rows: tuple[LikelyRow, ...] = ()
        self._shown = QWidget()
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.addWidget(self._shown)
        self.hide()

    def look(self, content: Content) -> None:
        """After each change of what is typed."""
        if not self._may:
            return
        portrait = Portrait.typed(content)
        if portrait == self._portrait:
            return  # something else was typed
        self._portrait = portrait
        reads = self._tools.desk.reads
        found = reads.may_be_typed(content, self._besides)
        rows = tuple(each for each in found if each.judgement.kinship is Kinship.SAME)
        if rows == self.rows:
            return
        self.rows = rows
        shown = self._card()
        self._down.replaceWidget(self._shown, shown)
        self._shown.hide()
        self._shown.deleteLater()
        shown.show()
        self._shown = shown
        self.setVisible(bool(rows))

    def _card(self) -> QWidget:
        if not self.rows:
            return QWidget()
        card = Card(_("Peut-être un enfant déjà connu"))
        for row in self.rows:
            card.add(AlikeRow(self._tools, row, *self._buttons(row)))
        hint = _("Ce qui est tapé ici reste, si vous ouvrez un de ces dossiers.")
        card.add(paragraph(hint, muted=True))
        return card

    def _buttons(self, row: LikelyRow) -> list[QWidget]:
        if not row.visible:
            return []
        place = CasePlace(row.case_id)
        return [link(_("Ouvrir"), lambda: self._tools.go_to(place))]
