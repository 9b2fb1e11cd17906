"""A quiet line while something takes its time, and a button when it may be stopped."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui.jobs import STEPS, Task
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Row, paragraph


class Progress(QWidget):
    """A moving line with a sentence under it; takes its room even while it is still."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QProgressBar()
        self._line.setTextVisible(False)
        self._line.setFixedHeight(4)
        self._words = paragraph("", muted=True)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addWidget(self._line)
        down.addWidget(self._words)
        policy = self._line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._line.setSizePolicy(policy)
        self.stop()

    def start(self, sentence: str) -> None:
        self._line.setRange(0, 0)
        self._line.show()
        self._line.setAccessibleName(sentence)
        self._words.setText(sentence)

    def stop(self) -> None:
        self._line.setRange(0, 1)
        self._line.reset()
        self._line.hide()
        self._words.setText("")

    def is_running(self) -> bool:
        return self._line.maximum() == 0


class LongProgress(QWidget):
    """How far a long job is, with a button that stops it; there only meanwhile.

    `stopped()` when the person has pressed it: the job then ends at its next step.
    """

    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._task: Task | None = None
        self._line = QProgressBar()
        self._line.setTextVisible(False)
        self._line.setFixedHeight(4)
        self._words = paragraph("", muted=True)
        self._stop = buttons.secondary(_("Arrêter"), self._on_stop)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addWidget(self._line)
        down.addWidget(Row(self._words, trailing=[self._stop]))
        self.hide()

    def follow(self, task: Task, sentence: str) -> None:
        """Show this job of `Jobs.run_long` until it ends."""
        self._task = task
        task.moved.connect(self._on_moved)
        task.ended.connect(self._on_ended)
        self._line.setRange(0, 0)
        if task.share >= 0:  # reported before anybody listened
            self._on_moved(task.share)
        self._line.setAccessibleName(sentence)
        self._words.setText(sentence)
        self._stop.setEnabled(True)
        self.show()

    def is_running(self) -> bool:
        return self._task is not None

    def share(self) -> float:
        """How much of the job is done, from 0 to 1; 0 while nobody knows."""
        most = self._line.maximum()
        return self._line.value() / most if most else 0.0

    def _on_moved(self, share: int) -> None:
        self._line.setRange(0, STEPS)
        self._line.setValue(min(share, STEPS))

    def _on_stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._stop.setEnabled(False)
            self._words.setText(_("Arrêt en cours…"))
            self.stopped.emit()

    def _on_ended(self) -> None:
        self._task = None
        self.hide()
