"""What was cut short and still waits for the direction: departures half done."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.navigation import DeparturePlace
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Banner
from casedesk.ui.workspace import Tools


class Unfinished(QWidget):
    """A banner for each, with the way to its end; mostly nothing at all."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self.banners: list[Banner] = []

    def refresh(self) -> None:
        for banner in self.banners:
            banner.hide()
            banner.deleteLater()
        leavers = self._tools.sitting.keys.departures_to_finish()
        self.banners = [self._leaving(each) for each in leavers]
        for banner in self.banners:
            self._down.addWidget(banner)
        self.setVisible(bool(self.banners))

    def _leaving(self, person: PersonId) -> Banner:
        told = _("Le départ de « %(who)s » est commencé ; les clés restent à changer.")
        who = isolate(self._tools.desk.reads.person_label(person))
        go = partial(self._tools.go_to, DeparturePlace(person))
        return Banner(
            "warning", told % {"who": who}, secondary(_("Terminer le départ"), go)
        )
