"""Making the boxes of a short form, each with its label and its name."""

from __future__ import annotations

from typing import Any

from casedesk.i18n import _, current
from casedesk.ui.casefile.addressees import Addressees
from casedesk.ui.typing import Box
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors_dates import DateEditor, MomentEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.text import LineEdit, LongText
from casedesk.ui.workspace import Tools


class Boxes:
    """`fields` are what is shown, `boxes` what is typed, by the same names."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self.fields: dict[str, Field[Any]] = {}
        self.boxes: dict[str, Box] = {}

    def long(self, key: str, label: str, hint: str = "") -> LongText:
        box = LongText(lines=3)
        self.fields[key] = Field(label, box, hint=hint)
        self.boxes[key] = (box.value, box.set_text)
        return box

    def code(self, key: str, label: str, listed: str, hint: str = "") -> Combo:
        codes = self._tools.rules.codes.options(listed)
        options = [(each.code, each.label.in_language(current())) for each in codes]
        return self.one_of(key, label, options, hint)

    def one_of(
        self, key: str, label: str, options: list[tuple[str, str]], hint: str = ""
    ) -> Combo:
        box = Combo(options, unset=_("Choisir…"))
        self.fields[key] = Field(label, box, hint=hint)
        self.boxes[key] = (box.value, box.set_value)
        return box

    def day(self, key: str, label: str, hint: str = "") -> DateEditor:
        box = DateEditor(self._tools.clock)
        self.fields[key] = Field(label, box, hint=hint)
        self.boxes[key] = (box.value, box.set_value)
        return box

    def moment(self, key: str, label: str) -> MomentEditor:
        box = MomentEditor(self._tools.clock)
        self.fields[key] = Field(label, box)
        self.boxes[key] = (box.value, box.set_value)
        return box

    def addressees(self, key: str, label: str) -> Addressees:
        box = Addressees(self._tools, several=True)
        self.fields[key] = Field(label, box)
        self.boxes[key] = (lambda: list(box.values()), box.set_values)
        return box

    def line(self, key: str, label: str, hint: str = "") -> LineEdit:
        box = LineEdit()
        self.fields[key] = Field(label, box, hint=hint)
        self.boxes[key] = (box.value, box.setText)
        return box
