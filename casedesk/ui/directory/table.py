"""The list of a directory: what the entry beside it tells gives way first."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from casedesk.ui.directory.table_model import (
    ANSWERS,
    CHECKED,
    NAME,
    PHONE,
    TERRITORY,
    DirectoryModel,
)
from casedesk.ui.widgets.table import Table

# Pixels, in the order in which they are needed beside the name.
_WIDTHS = {PHONE: 112, CHECKED: 132, ANSWERS: 156, TERRITORY: 96}
_NAME = 160  # pixels at least


class DirectoryTable(Table):
    """Rows to choose from; never so wide that one scrolls sideways."""

    def __init__(
        self, model: DirectoryModel, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(model, name, parent)
        self._one_territory = False
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        self.wrap(NAME, TERRITORY, ANSWERS)

    def keep_to_one_territory(self, one: bool) -> None:
        """Nothing is said of where they are while all are in the same place."""
        self._one_territory = one
        self._make_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        room = self.viewport().width() - _NAME
        for column, width in _WIDTHS.items():
            room -= width
            said = column == TERRITORY and self._one_territory
            self.setColumnHidden(column, said or room < 0)
