"""What is shown instead of a vault that cannot be opened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.i18n import _
from casedesk.ui.way_in import WayIn
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Banner, Page, Row, tab_through, title


class TroublePage(WayIn):
    """What happened, and a way on: `again()`, `elsewhere()` or `restoring()`.

    `reinstating()` is offered when the copy of the header is good.
    """

    again = Signal()
    elsewhere = Signal()
    restoring = Signal()
    reinstating = Signal()

    def __init__(
        self,
        sentence: Callable[[], str],
        parent: QWidget | None = None,
        *,
        has_copy: bool = False,
    ) -> None:
        """`sentence` says in the language spoken why it does not open."""
        super().__init__(parent)
        self._sentence, self._has_copy = sentence, has_copy
        self.furnish()

    def furnished(self) -> QWidget:
        page = Page()
        ways = Row(
            *(self._reinstate() if self._has_copy else ()),
            buttons.primary(_("&Recommencer"), self.again.emit, icon="refresh-cw"),
            buttons.secondary(_("Restaurer une &sauvegarde…"), self.restoring.emit),
            buttons.link(_("Choisir un autre &coffre"), self.elsewhere.emit),
        )
        page.add(
            self.languages,
            title(_("Ce coffre ne s'ouvre pas")),
            Banner("warning", self._sentence()),
            ways,
        )
        page.body.addStretch(1)
        tab_through(ways, self.languages)
        return page

    def _reinstate(self) -> tuple[QWidget, ...]:
        act = self.reinstating.emit
        return (buttons.secondary(_("Rétablir la &copie"), act, icon="refresh-cw"),)
