"""What waits, at the leading side; the case it is about, at the other."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Changes
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import CaseList
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import number, time_of_day
from casedesk.ui.backups import BackupLine
from casedesk.ui.board.case_table_model import CaseTableModel
from casedesk.ui.board.counters import Counters, lists_for
from casedesk.ui.board.panel import CasePanel
from casedesk.ui.board.table import CaseTable
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import (
    CasesPlace,
    ChasePlace,
    DuplicatesPlace,
    EmergencyPlace,
    HomePlace,
    RegisterPlace,
    TasksPlace,
)
from casedesk.ui.refusals import tell
from casedesk.ui.screen import Screen
from casedesk.ui.watch_list import WatchList
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import (
    EmptyState,
    Notice,
    Page,
    Row,
    edges,
    fill,
    show_if,
    title,
)
from casedesk.ui.workspace import Tools

_LEAST = 20  # times the size of a letter: a list of some rows


class BoardScreen(Screen):
    """Home of the case team, and any list of cases.

    Pressing a row, or Enter on it, opens the case beside the list, and the journal
    notes that it was read. Moving over the rows opens nothing.
    """

    def __init__(
        self,
        tools: Tools,
        place: HomePlace | CasesPlace,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._lists = lists_for(tools.desk.actor)
        self._which = place.which if isinstance(place, CasesPlace) else None
        self.model = CaseTableModel(tools, self)
        self.table = CaseTable(self.model)
        self.counters = Counters(self._lists)
        self.watch = WatchList(tools)
        self.backups = BackupLine(tools)
        self.tasks = link("", lambda: tools.go_to(TasksPlace()))
        self._notice = Notice("warning")
        self._unready = Notice("info")
        self._empty = QStackedWidget()
        self.panel: CasePanel | None = None
        self._beside = QStackedWidget()
        hint = _("Choisir un dossier pour le lire ici. Sa lecture entre au journal.")
        self._beside.addWidget(EmptyState(hint))
        self._lay_out()
        self.counters.chosen.connect(self._on_list)
        self.table.clicked.connect(self._on_opened)
        self.table.opened.connect(self._on_opened)
        self.refresh()

    def title(self) -> str:
        return _("Ce qui attend")

    def refresh(self) -> None:
        reads, now = self._tools.desk.reads, self._tools.clock()
        counts = {which: reads.count(which, now) for which in self._lists}
        for which, n in counts.items():
            self.counters.count(which, n)
        if self._which is None:  # the first in which something waits
            self._which = next(filter(counts.get, self._lists), self._lists[0])
        self.counters.mark(self._which)
        self.watch.refresh()
        self.backups.refresh()
        self._unready.say("" if reads.can_compare_all() else _not_all_indexed())
        self._count_tasks()
        at = self.table.currentIndex().row()
        self.model.show_list(self._which)
        self._settle(self._which, at)
        if self.panel is not None:
            self.panel.show_page(reads.case_page(self.panel.case_id))

    def leave(self) -> None:
        if self.panel is not None:
            self.panel.keep()

    def open_case(self, case_id: CaseId) -> None:
        """Show this case beside the list, once what is being typed is saved."""
        if self.panel is not None and self.panel.case_id == case_id:
            return
        self._notice.say("")
        try:
            self.leave()
            page = opened(self._tools.desk, case_id)
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self._close_panel()
        self.panel = CasePanel(self._tools, page)
        self.panel.kept.connect(self._on_kept)
        self.panel.decided.connect(self._on_decided)
        self._beside.addWidget(self.panel)
        self._beside.setCurrentWidget(self.panel)
        self.panel.order()

    def _lay_out(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(24, 24, 24, 0)
        head.setSpacing(12)
        top = Row(title(self.title()), trailing=(self.backups,))
        ways = Row(
            self.tasks, self._old_register(), self._alike(), self._not_ones_own()
        )
        for part in (top, self.counters, ways, self.watch, self._unready, self._notice):
            head.addWidget(part)
        self._empty.addWidget(self.table)
        lists = QVBoxLayout()
        lists.setContentsMargins(edges(24, 8, 8, 24))
        lists.addWidget(self._empty)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(lists, 6)
        across.addWidget(self._beside, 5)
        for each in (self._empty, self._beside):  # in a low window the page scrolls
            each.setMinimumHeight(_LEAST * self.fontInfo().pixelSize())
        page = Page(wide=True)
        page.body.setContentsMargins(0, 0, 0, 0)
        page.body.setSpacing(4)
        page.body.addLayout(head)
        page.body.addLayout(across, 1)
        fill(self, page)

    def _count_tasks(self) -> None:
        n = len(self._tools.desk.reads.my_tasks())
        self.tasks.setText(_("Mes tâches  %(n)s") % {"n": number(n)})

    def _old_register(self) -> QWidget:
        """The way to bring in what still stands on paper."""
        way = link(
            _("Reprendre le registre papier…"),
            lambda: self._tools.go_to(RegisterPlace()),
        )
        show_if(way, self._tools.desk.actor.may(Right.TAKE_IN_CHARGE))
        return way

    def _alike(self) -> QWidget:
        """The way to all cases that may be of one child."""
        way = link(
            _("Doublons possibles…"), lambda: self._tools.go_to(DuplicatesPlace())
        )
        show_if(way, self._tools.desk.actor.may(Right.SEE_ALL_CASES))
        return way

    def _not_ones_own(self) -> QWidget:
        """The way to a case that is in no list of this person's."""
        actor = self._tools.desk.actor
        way = link(
            _("Dossier d'un collègue, en urgence…"),
            lambda: self._tools.go_to(EmergencyPlace()),
        )
        may = actor.may(Right.OPEN_IN_EMERGENCY)
        show_if(way, may and not actor.may(Right.SEE_ALL_CASES))
        return way

    def _on_list(self, which: CaseList) -> None:
        if which is CaseList.TO_CHASE:  # calls stand in a list of their own
            self._tools.go_to(ChasePlace())
            return
        self._which = which
        self.table.setCurrentIndex(QModelIndex())
        self.refresh()

    def _on_opened(self, index: QModelIndex) -> None:
        self.open_case(self.model.row_of(index).id)

    def _on_kept(self) -> None:
        time = time_of_day(self._tools.clock())
        self.told.emit(_("Enregistré à %(time)s") % {"time": time})

    def _on_decided(self) -> None:
        """The next case is one key away."""
        self.told.emit(_("Décision signée."))
        self.table.setFocus()

    def _settle(self, which: CaseList, at: int) -> None:
        """Keep one's place in the list; say what to do when nothing is in it."""
        if self.model.rowCount() == 0:
            self._say_empty(which)
            return
        self._empty.setCurrentWidget(self.table)
        if not self.table.currentIndex().isValid() and at >= 0:
            row = min(at, self.model.rowCount() - 1)
            self.table.setCurrentIndex(self.model.index(row, 0))

    def _say_empty(self, which: CaseList) -> None:
        told = EmptyState(_emptiness(which))
        old = self._empty.widget(1)
        self._empty.addWidget(told)
        self._empty.setCurrentWidget(told)
        if old is not None:
            self._empty.removeWidget(old)
            old.deleteLater()

    def _close_panel(self) -> None:
        if self.panel is not None:
            self._beside.removeWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None

    def concerns(self, changes: Changes) -> bool:
        return bool(changes)


def _not_all_indexed() -> str:
    return _(
        "L'index se prépare : un enfant déjà connu ne se voit pas encore à coup sûr."
    )


def _emptiness(which: CaseList) -> str:
    return {
        CaseList.ALL: _("Aucun dossier encore. Une inquiétude transmise paraît ici."),
        CaseList.MINE: _(
            "Aucun dossier à votre charge. « Sans responsable » montre ceux à prendre."
        ),
        CaseList.TO_DECIDE: _("Aucune décision n'attend."),
        CaseList.LATE: _("Rien n'est en retard."),
        CaseList.CAME_BACK: _(
            "Aucune réponse aujourd'hui. Ctrl+G saisit le coupon revenu."
        ),
        CaseList.UNASSIGNED: _("Chaque dossier a son responsable."),
        CaseList.TO_REFER: _("Aucune fiche à envoyer."),
        CaseList.TO_CHASE: _("Aucun service à relancer aujourd'hui."),
        CaseList.TO_REDIRECT: _("Aucun refus ne reste sans suite."),
        CaseList.CLOSED: _("Aucun dossier clos."),
    }[which]
