"""A sheet on the screen, made from its declaration."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.dates import local
from casedesk.circuit.people import Person
from casedesk.circuit.sheet import (
    NOT_STORED,
    Content,
    Field,
    FieldType,
    Gap,
    Questions,
    Section,
)
from casedesk.ui.widgets.editors import Options
from casedesk.ui.widgets.editors_by_type import Answers, editor_for
from casedesk.ui.widgets.sheet_question import Question
from casedesk.ui.widgets.sheet_section import SheetSection

_NOTHING: tuple[Any, ...] = (None, "", [])


@dataclass(frozen=True, slots=True)
class Known:
    """What a form knows of its case.

    `referrals`: for rows that name one. `given`: answers that are not asked.
    """

    referrals: Options = ()
    given: Content = field(default_factory=dict)


class SheetForm(QWidget):
    """One column of numbered sections. `edited` is for what the person does.

    `intake`: for whoever records a concern, with the coarse codes only.
    """

    edited = Signal()

    def __init__(
        self,
        sheet: Questions,
        codes: CodeBook,
        people: tuple[Person, ...],
        *,
        intake: bool,
        now: Callable[[], datetime],
        known: Known | None = None,
    ) -> None:
        super().__init__()
        known = known or Known()
        self._sheet, self._codes, self._now = sheet, codes, now
        self._given = dict(known.given)
        self._first_number = 1
        self._last: SheetSection | None = None
        answers = Answers(codes, people, now, intake, known.referrals)
        some_wait = any(field.first for field in sheet)
        self._sections: list[SheetSection] = []
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for section in sheet.sections:
            questions = tuple(
                _question(section, field, answers)
                for field in section.fields
                if field.type not in NOT_STORED and field.key not in self._given
            )
            if questions:
                made = SheetSection(section, questions, some_wait=some_wait)
                made.edited.connect(lambda each, made=made: self._on_edited(made, each))
                self._sections.append(made)
                down.addWidget(made)
        self._questions = {
            each.field.key: each for made in self._sections for each in made.questions
        }
        self.set_content({})

    def content(self) -> dict[str, Any]:
        """Every answer, those too that other answers hide; no empty ones."""
        answers = {key: each.editor.value() for key, each in self._questions.items()}
        found = {key: each for key, each in answers.items() if each not in _NOTHING}
        return {**self._given, **found}

    def set_content(self, content: Content) -> None:
        """Other answers; answered questions that can wait are shown with theirs."""
        for key, question in self._questions.items():
            question.editor.set_value(content.get(key))
            question.settle()
        for section in self._sections:
            more = any(_is_waiting(each, content) for each in section.questions)
            section.say_more(more=more)
            optional = section.is_optional(content) and not section.has_answers()
            section.fold(folded=optional)
        self._last = None
        self._follow()

    def number_from(self, first: int) -> None:
        """For pages that ask something before this."""
        self._first_number = first
        self._follow()

    def question(self, key: str) -> Question:
        """The question of this field. Raises KeyError when it is not asked here."""
        return self._questions[key]

    def put_below(self, key: str, widget: QWidget) -> None:
        """Something to see while this field is being answered: last in its section."""
        question = self._questions[key]
        section = next(each for each in self._sections if question in each.questions)
        section.put_below(widget)

    def section(self, key: str) -> SheetSection:
        """Raises StopIteration when there is none of this key."""
        return next(each for each in self._sections if each.section.key == key)

    def go_to(self, key: str) -> None:
        """Put the keyboard on the question of this field, in view."""
        question = self._questions[key]
        question.editor.setFocus()
        self._bring_into_view(question)

    def show_gaps(self, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
        """Say beside each field what is missing; the first of them gets the focus.

        Returns the gaps of fields that are not asked here.
        """
        for question in self._questions.values():
            question.settle()
        found: dict[str, Question] = {}
        homeless = []
        for gap in gaps:
            question_of = self._questions.get(gap.field.partition(".")[0])
            if question_of is None:
                homeless.append(gap)
                continue
            self._reveal(question_of)
            question_of.complain(gap)
            found[question_of.field.key] = question_of
        first = next(
            (each for key, each in self._questions.items() if key in found), None
        )
        if first is not None:
            self.go_to(first.field.key)
        return tuple(homeless)

    def _reveal(self, question: Question) -> None:
        section = next(each for each in self._sections if question in each.questions)
        section.fold(folded=False)
        if question.isHidden():
            section.say_more()
            self._follow()

    def _on_edited(self, section: SheetSection, question: Question | None) -> None:
        if question is None:  # more is wanted, nothing is answered yet
            self._follow()
            return
        content = self._follow()
        if section is not self._last:
            self._last = section
            self._fold_done(section, question, content)
        self.edited.emit()

    def _follow(self) -> dict[str, Any]:
        content = self.content()
        number = self._first_number
        for section in self._sections:
            section.follow(content)
            section.setVisible(not section.is_empty(content))
            if not section.isHidden():
                section.number(number)
                number += 1
        return content

    def _fold_done(
        self, here: SheetSection, question: Question, content: Content
    ) -> None:
        """Fold what is done above; what the person is looking at stays in its place."""
        gaps = self._sheet.gaps(content, self._codes, local(self._now()).date())
        lacking = {gap.field.partition(".")[0] for gap in gaps}
        above = self._sections[: self._sections.index(here)]
        done = [
            section
            for section in above
            if section.has_answers()
            and not (section.is_folded or section.is_held)
            and lacking.isdisjoint(each.field.key for each in section.questions)
        ]
        if not done:
            return
        before = self._height_in_view(question)
        for section in done:
            section.fold(folded=True)
        area = self._settled_area()
        if area is not None:
            bar = area.verticalScrollBar()
            bar.setValue(bar.value() + self._height_in_view(question) - before)

    def _height_in_view(self, question: Question) -> int:
        area = self._area()
        return question.mapTo(area.viewport(), QPoint()).y() if area else 0

    def _bring_into_view(self, question: Question) -> None:
        area = self._settled_area()
        if area is not None:
            area.ensureWidgetVisible(question, 0, 48)

    def _settled_area(self) -> QScrollArea | None:
        """The page around, with everything already in the place it will have."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        return self._area()

    def _area(self) -> QScrollArea | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around


def _question(section: Section, field: Field, answers: Answers) -> Question:
    quoted = section.kind == "words" and field.type is FieldType.LONG
    return Question(field, editor_for(field, answers, quoted=quoted))


def _is_waiting(question: Question, content: Content) -> bool:
    """Whether it is answered though it could have waited."""
    return not question.field.first and bool(content.get(question.field.key))
