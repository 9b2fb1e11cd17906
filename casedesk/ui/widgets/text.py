"""Boxes to write in, each in the direction of what is written."""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QMenu, QSizePolicy, QTextEdit, QWidget

from casedesk.ui.widgets import clipboard

LTR = Qt.LayoutDirection.LeftToRight
RTL = Qt.LayoutDirection.RightToLeft
_NEAR, _FAR = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


def direction_of(text: str) -> Qt.LayoutDirection | None:
    """The direction of the first letter that has one."""
    for letter in text:
        match unicodedata.bidirectional(letter):
            case "L":
                return LTR
            case "R" | "AL":
                return RTL
    return None


def _of_number(text: str) -> Qt.LayoutDirection | None:
    """Telephones and dates read left to right also where no letter says so."""
    return LTR if any(letter.isdecimal() for letter in text) else None


class CopiedPlain(QLineEdit):
    """One line whose copies are plain, ours, and out of every clipboard history.

    `is_identity` is for what names somebody: nothing of it is copied at all.
    """

    is_identity = False

    def value(self) -> str:
        return self.text().strip()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_out()
        elif event.matches(QKeySequence.StandardKey.Cut):
            self.cut_out()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def menu(self) -> QMenu:
        """The usual one, which copies as the keys do."""
        menu = self.createStandardContextMenu()
        ours = {"edit-copy": self.copy_out, "edit-cut": self.cut_out}
        for action in menu.actions():
            act = ours.get(action.objectName())
            if act is not None:
                action.triggered.disconnect()
                action.triggered.connect(act)
                action.setEnabled(action.isEnabled() and not self.is_identity)
        return menu

    def copy_out(self) -> None:
        if not self.is_identity and self.echoMode() is QLineEdit.EchoMode.Normal:
            clipboard.put(self.selectedText())

    def cut_out(self) -> None:
        if not self.is_identity:
            self.copy_out()
            self.insert("")


class LineEdit(CopiedPlain):
    """One line that follows the script typed in it.

    While empty it has the direction of the window, or `resting`: that of the script it
    waits for.
    """

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        resting: Qt.LayoutDirection | None = None,
    ) -> None:
        super().__init__(parent)
        self._resting = resting
        self.textChanged.connect(self._follow)
        self._follow("")

    def _follow(self, text: str) -> None:
        wanted = direction_of(text) or _of_number(text) or self._resting
        if wanted is None:
            self.unsetLayoutDirection()
            return
        self.setLayoutDirection(wanted)
        side = _FAR if wanted is RTL else _NEAR  # an empty box asks the keyboard else
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | _MIDDLE)


class CodeEdit(CopiedPlain):
    """One line that reads left to right in every language: codes, telephones, paths."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayoutDirection(LTR)


class PassphraseEdit(CodeEdit):
    """One line that shows nothing of what is typed, except in which script.

    `script_typed` tells whether the last letter was Arabic: on a shared machine the
    keyboard is often not the one the passphrase was chosen on. `entered` when it gets
    the keyboard.
    """

    script_typed = Signal(bool)
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        direction = direction_of(event.text())
        if direction is not None:
            self.script_typed.emit(direction is RTL)


class LongText(QTextEdit):
    """Paragraphs of plain text, each in its own direction; grows with what it holds.

    `edited` is for what the person types or pastes, never for `set_text`.
    """

    edited = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, lines: int = 4, most: int = 14
    ) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self._lines, self._most = lines, most
        self._being_set = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.textChanged.connect(self._on_changed)
        self.document().documentLayout().documentSizeChanged.connect(
            self.updateGeometry
        )

    def value(self) -> str:
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        self._being_set = True
        self.setPlainText(text)
        self._being_set = False

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().lineSpacing()
        frame = self.height() - self.viewport().height() if self.isVisible() else 12
        wanted = round(self.document().size().height())
        inner = min(max(wanted, self._lines * line + 8), self._most * line + 8)
        return QSize(super().sizeHint().width(), inner + frame)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def createMimeDataFromSelection(self) -> QMimeData:
        return clipboard.plain(self.textCursor().selection().toPlainText())

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(source.text())

    def _on_changed(self) -> None:
        if not self._being_set:
            self.edited.emit()
