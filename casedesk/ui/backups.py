"""What home says of the backups: how old the last is, and that the exercise is due."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from casedesk.circuit.rights import Right
from casedesk.circuit.safekeeping import is_drill_due
from casedesk.i18n import _
from casedesk.ui.navigation import SafekeepingPlace
from casedesk.ui.widgets.backup_age import BackupAge
from casedesk.ui.widgets.buttons import link
from casedesk.ui.workspace import Tools


class BackupLine(QWidget):
    """One line, with the way there when there is something to do."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self.age = BackupAge()
        self._back_up = link(_("Sauvegarder"), self._go)
        self._drill = link(_("Exercice du mois à faire"), self._go)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        for each in (self.age, self._back_up, self._drill):
            across.addWidget(each)

    def refresh(self) -> None:
        made, now = self._tools.sitting.safekeeping.last_verified(), self._tools.clock()
        self.age.show_age(made, now)
        self._back_up.setVisible(self.age.is_old)
        self._drill.setVisible(made is not None and self._is_drill_due())

    def _is_drill_due(self) -> bool:
        """For whoever can do it and has an eye on all that is done."""
        desk = self._tools.desk
        may = desk.actor.may(Right.BACK_UP) and desk.actor.may(Right.SEE_WHOLE_JOURNAL)
        return may and is_drill_due(desk.reads.last_drill(), self._tools.clock())

    def _go(self) -> None:
        self._tools.go_to(SafekeepingPlace())
