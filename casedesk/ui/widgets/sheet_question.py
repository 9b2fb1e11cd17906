"""One question of a sheet: its words, its editor, help and what is still missing."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.circuit.sheet import Field, Gap
from casedesk.i18n import _, current
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.editors import Editor
from casedesk.ui.widgets.layout import paragraph


class Question(QWidget):
    """Label, editor, refusal. F1 opens the help under the label, and closes it."""

    edited = Signal()

    def __init__(
        self, field: Field, editor: Editor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field, self.editor = field, editor
        name = field.label.in_language(current())
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.RichText)
        self._label.setWordWrap(True)
        self._label.setBuddy(editor)
        self.tell_optional(optional=False)
        self.help = _Help(field.help.in_language(current()), name)
        self._refusal = _Refusal()
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self._label, 1)
        across.addWidget(self.help.button)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addLayout(across)
        for part in (self.help, editor, self._refusal):
            down.addWidget(part)
        editor.setAccessibleName(name)
        editor.edited.connect(self._on_edited)

    def level_with(self, other: Question) -> None:
        """Let both boxes stand in one line, also where one of them has help."""
        for each in (self, other):
            if each.help.text:
                each.help.button.ensurePolished()
                tall = each.help.button.sizeHint().height()
                self._label.setMinimumHeight(tall)
                other._label.setMinimumHeight(tall)

    def tell_optional(self, *, optional: bool) -> None:
        """Whether one may leave this one out, where that is not plain already."""
        name = escape(self.field.label.in_language(current()))
        said = f" <span style='color:{theme.shades().muted}'>{_('facultatif')}</span>"
        self._label.setText(f"<b>{name}</b>{said if optional else ''}")

    def complain(self, gap: Gap) -> None:
        """Say what is missing as close to it as can be."""
        sentence = self.editor.sentence(gap)
        if self.editor.complain(gap, sentence):
            return
        self._refusal.say(sentence)
        self.editor.setAccessibleDescription(sentence)
        self.editor.mark(lacking=True)

    def settle(self) -> None:
        """Nothing is missing any more."""
        self._refusal.say("")
        self.editor.setAccessibleDescription("")
        self.editor.settle()

    def complaint(self) -> str:
        """What is said to be missing, or nothing."""
        return self._refusal.sentence()

    def event(self, event: QEvent) -> bool:
        """F1 belongs to this question while it has help, before any shortcut."""
        if event.type() is QEvent.Type.ShortcutOverride and self._is_call(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_call(event):
            self.help.turn()
        else:
            super().keyPressEvent(event)

    def _is_call(self, event: QObject | QEvent) -> bool:
        asked = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F1
        return asked and bool(self.help.text)

    def _on_edited(self) -> None:
        self.settle()
        self.edited.emit()


class _Help(QFrame):
    """The help of a question, shown under its label; its button stands beside it."""

    def __init__(self, text: str, about: str) -> None:
        super().__init__()
        self.text = text.strip()
        theme.look(self, "info")
        down = QVBoxLayout(self)
        down.setContentsMargins(12, 8, 12, 8)
        down.setSpacing(4)
        for line in filter(None, self.text.splitlines()):
            down.addWidget(paragraph(line))
        icon = "circle-help" if self.text else ""
        self.button = buttons.quiet("", self.turn, icon=icon)
        self.button.setIconSize(QSize(18, 18))
        self.button.setToolTip(_("Aide (F1)"))
        self.button.setAccessibleName(_("Aide : %(question)s") % {"question": about})
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # F1 does it by keyboard
        if not self.text:
            self.button.hide()
        self.hide()

    def turn(self) -> None:
        self.setVisible(self.isHidden() and bool(self.text))


class _Refusal(QWidget):
    """The sentence after an icon: colour alone tells nothing."""

    def __init__(self) -> None:
        super().__init__()
        mark = QLabel()
        ratio = self.devicePixelRatioF()
        mark.setPixmap(theme.picture("triangle-alert", 16, theme.shades().alarm, ratio))
        self._words = theme.look(paragraph(""), "refusal")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        across.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(self._words, 1)
        self.hide()

    def say(self, sentence: str) -> None:
        self._words.setText(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        return self._words.text()
