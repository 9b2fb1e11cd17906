"""What an organisation offers: one line each, and a few boxes for one more."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.directory import SaveService
from casedesk.circuit.directory import Entry, Service
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _, current
from casedesk.ui.directory.entry_card import service_line
from casedesk.ui.directory.words import particulars
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import quiet, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.text import CodeEdit, LineEdit
from casedesk.ui.workspace import Tools


class OffersCard(Card):
    """Adds a service, or takes one off the list; it stays in the history."""

    def __init__(
        self, tools: Tools, organisation: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Ce que le service offre"), parent)
        self._tools, self._organisation = tools, organisation
        names = particulars()
        self.service = Combo(self._options("SERVICE"), unset=_("Choisir…"))
        sexes = [each for each in self._options("SEX") if each[0] in ("F", "M")]
        self.sex = Combo(sexes, unset=_("Tous"))
        self.first, self.last, self.days = CodeEdit(), CodeEdit(), CodeEdit()
        self.conditions = LineEdit()
        self.fields = {
            "service": Field(names["service"], self.service),
            "age_from": Field(names["age_from"], self.first, hint=_("en années")),
            "age_to": Field(names["age_to"], self.last, hint=_("en années")),
            "sex": Field(names["sex"], self.sex),
            "delay_days": Field(names["delay_days"], self.days, hint=_("en jours")),
            "conditions": Field(names["conditions"], self.conditions),
        }
        self._notice = Notice("warning")
        self._list = QVBoxLayout()
        self.body.addLayout(self._list)
        of = self.fields
        self.add(
            Row(of["service"], of["sex"], fill=True),
            Row(of["age_from"], of["age_to"], of["delay_days"], fill=True),
            of["conditions"],
            self._notice,
            secondary(_("Ajouter ce service"), self._on_add, icon="plus"),
        )

    def show_entry(self, entry: Entry) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        for each in entry.offers:
            line = paragraph(service_line(self._tools, each))
            take_off = quiet(_("N'est plus offert"), partial(self._end, each), icon="x")
            take_off.setAccessibleDescription(line.text())
            shown = Row(line, trailing=[take_off])
            self._list.addWidget(shown)
            shown.show()

    def _options(self, listed: str) -> list[tuple[str, str]]:
        return [
            (each.code, each.label.in_language(current()))
            for each in self._tools.rules.codes.options(listed)
        ]

    def _end(self, each: Service) -> None:
        self._save(replace(each, active=False))

    def _on_add(self) -> None:
        service = Service(
            "",
            self._organisation,
            self.service.value(),
            age_from=_count(self.first) or 0,
            age_to=_count(self.last),
            sex=self.sex.value(),
            conditions=self.conditions.value(),
            delay_days=_count(self.days),
        )
        if self._save(service):
            self.service.set_value("")
            self.sex.set_value("")
            for box in (self.first, self.last, self.days, self.conditions):
                box.clear()

    def _save(self, service: Service) -> bool:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(SaveService(service))
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
            return False
        return True


def _count(box: CodeEdit) -> int | None:
    return int(box.value()) if box.value().isdecimal() else None
