"""A short table of words, as tall as what is in it; its rows are chosen whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from casedesk.ui.widgets.layout import fill
from casedesk.ui.widgets.rows_model import RowsModel
from casedesk.ui.widgets.table import Table

_MOST = 12  # rows one sees at once


@dataclass(frozen=True, slots=True)
class ShownRow:
    """What stands in the columns, and what it is about."""

    about: Any
    cells: tuple[str, ...]


class ShownRows(RowsModel[ShownRow]):
    """Rows that are shown anew as a whole."""

    def text(self, row: ShownRow, column: int) -> str:
        return row.cells[column]

    def about(self, row: ShownRow) -> Any:
        return row.about

    def find(self, about: Any) -> int:
        """Where it stands; -1 when it does not."""
        found = (n for n, each in enumerate(self._rows) if each.about == about)
        return next(found, -1)


class Rows(QWidget):
    """`chosen(about)` by a press, an arrow and Enter, or a double press."""

    chosen = Signal(object)

    def __init__(
        self,
        name: str,
        heads: Sequence[str],
        parent: QWidget | None = None,
        *,
        words: int = 0,
    ) -> None:
        """`words` is the column that gets what room there is, and its words wrap."""
        super().__init__(parent)
        self.model = ShownRows(heads, self)
        self.table = Table(self.model, name)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(words, QHeaderView.ResizeMode.Stretch)
        self.table.wrap(words)
        self.table.clicked.connect(self._on_chosen)
        self.table.opened.connect(self._on_chosen)
        fill(self, self.table)

    def show_rows(self, rows: Sequence[ShownRow], chosen: Any = None) -> None:
        """Anew; what was chosen stays chosen where it still is."""
        self.model.start_over(rows)
        table = self.table
        height = min(max(len(rows), 1), _MOST)
        height *= table.verticalHeader().defaultSectionSize()
        table.setFixedHeight(height + table.horizontalHeader().sizeHint().height() + 6)
        at = self.model.find(chosen)
        if at >= 0:
            table.selectRow(at)
        self.setVisible(bool(rows))

    def _on_chosen(self, index: QModelIndex) -> None:
        self.chosen.emit(self.model.row_of(index).about)
