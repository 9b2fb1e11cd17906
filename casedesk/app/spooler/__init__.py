"""The print queues of this machine, by platform."""

from __future__ import annotations

import sys

from casedesk.ui.print_queue import PrintQueue, QueuedSheet


class NoQueue:
    """Where the program cannot look into queues; the system itself tells of them."""

    def waiting(self) -> tuple[QueuedSheet, ...]:
        return ()

    def cancel(self, sheet: QueuedSheet) -> bool:
        return False

    def keeps_copies(self, printer: str) -> bool:
        return False


def queue() -> PrintQueue:
    if sys.platform == "win32":
        from casedesk.app.spooler.windows import WindowsQueue, winspool

        return WindowsQueue(winspool())
    return NoQueue()
