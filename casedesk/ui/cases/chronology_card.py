"""The chronology of a case: when, what, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from casedesk.circuit.dates import local
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import moment, near_moment
from casedesk.ui import theme
from casedesk.ui.casefile.line import Line, kind_words
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.layout import Card, paragraph

_LATEST = 40  # lines shown before one asks for more


class ChronologyCard(Card):
    """The latest lines, the last at the end; the earlier ones when asked for."""

    def __init__(
        self, now: datetime, printing: QWidget, parent: QWidget | None = None
    ) -> None:
        """`printing` stands under the lines."""
        super().__init__(_("Chronologie"), parent)
        self._lines: Sequence[Line] = ()
        self._now = now
        self._all = False
        self.filter = Combo(kind_words().items(), unset=_("Tout"))
        self.filter.setAccessibleName(_("Ne montrer que"))
        self.filter.chosen.connect(self._on_filter)
        self._more = link("", self._show_all)
        self._shown = QWidget()
        self.add(self.filter, self._more, self._shown)
        self.body.addStretch(1)
        self.add(printing)

    def show_lines(self, lines: Sequence[Line], now: datetime) -> None:
        self._lines, self._now = lines, now
        kind = self.filter.value()
        if kind:  # a silence is of no kind, and is always seen
            lines = [each for each in lines if each.kind in (kind, None)]
        earlier = 0 if self._all else max(len(lines) - _LATEST, 0)
        self._more.setVisible(earlier > 0)
        self._more.setText(
            ngettext(
                "Montrer aussi %(n)d ligne plus ancienne",
                "Montrer aussi %(n)d lignes plus anciennes",
                earlier,
            )
            % {"n": earlier}
        )
        shown = self._grid(lines[earlier:])
        self.body.replaceWidget(self._shown, shown)
        self._shown.hide()
        self._shown.deleteLater()
        shown.show()
        self._shown = shown

    def _on_filter(self) -> None:
        self.show_lines(self._lines, self._now)

    def _grid(self, lines: Sequence[Line]) -> QWidget:
        shown = QWidget()
        grid = QGridLayout(shown)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for at, line in enumerate(lines):
            if not line.is_silence:
                grid.addWidget(self._when(line), at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_what(line), at, 1)
        return shown

    def _when(self, line: Line) -> QLabel:
        this_year = local(line.at).year == local(self._now).year
        told = near_moment(line.at) if this_year else moment(line.at)
        label = theme.look(QLabel(told), "muted")
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        return label

    def _show_all(self) -> None:
        self._all = True
        self.show_lines(self._lines, self._now)


def _what(line: Line) -> QLabel:
    if line.is_silence:
        return theme.look(paragraph(line.what), "muted")
    told = _("%(what)s (%(who)s)") % {"what": line.what, "who": line.who}
    return paragraph(told if line.who else line.what)
