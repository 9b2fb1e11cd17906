"""Start a window in a process of its own, and say when it has been painted.

`python -m tests.bench.first_paint` for a window with nothing in it, and with
`VAULT SETTINGS` for the one that `casedesk VAULT` opens.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Watch(QObject):
    """Ends the program when the window it watches has been painted."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._end)  # what is inside the window comes first
        return False

    def _end(self) -> None:
        sys.stdout.write("painted\n")
        sys.stdout.flush()
        QApplication.exit()


def bare() -> tuple[QApplication, QMainWindow]:
    """Nothing but PySide6."""
    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.resize(1366, 768)
    return application, window


def ours(vault: Path, settings: Path) -> tuple[QApplication, QMainWindow]:
    """What `casedesk.app.start.run` does, with folders of this run."""
    import casedesk.__main__  # noqa: F401 -- begins the program, and costs its share
    from casedesk import log
    from casedesk.app import start
    from casedesk.app.door import VaultDoor
    from casedesk.ui.faults import Faults
    from casedesk.ui.main_window import MainWindow
    from casedesk.ui.prompts import SystemPrompts
    from casedesk.ui.unlock.unlock_page import UnlockPage
    from casedesk.vault.kdf import DEFAULT_LIMITS, KdfCost

    application = start.prepared(QApplication(sys.argv[:1]))
    log.open_log(settings)
    cheap = DEFAULT_LIMITS.including(KdfCost(memory_kib=8, passes=1, lanes=1))
    door, load = VaultDoor(settings, cheap), partial(start.inside, settings)
    window = MainWindow(door, SystemPrompts(), load, vault)
    Faults(window.tell).install()
    if not isinstance(window.page, UnlockPage):
        raise TypeError("not at the unlock page")
    return application, window


def main() -> int:
    folders = map(Path, sys.argv[1:])
    application, window = ours(*folders) if len(sys.argv) > 1 else bare()
    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main())
