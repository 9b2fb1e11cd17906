"""The levels of danger with what makes each one, to have before one's eyes."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.rules import Rules
from casedesk.i18n import _, current
from casedesk.ui.widgets.danger import DangerBadge
from casedesk.ui.widgets.layout import paragraph, rule


class DangerScale(QWidget):
    """4 to 0; any one criterion is enough (domain §2.6)."""

    def __init__(self, rules: Rules, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 16, 16, 16)
        down.setSpacing(8)
        down.addWidget(
            paragraph(
                _("Un seul critère suffit. Entre deux niveaux, choisir le plus élevé."),
                muted=True,
            )
        )
        for level in rules.codes.options("DANGER"):
            down.addWidget(rule())
            down.addWidget(DangerBadge(level.code, level.label.in_language(current())))
            criteria = rules.matrix.criteria.get(level.code)
            if criteria is not None:
                down.addWidget(paragraph(criteria.in_language(current())))
        down.addStretch(1)
