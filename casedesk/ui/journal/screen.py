"""The journal page: its lines, one of them in full, and whether it can be believed."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.ui.journal.anchor_form import AnchorForm
from casedesk.ui.journal.filters import JournalFilters
from casedesk.ui.journal.line_card import LineCard
from casedesk.ui.journal.table_model import CASE, NUMBER, WHAT, WHO, JournalModel
from casedesk.ui.journal.verification import VerificationCard
from casedesk.ui.navigation import JournalPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.layout import (
    EmptyState,
    Page,
    edges,
    paragraph,
    tab_through,
    title,
)
from casedesk.ui.widgets.table import Table
from casedesk.ui.workspace import Tools

_NARROWEST = 56  # pixels: a number of a line
_WHAT = 150  # pixels: what was done, over a line or two


class JournalScreen(Screen):
    """Who opened, changed, printed what; a code off paper; a verification."""

    def __init__(
        self, tools: Tools, place: JournalPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        tools.desk.actor.require(Right.SEE_JOURNAL)
        self._tools = tools
        self.filters = JournalFilters(tools)
        self.filters.case.setText(place.case_number)
        self.model = JournalModel(tools, self)
        self.table = Table(self.model, self.title())
        self.anchor = AnchorForm(tools)
        self.verification = VerificationCard(tools)
        self.line: LineCard | None = None
        self._empty = EmptyState(
            _("Aucune ligne ne répond à ces choix. Les élargir pour en voir d'autres.")
        )
        self._sealed = paragraph(
            _(
                "Ce que d'autres ont scellé n'est pas listé ici : il manque donc des "
                "numéros. La vérification, elle, porte sur toutes les lignes."
            ),
            muted=True,
        )
        self._lists = QStackedWidget()
        self._panel = Page(wide=True)
        self._lay_out()
        self.filters.changed.connect(self._on_filtered)
        self.verification.grown.connect(
            lambda: self._panel.show_all_of(self.verification)
        )
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.refresh()

    def title(self) -> str:
        return _("Qui a fait quoi, et quand")

    def refresh(self) -> None:
        self.model.show_lines(self.filters.which())
        self._sealed.setVisible(self.filters.which().home is Home.DESK)
        some = self.model.rowCount() > 0
        self._lists.setCurrentWidget(self.table if some else self._empty)
        self.verification.refresh()

    def leave(self) -> None:
        self.verification.stop()

    def concerns(self, changes: Changes) -> bool:
        return bool(changes)

    def _on_filtered(self) -> None:
        self._show_line(None)
        self.refresh()

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not now.isValid():
            self._show_line(None)
            return
        line = self.model.row_of(now)
        who, what = self.model.person(line), self.model.what(line)
        self._show_line(LineCard(self._tools, line, who, what))

    def _show_line(self, card: LineCard | None) -> None:
        if self.line is not None:
            self.line.hide()
            self.line.deleteLater()
        self.line = card
        if card is not None:
            self._panel.body.insertWidget(0, card)
            card.show()
            tab_through(self.table, card, self.anchor, self.verification)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 24, 24, 0)
        head.setSpacing(12)
        head.addWidget(title(self.title()))
        head.addWidget(self.filters)
        head.addWidget(self._sealed)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(_NARROWEST)
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.wrap(WHAT)
        self.table.give_way(CASE, NUMBER, WHO, least=_WHAT)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        lists = QVBoxLayout()
        lists.setContentsMargins(edges(24, 8, 8, 24))
        lists.addWidget(self._lists)
        self._panel.body.setContentsMargins(edges(16, 8, 24, 24))
        self._panel.add(self.anchor, self.verification)
        self._panel.body.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(lists, 9)
        across.addWidget(self._panel, 5)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addLayout(head)
        down.addLayout(across, 1)
