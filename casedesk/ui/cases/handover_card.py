"""What is still to be done in a case, and what its supervision has said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.handover import EndTask
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.family import Asked
from casedesk.circuit.handover import Task, TaskKind, TaskState
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import isolate, near_date, near_moment
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import link, quiet, secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph, rule
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools


class TasksCard(Card):
    """The open tasks with their buttons, and how many are over."""

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        add: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Tâches"), parent)
        waiting = [each for each in page.tasks if each.is_open]
        waiting.sort(key=lambda each: each.due_on)
        for number, task in enumerate(waiting):
            if number:
                self.add(rule())
            self.add(TaskPart(tools, task, teller, safe_contact_of(tools, page)))
        if not waiting:
            self.add(paragraph(_("Rien à faire pour l'instant."), muted=True))
        over = len(page.tasks) - len(waiting)
        if over:
            told = ngettext("%(n)d tâche terminée", "%(n)d tâches terminées", over)
            self.add(paragraph(told % {"n": over}, muted=True))
        self.add(secondary(_("Ajouter une tâche"), add, icon="plus"))


class TaskPart(QWidget):
    """One open task: done in one press, dropped with a reason."""

    def __init__(
        self,
        tools: Tools,
        task: Task,
        teller: Teller,
        safe_contact: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools, self._task = tools, task
        self._notice = Notice("warning")
        self.reason = LongText(lines=2)
        self._field = Field(_("Pourquoi l'abandonner"), self.reason)
        self._drop = secondary(_("Abandonner la tâche"), self._on_drop)
        late = task.due_on < local(tools.clock()).date()
        due = _("en retard, pour le %(day)s") if late else _("pour le %(day)s")
        facts = [teller.person(task.assignee), due % {"day": near_date(task.due_on)}]
        if task.kind is not TaskKind.OTHER:
            facts.insert(0, label(task.kind))
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        down.addWidget(theme.look(paragraph(task.what), "strong"))
        down.addWidget(paragraph(" · ".join(filter(None, facts)), muted=True))
        if task.kind is TaskKind.CALL:
            told = safe_contact or _("non noté : demander d'abord au référent")
            down.addWidget(Passage(_("Contact sûr"), told))
        done = link(_("Noter comme faite"), lambda: self._end(TaskState.DONE, ""))
        done.setAccessibleDescription(task.what)
        drop = link(_("Abandonner…"), self._on_dropping)
        drop.setAccessibleDescription(task.what)
        down.addWidget(Row(done, drop, gap=4))
        for part in (self._field, self._drop):
            down.addWidget(part)
            part.hide()
        down.addWidget(self._notice)

    def _on_dropping(self) -> None:
        for part in (self._field, self._drop):
            part.show()
        self.reason.setFocus()

    def _on_drop(self) -> None:
        self._end(TaskState.DROPPED, self.reason.value())

    def _end(self, state: TaskState, outcome: str) -> None:
        settle([self._field], self._notice)
        try:
            self._tools.desk.do(EndTask(self._task.id, state, outcome))
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"outcome": self._field})


class NotesCard(Card):
    """The supervision's notes and approvals; the way to one more for who supervises."""

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        add: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Supervision"), parent)
        for note in page.notes:
            told = _("%(who)s, le %(when)s") % {
                "who": isolate(teller.person(note.author)),
                "when": near_moment(note.written_at),
            }
            self.add(Passage(told, note.text))
        sheets = {each.id: each for each in page.sheets}
        for approval in page.approvals:
            sheet = sheets.get(approval.sheet_id)
            told = _("Fiche %(sheet)s vue et validée par %(who)s le %(when)s") % {
                "sheet": sheet.number if sheet else "",
                "who": isolate(teller.person(approval.author)),
                "when": near_moment(approval.approved_at),
            }
            self.add(Passage(told, approval.text) if approval.text else paragraph(told))
        if not page.notes and not page.approvals:
            self.add(paragraph(_("Aucune note."), muted=True))
        if tools.desk.actor.may(Right.SUPERVISE):
            self.add(quiet(_("Ajouter une note"), add, icon="pencil"))

    @staticmethod
    def is_offered(tools: Tools, page: CasePage) -> bool:
        may = tools.desk.actor.may(Right.SUPERVISE)
        return may or bool(page.notes or page.approvals)


def safe_contact_of(tools: Tools, page: CasePage) -> str:
    """How to reach the family without danger: as noted last, else as F-A says."""
    if page.safe_contacts:
        asked = tools.rules.asked[Asked.SAFE_CONTACT]
        return page.safe_contacts[-1].told(asked, tools.rules.codes)
    concern = page.file.sheet(SheetCode.CONCERN)
    return str(concern.content.get("safe_contact") or "") if concern else ""
