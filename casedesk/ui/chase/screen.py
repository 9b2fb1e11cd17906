"""Two views of referrals: the calls to make today, and all of them by state."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.referral import ReferralId
from casedesk.i18n import _
from casedesk.ui.chase.board import BoardView
from casedesk.ui.chase.calls import CallsView
from casedesk.ui.navigation import ChasePlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.choice import Choice
from casedesk.ui.widgets.layout import title
from casedesk.ui.workspace import Tools

_CALLS, _BOARD = "calls", "board"
_KINDS = (Kind.REFERRAL, Kind.CASE, Kind.CHASE, Kind.REPLY)


class ChaseScreen(Screen):
    """Reached with Ctrl+Shift+R, from the navigation and from the board."""

    def __init__(
        self, tools: Tools, place: ChasePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self.calls = CallsView(tools)
        self.board = BoardView(tools)
        self.views = Choice([(_CALLS, _("Appels du jour")), (_BOARD, _("Tableau"))])
        self.views.setAccessibleName(_("Vue"))
        self.views.set_value(_BOARD if place.board else _CALLS)
        self.views.chosen.connect(self._turn)
        self._shown = QStackedWidget()
        self._shown.addWidget(self.calls)
        self._shown.addWidget(self.board)
        down = QVBoxLayout(self)
        down.setContentsMargins(24, 24, 24, 16)
        down.setSpacing(12)
        down.addWidget(title(self.title()))
        down.addWidget(self.views)
        down.addWidget(self._shown, 1)
        self.calls.told.connect(self.told)
        self._turn()

    def title(self) -> str:
        return _("Relances et orientations")

    def refresh(self) -> None:
        self.calls.refresh()
        self.board.refresh()

    def bookmark(self) -> tuple[ReferralId | None, ReferralId | None]:
        """The call one is at, and the card of the board."""
        row = self.board.chosen()
        return self.calls.at, row.id if row is not None else None

    def turn_to(self, bookmark: tuple[ReferralId | None, ReferralId | None]) -> None:
        call, card = bookmark
        if call is not None:
            self.calls.choose(call)
        if card is not None:
            self.board.choose(card)

    def concerns(self, changes: Changes) -> bool:
        return any(changes.of(kind) for kind in _KINDS)

    def _turn(self) -> None:
        on_board = self.views.value() == _BOARD
        shown = self.board if on_board else self.calls
        self._shown.setCurrentWidget(shown)
        self.setFocusProxy(shown)
        self.refresh()
