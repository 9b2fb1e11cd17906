"""A sheet that is stuck in the queue of a printer, and the way to take it out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.print_queue import PrintQueue, QueuedSheet
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Notice

_LOOK_EVERY = 5  # seconds
_PATIENCE = 6  # looks: half a minute is enough for a printer to wake up


class QueueNotice(Notice):
    """Speaks up when a sheet has waited too long, also one of an earlier sitting."""

    def __init__(self, queue: PrintQueue, parent: QWidget | None = None) -> None:
        self.cancel = buttons.secondary(_("Retirer de la file"), self._on_cancel)
        super().__init__("warning", self.cancel, parent)
        self._queue = queue
        self._seconds = 0
        self._looks: dict[QueuedSheet, int] = {}
        self._warns = False

    def tick(self) -> None:
        """A second has gone by; looks only now and then."""
        self._seconds += 1
        if self._seconds % _LOOK_EVERY == 0:
            self.look()

    def look(self) -> None:
        """What came out meanwhile is forgotten."""
        waiting = self._queue.waiting()
        self._looks = {each: self._looks.get(each, 0) + 1 for each in waiting}
        stuck = self._stuck()
        self.cancel.setEnabled(bool(stuck))
        if stuck and not self._warns:  # once: it would be read aloud again each time
            told = _(
                "Une feuille attend encore dans la file de l'imprimante %(printer)s : "
                "elle sortirait plus tard, devant n'importe qui. Remettre du papier ou "
                "rallumer l'imprimante, ou la retirer de la file."
            )
            self.say(told % {"printer": isolate(stuck[0].printer)})
        elif self._warns and not stuck:
            self.say("")
        self._warns = bool(stuck)

    def _stuck(self) -> list[QueuedSheet]:
        return [each for each, looks in self._looks.items() if looks > _PATIENCE]

    def _on_cancel(self) -> None:
        out = [self._queue.cancel(each) for each in self._stuck()]
        self._looks.clear()
        self._warns = False
        self.cancel.setEnabled(False)
        if all(out):
            self.say(
                _(
                    "La feuille est retirée de la file et ne sortira plus. Compter "
                    "celles que vous avez en main."
                )
            )
        else:
            self.say(
                _(
                    "La feuille n'a pas pu être retirée. Rester devant l'imprimante "
                    "jusqu'à ce qu'elle sorte, ou l'éteindre et vider sa file."
                )
            )
