"""What is due today, what is late, what comes this week."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.dates import local
from casedesk.circuit.due import Day, by_day, week_ends
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.events import EventKind
from casedesk.circuit.leaves import Leave
from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, near_date
from casedesk.ui.backups import BackupLine
from casedesk.ui.navigation import CasesPlace, HomePlace, TodayPlace
from casedesk.ui.refusals import tell
from casedesk.ui.screen import Screen
from casedesk.ui.today.calendar_card import CalendarCard
from casedesk.ui.today.day_sheet import day_sheet
from casedesk.ui.today.directory_card import (
    DirectoryCard,
    never_checked,
    to_check,
)
from casedesk.ui.today.due_list import DueList
from casedesk.ui.watch_list import WatchList
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import (
    Banner,
    EmptyState,
    Notice,
    Page,
    Row,
    fill,
    title,
)
from casedesk.ui.widgets.press import paper_way
from casedesk.ui.widgets.print_certificate import PrintCertificate
from casedesk.ui.workspace import Tools


class TodayScreen(Screen):
    """Home of a social worker; the direction sees everybody's day here."""

    def __init__(
        self,
        tools: Tools,
        place: HomePlace | TodayPlace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._day = Day()
        self._lists: QWidget | None = None
        self._extra: QWidget | None = None
        self.backups = BackupLine(tools)
        self.watch = WatchList(tools)
        self._notice = Notice("warning")
        self.sheet = secondary(_("Feuille du jour"), self._on_sheet, icon="printer")
        self.agenda = secondary(_("Agenda…"), self._on_agenda, icon="calendar")
        self._page = Page(wide=True)
        self._page.add(
            Row(title(self.title()), trailing=(self.backups,)),
            Row(self.sheet, self.agenda),
            self.watch,
            self._notice,
        )
        fill(self, self._page)
        self.refresh()

    def title(self) -> str:
        day = near_date(local(self._tools.clock()).date())
        return _("Aujourd'hui, %(day)s") % {"day": day}

    def concerns(self, changes: Changes) -> bool:
        return bool(changes)

    def refresh(self) -> None:
        now = self._tools.clock()
        self._day = by_day(self._tools.desk.reads.due(week_ends(now)), now)
        self.watch.refresh()
        self.backups.refresh()
        self.sheet.setEnabled(bool(self._day.all))
        self._show_lists()

    def bookmark(self) -> bool | None:
        """Which of the two cards is open: the agenda, or the sheet of the day."""
        extra = self._extra
        return None if extra is None else isinstance(extra, CalendarCard)

    def turn_to(self, bookmark: bool) -> None:
        if bookmark:
            self._on_agenda()
        else:
            self._show_sheet()

    @property
    def day(self) -> Day:
        return self._day

    def _show_lists(self) -> None:
        gone, self._lists = self._lists, QWidget()
        down = QVBoxLayout(self._lists)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        leaves, today = self._leaves(), local(self._tools.clock()).date()
        for each in leaves:
            if each.covers(today):
                down.addWidget(self._told(each))
        away = {each.person: each.deputy for each in leaves if each.covers(today)}
        parts = (
            (_("En retard"), self._day.late),
            (_("Aujourd'hui"), self._day.today),
            (_("Cette semaine"), self._day.week),
        )
        for name, rows in parts:
            if rows:
                down.addWidget(DueList(name, rows, self._tools, away))
        checks = to_check(self._tools)
        if not self._day.all and not checks:
            see = secondary(
                _("Voir les dossiers"), lambda: self._tools.go_to(CasesPlace())
            )
            told = _("Rien n'est dû avant la fin de la semaine.")
            down.addWidget(EmptyState(told, see))
        if checks or never_checked(self._tools):
            down.addWidget(DirectoryCard(self._tools, checks))
        down.addStretch(1)
        self._page.body.addWidget(self._lists, 1)
        self._lists.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def _leaves(self) -> tuple[Leave, ...]:
        return self._tools.desk.reads.leaves()

    def _told(self, leave: Leave) -> Banner:
        """To whoever stands in what they do, to the others who does."""
        label = self._tools.desk.reads.person_label
        names = {
            "who": isolate(label(leave.person)),
            "deputy": isolate(label(leave.deputy)),
            "day": near_date(leave.last),
        }
        if leave.deputy == self._me:
            told = _("Vous remplacez %(who)s jusqu'au %(day)s.")
        else:
            told = _("%(who)s est en congé jusqu'au %(day)s : %(deputy)s remplace.")
        return Banner("info", told % names)

    @property
    def _me(self) -> PersonId:
        return self._tools.desk.actor.person

    def _on_sheet(self) -> None:
        detail = {"count": len(self._day.all)}
        try:
            self._tools.desk.do(NoteEvent(EventKind.DAY_SHEET, detail))
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._show_sheet()

    def _show_sheet(self) -> None:
        write = partial(day_sheet, self._day, self._tools)
        text = _("Imprimer la feuille")
        self._show(PrintCertificate(write, paper_way(self._tools), text=text))

    def _on_agenda(self) -> None:
        self._show(CalendarCard(self._tools))

    def _show(self, card: QWidget) -> None:
        """One of the two cards under the buttons, in place of the other."""
        gone, self._extra = self._extra, card
        self._page.body.insertWidget(2, card)
        card.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()
