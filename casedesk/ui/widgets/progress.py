"""A quiet line while something takes its time."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from casedesk.ui.widgets.layout import paragraph


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
