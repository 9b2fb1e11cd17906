"""Buttons by their weight on a page: one that matters most, others, links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from casedesk.i18n import _
from casedesk.ui import theme

Act = Callable[[], object]
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_UNMODIFIED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Button(QPushButton):
    """A button that Enter presses as Space does.

    A key held down presses once: the page that opens next is not answered by it.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        unmodified = event.modifiers() in _UNMODIFIED
        if event.key() not in _ENTER or not unmodified:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def primary(text: str, act: Act, *, icon: str = "") -> QPushButton:
    """The one thing this page is for."""
    return _button(text, act, "primary", icon, theme.shades().on_accent)


def large(text: str, act: Act, *, icon: str = "") -> QPushButton:
    """The one thing this person is here for."""
    made = _button(text, act, "large", icon, theme.shades().on_accent)
    made.setIconSize(theme.icon_size(24))
    return made


def secondary(text: str, act: Act, *, icon: str = "") -> QPushButton:
    """Something else one may do."""
    return _button(text, act, "secondary", icon, theme.shades().text)


def quiet(text: str, act: Act, *, icon: str = "") -> QPushButton:
    """Something one seldom does: no frame."""
    return _button(text, act, "quiet", icon, theme.shades().text)


def link(text: str, act: Act) -> QPushButton:
    """A way to another page, or to more of this one."""
    return _button(text, act, "link", "", "")


def on_control_enter(button: QPushButton) -> None:
    """Let Ctrl+Enter press it from anywhere on its page, while it can be seen."""
    button.setShortcut(QKeySequence("Ctrl+Return"))
    button.setToolTip(_("Ctrl+Entrée"))


class TwoStep(Button):
    """A button that asks in its own place before it does what cannot be undone.

    The first click shows `question` on it, the second emits `confirmed`; leaving it
    takes the question back.
    """

    confirmed = Signal()

    def __init__(self, text: str, question: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._text, self._question = text, question
        self._asked = False
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._ask(asked=False)

    def _on_clicked(self) -> None:
        if self._asked:
            self._ask(asked=False)
            self.confirmed.emit()
        else:
            self._ask(asked=True)

    def _ask(self, *, asked: bool) -> None:
        self._asked = asked
        self.setText(self._question if asked else self._text)
        theme.look(self, "danger" if asked else "secondary")


def _button(text: str, act: Act, look: str, icon: str, colour: str) -> QPushButton:
    made = theme.look(Button(text), look)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    if icon:
        made.setIcon(theme.icon(icon, colour))
        made.setIconSize(theme.icon_size(20))
    made.clicked.connect(lambda _checked: act())
    return made
