"""The settings: a row of subjects, and the one that is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from casedesk.circuit.changes import Changes, Home
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.ui.navigation import SettingsPlace
from casedesk.ui.screen import Screen
from casedesk.ui.settings.deadlines_part import DeadlinesPart
from casedesk.ui.settings.fields_part import FieldsPart
from casedesk.ui.settings.history_part import HistoryPart
from casedesk.ui.settings.holidays_part import HolidaysPart
from casedesk.ui.settings.leaves_part import LeavesPart
from casedesk.ui.settings.lists_part import ListsPart
from casedesk.ui.settings.part import Part
from casedesk.ui.settings.retention_part import RetentionPart
from casedesk.ui.settings.rules_part import RulesPart
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.layout import Page, fill, title
from casedesk.ui.workspace import Tools

PARTS: Mapping[str, Callable[[Tools], Part]] = {
    each.name: each
    for each in (
        LeavesPart,
        DeadlinesPart,
        HolidaysPart,
        ListsPart,
        FieldsPart,
        RulesPart,
        RetentionPart,
        HistoryPart,
    )
}


class SettingsScreen(Screen):
    """For whoever directs; every change is in the journal, and in the last part."""

    def __init__(
        self, tools: Tools, place: SettingsPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        tools.desk.actor.require(Right.FURNISH)
        self._tools = tools
        self.which = Choice([(name, _name(name)) for name in PARTS])
        self.which.setAccessibleName(self.title())
        self.which.set_value(place.part)
        self.which.chosen.connect(self._on_chosen)
        self.part: Part = PARTS[place.part](tools)
        self._page = Page()
        self._page.add(title(self.title()), self.which, self.part)
        self._page.body.addStretch(1)
        fill(self, self._page)

    def title(self) -> str:
        return _("Les réglages de l'association")

    def concerns(self, changes: Changes) -> bool:
        return changes.home is Home.DESK

    def refresh(self) -> None:
        self.part.refresh()

    def leave(self) -> None:
        self.part.leave()

    def _on_chosen(self) -> None:
        """What is typed in the part one leaves is kept."""
        self.part.leave()
        gone, self.part = self.part, PARTS[self.which.value()](self._tools)
        self._page.body.replaceWidget(gone, self.part)
        self.part.show()
        gone.hide()
        gone.deleteLater()


def _name(part: str) -> str:
    return {
        "leaves": _("Congés"),
        "deadlines": _("Délais"),
        "holidays": _("Jours fériés"),
        "lists": _("Listes"),
        "fields": _("Champs de l'association"),
        "rules": _("Règles"),
        "retention": _("Conservation"),
        "history": _("Qui a réglé quoi"),
    }[part]
