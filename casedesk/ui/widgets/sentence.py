"""Sentences that wrap, whole in either direction of reading."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QStyle

_RTL = Qt.LayoutDirection.RightToLeft
_ISOLATES = ("LRI", "RLI", "FSI")


class Sentence(QLabel):
    """A label whose lines, read from the right, stay within it.

    Qt draws each line but the last too far to the left by the space it ends with, and
    cuts what stands there; laid out as here it does not.
    """

    def paintEvent(self, event: QPaintEvent) -> None:
        plain = self.textFormat() is not Qt.TextFormat.RichText and self.buddy() is None
        if not (self.wordWrap() and plain and reads_from_right(self.text())):
            super().paintEvent(event)
            return
        layout = self._laid_out()
        painter = QPainter(self)
        self.drawFrame(painter)
        painter.setPen(self.palette().color(self.foregroundRole()))
        layout.draw(painter, self._corner(layout))
        painter.end()

    def _laid_out(self) -> QTextLayout:
        side = QStyle.visualAlignment(_RTL, self.alignment())
        option = QTextOption(side)
        option.setTextDirection(_RTL)
        option.setWrapMode(QTextOption.WrapMode.WordWrap)
        text = self.text().replace("\n", "\N{LINE SEPARATOR}")
        layout = QTextLayout(text, self.font(), self)
        layout.setTextOption(option)
        layout.beginLayout()
        down, width = 0.0, self._inside().width()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, down))
            down += line.height()
        layout.endLayout()
        return layout

    def _corner(self, layout: QTextLayout) -> QPointF:
        """Where it begins; most labels stand in the middle of their height."""
        inside, height = self._inside(), layout.boundingRect().height()
        above = (inside.height() - height) / 2
        if self.alignment() & Qt.AlignmentFlag.AlignTop:
            above = 0
        elif self.alignment() & Qt.AlignmentFlag.AlignBottom:
            above = inside.height() - height
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
