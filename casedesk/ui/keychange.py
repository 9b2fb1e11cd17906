"""New keys on their way: the copying, told step by step, and whatever came of it."""

from __future__ import annotations

from functools import partial

import shiboken6
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.keys import KeyChange
from casedesk.i18n import _
from casedesk.i18n.labels import sentence
from casedesk.ui.jobs import Jobs
from casedesk.ui.widgets.layout import fill
from casedesk.ui.widgets.progress import LongProgress
from casedesk.vault.errors import VaultError


class ChangeOfKeys(QWidget):
    """`over(why_not, changed)` once the stores go on, in new files or in the old.

    One may leave the page meanwhile: the change goes on and is settled all the same.
    """

    over = Signal(str, bool)

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._move: KeyChange | None = None
        self.progress = LongProgress()
        fill(self, self.progress)

    @property
    def is_running(self) -> bool:
        return self._move is not None

    def start(self, move: KeyChange) -> None:
        """Settled whatever happens: until then nobody could write."""
        self._move = move
        task = self._jobs.run_long(move.carry_out, self._on_done, self._on_failed)
        self.progress.follow(task, _("Copie sous de nouvelles clés, puis relecture…"))
        over = partial(self._on_ended)  # no bound method: the page may be gone by then
        task.ended.connect(lambda: QTimer.singleShot(0, over))

    def _on_done(self, _result: object) -> None:
        self._settle()
        self._tell("", changed=True)

    def _on_failed(self, error: Exception) -> None:
        self._settle()
        if not isinstance(error, Refused | Trouble | VaultError):
            raise error
        self._tell(sentence(error), changed=False)

    def _on_ended(self) -> None:
        """Neither done nor failed by now: it was stopped before the commit point."""
        if self._move is not None:
            self._settle()
            told = _("Arrêté : les clés d'avant restent en service.")
            self._tell(told, changed=False)

    def _tell(self, why_not: str, *, changed: bool) -> None:
        if shiboken6.isValid(self):  # else whoever comes back reads it there
            self.over.emit(why_not, changed)

    def _settle(self) -> None:
        move, self._move = self._move, None
        if move is not None:
            move.settle()
