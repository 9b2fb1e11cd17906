"""Leaves: who is away, from when to when, and who stands in for them."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.settling import CallOffLeave, SetLeave
from casedesk.circuit.dates import local
from casedesk.circuit.leaves import Leave, LeaveId
from casedesk.circuit.people import PersonId
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import long_date
from casedesk.ui.settings.part import Part
from casedesk.ui.settings.rows import Rows, ShownRow
from casedesk.ui.widgets.buttons import TwoStep, primary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Row
from casedesk.ui.workspace import Tools


class LeavesPart(Part):
    """Those to come and those gone by, and one more."""

    name = "leaves"

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(tools, parent)
        self._chosen = ""
        heads = (_("Absent"), _("Remplacé par"), _("Du"), _("Au"), _("État"))
        self.rows = Rows(_("Congés"), heads)
        self.rows.chosen.connect(self._on_chosen)
        self.off = TwoStep(_("Annuler ce congé"), _("Oui, annuler"))
        self.off.confirmed.connect(self._on_off)
        people = [each for each in tools.desk.reads.people() if each.is_active]
        rights = tools.rules.rights
        on_cases = [each for each in people if Right.SEE_CASES in rights.of(each)]
        offered = [(each.id, each.label) for each in on_cases]
        self.person = Combo(offered, unset=_("Choisir…"))
        self.deputy = Combo(offered, unset=_("Choisir…"))
        self.first, self.last = DateEditor(tools.clock), DateEditor(tools.clock)
        self.fields = {
            "person": Field(_("&Qui s'absente"), self.person),
            "deputy": Field(
                _("Qui &remplace"),
                self.deputy,
                hint=_("Voit et traite ses dossiers tant que dure le congé."),
            ),
            "first": Field(_("&Du"), self.first),
            "last": Field(_("&Au (compris)"), self.last),
        }
        adding = Card(_("Noter un congé"))
        add = primary(_("Noter ce congé"), self._on_add)
        adding.add(*self.fields.values(), Row(add))
        self.say(
            _(
                "Pas de motif : il ne regarde personne. Le remplacement vaut à chaque "
                "ouverture du coffre entre ces deux jours."
            )
        )
        self.add(self.rows, Row(self.off), self.notice, adding)
        self.remember(
            {
                "first": (self.first.value, self.first.set_value),
                "last": (self.last.value, self.last.set_value),
            }
        )
        self.refresh()

    def refresh(self) -> None:
        leaves = self._tools.desk.reads.leaves()
        self.rows.show_rows([self._row(each) for each in leaves], self._chosen)
        known = next((each for each in leaves if each.id == self._chosen), None)
        over = known is None or known.called_off or known.last < self._today
        self.off.setVisible(not over)

    @property
    def _today(self) -> date:
        return local(self._tools.clock()).date()

    def _row(self, leave: Leave) -> ShownRow:
        label = self._tools.desk.reads.person_label
        state = _("à venir")
        if leave.called_off:
            state = _("annulé")
        elif leave.last < self._today:
            state = _("passé")
        elif leave.covers(self._today):
            state = _("en cours")
        days = (long_date(leave.first), long_date(leave.last))
        return ShownRow(
            leave.id, (label(leave.person), label(leave.deputy), *days, state)
        )

    def _on_chosen(self, leave: str) -> None:
        self._chosen = leave
        self.refresh()

    def _on_off(self) -> None:
        self.do(CallOffLeave(LeaveId(self._chosen)))

    def _on_add(self) -> None:
        command = SetLeave(
            PersonId(self.person.value()),
            PersonId(self.deputy.value()),
            _day(self.first),
            _day(self.last),
        )
        if self.do(command, self.fields):
            for combo in (self.person, self.deputy):
                combo.set_value("")
            for editor in (self.first, self.last):
                editor.set_value("")
            self.forget()


def _day(editor: DateEditor) -> date | None:
    try:
        return date.fromisoformat(str(editor.value() or ""))
    except ValueError:
        return None
