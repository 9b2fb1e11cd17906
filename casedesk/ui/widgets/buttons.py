"""Buttons by their weight on a page: one that matters most, others, links."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QPixmap,
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


class _Measured(NamedTuple):
    """What a button measures; a form has hundreds of them, and asks again and again."""

    metrics: QFontMetrics
    around: QSize  # edges, spaces, icon
    whole: QSize  # with every paragraph in one line
    icon: int  # the least height of what is inside


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
        self._measured: _Measured | None = None
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
        super().setText(text)
        self._measure_again()

    def setIcon(self, icon: QIcon | QPixmap) -> None:
        had_none = self.icon().isNull()
        super().setIcon(icon)
        if had_none:
            self._measure_again()

    def setIconSize(self, size: QSize) -> None:
        super().setIconSize(size)
        self._measure_again()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        kept = self._measure()
        if width >= kept.whole.width():
            return kept.whole.height()
        lines = self._lines(width - kept.around.width())
        words = kept.metrics.size(0, "\n".join(lines)).height()
        return kept.around.height() + max(words, kept.icon)

    def sizeHint(self) -> QSize:
        return self._measure().whole

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word."""
        kept = self._measure()
        words = map(kept.metrics.horizontalAdvance, self._whole.split())
        wide = max(words, default=0) + kept.around.width()
        return QSize(min(kept.whole.width(), wide), kept.whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_lines(event.size().width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measured = None
            if self.isVisible():
                self._set_lines(self.width())

    def _set_lines(self, width: int) -> None:
        """Only what is drawn: the words stay whole."""
        kept, drawn = self._measure(), self._whole
        if width < kept.whole.width():
            drawn = "\n".join(self._lines(width - kept.around.width()))
        if drawn != QPushButton.text(self):
            super().setText(drawn)

    def _lines(self, room: int) -> list[str]:
        measure = self._measure().metrics.horizontalAdvance
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

    def _measure(self) -> _Measured:
        if self._measured is None:
            self.ensurePolished()
            font = QFont(self.font())
            font.setBold(self._bold or font.bold())
            metrics = QFontMetrics(font)
            icon = 0 if self.icon().isNull() else self.iconSize().height()
            mnemonic = Qt.TextFlag.TextShowMnemonic
            drawn = self.fontMetrics().size(mnemonic, QPushButton.text(self))
            hint, words = super().sizeHint(), metrics.size(mnemonic, self._whole)
            around = QSize(
                hint.width() - drawn.width(), hint.height() - max(drawn.height(), icon)
            )
            whole = around + QSize(words.width(), max(words.height(), icon))
            self._measured = _Measured(metrics, around, whole, icon)
        return self._measured

    def _measure_again(self) -> None:
        self._measured = None
        self.updateGeometry()


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
