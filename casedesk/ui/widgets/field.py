"""A question with its box, and beside it what is still missing."""

from __future__ import annotations

from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.ui import theme
from casedesk.ui.widgets.layout import paragraph
from casedesk.ui.widgets.sentence import Sentence

B_co = TypeVar("B_co", bound=QWidget, covariant=True)


class Field(QWidget, Generic[B_co]):
    """Label, box, hint and refusal, one under the other.

    The label is the box's buddy and its accessible name: `&` in it gives the mnemonic.
    """

    def __init__(
        self,
        label: str,
        box: B_co,
        *,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.box = box
        self._label = theme.look(Sentence(label), "strong")
        self._label.setWordWrap(True)
        self._label.setBuddy(box)
        self._hint = theme.look(paragraph(hint), "small")
        self._refusal = theme.look(paragraph(""), "refusal")
        self._beside = _with_mark(self._refusal)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        for part in (self._label, self._hint, box, self._beside):
            down.addWidget(part)
        self._hint.setVisible(bool(hint))
        self._beside.hide()
        box.setAccessibleName(label.replace("&", ""))
        box.setAccessibleDescription(hint)

    def complain(self, sentence: str) -> None:
        """Say what is missing, beside the box and to who listens instead of looking."""
        self._refusal.setText(sentence)
        self._beside.show()
        self.box.setAccessibleDescription(sentence)
        theme.marked(self.box, "lacking", value=True)

    def settle(self) -> None:
        """Nothing is missing any more."""
        self._beside.hide()
        self.box.setAccessibleDescription(self._hint.text())
        theme.marked(self.box, "lacking", value=False)

    def hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def complaint(self) -> str:
        """What is said to be missing, or nothing."""
        return "" if self._beside.isHidden() else self._refusal.text()


def _with_mark(sentence: QLabel) -> QWidget:
    """The sentence after an icon: colour alone tells nothing."""
    beside, mark = QWidget(), QLabel()
    ratio = mark.devicePixelRatioF()
    mark.setPixmap(theme.picture("triangle-alert", 16, theme.shades().alarm, ratio))
    across = QHBoxLayout(beside)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(6)
    across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(sentence, 1)
    return beside
