"""Buttons by their weight on a page: one that matters most, others, links."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
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


class WordyButton(Button):
    """A button whose words go on below where one line does not hold them.

    `text` is what it says, whatever lines that stands in. `bold`: it may be set so,
    and room is left for it.
    """

    def __init__(
        self, text: str = "", parent: QWidget | None = None, *, bold: bool = False
    ) -> None:
        super().__init__(parent)
        self._whole, self._bold = "", bold
        # Not Fixed: no button would ever be taller than one line of its words.
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setText(text)

    def text(self) -> str:
        return self._whole

    def setText(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(", ".join(text.replace("&", "").splitlines()))
        self._set_lines(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        frame = self._frame()
        lines = self._lines(width - frame.width())
        words = self._metrics().size(0, "\n".join(lines)).height()
        return frame.height() + max(words, self._icon_height())

    def sizeHint(self) -> QSize:
        words, frame = self._metrics().size(0, self._whole), self._frame()
        tall = max(words.height(), self._icon_height())
        return QSize(words.width() + frame.width(), tall + frame.height())

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        whole, measure = self.sizeHint(), self._metrics().horizontalAdvance
        longest = max(map(measure, self._whole.split()), default=0)
        wide = min(whole.width(), longest + self._frame().width())
        return QSize(wide, whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_lines(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_lines(self.width())
            self.updateGeometry()

    def _set_lines(self, width: int) -> None:
        """Only what is drawn: the words stay whole."""
        lines = "\n".join(self._lines(width - self._frame().width()))
        if lines != QPushButton.text(self):
            super().setText(lines)

    def _lines(self, room: int) -> list[str]:
        measure = self._metrics().horizontalAdvance
        lines: list[str] = []
        for paragraph in self._whole.splitlines():
            lines.append("")
            for word in paragraph.split(" "):
                longer = f"{lines[-1]} {word}".strip()
                if lines[-1] and measure(longer.replace("&", "")) > room:
                    lines.append(word)
                else:
                    lines[-1] = longer
        return lines

    def _frame(self) -> QSize:
        """What stands around the words: edges, spaces, icon."""
        drawn = self.fontMetrics().size(
            Qt.TextFlag.TextShowMnemonic, QPushButton.text(self)
        )
        around = super().sizeHint() - drawn
        tall = max(drawn.height(), self._icon_height())
        return QSize(around.width(), super().sizeHint().height() - tall)

    def _icon_height(self) -> int:
        return 0 if self.icon().isNull() else self.iconSize().height()

    def _metrics(self) -> QFontMetrics:
        font = QFont(self.font())
        font.setBold(self._bold or font.bold())
        return QFontMetrics(font)


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
