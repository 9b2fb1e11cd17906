"""Whom one looks for: where, what for, for which child, at what hour."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from casedesk.circuit.finding import Shown, Wanted
from casedesk.i18n import _, current
from casedesk.i18n.labels import label
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.text import CodeEdit, LineEdit
from casedesk.ui.workspace import Tools

_IN_A_ROW = 4


class DirectoryFilters(QWidget):
    """`changed()` when the person looks for others."""

    changed = Signal()

    def __init__(
        self, tools: Tools, shown: Shown, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._codes = tools.rules.codes
        self.text = LineEdit()
        self.text.setPlaceholderText(_("Un nom"))
        self.shown = Combo([(str(each), label(each)) for each in Shown])
        self.shown.set_value(str(shown))
        self.territory = Combo(self._options("TERRITORY"), unset=_("Tous"))
        self.territory.set_value(tools.desk.reads.setting("territory"))
        self.service = Combo(self._options("SERVICE"), unset=_("Tous"))
        self.age = CodeEdit()
        self.age.setMaxLength(2)
        sexes = [each for each in self._options("SEX") if each[0] in ("F", "M")]
        self.sex = Combo(sexes, unset=_("Tous"))
        self.disability = Combo(self._options("DISAB"), unset=_("Indifférent"))
        self.urgent = Combo([("now", _("Jour et nuit"))], unset=_("Indifférent"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        for at, field in enumerate(self._fields()):
            grid.addWidget(field, at // _IN_A_ROW, at % _IN_A_ROW)
            grid.setColumnStretch(at % _IN_A_ROW, 1)
        for box in (self.text, self.age):
            box.textChanged.connect(self.changed)
        for combo in (
            self.shown,
            self.territory,
            self.service,
            self.sex,
            self.disability,
            self.urgent,
        ):
            combo.setMinimumContentsLength(6)
            combo.chosen.connect(self.changed)

    def wanted(self) -> Wanted:
        """As chosen now."""
        age = self.age.value()
        return Wanted(
            territory=self.territory.value(),
            service=self.service.value(),
            age=int(age) if age.isdecimal() else None,
            sex=self.sex.value(),
            disability=self.disability.value(),
            urgent=bool(self.urgent.value()),
            text=self.text.value(),
            shown=Shown(self.shown.value()),
        )

    def _fields(self) -> list[QWidget]:
        return [
            Field(_("Chercher"), self.text),
            Field(_("Afficher"), self.shown),
            Field(_("Territoire"), self.territory),
            Field(_("Service"), self.service),
            Field(_("Âge de l'enfant"), self.age),
            Field(_("Sexe"), self.sex),
            Field(_("Handicap"), self.disability),
            Field(_("Urgence"), self.urgent),
        ]

    def _options(self, listed: str) -> list[tuple[str, str]]:
        return [
            (each.code, each.label.in_language(current()))
            for each in self._codes.options(listed)
        ]
