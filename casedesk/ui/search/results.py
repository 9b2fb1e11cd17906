"""A list of what was found, whose lines stay and change what they say as one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from casedesk.circuit.ports import Reads
from casedesk.circuit.search import Findings, Found
from casedesk.i18n import _, ngettext
from casedesk.ui import theme
from casedesk.ui.search.told import heading_of, reason, rich
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import Card, Row, leading, paragraph, show_if

_MOST = 8  # lines


class ResultLine(QWidget):
    """The way to one case, and under it what matched."""

    def __init__(self, opened: Callable[[Found], None]) -> None:
        super().__init__()
        self._found: Found | None = None
        self._opened = opened
        self.button: QPushButton = link("", self._on_clicked)
        self._why = theme.look(QLabel(), "small")
        self._shown = leading(paragraph(""))
        self._shown.setTextFormat(Qt.TextFormat.RichText)  # bold only: see `rich`
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 4, 0, 4)
        down.setSpacing(0)
        down.addWidget(Row(self.button, self._why, gap=4))
        down.addWidget(self._shown)

    def tell(self, found: Found, reads: Reads) -> None:
        self._found = found
        told = heading_of(found, reads)
        self.button.setText(told)
        self._why.setText(reason(found))
        self._shown.setText(rich(found.shown))
        show_if(self._shown, bool(found.shown.text))
        spoken = (told, reason(found), found.shown.text)
        self.button.setAccessibleName(", ".join(filter(None, spoken)))

    def forget(self) -> None:
        self._found = None
        for each in (self._why, self._shown):
            each.clear()
        self.button.setText("")
        self.button.setAccessibleName("")

    def _on_clicked(self) -> None:
        if self._found is not None:
            self._opened(self._found)


class Results(Card):
    """So many lines at most; the rest is told as a number."""

    def __init__(self, title: str, opened: Callable[[Found], None]) -> None:
        super().__init__(title)
        self._opened = opened
        self._lines: list[ResultLine] = []
        self._rest = paragraph("", muted=True)
        self._count = 0
        self.add(self._rest)
        self.body.setSpacing(4)
        self.hide()

    @property
    def buttons(self) -> list[QPushButton]:
        """Those to be gone through with the arrows."""
        return [each.button for each in self._lines[: self._count]]

    def tell(self, findings: Findings, reads: Reads) -> None:
        rows = findings.rows[:_MOST]
        while len(self._lines) < len(rows):
            self._lines.append(ResultLine(self._opened))
            self.body.insertWidget(self.body.count() - 1, self._lines[-1])
        for number, line in enumerate(self._lines):
            if number < len(rows):
                line.tell(rows[number], reads)
            else:
                line.forget()
            show_if(line, number < len(rows))
        self._count = len(rows)
        rest = _others(len(findings.rows) - len(rows), more=findings.more)
        self._rest.setText(rest)
        show_if(self._rest, bool(rest))
        show_if(self, bool(rows))


def _others(n: int, *, more: bool) -> str:
    if more:
        return _("Et d'autres encore : ajoutez un mot pour préciser.")
    if n <= 0:
        return ""
    return ngettext("Et %(n)d autre.", "Et %(n)d autres.", n) % {"n": n}
