"""One numbered section of a sheet on the screen; it folds to a line when done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from casedesk.circuit.scripts import NamePart
from casedesk.circuit.sheet import Content, Field, FieldType, Section
from casedesk.i18n import _, current
from casedesk.i18n.formats import apart
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Row, edges, heading
from casedesk.ui.widgets.name_edit import NameEdit
from casedesk.ui.widgets.name_pair import NamePair
from casedesk.ui.widgets.sentence import Sentence
from casedesk.ui.widgets.sheet_question import Question

_STRIPE, _SIGN = 4, 36  # pixels
_LONGEST_ANSWER = 60  # characters, in the line that a folded section shows
_ARABIC, _LATIN = "_arabic", "_latin"


class SheetSection(QFrame):
    """Its questions; those that can wait stand behind "En dire plus".

    Facts, words and opinion look different and say so: they are never mixed
    (domain §2.1).
    """

    edited = Signal(object)  # the question

    def __init__(
        self, section: Section, questions: tuple[Question, ...], *, some_wait: bool
    ) -> None:
        super().__init__()
        self.section, self.questions = section, questions
        self._some_wait = some_wait
        self._number = 0
        self._is_more = self._is_folded = self._is_held = False
        theme.look(self, "card")
        self._header = _Header(section.kind)
        self._header.turned.connect(self._on_turned)
        self._summary = theme.look(Sentence(), "muted")
        self._summary.setTextFormat(Qt.TextFormat.PlainText)
        self._summary.setContentsMargins(edges(40, 0, 8, 8))
        self._summary.setWordWrap(True)
        self._more = buttons.link(_("En dire plus"), self._on_more)
        self._body = QWidget()
        self._lay()
        for question in questions:
            question.edited.connect(lambda each=question: self.edited.emit(each))

    def follow(self, content: Content) -> None:
        """Show what these answers call for."""
        waiting = False
        for question in self.questions:
            shown = question.field.is_shown(content)
            asked = shown and (self._is_more or self._is_due(question.field, content))
            waiting = waiting or (shown and not asked)
            question.setVisible(asked)
            known = not question.field.is_required(content)
            question.tell_optional(optional=known and self._has_required(content))
        self._more.setVisible(waiting)
        self._tell()

    def number(self, number: int) -> None:
        """Its place among the sections one sees."""
        self._number = number
        self._tell()

    def is_empty(self, content: Content) -> bool:
        """Whether none of its questions is asked at all."""
        return not any(each.field.is_shown(content) for each in self.questions)

    def is_optional(self, content: Content) -> bool:
        """Whether everything in it can wait."""
        return not any(self._is_due(each.field, content) for each in self.questions)

    def has_answers(self) -> bool:
        return any(each.editor.words() for each in self.questions)

    def say_more(self, *, more: bool = True) -> None:
        """Ask the questions that can wait too, or no longer."""
        self._is_more = more

    @property
    def is_folded(self) -> bool:
        return self._is_folded

    @property
    def is_held(self) -> bool:
        """Whether the person unfolded it: it does not fold by itself again."""
        return self._is_held

    def fold(self, *, folded: bool) -> None:
        self._is_folded = folded
        self._body.setVisible(not folded)
        self._tell()

    def carried(self) -> tuple[bool, bool, bool]:
        return self._is_folded, self._is_held, self._is_more

    def carry(self, state: tuple[bool, bool, bool]) -> None:
        folded, self._is_held, self._is_more = state
        self.fold(folded=folded)
        self.edited.emit(None)

    def put_below(self, widget: QWidget) -> None:
        """Under the questions, before what can wait."""
        self._inner.insertWidget(self._inner.count() - 1, widget)

    def summary(self) -> str:
        return self._summary.text() if self._is_folded else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colour = _stripe(self.section.kind)
        if not colour:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, 0), 8, 8)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x = self.width() - _STRIPE if mirrored else 0
        painter.setClipPath(outline)
        painter.fillRect(x, 0, _STRIPE, self.height(), QColor(colour))
        painter.end()

    def _lay(self) -> None:
        down = QVBoxLayout(self)
        down.setContentsMargins(8, 8, 8, 8)
        down.setSpacing(0)
        down.addWidget(self._header)
        down.addWidget(self._summary)
        down.addWidget(self._body)
        inner = self._inner = QVBoxLayout(self._body)
        inner.setContentsMargins(edges(40, 4, 16, 4))
        inner.setSpacing(16)
        for line in _lines(self.questions):
            inner.addWidget(line)
        inner.addWidget(Row(self._more))

    def _is_due(self, field: Field, content: Content) -> bool:
        """Whether this is asked before the person wants to say more."""
        if not field.is_shown(content):
            return False
        at_once = field.first or not self._some_wait
        return at_once or bool(field.shown_when) or field.is_required(content)

    def _has_required(self, content: Content) -> bool:
        return any(each.field.is_required(content) for each in self.questions)

    def _tell(self) -> None:
        title = self.section.title.in_language(current())
        told = self._in_short() if self._is_folded else ""
        self._header.tell(
            self._number, title, folded=self._is_folded, can_wait=not told
        )
        self._summary.setVisible(bool(told))
        self._summary.setText(told)

    def _in_short(self) -> str:
        words = filter(None, (each.editor.words() for each in self.questions))
        return apart(map(_cut, words))

    def _on_turned(self) -> None:
        self.fold(folded=not self._is_folded)
        self._is_held = not self._is_folded
        if not self._is_folded and not any(
            not each.isHidden() for each in self.questions
        ):
            self._on_more()

    def _on_more(self) -> None:
        waiting = [each for each in self.questions if each.isHidden()]
        self.say_more()
        self.edited.emit(None)
        for question in waiting:
            if not question.isHidden():
                question.editor.setFocus()
                return


class _Header(QWidget):
    """Number, title and kind; pressing any of it folds or unfolds the section."""

    turned = Signal()

    def __init__(self, kind: str) -> None:
        super().__init__()
        self._sign = buttons.quiet("", self.turned.emit)
        self._sign.setIconSize(QSize(16, 16))
        self._sign.setFixedWidth(_SIGN)  # the title stands where the questions do
        self._title = heading("")
        self._can_wait = theme.look(QLabel(_("facultatif")), "small")
        self._is_folded: bool | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(edges(0, 0, 8, 0))
        across.setSpacing(4)
        across.addWidget(self._sign)
        across.addWidget(self._title, 1)
        for part in (*_tag(kind), self._can_wait):
            across.addWidget(part)

    def tell(self, number: int, title: str, *, folded: bool, can_wait: bool) -> None:
        self._title.setText(f"{number}. {title}")
        self._can_wait.setVisible(folded and can_wait)
        name = _("%(title)s, replié") if folded else _("%(title)s, déplié")
        self._sign.setAccessibleName(name % {"title": title})
        if folded is not self._is_folded:
            self._is_folded = folded
            sign = "chevron-right" if folded else "chevron-down"
            self._sign.setIcon(theme.icon(sign, theme.shades().muted))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.turned.emit()


def _cut(words: str) -> str:
    if len(words) <= _LONGEST_ANSWER:
        return words
    return f"{words[:_LONGEST_ANSWER].rstrip()}…"


def _lines(questions: tuple[Question, ...]) -> list[QWidget]:
    """One question a line; a name in two scripts stands side by side."""
    lines: list[QWidget] = []
    left = list(questions)
    while left:
        question = left.pop(0)
        if left and _is_pair(question.field, left[0].field):
            lines.append(_Pair(question, left.pop(0)))
        else:
            lines.append(question)
    return lines


class _Pair(QWidget):
    """A name in Latin and in Arabic script, each as it was heard."""

    def __init__(self, latin: Question, arabic: Question) -> None:
        super().__init__()
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        for each in (latin, arabic):
            across.addWidget(each, 1, Qt.AlignmentFlag.AlignTop)
        latin.level_with(arabic)
        is_family = latin.field.key.startswith(NamePart.FAMILY.value)
        part = NamePart.FAMILY if is_family else NamePart.GIVEN
        latin_box, arabic_box = self.findChildren(NameEdit)
        NamePair(latin_box, arabic_box, part)


def _is_pair(one: Field, other: Field) -> bool:
    names = one.type is FieldType.NAME and other.type is FieldType.NAME
    stem = one.key.removesuffix(_LATIN)
    return names and one.key != stem and other.key == stem + _ARABIC


def _tag(kind: str) -> list[QWidget]:
    """What kind of thing is written here, in an icon and words."""
    told = {
        "facts": ("eye", _("Des faits, sans les expliquer")),
        "words": ("message-square-quote", _("Mot pour mot")),
        "opinion": ("pencil", _("Un avis, séparé des faits")),
    }.get(kind)
    if told is None:
        return []
    icon, words = told
    mark = QLabel()
    ratio = mark.devicePixelRatioF()
    mark.setPixmap(theme.picture(icon, 16, _stripe(kind), ratio))
    text = theme.look(QLabel(words), "small")
    text.setContentsMargins(edges(0, 0, 8, 0))
    return [mark, text]


def _stripe(kind: str) -> str:
    worn = theme.shades()
    return {
        "facts": worn.accent,
        "words": worn.good,
        "opinion": worn.warning,
    }.get(kind, "")
