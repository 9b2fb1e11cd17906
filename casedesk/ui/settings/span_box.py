"""How long: a number and what it counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from casedesk.circuit.deadlines import Span, Unit
from casedesk.i18n import _
from casedesk.i18n.labels import label
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.text import CodeEdit

REAL_TIME = (Unit.HOURS, Unit.DAYS)
_LETTER = {Unit.HOURS: "h", Unit.DAYS: "d", Unit.WORKING_DAYS: "w"}


class AmountBox(QWidget):
    """A number, and which of `units` it is of: their codes and what they are called."""

    def __init__(
        self, units: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.number = CodeEdit()
        self.number.setMaximumWidth(96)
        self.unit = Combo(units)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(self.number)
        across.addWidget(self.unit)
        across.addStretch(1)
        self.setFocusProxy(self.number)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.number.setAccessibleName(_("%(what)s\u00a0: nombre") % {"what": name})
        self.unit.setAccessibleName(_("%(what)s\u00a0: unité") % {"what": name})


class SpanBox(AmountBox):
    """`value` raises ValueError for what is no number; empty is None."""

    def __init__(
        self, units: Sequence[Unit] = tuple(Unit), parent: QWidget | None = None
    ) -> None:
        super().__init__([(each.value, label(each)) for each in units], parent)

    def value(self) -> Span | None:
        told = self.number.value()
        if not told:
            return None
        return Span.parse(f"{int(told)}{_LETTER[Unit(self.unit.value())]}")

    def set_value(self, span: Span | None) -> None:
        self.number.setText(str(span.count) if span else "")
        if span:
            self.unit.set_value(span.unit)


class PeriodBox(AmountBox):
    """Days, months or years; `value` is ISO 8601."""

    def __init__(self, parent: QWidget | None = None) -> None:
        units = [("D", _("jours")), ("M", _("mois")), ("Y", _("ans"))]
        super().__init__(units, parent)

    def value(self) -> str:
        return f"P{self.number.value()}{self.unit.value()}"

    def set_value(self, period: str) -> None:
        self.number.setText(period[1:-1])
        self.unit.set_value(period[-1:])
