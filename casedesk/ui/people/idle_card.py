"""How long the vault stays open when nobody touches anything."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.furnishing import FurnishDesk
from casedesk.circuit.desk import Desk
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import _
from casedesk.ui import refusals
from casedesk.ui.lock.watch import IDLE_MINUTES, LONGEST, SHORTEST, minutes
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice


class IdleCard(Card):
    """A choice of minutes, kept as soon as it is made."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Verrouillage"), parent)
        self._desk = desk
        self._notice = Notice()
        told = _("%(minutes)d min")
        self._minutes = Field(
            _("&Sans activité, verrouiller après"),
            Combo(
                (str(each), told % {"minutes": each})
                for each in range(SHORTEST, LONGEST + 1)
            ),
            hint=_("Pour tout le monde, dès la prochaine ouverture du coffre."),
        )
        self._minutes.box.chosen.connect(self._on_chosen)
        self.add(self._notice, self._minutes)
        self.refresh()

    def refresh(self) -> None:
        kept = self._desk.reads.setting(IDLE_MINUTES)
        self._minutes.box.set_value(str(minutes(kept)))

    def _on_chosen(self) -> None:
        self._notice.say("")
        chosen = {IDLE_MINUTES: self._minutes.box.value()}
        try:
            self._desk.do(FurnishDesk(chosen, (), (), ()))
        except (Refused, Trouble) as why_not:
            refusals.tell(why_not, self._notice)
            self.refresh()
