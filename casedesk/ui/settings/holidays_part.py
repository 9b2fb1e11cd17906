"""Days nobody works: the civil ones that ship, and the feasts entered by hand."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.settling import MOST_DAYS, SetHoliday
from casedesk.circuit.deadlines import Holiday
from casedesk.i18n import _
from casedesk.i18n.formats import long_date
from casedesk.ui.settings.part import LabelFields, Part
from casedesk.ui.settings.rows import Rows, ShownRow
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row
from casedesk.ui.widgets.text import LineEdit
from casedesk.ui.workspace import Tools

_ONCE, _YEARLY = "once", "yearly"
_LEAP = 2000


class HolidaysPart(Part):
    """The table, and one more day of it."""

    name = "holidays"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen = ""
        heads = (_("Jour"), _("Français"), _("Arabe"), _("État"))
        self.rows = Rows(_("Jours fériés"), heads, words=1)
        self.rows.chosen.connect(self._on_chosen)
        self.off = secondary("", self._on_off)
        self.day = DateEditor(tools.clock)
        self.new = LabelFields()
        self.often = Choice(
            [(_ONCE, _("Une fois")), (_YEARLY, _("Chaque année, le même jour"))]
        )
        self.often.set_value(_ONCE)
        self.days = Combo([(str(n), str(n)) for n in range(1, MOST_DAYS + 1)])
        self.basis = LineEdit()
        self.fields = {
            "day": Field(_("&Premier jour"), self.day),
            "days": Field(_("&Nombre de jours"), self.days),
            **self.new,
            "often": Field(_("Revient"), self.often),
            "basis": Field(
                _("D'où le sait-on ?"),
                self.basis,
                hint=_("Une annonce officielle, un décret."),
            ),
        }
        adding = Card(_("Ajouter un jour férié"))
        add = secondary(_("Ajouter"), self._on_add, icon="plus")
        adding.add(*self.fields.values(), Row(add))
        self.say(
            _(
                "Les délais en jours ouvrés sautent ces jours. Les fêtes qui suivent "
                "la lune s'ajoutent ici chaque année, une fois annoncées."
            )
        )
        self.add(self.rows, Row(self.off), self.notice, adding)
        self.remember(
            {
                "day": (self.day.value, self.day.set_value),
                "basis": (self.basis.value, self.basis.setText),
                **self.new.boxes(),
            }
        )
        self.refresh()

    def refresh(self) -> None:
        holidays = self._tools.rules.deadlines.calendar.holidays
        self.rows.show_rows([_row(each) for each in holidays], self._chosen)
        known = self._holiday()
        self.off.setVisible(known is not None)
        if known is not None:
            named = {"day": _day(known)}
            off = _("Le %(day)s se travaille") % named
            on = _("Le %(day)s est férié") % named
            self.off.setText(off if known.active else on)

    def _holiday(self) -> Holiday | None:
        holidays = self._tools.rules.deadlines.calendar.holidays
        return next((each for each in holidays if each.id == self._chosen), None)

    def _on_chosen(self, day: str) -> None:
        self._chosen = day
        self.refresh()

    def _on_off(self) -> None:
        known = self._holiday()
        if known is not None:
            label, basis = known.label, known.basis
            active = not known.active
            self.do(SetHoliday(known.id, label, basis=basis, active=active))

    def _on_add(self) -> None:
        day = str(self.day.value())
        if self.often.value() == _YEARLY:
            day = day[5:]
        command = SetHoliday(
            day, self.new.label(), int(self.days.value()), self.basis.value()
        )
        if self.do(command, self.fields):
            self.day.set_value("")
            self.basis.clear()
            for each in self.new.values():
                each.box.clear()
            self.forget()


def _day(holiday: Holiday) -> str:
    """`11 janvier`, or `20 mars 2026`."""
    if not holiday.is_yearly:
        return long_date(date.fromisoformat(holiday.id))
    day = date.fromisoformat(f"{_LEAP}-{holiday.id}")
    return long_date(day).replace(f" {_LEAP}", "")


def _row(holiday: Holiday) -> ShownRow:
    state = _("férié") if holiday.active else _("se travaille")
    cells = (_day(holiday), holiday.label.fr, holiday.label.ar, state)
    return ShownRow(holiday.id, cells)
