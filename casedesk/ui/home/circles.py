"""The home of whoever works in restricted circles only: the board."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.ui.backups import BackupLine
from casedesk.ui.circles import alarms, circles_of
from casedesk.ui.navigation import HomePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import (
    Card,
    EmptyState,
    Page,
    fill,
    paragraph,
    show_if,
    title,
)
from casedesk.ui.workspace import Tools


class CirclesHome(Screen):
    """One button per circle, with how much waits in it; what is urgent comes first."""

    def __init__(
        self, tools: Tools, place: HomePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._list = QWidget()
        self._page = Page()
        self.backups = BackupLine(tools)
        show_if(self.backups, tools.desk.actor.may(Right.BACK_UP))
        self._page.add(title(_("Bonjour.")), self.backups, self._list)
        self._page.body.addStretch(1)
        fill(self, self._page)
        self.refresh()

    def title(self) -> str:
        return _("Accueil")

    def concerns(self, changes: Changes) -> bool:
        return False  # what waits in a circle changes only inside it

    def refresh(self) -> None:
        self.backups.refresh()
        named = circles_of(self._tools.sitting, self._tools.clock())
        down = QVBoxLayout(self._list)
        down.setContentsMargins(0, 0, 0, 0)
        if not named:
            down.addWidget(EmptyState(_no_circle_yet()))
            return
        tools = self._tools
        for banner in alarms(tools.sitting, tools.desk, tools.enter):
            down.addWidget(banner)
        card = Card(_("Vos cercles restreints"))
        card.add(
            paragraph(
                _(
                    "Les dossiers qui mettent en cause une personne de l'association. "
                    "Personne d'autre ne sait qu'ils existent."
                ),
                muted=True,
            )
        )
        for circle, text in named:
            card.add(
                buttons.large(text, partial(self._tools.enter, circle), icon="lock")
            )
        down.addWidget(card)


def _no_circle_yet() -> str:
    return _(
        "Aucun cercle ne vous est encore ouvert. La direction peut vous donner la clé "
        "du sien ; deux feuilles de secours de la présidence ouvrent le vôtre, depuis "
        "« Clés de secours »."
    )
