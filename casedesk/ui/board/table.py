"""The list of a board: danger as a badge, lateness as a clock, words beside both."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.board.case_table_model import DANGER, DUE, CaseTableModel
from casedesk.ui.widgets.danger import danger_pixmap
from casedesk.ui.widgets.table import Table

_BADGE = 24


class CaseTable(Table):
    """Rows to open one after the other."""

    def __init__(self, model: CaseTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Dossiers"), parent)
        self.setItemDelegateForColumn(DANGER, _Danger(self))
        self.setItemDelegateForColumn(DUE, _Clock(self))
        self.setIconSize(QSize(_BADGE, _BADGE))


class _Danger(QStyledItemDelegate):
    """The badge says the digit itself: no text beside it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        ratio = option.widget.devicePixelRatioF()
        level = str(index.data(Qt.ItemDataRole.DisplayRole))
        option.text = ""
        option.icon = QIcon(danger_pixmap(level, _BADGE, ratio))
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(_BADGE, _BADGE)


class _Clock(QStyledItemDelegate):
    """A clock in the colour of what cannot wait, only once it is late."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, CaseTableModel) and model.is_late(model.row_of(index)):
            worn = theme.shades()
            option.icon = theme.icon("clock", worn.alarm)
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(16, 16)
            option.palette.setColor(option.palette.ColorRole.Text, worn.alarm)
