"""My tasks: what is due first ahead, done in one press."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.commands.handover import EndTask
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.handover import TaskKind, TaskState
from casedesk.circuit.queries import TaskRow
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import near_date
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.navigation import CasePlace, TasksPlace
from casedesk.ui.refusals import tell
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import (
    Card,
    EmptyState,
    Notice,
    Page,
    Row,
    fill,
    paragraph,
    rule,
    title,
)
from casedesk.ui.workspace import Tools


class TasksScreen(Screen):
    """No name stands here: the number of a case opens it."""

    def __init__(
        self, tools: Tools, place: TasksPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._heading = title("")
        self._notice = Notice("warning")
        self._list = QWidget()
        self._page = Page()
        self._page.add(self._heading, self._notice, self._list)
        self._page.body.addStretch(1)
        fill(self, self._page)
        self.refresh()

    def title(self) -> str:
        return _("Mes tâches")

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.of(Kind.TASK) or changes.of(Kind.CASE))

    def refresh(self) -> None:
        rows = self._tools.desk.reads.my_tasks()
        self._heading.setText(_counted(len(rows)))
        shown = self._listed(rows) if rows else _nothing()
        self._page.body.replaceWidget(self._list, shown)
        self._list.hide()
        self._list.deleteLater()
        shown.show()
        self._list = shown

    def _listed(self, rows: tuple[TaskRow, ...]) -> QWidget:
        card = Card()
        for number, row in enumerate(rows):
            if number:
                card.add(rule())
            card.add(*self._part(row))
        return card

    def _part(self, row: TaskRow) -> list[QWidget]:
        task = row.task
        late = task.due_on < local(self._tools.clock()).date()
        due = _("en retard, pour le %(day)s") if late else _("pour le %(day)s")
        facts = [due % {"day": near_date(task.due_on)}]
        if task.kind is not TaskKind.OTHER:
            facts.insert(0, label(task.kind))
        done = link(_("Noter comme faite"), partial(self._end, row))
        done.setAccessibleDescription(task.what)
        go_to, place = self._tools.go_to, CasePlace(task.case_id)
        case = link(
            _("Dossier %(number)s") % {"number": row.case_number},
            lambda: go_to(place),
        )
        what = theme.look(paragraph(task.what), "strong")
        return [what, paragraph(" · ".join(facts), muted=True), Row(done, case, gap=4)]

    def _end(self, row: TaskRow) -> None:
        self._notice.say("")
        try:
            self._tools.desk.do(EndTask(row.task.id, TaskState.DONE))
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return
        self.told.emit(_("La tâche est faite."))


def _counted(n: int) -> str:
    if not n:
        return _("Mes tâches")
    told = ngettext("%(n)d tâche vous attend", "%(n)d tâches vous attendent", n)
    return told % {"n": n}


def _nothing() -> QWidget:
    return EmptyState(
        _("Rien ne vous attend. Une tâche se confie depuis la page d'un dossier.")
    )
