"""One signal for every screen: what the last finished command touched."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from casedesk.circuit.desk import Desk


class ChangeSignal(QObject):
    """`changed(Changes)`, after the commit, on the thread of the screens."""

    changed = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stop = desk.watch(self.changed.emit)
