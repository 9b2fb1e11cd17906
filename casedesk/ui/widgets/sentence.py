"""Sentences that wrap, whole in either direction of reading."""

from __future__ import annotations

import unicodedata
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle

from casedesk.i18n.typography import held

_LTR, _RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
_ISOLATES = ("LRI", "RLI", "FSI")


class Sentence(QLabel):
    """A label whose lines stay within it and begin with no mark that closes.

    Of lines read from the right Qt draws each but the last too far to the left, by the
    space it ends with, and cuts what stands there. It also ends lines where French
    does not. What is drawn here instead is the same text.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_set_here():
            super().paintEvent(event)
            return
        inside = self._inside()
        layout = self._laid_out(inside.width())
        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, self._corner(layout, inside))
        painter.end()

    def heightForWidth(self, width: int) -> int:
        """Marks that stay with their word may take a line more."""
        height = super().heightForWidth(width)
        if height < 0 or not self._is_set_here() or held(self.text()) == self.text():
            return height
        inside = self._inside()
        beside, over = self.width() - inside.width(), self.height() - inside.height()
        layout = self._laid_out(width - beside)
        return max(height, ceil(layout.boundingRect().height() + over))

    def _is_set_here(self) -> bool:
        text = self.text()
        plain = self.textFormat() is not Qt.TextFormat.RichText
        told = self.buddy() is None or "&" not in text
        wrapped = self.wordWrap() and plain and told
        return wrapped and (reads_from_right(text) or held(text) != text)

    def _laid_out(self, width: float) -> QTextLayout:
        text = held(self.text()).replace("\n", "\N{LINE SEPARATOR}")
        way = _RTL if reads_from_right(text) else _LTR
        option = QTextOption(QStyle.visualAlignment(way, self.alignment()))
        option.setTextDirection(way)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout = QTextLayout(text, self.font(), self)
        layout.setTextOption(option)
        layout.beginLayout()
        down = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, down))
            down += line.height()
        layout.endLayout()
        return layout

    def _corner(self, layout: QTextLayout, inside: QRectF) -> QPointF:
        """Where it begins; most labels stand in the middle of their height."""
        above = (inside.height() - layout.boundingRect().height()) / 2
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            above = 0
        elif self.alignment() & Qt.AlignmentFlag.AlignBottom:
            above *= 2
        return QPointF(inside.left(), inside.top() + round(above))

    def _inside(self) -> QRectF:
        margin = self.margin()
        return QRectF(self.contentsRect().adjusted(margin, margin, -margin, -margin))


def reads_from_right(text: str) -> bool:
    """By its first letter, as Qt and Unicode say; not one inside an isolate."""
    depth = 0
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in _ISOLATES:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return kind != "L"
    return False
