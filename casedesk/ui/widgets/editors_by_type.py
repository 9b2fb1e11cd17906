"""Which editor answers which question."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.people import Person
from casedesk.circuit.scripts import Script
from casedesk.circuit.sheet import YES_NO, YES_NO_UNKNOWN, Field, FieldType
from casedesk.i18n import _, current
from casedesk.ui.widgets.editors import (
    ChoiceEditor,
    ChoicesEditor,
    ComboEditor,
    Editor,
    IntegerEditor,
    LineEditor,
    LongEditor,
    Options,
)
from casedesk.ui.widgets.editors_dates import BirthEditor, DateEditor, MomentEditor
from casedesk.ui.widgets.editors_rows import RowsEditor
from casedesk.ui.widgets.name_edit import NameEdit
from casedesk.ui.widgets.text import LineEdit

_SCRIPTS = (Script.LATIN.value, Script.ARABIC.value)
_FEW = 8  # answers that are all seen at once


@dataclass(frozen=True, slots=True)
class Answers:
    """What there is to choose from, and the clock."""

    codes: CodeBook
    people: tuple[Person, ...]
    now: Callable[[], datetime]
    intake: bool
    referrals: Options = ()  # of the case: id and name

    def of(self, field: Field) -> Options:
        match field.type:
            case FieldType.CODE | FieldType.CODES:
                return [
                    (code.code, code.label.in_language(current()))
                    for code in self.codes.options(field.list, intake=self.intake)
                ]
            case FieldType.PERSON | FieldType.PEOPLE:
                return [(each.id, each.label) for each in self.people if each.is_active]
            case FieldType.REFERRAL:
                return list(self.referrals)
            case FieldType.YES_NO:
                return [(each, yes_no(each)) for each in YES_NO]
            case _:
                return [(each, yes_no(each)) for each in YES_NO_UNKNOWN]

    def name(self, field: Field, chosen: str) -> str:
        """What an answer is called that is not offered any more."""
        if field.type in (FieldType.CODE, FieldType.CODES):
            return self.codes.label(field.list, chosen, current())
        if field.type is FieldType.REFERRAL:
            return dict(self.referrals).get(chosen, chosen)
        labels = (each.label for each in self.people if each.id == chosen)
        return next(labels, chosen)


def yes_no(answer: str) -> str:
    return {"yes": _("Oui"), "no": _("Non"), "unknown": _("Je ne sais pas")}[answer]


def editor_for(
    field: Field, answers: Answers, *, quoted: bool = False, in_row: bool = False
) -> Editor:
    """A new editor for this question; `quoted`: what was said, word for word."""
    match field.type:
        case FieldType.LONG:
            return LongEditor(field.max_length, quoted=quoted)
        case FieldType.INTEGER:
            return IntegerEditor()
        case FieldType.MOMENT:
            return MomentEditor(answers.now)
        case FieldType.DATE:
            return DateEditor(answers.now)
        case FieldType.BIRTH:
            return BirthEditor(answers.now)
        case FieldType.ROWS:
            return RowsEditor(
                field, lambda column: editor_for(column, answers, in_row=True)
            )
        case FieldType.TEXT | FieldType.NAME:
            return LineEditor(field.max_length, _line(field))
        case _:
            return _chooser(field, answers, in_row=in_row)


def _chooser(field: Field, answers: Answers, *, in_row: bool) -> Editor:
    options = answers.of(field)
    match field.type:
        case FieldType.CODES | FieldType.PEOPLE:
            return ChoicesEditor(options, lambda code: answers.name(field, code))
        case FieldType.CODE if in_row or len(options) > _FEW:
            return ComboEditor(options, lambda code: answers.name(field, code))
        case FieldType.PERSON | FieldType.REFERRAL:
            return ComboEditor(options, lambda person: answers.name(field, person))
        case _:
            return ChoiceEditor(options, lambda code: answers.name(field, code))


def _line(field: Field) -> LineEdit:
    """A name is asked for in one script, or in whichever one likes."""
    script = field.key.rpartition("_")[2]
    if field.type is FieldType.NAME and script in _SCRIPTS:
        return NameEdit(Script(script))
    line = LineEdit()
    line.is_identity = field.type is FieldType.NAME
    return line
