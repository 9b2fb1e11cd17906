"""Which lines one looks for: whose, what, about which case, since when."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Home
from casedesk.circuit.dates import local
from casedesk.circuit.journal import ActKind, JournalFilter
from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.i18n.labels import label
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.text import CodeEdit
from casedesk.ui.workspace import Tools


class JournalFilters(QWidget):
    """`changed()` when the person looks for others."""

    changed = Signal()

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = tools.clock
        self.home = Combo([(str(each), _journal(each)) for each in homes(tools)])
        self.person = Combo(
            [(each.id, each.label) for each in tools.desk.reads.people()],
            unset=_("Tout le monde"),
        )
        self.kind = Combo(
            [(str(each), label(each)) for each in ActKind], unset=_("Tout")
        )
        self.days = Combo(_periods(), unset=_("Depuis le début"))
        self.case = CodeEdit()
        self.case.setPlaceholderText("SAL-26-0K7F")
        self.case.editingFinished.connect(self.changed)
        self.case_field = Field(_("Dossier"), self.case)
        across = Flow(self, gap=12)
        self._journal_field = Field(_("Journal"), self.home)
        for field in (
            self._journal_field,
            Field(_("Qui"), self.person),
            Field(_("Quoi"), self.kind),
            Field(_("Quand"), self.days),
            self.case_field,
        ):
            across.addWidget(field)
        for combo in (self.home, self.person, self.kind, self.days):
            combo.chosen.connect(self._on_chosen)
        self._journal_field.setVisible(self.home.count() > 1)
        self._settle()

    def which(self) -> JournalFilter:
        """As chosen now."""
        kind, days = self.kind.value(), self.days.value()
        return JournalFilter(
            home=Home(self.home.value()),
            person=PersonId(self.person.value()),
            kind=ActKind(kind) if kind else None,
            case_number=self.case.value().upper() if self._asks_case() else "",
            since=_begun(self._clock(), int(days)) if days else None,
        )

    def _on_chosen(self) -> None:
        self._settle()
        self.changed.emit()

    def _settle(self) -> None:
        self.case_field.setVisible(self._asks_case())

    def _asks_case(self) -> bool:
        return Home(self.home.value()) is Home.CASES


def homes(tools: Tools) -> list[Home]:
    """The journals one can look into from here: of a circle its own only."""
    if tools.desk is not tools.sitting.desk:
        return [Home.CASES]
    return [home for home in (Home.CASES, Home.DESK) if tools.desk.holds(home)]


def _journal(home: Home) -> str:
    return {Home.CASES: _("Dossiers"), Home.DESK: _("Commun à tous")}[home]


def _periods() -> list[tuple[str, str]]:
    return [
        ("1", _("Aujourd'hui")),
        ("7", _("Depuis 7 jours")),
        ("30", _("Depuis 30 jours")),
        ("365", _("Depuis un an")),
    ]


def _begun(now: datetime, days: int) -> datetime:
    """Midnight, so many civil days ago; today is the first of them."""
    today = local(now).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=days - 1)
