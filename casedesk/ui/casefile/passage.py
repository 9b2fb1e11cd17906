"""A text that somebody wrote, as it was meant to be read."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n.formats import listed
from casedesk.ui import theme
from casedesk.ui.widgets.layout import leading, paragraph
from casedesk.ui.widgets.text import direction_of

_SHORT = 60  # characters: a name, a place, a number


class Passage(QWidget):
    """What was asked, small, and under it what was answered.

    Each paragraph is laid out in its own direction; a short answer stands under what
    was asked. A verbatim one stands between « ».
    """

    def __init__(
        self,
        title: str,
        text: str,
        *,
        verbatim: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(2)
        if title:
            down.addWidget(theme.look(paragraph(title), "small"))
        for lines in _runs(f"« {text.strip()} »" if verbatim else text):
            told = paragraph(lines)  # a label follows its first letter
            short = not verbatim and len(lines) <= _SHORT
            down.addWidget(leading(told) if short else told)
        self.setAccessibleName(listed((title, text)))


def _runs(text: str) -> list[str]:
    """Paragraphs of one direction together; one without letters goes with the last."""
    direction = direction_of(text)
    marked = []
    for line in text.splitlines():
        direction = direction_of(line) or direction
        marked.append((direction, line))
    return [
        "\n".join(line for _, line in lines)
        for _, lines in groupby(marked, key=lambda each: each[0])
    ]
