"""The list of a board: danger as a badge, lateness as a clock, words beside both."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.board.case_table_model import (
    BESIDE,
    CASE,
    DANGER,
    DUE,
    UNDER,
    CaseTableModel,
)
from casedesk.ui.widgets.danger import danger_pixmap
from casedesk.ui.widgets.table import Table

_BADGE = 24
_MARGIN = 8
_INSET = 11  # from the edge of a cell to its words, as in other cells
_LEAST = 26  # times the size of a letter; narrower, the clock goes below the case


class CaseTable(Table):
    """Rows to open one after the other."""

    def __init__(self, model: CaseTableModel, parent: QWidget | None = None) -> None:
        super().__init__(model, _("Dossiers"), parent)
        self.setItemDelegateForColumn(DANGER, _Danger(self))
        self.setItemDelegateForColumn(CASE, _Lines(self))
        self.setItemDelegateForColumn(DUE, _Clock(self))
        self._is_narrow = False
        self._set_lines()
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_BADGE + 2 * _MARGIN)
        header.setStretchLastSection(False)
        header.setSectionResizeMode(CASE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(DANGER, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(DANGER, _BADGE + 3 * _MARGIN)
        self.setIconSize(QSize(_BADGE, _BADGE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.viewport().width() < _LEAST * self.fontInfo().pixelSize()
        if narrow is not self._is_narrow:
            self._is_narrow = narrow
            self.setColumnHidden(DUE, narrow)
            self._set_lines()

    def _set_lines(self) -> None:
        lines = 3 if self._is_narrow else 2
        size = lines * self.fontMetrics().height() + 2 * _MARGIN
        self.verticalHeader().setDefaultSectionSize(size)


class _Danger(QStyledItemDelegate):
    """The badge says the digit itself: no text beside it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        ratio = option.widget.devicePixelRatioF()
        level = str(index.data(Qt.ItemDataRole.DisplayRole))
        option.text = ""
        option.icon = _untinted(danger_pixmap(level, _BADGE, ratio))
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.decorationSize = QSize(_BADGE, _BADGE)


class _Lines(QStyledItemDelegate):
    """Which case, of what child; under it where it stands and whose it is.

    And under that the clock, where it has no column of its own.
    """

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        number = str(index.data(Qt.ItemDataRole.DisplayRole))
        told = " · ".join(filter(None, (number, str(index.data(BESIDE)))))
        under = str(index.data(UNDER))
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        shown.text = ""
        style = option.widget.style()
        style.drawControl(
            QStyle.ControlElement.CE_ItemViewItem, shown, painter, option.widget
        )
        worn = theme.shades()
        metrics = option.fontMetrics
        box = option.rect.adjusted(_INSET, _MARGIN, -_INSET, -_MARGIN)
        if metrics.horizontalAdvance(f"{number} · …") > box.width():
            told = number  # rather than half of it
        flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
        where = QStyle.visualAlignment(option.direction, flags)
        painter.setLayoutDirection(option.direction)
        end = Qt.TextElideMode.ElideRight
        lines = [(told, worn.text), (under, worn.muted)]
        table, model = option.widget, index.model()
        beneath = isinstance(table, CaseTable) and table.isColumnHidden(DUE)
        if beneath and isinstance(model, CaseTableModel):
            late = model.is_late(model.row_of(index))
            due = str(index.sibling(index.row(), DUE).data() or "")
            lines.append((due, worn.alarm if late else worn.text))
        for line, colour in lines:
            painter.setPen(QColor(colour))
            painter.drawText(box, where, metrics.elidedText(line, end, box.width()))
            box.setTop(box.top() + metrics.height())


class _Clock(QStyledItemDelegate):
    """A clock in the colour of what cannot wait, only once it is late."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, CaseTableModel) and model.is_late(model.row_of(index)):
            worn = theme.shades()
            ratio = option.widget.devicePixelRatioF()
            option.icon = _untinted(theme.picture("clock", 16, worn.alarm, ratio))
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(16, 16)
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, QColor(worn.alarm))


def _untinted(picture: QPixmap) -> QIcon:
    """The same in a chosen row: its colour means something."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon
