"""The level of danger: a form, a colour and always the digit (domain §2.6)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from casedesk.i18n import _
from casedesk.ui import theme

_FILLED = ("4", "3")
_TRIANGLES = ("4", "3", "2")


def danger_pixmap(level: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The badge as a picture, for lists."""
    drawn = QPixmap(round(size * ratio), round(size * ratio))
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    paint_danger(painter, QRectF(0, 0, size, size), level)
    painter.end()
    return drawn


def paint_danger(painter: QPainter, box: QRectF, level: str) -> None:
    """Filled triangle for 4 and 3, hollow for 2, hollow circle for 1, 0 and unknown."""
    worn = theme.shades()
    colour = QColor(theme.level(level, worn))
    filled = level in _FILLED
    pen = max(1.5, box.width() / 14)
    inner = box.adjusted(pen, pen, -pen, -pen)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    outline = QPen(colour, pen)
    outline.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if not level:
        outline.setStyle(Qt.PenStyle.DotLine)
    painter.setPen(outline)
    painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
    digit = QRectF(inner)
    if level in _TRIANGLES:
        top = QPointF(inner.center().x(), inner.top())
        painter.drawPolygon(QPolygonF([top, inner.bottomRight(), inner.bottomLeft()]))
        digit.setTop(inner.top() + inner.height() * 0.3)
    else:
        painter.drawEllipse(inner)
    font = painter.font()
    font.setPixelSize(round(box.height() * (0.5 if level in _TRIANGLES else 0.6)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor(worn.surface) if filled else colour)
    painter.drawText(digit, Qt.AlignmentFlag.AlignCenter, level or "?")
    painter.restore()


class _Badge(QWidget):
    def __init__(self, level: str, size: int) -> None:
        super().__init__()
        self.level = level
        self._size = size
        self.setFixedSize(size, size)

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_danger(painter, QRectF(self.rect()), self.level)
        painter.end()


class DangerBadge(QWidget):
    """The badge with its words beside it, e.g. "Danger imminent"."""

    def __init__(
        self,
        level: str = "",
        words: str = "",
        parent: QWidget | None = None,
        *,
        size: int = 28,
    ) -> None:
        super().__init__(parent)
        self._badge = _Badge(level, size)
        self._words = theme.look(QLabel(), "strong")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self._badge)
        across.addWidget(self._words)
        self.set_level(level, words)

    def set_level(self, level: str, words: str = "") -> None:
        self._badge.level = level
        self._badge.update()
        self._words.setText(words)
        self._words.setVisible(bool(words))
        told = _("Danger %(level)s") % {"level": level or "?"}
        self.setAccessibleName(f"{level} {words}" if level and words else told)
