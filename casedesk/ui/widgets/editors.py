"""Where the questions of a sheet are answered: one editor for each kind of answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from casedesk.circuit.sheet import LONGEST_TEXT, Gap
from casedesk.i18n import _
from casedesk.i18n.formats import listed, number
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.choice import Choice, Choices
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Row, paragraph
from casedesk.ui.widgets.sentence import Sentence
from casedesk.ui.widgets.text import LineEdit, LongText

Options = Sequence[tuple[str, str]]
SHOWN = 2 * LONGEST_TEXT  # characters; the layout of an unbroken megabyte takes minutes


class Editor(QWidget):
    """The answer to one question, in the form a sheet stores.

    What cannot be understood is the value too, as typed: the sheet says what is wrong
    with it, and nothing typed is lost. `edited` is for what the person does.
    """

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._boxes: list[tuple[QWidget, str]] = []

    def value(self) -> Any:
        """None, "" or [] while there is no answer."""
        raise NotImplementedError

    def set_value(self, value: Any) -> None:
        raise NotImplementedError

    def words(self) -> str:
        """The answer in a few words, for a folded section."""
        return str(self.value() or "")

    def sentence(self, gap: Gap) -> str:
        """What is missing or wrong, as exactly as this editor can tell."""
        return label(gap.lack)

    def complain(self, gap: Gap, sentence: str) -> bool:
        """Say it closer to what is wrong than under the whole; False: not done."""
        return False

    def settle(self) -> None:
        """Take back every complaint."""
        self.mark(lacking=False)

    def mark(self, *, lacking: bool) -> None:
        for box, _part in self._boxes:
            theme.marked(box, "lacking", value=lacking)

    def setAccessibleName(self, name: str) -> None:
        """Every box says which question it answers, and which part of it."""
        for box, part in self._boxes:
            box.setAccessibleName(listed((name, part)))

    def setAccessibleDescription(self, description: str) -> None:
        for box, _part in self._boxes:
            box.setAccessibleDescription(description)

    def _takes(self, box: QWidget, part: str = "") -> None:
        """Count a box as one of this editor's; the first one gets the focus."""
        if not self._boxes:
            self.setFocusProxy(box)
        self._boxes.append((box, part))

    def _flows(self, *widgets: QWidget) -> None:
        """Stand side by side as long as there is room."""
        flow = Flow(self)
        for widget in widgets:
            flow.addWidget(widget)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _laid(self, layout: QBoxLayout, *widgets: QWidget) -> None:
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in widgets:
            layout.addWidget(widget)


class LineEditor(Editor):
    """One line, in the direction of its script, with a word when it grows too long."""

    def __init__(self, longest: int, box: LineEdit | None = None) -> None:
        super().__init__()
        self.box = box or LineEdit()
        self._length = _Length(longest)
        self._laid(QVBoxLayout(self), self.box, self._length)
        self._takes(self.box)
        self.box.textEdited.connect(self._on_edited)

    def value(self) -> str:
        return self.box.value()

    def set_value(self, value: Any) -> None:
        self.box.setText(str(value or ""))
        self.box.setCursorPosition(0)
        self._length.tell(len(self.value()))

    def _on_edited(self, text: str) -> None:
        self._length.tell(len(text.strip()))
        self.edited.emit()


class LongEditor(Editor):
    """Paragraphs; `quoted` ones stand between quotation marks, as they were said."""

    def __init__(self, longest: int, *, quoted: bool = False) -> None:
        super().__init__()
        self.box = _Paragraphs(lines=3 if quoted or longest > 1000 else 2)
        self._length = _Length(longest)
        first_only = _("Ne garder que ce qui est affiché")
        self._beneath = Row(buttons.link(first_only, self._on_first_only))
        self._laid(
            QVBoxLayout(self),
            _between_marks(self.box) if quoted else self.box,
            self._length,
            self._beneath,
        )
        self._takes(self.box)
        self.box.edited.connect(self._on_edited)
        self._tell()

    def value(self) -> str:
        return self.box.value().strip()

    def set_value(self, value: Any) -> None:
        self.box.set_text(str(value or ""))
        self._tell()

    def words(self) -> str:
        return " ".join(self.box.toPlainText()[:LONGEST_TEXT].split())

    def _on_edited(self) -> None:
        self._tell()
        self.edited.emit()

    def _on_first_only(self) -> None:
        self.box.rest = ""
        self._on_edited()

    def _tell(self) -> None:
        self._beneath.setVisible(bool(self.box.rest))
        self._length.tell(len(self.value()), partly_shown=bool(self.box.rest))


class _Paragraphs(LongText):
    """Shows the beginning of a very long text and keeps the rest of it as it is."""

    rest = ""

    def value(self) -> str:
        return super().value() + self.rest

    def set_text(self, text: str) -> None:
        self.rest = text[SHOWN:]
        super().set_text(text[:SHOWN])

    def insertFromMimeData(self, source: QMimeData) -> None:
        pasted = source.text()
        shown = self.toPlainText()
        if len(shown) + len(pasted) <= SHOWN:
            super().insertFromMimeData(source)
            return
        cursor = self.textCursor()
        before = shown[: cursor.selectionStart()]
        after = shown[cursor.selectionEnd() :]
        self.set_text(before + pasted + after + self.rest)
        self.edited.emit()


class _Length(Sentence):
    """Says how long a text is once it is too long for a sheet."""

    def __init__(self, longest: int) -> None:
        super().__init__()
        self._longest = longest
        theme.look(self, "refusal").setWordWrap(True)
        self.hide()

    def tell(self, length: int, *, partly_shown: bool = False) -> None:
        self.setVisible(length > self._longest)
        if length <= self._longest:
            return
        told = _(
            "Ce texte a %(length)s caractères, la fiche en porte %(longest)s. "
            "Tout est gardé ; le raccourcir avant de signer ou de transmettre."
        )
        rest = _("Seul le début est affiché.")
        known = {"length": number(length), "longest": number(self._longest)}
        self.setText(f"{told % known} {rest if partly_shown else ''}".strip())


class IntegerEditor(Editor):
    """A number of things."""

    def __init__(self) -> None:
        super().__init__()
        self.box = LineEdit()
        self.box.setMaximumWidth(120)
        self._laid(QHBoxLayout(self), self.box)
        self._takes(self.box)
        self.box.textEdited.connect(lambda _text: self.edited.emit())

    def value(self) -> int | str:
        typed = self.box.value()
        return int(typed) if typed.isdecimal() and len(typed) < 10 else typed

    def set_value(self, value: Any) -> None:
        self.box.setText("" if value is None else str(value))

    def words(self) -> str:
        return self.box.value()


class ChoiceEditor(Editor):
    """One answer of a few, all seen at once; pressing it again takes it back.

    `name` is what an answer is called that is offered no longer.
    """

    def __init__(self, options: Options, name: Callable[[str], str] = str) -> None:
        super().__init__()
        self._name = name
        self.box = Choice(options, revocable=True)
        self._texts = dict(options)
        self._not_offered = ""
        self._laid(QVBoxLayout(self), self.box)
        self._takes(self.box)
        self.box.chosen.connect(self._on_chosen)

    def value(self) -> str:
        return self.box.value() or self._not_offered

    def set_value(self, value: Any) -> None:
        chosen = str(value or "")
        self._not_offered = "" if chosen in self._texts else chosen
        self.box.set_value(chosen)

    def words(self) -> str:
        value = self.value()
        return self._texts.get(value) or (self._name(value) if value else "")

    def _on_chosen(self) -> None:
        self._not_offered = ""
        self.edited.emit()


class ChoicesEditor(Editor):
    """Several answers of a list; `name` as of one answer."""

    def __init__(self, options: Options, name: Callable[[str], str] = str) -> None:
        super().__init__()
        self._name = name
        self.box = Choices(options)
        self._texts = dict(options)
        self._not_offered: list[str] = []
        self._laid(QVBoxLayout(self), self.box)
        self._takes(self.box)
        self.box.chosen.connect(self.edited)

    def value(self) -> list[str]:
        return self.box.values() + self._not_offered

    def set_value(self, value: Any) -> None:
        chosen = [str(each) for each in value or ()]
        self._not_offered = [each for each in chosen if each not in self._texts]
        self.box.set_values(chosen)

    def words(self) -> str:
        told = (self._texts.get(each) or self._name(each) for each in self.value())
        return listed(told)


class ComboEditor(Editor):
    """One answer of a long list; one that is offered no longer stays while chosen."""

    def __init__(self, options: Options, name: Callable[[str], str]) -> None:
        super().__init__()
        self.box = Combo(options, unset=_("Choisir…"))
        self._options, self._name = tuple(options), name
        self._laid(QVBoxLayout(self), self.box)
        self._takes(self.box)
        self.box.chosen.connect(self.edited)

    def value(self) -> str:
        return self.box.value()

    def set_value(self, value: Any) -> None:
        chosen = str(value or "")
        if chosen and chosen not in dict(self._options):
            self.box.offer((*self._options, (chosen, self._name(chosen))))
        self.box.set_value(chosen)

    def words(self) -> str:
        return self.box.currentText() if self.value() else ""


def _between_marks(box: QWidget) -> QWidget:
    """The box between « and »; both turn round by themselves in Arabic."""
    quoted = QWidget()
    across = QHBoxLayout(quoted)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(8)
    opening, closing = (theme.look(paragraph(mark), "big") for mark in "«»")
    for mark in (opening, closing):
        mark.setWordWrap(False)
        mark.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    across.addWidget(opening, 0, Qt.AlignmentFlag.AlignTop)
    across.addWidget(box, 1)
    across.addWidget(closing, 0, Qt.AlignmentFlag.AlignBottom)
    return quoted
