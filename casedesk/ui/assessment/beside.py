"""What stands beside an assessment: what was recorded, the scale, and suggestions."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QFrame,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _
from casedesk.ui import theme
from casedesk.ui.assessment.danger_scale import DangerScale
from casedesk.ui.casefile.account import Account
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.suggested import Suggested
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.layout import edges
from casedesk.ui.workspace import Tools

_RECORDED, _SCALE, _SUGGESTED = "recorded", "scale", "suggested"


class Beside(QWidget):
    """One of them, as the writer chooses; the account to begin with."""

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._parts: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        names = {
            _RECORDED: _("Ce qui a été recueilli"),
            _SCALE: _("Niveaux de danger"),
            _SUGGESTED: _("Repères"),
        }
        concern = page.file.sheet(SheetCode.CONCERN)
        if concern is not None:
            declared = tools.rules.sheets[SheetCode.CONCERN]
            teller = Teller.of(tools)
            account = Account(declared, concern, page.amendments, teller)
            self._add(_RECORDED, names[_RECORDED], account)
        scale = DangerScale(tools.rules)
        self._add(_SCALE, names[_SCALE], scale)
        self.suggested = Suggested(tools, page)
        self._add(_SUGGESTED, names[_SUGGESTED], self.suggested)
        self.choice = Choice([(part, names[part]) for part in self._parts])
        self.choice.setAccessibleName(_("À côté de l'évaluation"))
        self.choice.set_value(next(iter(self._parts)))
        self.choice.chosen.connect(self._on_chosen)
        down = QVBoxLayout(self)
        down.setContentsMargins(edges(24, 24, 16, 16))
        down.setSpacing(12)
        down.addWidget(self.choice)
        down.addWidget(self._stack, 1)

    def _add(self, key: str, name: str, part: QWidget) -> None:
        area = theme.look(QScrollArea(), "page")
        area.setAccessibleName(name)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        theme.look(part, "page")
        # As tall as its width asks for, and no taller.
        part.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        area.setWidget(part)
        self._parts[key] = area
        self._stack.addWidget(area)

    def _on_chosen(self) -> None:
        self._stack.setCurrentWidget(self._parts[self.choice.value()])
