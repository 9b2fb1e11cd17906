"""The list of cases, read a page at a time; no name until a case is opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from casedesk.circuit.case import CaseId
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.dates import Birth, local
from casedesk.circuit.duplicates import Kinship
from casedesk.circuit.queries import CaseList, CaseRow
from casedesk.circuit.stages import Stage
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import due, listed
from casedesk.i18n.labels import label
from casedesk.ui.widgets.rows_model import PAGE, ROOT, Index, PagedModel
from casedesk.ui.workspace import Tools

BESIDE = Qt.ItemDataRole.UserRole + 1  # after the number of a case
UNDER = Qt.ItemDataRole.UserRole + 2  # the second line of a cell
DANGER, CASE, DUE = range(3)


class CaseTableModel(PagedModel[CaseRow]):
    """The rows of one list; the order is the store's."""

    def __init__(self, tools: Tools, parent: QObject | None = None) -> None:
        super().__init__(("", _("Dossier"), _("Échéance")), parent)
        self._tools = tools
        self._which: CaseList | None = None
        self._now = tools.clock()
        self._people: Mapping[str, str] = {}
        self._known: dict[CaseId, bool] = {}  # whether the child may be known already

    def show_list(self, which: CaseList) -> None:
        """Another list from its beginning; the one there is stays where it is."""
        if which is self._which:
            self.refresh()
            return
        self._which = which
        self.start_over(self.page(None, PAGE))

    def refresh(self) -> None:
        """Read the shown rows again; repaint them, or start over when they moved."""
        fresh = self.page(None, max(PAGE, len(self._rows)))
        if [row.id for row in fresh] != [row.id for row in self._rows]:
            self.start_over(fresh)
            return
        self._rows = list(fresh)
        self.repaint()

    def index_of(self, case_id: CaseId) -> QModelIndex:
        """Of the case among the rows read so far; the invalid index when it is not."""
        at = next((at for at, row in enumerate(self._rows) if row.id == case_id), None)
        return ROOT if at is None else self.index(at, CASE)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid():
            row, column = self.row_of(index), index.column()
            match role:
                case Qt.ItemDataRole.AccessibleTextRole if column == DANGER:
                    return _("Danger %(level)s") % {"level": row.danger or "?"}
                case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                    told = [self.text(row, column)]
                    if column == CASE:
                        told += [self._child(row), *self._facts(row)]
                    return listed(told) or None
                case _ if role == BESIDE and column == CASE:
                    return self._child(row)
                case _ if role == UNDER and column == CASE:
                    return " · ".join(self._facts(row))
        return super().data(index, role)

    def is_late(self, row: CaseRow) -> bool:
        return row.due_at is not None and row.due_at < self._now

    def page(self, after: CaseRow | None, limit: int) -> tuple[CaseRow, ...]:
        if self._which is None:
            return ()
        reads = self._tools.desk.reads
        self._now = self._tools.clock()
        self._known.clear()
        self._people = {person.id: person.label for person in reads.people()}
        return reads.cases(self._which, self._now, after, limit)

    def text(self, row: CaseRow, column: int) -> str:
        match column:
            case 0:
                return row.danger
            case 1:
                return row.number
            case _:
                return due(row.due_at, self._now) if row.due_at else ""

    def _facts(self, row: CaseRow) -> tuple[str, ...]:
        """Where it stands, what is to be known of it, whose it is."""
        owner = self._people.get(row.owner, "") or _("sans responsable")
        marks = [_("registre papier")] if row.from_register else []
        if row.stage is Stage.LOGGED and self._may_be_known(row.id):
            marks.insert(0, _("peut-être déjà connu"))
        return (label(row.stage), *marks, owner)

    def _may_be_known(self, case_id: CaseId) -> bool:
        """Asked of rows in view only, and once for each."""
        if case_id not in self._known:
            found = self._tools.desk.reads.may_be(case_id)
            same = (each.judgement.kinship is Kinship.SAME for each in found)
            self._known[case_id] = any(same)
        return self._known[case_id]

    def _child(self, row: CaseRow) -> str:
        return child_in_words(row, self._tools.rules.codes, self._now)


def child_in_words(row: CaseRow, codes: CodeBook, now: datetime) -> str:
    """`fille, 9 ans`: what tells two cases apart without a name."""
    told = []
    if row.sex:
        told.append(codes.label("SEX", row.sex, current()).lower())
    if row.birth:
        age = Birth.parse(row.birth).age_on(local(now).date())
        told.append(ngettext("%(n)d an", "%(n)d ans", age) % {"n": age})
    return listed(told)
