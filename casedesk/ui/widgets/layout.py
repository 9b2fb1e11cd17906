"""How a page is laid out: a centred column, headings, cards, rows, banners."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import TypeVar

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMargins,
    QObject,
    QPoint,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from casedesk.i18n import _
from casedesk.i18n.formats import listed
from casedesk.ui import theme
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.sentence import Sentence

L = TypeVar("L", bound=QLabel)

_COLUMN = 54  # times the size of a letter: some 72 characters


class Page(QScrollArea):
    """One column, no wider than is good to read, scrolled with the keyboard too.

    Add to `body`. A `wide` page takes the whole window, for lists beside a case.
    """

    def __init__(self, parent: QWidget | None = None, *, wide: bool = False) -> None:
        super().__init__(parent)
        self._needed = 0
        theme.look(self, "page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = theme.look(QWidget(), "page")
        column = QWidget()
        self.body = QVBoxLayout(column)
        self.body.setContentsMargins(24, 24, 24, 32)
        self.body.setSpacing(16)
        across = QHBoxLayout(content)
        across.setContentsMargins(0, 0, 0, 0)
        if wide:
            across.addWidget(column)
        else:
            column.setMaximumWidth(_COLUMN * self.fontInfo().pixelSize() + 48)
            across.addStretch(1)
            across.addWidget(column, 1000)
            across.addStretch(1)
        # Narrow flows ask for many lines: by height for width only, or the page would
        # end in emptiness.
        ignored = QSizePolicy.Policy.Ignored
        content.setSizePolicy(QSizePolicy.Policy.Preferred, ignored)
        self.setWidget(content)

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what is in it: one never scrolls sideways."""
        least = super().minimumSizeHint()
        bar = self.verticalScrollBar().sizeHint().width()
        least.setWidth(self._content_width() + bar)
        return least

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is in it may need more room, or less, from now on."""
        if event.type() == QEvent.Type.LayoutRequest:
            needed = self._content_width()
            if needed != self._needed:
                self._needed = needed
                self.updateGeometry()
        return super().eventFilter(watched, event)

    def _content_width(self) -> int:
        content = self.widget()
        return content.minimumSizeHint().width() if content is not None else 0

    def show_all_of(self, widget: QWidget) -> None:
        """Scroll until this can be seen, from its top, also where it is new there."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self.ensureWidgetVisible(widget, 0, 48)
        if widget.height() > self.viewport().height():
            above = widget.mapTo(self, QPoint()).y()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + above - 24)


class Card(QFrame):
    """Things that belong together, on a surface of their own. Add to `body`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.look(self, "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 16, 16, 16)
        self.body.setSpacing(12)
        if title:
            self.body.addWidget(heading(title))

    def add(self, *widgets: QWidget) -> None:
        for widget in widgets:
            self.body.addWidget(widget)


class Row(QWidget):
    """Widgets side by side from the leading side; what is left over stays empty."""

    def __init__(
        self,
        *widgets: QWidget,
        trailing: Iterable[QWidget] = (),
        gap: int = 12,
        fill: bool = False,
        low: bool = False,
    ) -> None:
        """`trailing` ones stand at the other side; `fill` shares the width instead.

        `low`: their lower edges are in line, where some have more above their boxes.
        """
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(gap)
        edge = _LOW if low else _TOP
        for widget in widgets:
            grows = fill or _is_wrapped(widget)
            across.addWidget(widget, int(grows), edge if fill else _MIDDLE)
        if not fill and not any(map(_is_wrapped, widgets)):
            across.addStretch(1)
        for widget in trailing:
            across.addWidget(widget, 0, _MIDDLE)


class Abreast(QWidget):
    """Parts side by side; one under the other where there is no room for that."""

    def __init__(
        self,
        *parts: QWidget,
        shares: Iterable[int],
        gap: int = 12,
        letters: int = 0,
    ) -> None:
        """`shares` of what width is left over; `letters` wide at least, to be read."""
        super().__init__()
        self._letters = letters
        self._box = QBoxLayout(_ACROSS, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        for part, share in zip(parts, shares, strict=True):
            self._box.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest part, as they may stand one under the other."""
        least = super().minimumSizeHint()
        least.setWidth(max(self._widths(), default=0))
        return least

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = self._widths()
        abreast = sum(widths) + self._box.spacing() * (len(widths) - 1)
        needed = max(abreast, self._letters * self.fontInfo().pixelSize())
        wanted = _ACROSS if event.size().width() >= needed else _DOWN
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)

    def _widths(self) -> list[int]:
        items = (self._box.itemAt(at) for at in range(self._box.count()))
        return [each.minimumSize().width() for each in items if each is not None]


class Banner(QFrame):
    """Something to know before going on, with an icon and a word; `kind` says which.

    Kinds: "info", "warning", "danger".
    """

    def __init__(
        self,
        kind: str,
        sentence: str = "",
        action: QAbstractButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme.look(self, kind)
        self._icon = icon = QLabel()
        icon.setPixmap(_banner_picture(kind, self.devicePixelRatioF()))
        self._word = theme.look(QLabel(_banner_word(kind)), "strong")
        self._sentence = paragraph("")
        across = QHBoxLayout(self)
        across.setContentsMargins(12, 10, 12, 10)
        across.setSpacing(8)
        across.addWidget(icon, 0, _TOP)
        across.addWidget(self._word, 0, _TOP)
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.body.addWidget(self._sentence)
        across.addLayout(self.body, 1)
        self._sentence.setAlignment(_TOP)
        if action is not None:
            across.addWidget(action, 0, _TOP)
            for part in (icon, self._word, self._sentence):
                part.setContentsMargins(0, 8, 0, 0)
        self.say(sentence)

    def say(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self.setAccessibleName(listed((self._word.text(), sentence)))

    def go_on(self, ways: Iterable[QWidget]) -> None:
        """Let these stand after the sentence, in its line while there is room."""
        line = QWidget()
        flow = Flow(line, gap=4)
        self.body.removeWidget(self._sentence)
        self._sentence.setWordWrap(False)
        self._sentence.setContentsMargins(0, 6, 0, 0)
        for each in (self._sentence, *ways):
            flow.addWidget(each)
        self.body.addWidget(line)
        for part in (self._icon, self._word):
            part.setContentsMargins(0, 6, 0, 0)

    def sentence(self) -> str:
        return self._sentence.text()


class Notice(Banner):
    """A banner that is there only while it has something to say."""

    def __init__(
        self,
        kind: str = "warning",
        action: QAbstractButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(kind, action=action, parent=parent)
        self.hide()

    def say(self, sentence: str) -> None:
        super().say(sentence)
        self.setVisible(bool(sentence))
        if sentence:
            spoken = QAccessibleAnnouncementEvent(self, sentence)
            QAccessible.updateAccessibility(spoken)


class Banners(QWidget):
    """Banners under each other; nothing at all when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(8)
        self.banners: list[Banner] = []

    def show_banners(self, banners: Iterable[Banner]) -> None:
        """These instead of those there are."""
        for banner in self.banners:
            banner.hide()
            banner.deleteLater()
        self.banners = list(banners)
        for banner in self.banners:
            self._down.addWidget(banner)
            banner.show()
        self.setVisible(bool(self.banners))


class EmptyState(QWidget):
    """What a list says while nothing is in it, and what one can do about it."""

    def __init__(
        self,
        sentence: str,
        action: QAbstractButton | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        down = QVBoxLayout(self)
        down.setContentsMargins(16, 32, 16, 32)
        down.setSpacing(16)
        told = paragraph(sentence, muted=True)
        told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        down.addWidget(told)
        if action is not None:
            down.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)


def fill(whole: QWidget, part: QWidget) -> None:
    """Give all the room of `whole` to this one part of it."""
    down = QVBoxLayout(whole)
    down.setContentsMargins(0, 0, 0, 0)
    down.addWidget(part)


def edges(leading: int, top: int, trailing: int, bottom: int) -> QMargins:
    """Margins that change sides with the direction of the language, as Qt's do not."""
    mirrored = QApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left, right = (trailing, leading) if mirrored else (leading, trailing)
    return QMargins(left, top, right, bottom)


def title(text: str) -> QLabel:
    """The sentence a page begins with."""
    return leading(_wrapped(theme.look(Sentence(text), "title")))


def heading(text: str) -> QLabel:
    """What a part of a page is about."""
    return leading(_wrapped(theme.look(Sentence(text), "section")))


def paragraph(text: str, *, muted: bool = False) -> QLabel:
    """One or more sentences."""
    return _wrapped(theme.look(Sentence(text), "muted" if muted else "plain"))


def bullet(text: str) -> QWidget:
    """One of several things, its further lines under the first."""
    line, dot = QWidget(), QLabel("•")
    across = QHBoxLayout(line)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    across.addWidget(dot, 0, _TOP)
    across.addWidget(paragraph(text), 1)
    return line


def leading(label: L) -> L:
    """Let words in any script stand at the side where the page begins.

    Left to itself a label begins where its own first letter does.
    """
    upright = label.alignment() & Qt.AlignmentFlag.AlignVertical_Mask
    wanted = upright | Qt.AlignmentFlag.AlignLeading
    side = QStyle.visualAlignment(QApplication.layoutDirection(), wanted)
    label.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    return label


def rule() -> QFrame:
    """A thin line between two things."""
    line = theme.look(QFrame(), "rule")
    line.setFixedHeight(1)
    return line


def focus_first(page: QWidget, passing: QWidget | None = None) -> None:
    """Put the keyboard on the first thing to do on a page; it passes over some."""
    each = page.nextInFocusChain()
    while each is not None and each is not page:
        tabbed = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        usable = each.isEnabled() and each.isVisibleTo(page)
        passed = passing is not None and passing.isAncestorOf(each)
        if page.isAncestorOf(each) and tabbed and usable and not passed:
            each.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        each = each.nextInFocusChain()


def tab_through(*parts: QWidget) -> None:
    """Let Tab go through these in this order: Qt puts what was made last at the end."""
    stops = [
        each
        for part in parts
        for each in (part, *part.findChildren(QWidget))
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.window() is part.window()  # the list of a combo box is one of its own
    ]
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


def _is_wrapped(widget: QWidget) -> bool:
    """Sentences take the room there is; left to themselves they wrap too soon."""
    return isinstance(widget, QLabel) and widget.wordWrap()


def _wrapped(label: QLabel) -> QLabel:
    label.setTextFormat(Qt.TextFormat.PlainText)  # what people typed is never markup
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def _banner_picture(kind: str, ratio: float) -> QPixmap:
    worn = theme.shades()
    name, colour = {
        "info": ("info", worn.accent),
        "warning": ("triangle-alert", worn.warning),
        "danger": ("octagon-alert", worn.alarm),
    }[kind]
    return theme.picture(name, 20, colour, ratio)


def _banner_word(kind: str) -> str:
    return {
        "info": _("À savoir"),
        "warning": _("Attention"),
        "danger": _("Danger"),
    }[kind]


_ACROSS = QBoxLayout.Direction.LeftToRight
_DOWN = QBoxLayout.Direction.TopToBottom
_TOP = Qt.AlignmentFlag.AlignTop
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LOW = Qt.AlignmentFlag.AlignBottom


def show_if(widget: QWidget, wanted: bool) -> None:
    """Show or hide it; what has no place yet is shown with whatever it is put into.

    Shown before, it would open as a window and take the keyboard from the real one.
    """
    if not wanted or widget.parentWidget() is not None:
        widget.setVisible(wanted)
