"""Questions answered by pressing: one answer of a few, or several."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from casedesk.ui import theme
from casedesk.ui.widgets.buttons import WordyButton
from casedesk.ui.widgets.flow import Flow

_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_ON = (Qt.Key.Key_Down, Qt.Key.Key_Right)


class Choices(QWidget):
    """Several answers of a few, in the order they are offered.

    `chosen` is for what the person presses, never for `set_values`. `column`: they
    stand in even columns of so many letters, as long names do.
    """

    chosen = Signal()
    _marks = ("square", "square-check")

    def __init__(
        self,
        options: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        column: int = 0,
    ) -> None:
        super().__init__(parent)
        self._buttons: dict[str, QPushButton] = {}
        self._look = "row" if column else "choice"
        flow = Flow(self, column=column)
        for value, text in options:
            button = self._option(text)
            button.clicked.connect(lambda _=False, value=value: self._on_clicked(value))
            self._buttons[value] = button
            flow.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if self._buttons:
            self.setFocusProxy(next(iter(self._buttons.values())))

    def values(self) -> list[str]:
        return [value for value, each in self._buttons.items() if each.isChecked()]

    def set_values(self, values: Sequence[str]) -> None:
        for value, button in self._buttons.items():
            self._mark(button, checked=value in values)

    def offers(self, value: str) -> bool:
        return value in self._buttons

    def button(self, value: str) -> QPushButton:
        return self._buttons[value]

    def setAccessibleName(self, name: str) -> None:
        """Each button is a stop of its own, so each says which question it answers."""
        super().setAccessibleName(name)
        for button in self._buttons.values():
            button.setAccessibleDescription(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from one answer to the next; Space or Enter presses it."""
        order = list(self._buttons.values())
        here = next((n for n, each in enumerate(order) if each.hasFocus()), None)
        step = self._step(Qt.Key(event.key()))
        if here is None or not step:
            super().keyPressEvent(event)
            return
        order[(here + step) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)

    def _step(self, key: Qt.Key) -> int:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        step = (key in _ON) - (key in _BACK)
        return -step if mirrored and sideways else step

    def _option(self, text: str) -> QPushButton:
        button = theme.look(WordyButton(text, self), self._look)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setIconSize(theme.icon_size(16))
        button.setToolTip(text)
        self._mark(button, checked=False)
        return button

    def _mark(self, button: QPushButton, *, checked: bool) -> None:
        button.setChecked(checked)
        shade = theme.shades().accent if checked else theme.shades().edge
        button.setIcon(theme.icon(self._marks[checked], shade))

    def _on_clicked(self, value: str) -> None:
        self._mark(self._buttons[value], checked=self._buttons[value].isChecked())
        self.chosen.emit()


class Choice(Choices):
    """One answer of a few. Pressing it again takes it back where that is allowed."""

    _marks = ("circle", "circle-dot")

    def __init__(
        self,
        options: Iterable[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        revocable: bool = False,
        column: int = 0,
    ) -> None:
        super().__init__(options, parent, column=column)
        self._revocable = revocable

    def value(self) -> str:
        return next(iter(self.values()), "")

    def set_value(self, value: str) -> None:
        self.set_values((value,))

    def _on_clicked(self, value: str) -> None:
        kept = self.button(value).isChecked() or not self._revocable
        self.set_value(value if kept else "")
        self.chosen.emit()
