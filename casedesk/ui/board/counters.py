"""The numbers above a board; each is a link to its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from casedesk.circuit.queries import CaseList
from casedesk.circuit.rights import Actor, Right
from casedesk.i18n import _
from casedesk.i18n.formats import number
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.widgets.buttons import Button
from casedesk.ui.widgets.flow import Flow

_DIRECTOR = (
    CaseList.TO_DECIDE,
    CaseList.LATE,
    CaseList.CAME_BACK,
    CaseList.UNASSIGNED,
    CaseList.TO_REFER,
    CaseList.TO_CHASE,
    CaseList.TO_REDIRECT,
    CaseList.ALL,
    CaseList.CLOSED,
)
_WORKER = (
    CaseList.MINE,
    CaseList.LATE,
    CaseList.CAME_BACK,
    CaseList.UNASSIGNED,
    CaseList.TO_REFER,
    CaseList.TO_CHASE,
    CaseList.TO_REDIRECT,
)


def lists_for(actor: Actor) -> Sequence[CaseList]:
    """What this person's board counts, in the order of what waits."""
    return _DIRECTOR if actor.may(Right.DECIDE) else _WORKER


class Counters(QWidget):
    """`chosen(CaseList)` for what the person presses."""

    chosen = Signal(object)

    def __init__(
        self, lists: Sequence[CaseList], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        flow = Flow(self)
        group = QButtonGroup(self)
        self._buttons: dict[CaseList, QPushButton] = {}
        for which in lists:
            button = theme.look(Button(), "choice")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, each=which: self.chosen.emit(each))
            group.addButton(button)
            flow.addWidget(button)
            self._buttons[which] = button

    def count(self, which: CaseList, n: int) -> None:
        words = {"list": label(which), "n": number(n)}
        self._buttons[which].setText(_("%(list)s  %(n)s") % words)

    def mark(self, which: CaseList) -> None:
        """Show which list is looked at."""
        button = self._buttons.get(which)
        if button is not None:
            button.setChecked(True)

    def button(self, which: CaseList) -> QPushButton:
        return self._buttons[which]
