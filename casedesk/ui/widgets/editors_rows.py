"""Answers that repeat: what was done, who lives there, what is proposed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from casedesk.circuit.sheet import Field, FieldType, Gap
from casedesk.i18n import _
from casedesk.i18n.formats import listed
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.editors import Editor
from casedesk.ui.widgets.layout import Row, edges
from casedesk.ui.widgets.sheet_question import Question

_WHOLE_LINE = frozenset({FieldType.MOMENT, FieldType.LONG, FieldType.BIRTH})


class RowsEditor(Editor):
    """One small form for each row; the one left empty at the end counts for nothing."""

    def __init__(self, field: Field, make: Callable[[Field], Editor]) -> None:
        super().__init__()
        self._columns, self._make = field.columns, make
        self._rows: list[_OneRow] = []
        self._down = QVBoxLayout()
        self._down.setSpacing(8)
        self.more = buttons.secondary(_("Ajouter"), self._on_more, icon="plus")
        whole = QVBoxLayout(self)
        whole.addLayout(self._down)
        self._laid(whole, Row(self.more))
        self._takes(self.more, _("ajouter une ligne"))
        self._add({})

    def value(self) -> list[dict[str, Any]]:
        return [row.value() for row in self._rows if row.value()]

    def set_value(self, value: Any) -> None:
        contents: list[dict[str, Any]] = value or [{}]
        for row in self._rows[len(contents) :]:
            self._remove(row)
        for row, content in zip(self._rows, contents, strict=False):
            row.set_value(content)
        for content in contents[len(self._rows) :]:
            self._add(content)

    def carried(self) -> int:
        """How many rows there are; their boxes are carried over one by one."""
        return len(self._rows)

    def carry(self, state: int) -> None:
        for row in self._rows[state:]:
            self._remove(row)
        for _more in range(len(self._rows), state):
            self._add({})

    def words(self) -> str:
        return listed(row.words() for row in self._rows if row.value())

    def complain(self, gap: Gap, sentence: str) -> bool:
        filled = [row for row in self._rows if row.value()]
        if gap.row is None or gap.row >= len(filled):
            return False
        return filled[gap.row].complain(gap)

    def complaints(self) -> list[str]:
        """What is said to be missing, box by box."""
        return [told for row in self._rows for told in row.complaints()]

    def settle(self) -> None:
        super().settle()
        for row in self._rows:
            row.settle()

    def _add(self, content: dict[str, Any]) -> _OneRow:
        row = _OneRow(self._columns, self._make, content)
        row.edited.connect(self.edited)
        row.removed.connect(lambda: self._on_removed(row))
        self._rows.append(row)
        self._down.addWidget(row)
        row.show()
        self.setFocusProxy(self._rows[0].first)
        return row

    def _remove(self, row: _OneRow) -> None:
        self._rows.remove(row)
        self._down.removeWidget(row)
        row.hide()
        row.setParent(None)
        row.deleteLater()

    def _on_more(self) -> None:
        self._add({}).first.setFocus()

    def _on_removed(self, row: _OneRow) -> None:
        self._remove(row)
        if not self._rows:
            self._add({})
        self.setFocusProxy(self._rows[0].first)
        self.more.setFocus()
        self.edited.emit()


class _OneRow(QFrame):
    """The columns of one row, two side by side where they are short."""

    edited = Signal()
    removed = Signal()

    def __init__(
        self,
        columns: tuple[Field, ...],
        make: Callable[[Field], Editor],
        content: dict[str, Any],
    ) -> None:
        super().__init__()
        self.setObjectName("row")
        theme.look(self, "card")
        self._questions = [Question(column, make(column)) for column in columns]
        self.first = self._questions[0].editor
        remove = buttons.quiet("", self.removed.emit, icon="trash-2")
        remove.setToolTip(_("Retirer cette ligne"))
        remove.setAccessibleName(_("Retirer cette ligne"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        _place(grid, self._questions)
        across = QHBoxLayout(self)
        across.setContentsMargins(edges(12, 8, 4, 12))
        across.addLayout(grid, 1)
        across.addWidget(remove)
        across.setAlignment(remove, _TOP)
        for question in self._questions:
            question.tell_optional(optional=not question.field.required)
            question.edited.connect(self.edited)
        self.set_value(content)

    def set_value(self, content: dict[str, Any]) -> None:
        for question in self._questions:
            question.editor.set_value(content.get(question.field.key))

    def value(self) -> dict[str, Any]:
        answers = {each.field.key: each.editor.value() for each in self._questions}
        return {key: value for key, value in answers.items() if value not in _NOTHING}

    def words(self) -> str:
        return " · ".join(
            words for each in self._questions if (words := each.editor.words())
        )

    def settle(self) -> None:
        for question in self._questions:
            question.settle()

    def complaints(self) -> list[str]:
        return [question.complaint() for question in self._questions]

    def complain(self, gap: Gap) -> bool:
        column = gap.field.rpartition(".")[2]
        for question in self._questions:
            if question.field.key == column:
                question.complain(gap)
                return True
        return False


def _place(grid: QGridLayout, questions: list[Question]) -> None:
    line, column = 0, 0
    for question in questions:
        whole = question.field.type in _WHOLE_LINE
        if whole and column:
            line, column = line + 1, 0
        grid.addWidget(question, line, column, 1, 2 if whole else 1, _TOP)
        column += 2 if whole else 1
        if column >= 2:
            line, column = line + 1, 0
    for each in (0, 1):
        grid.setColumnStretch(each, 1)


_TOP = Qt.AlignmentFlag.AlignTop
_NOTHING: tuple[Any, ...] = (None, "", [])
