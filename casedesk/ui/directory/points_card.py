"""Who answers inside an organisation, by function: they come, go, and are replaced."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.command import DeskCommand
from casedesk.circuit.commands.directory import (
    EndFocalPoint,
    ReplaceFocalPoint,
    SaveFocalPoint,
)
from casedesk.circuit.dates import local
from casedesk.circuit.directory import IN_POST, ON_LEAVE, Entry, FocalPoint
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _, current
from casedesk.ui import theme
from casedesk.ui.directory.entry_card import point_line
from casedesk.ui.directory.words import particulars
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import quiet, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.text import CodeEdit, LineEdit
from casedesk.ui.workspace import Tools


class PointsCard(Card):
    """One line each; whoever is added may take the place of one who left."""

    def __init__(
        self, tools: Tools, organisation: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Points focaux"), parent)
        self._tools, self._organisation = tools, organisation
        self.add(
            paragraph(
                _(
                    "Une fonction et le numéro du service, jamais le portable d'une "
                    "personne. Le nom, facultatif, ne s'imprime pas."
                ),
                muted=True,
            )
        )
        names = particulars()
        roles = tools.rules.codes.options("FOCAL_ROLE")
        self.function, self.office, self.name = LineEdit(), LineEdit(), LineEdit()
        self.phone = CodeEdit()
        self.role = Combo(
            [(each.code, each.label.in_language(current())) for each in roles],
            unset=_("Non précisé"),
        )
        self.follows = Combo(unset=_("Personne"))
        self.fields = {
            "function": Field(names["function"], self.function),
            "office": Field(names["office"], self.office),
            "phone": Field(names["phone"], self.phone),
            "role": Field(names["role"], self.role),
            "name": Field(_("Nom, facultatif"), self.name),
            "valid_from": Field(_("Prend la place de"), self.follows),
        }
        self._notice = Notice("warning")
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        of = self.fields
        self.add(
            Row(of["function"], of["office"], fill=True),
            Row(of["phone"], of["role"], fill=True),
            Row(of["name"], of["valid_from"], fill=True),
            self._notice,
            secondary(_("Ajouter ce point focal"), self._on_add, icon="plus"),
        )

    def show_entry(self, entry: Entry) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        points = entry.focal_points
        self.follows.offer(
            [(each.id, each.function) for each in points if not each.replaced_by]
        )
        for each in points:
            shown = self._line(each)
            self._list.addWidget(shown)
            shown.show()

    @property
    def _today(self) -> date:
        return local(self._tools.clock()).date()

    def _line(self, each: FocalPoint) -> QWidget:
        line = paragraph(point_line(self._tools, each, self._today))
        if each.wants_a_look(self._today):
            theme.look(line, "refusal")
        if each.is_over(self._today):
            return Row(line)
        away = each.status == ON_LEAVE
        leave = quiet(
            _("De retour") if away else _("En congé"), partial(self._leave, each)
        )
        gone = quiet(
            _("Parti(e)"), lambda: self._do(EndFocalPoint(each.id, self._today))
        )
        for button in (leave, gone):
            button.setAccessibleDescription(each.function)
        return Row(line, trailing=[leave, gone])

    def _leave(self, each: FocalPoint) -> None:
        status = IN_POST if each.status == ON_LEAVE else ON_LEAVE
        self._do(SaveFocalPoint(replace(each, status=status)))

    def _on_add(self) -> None:
        point = FocalPoint(
            "",
            self._organisation,
            self.function.value(),
            self._today,
            office=self.office.value(),
            role=self.role.value(),
            phone=self.phone.value(),
            name=self.name.value(),
        )
        before = self.follows.value()
        command: DeskCommand[str] = SaveFocalPoint(point)
        if before:
            command = ReplaceFocalPoint(before, point)
        if self._do(command):
            for box in (self.function, self.office, self.phone, self.name):
                box.clear()
            self.follows.set_value("")

    def _do(self, command: DeskCommand[Any]) -> bool:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
            return False
        return True
