"""The directory: one list, what one looks for, and everything about the chosen row."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.dates import local
from casedesk.circuit.directory import NATIONAL, Entry
from casedesk.circuit.finding import Shown, fits
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.ui.directory.entry_card import EntryCard
from casedesk.ui.directory.filters import DirectoryFilters
from casedesk.ui.directory.papers_card import PapersCard
from casedesk.ui.directory.table import DirectoryTable
from casedesk.ui.directory.table_model import NAME, DirectoryModel
from casedesk.ui.navigation import DirectoryPlace, OrganisationPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.help_now import HelpNow
from casedesk.ui.widgets.layout import EmptyState, Page, Row, edges, tab_through, title
from casedesk.ui.workspace import Tools

_KINDS = (Kind.ORGANISATION, Kind.SERVICE, Kind.FOCAL_POINT, Kind.HOTLINE)
_ENTRY = 24  # times the size of a letter: its longest button, and what is around it


class DirectoryScreen(Screen):
    """Everybody reads it; those who keep it add, correct and check."""

    def __init__(
        self, tools: Tools, place: DirectoryPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        tools.desk.actor.require(Right.READ_DIRECTORY)
        self._tools = tools
        self._chosen = place.organisation
        self.filters = DirectoryFilters(tools, place.shown)
        self.model = DirectoryModel(tools, self)
        self.table = DirectoryTable(self.model, self.title())
        self.papers = PapersCard(tools)
        self.help = HelpNow(tools)
        self.entry: EntryCard | None = None
        add = secondary(
            _("Ajouter un organisme"),
            lambda: tools.go_to(OrganisationPlace()),
            icon="plus",
        )
        self.add = add if tools.desk.actor.may(Right.KEEP_DIRECTORY) else None
        self._empty = EmptyState(
            _("Personne ne répond à ces choix. Les élargir, ou ajouter un organisme.")
        )
        self._lists = QStackedWidget()
        self._panel = Page(wide=True)
        self._lay_out()
        self.filters.changed.connect(self._on_filtered)
        self.table.selectionModel().currentRowChanged.connect(self._on_row)
        self.refresh()

    def title(self) -> str:
        return _("À qui s'adresser pour un enfant")

    def refresh(self) -> None:
        now = local(self._tools.clock())
        wanted = self.filters.wanted()
        entries = [
            each
            for each in self._tools.desk.reads.directory_entries()
            if fits(each, wanted, now.date())
        ]
        entries.sort(key=_oldest_check if wanted.shown is Shown.TO_CHECK else _far)
        chosen = self._chosen
        self.table.keep_to_one_territory(bool(wanted.territory))
        self.model.show_entries(entries, now)
        self._lists.setCurrentWidget(self.table if entries else self._empty)
        row = self.model.find(chosen)
        if row is None:
            self._show_entry(None)
        else:
            self.table.setCurrentIndex(self.model.index(row, NAME))
        self.papers.of(wanted.territory)

    def concerns(self, changes: Changes) -> bool:
        return any(changes.of(kind) for kind in _KINDS)

    def _on_filtered(self) -> None:
        self.refresh()

    def _on_row(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid():
            entry = self.model.row_of(now)
            self._chosen = entry.organisation.id
            self._show_entry(EntryCard(self._tools, entry))

    def _show_entry(self, card: EntryCard | None) -> None:
        if self.entry is not None:
            self.entry.hide()
            self.entry.deleteLater()
        self.entry = card
        self.help.setVisible(card is None)
        if card is not None:
            card.done.connect(self.refresh)
            self._panel.body.insertWidget(0, card)
            card.show()
            tab_through(self.table, card, self.papers)

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 24, 24, 0)
        head.setSpacing(12)
        trailing = [self.add] if self.add is not None else []
        head.addWidget(Row(title(self.title()), trailing=trailing))
        head.addWidget(self.filters)
        self._lists.addWidget(self.table)
        self._lists.addWidget(self._empty)
        lists = QVBoxLayout()
        lists.setContentsMargins(edges(24, 8, 8, 24))
        lists.addWidget(self._lists)
        self._panel.body.setContentsMargins(edges(16, 8, 24, 24))
        self._panel.setMinimumWidth(_ENTRY * self.fontInfo().pixelSize())
        self._panel.add(self.help, self.papers)
        self._panel.body.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(lists, 2)
        across.addWidget(self._panel, 1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addLayout(head)
        down.addLayout(across, 1)


def _oldest_check(entry: Entry) -> str:
    """Whoever nobody ever called comes first."""
    return str(entry.organisation.verified_on or "")


def _far(entry: Entry) -> bool:
    """What serves the whole country comes after those near here."""
    return entry.organisation.territory == NATIONAL
