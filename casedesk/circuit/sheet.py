"""Sheets as data: what is asked, of whom, when, and to whom it may be printed.

One declaration in `resources/sheets/` gives the screen form, the check, the paper in
either language and the export column. A filled sheet is a JSON document (`Content`)
against a declared version.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from casedesk.circuit.codes import CodeBook, Label, read_label
from casedesk.circuit.dates import Birth, Moment
from casedesk.circuit.errors import Refused

Content = Mapping[str, Any]
"""Field key → str, int, list of str (codes), or list of dicts of str (rows)."""

LONGEST_LINE = 200  # characters in one line
LONGEST_TEXT = 20_000  # characters in one text: ten printed pages
SHORTEST_REASON = 20  # characters, where one person alone undoes a protection


class SheetCode(StrEnum):
    """The sheets of the circuit (domain §1.4)."""

    CONCERN = "F-A"
    ASSESSMENT = "F-B"
    UPE_CAPE = "F-C"
    HOSPITAL = "F-D"
    PROSECUTOR = "F-E"
    CONSENT = "F-H"
    FOLLOW_UP = "F-F"
    CLOSING = "F-G"
    DECISION = "F-J"
    GENERAL = "F-L"
    REVIEW = "F-R"


class Addressee(StrEnum):
    """The kinds of addressee, each with a white list of its own (domain §2.9, §3.j)."""

    UPE_CAPE = "upe_cape"
    HOSPITAL = "hospital"
    PROSECUTOR = "prosecutor"
    POLICE = "police"  # and gendarmerie
    SCHOOL = "school"
    PSYCHOLOGIST = "psychologist"
    LAWYER = "lawyer"
    SHELTER = "shelter"
    FAMILY_COURT = "family_court"  # and juvenile judge
    REGISTRY = "registry"  # commune, civil registration
    YOUTH_SERVICES = "youth_services"
    HOTLINE = "hotline"  # 2511, ONDE
    ASSOCIATION = "association"  # a specialised one


class FieldType(StrEnum):
    """What a field holds; the stored value is given after the colon."""

    TEXT = "text"  # one line: str
    NAME = "name"  # one line in one script: str
    LONG = "long"  # paragraphs: str
    MOMENT = "moment"  # Moment, stored form: str
    DATE = "date"  # ISO date: str
    BIRTH = "birth"  # Birth, stored form: str
    YES_NO = "yes_no"  # "yes" | "no"
    YES_NO_UNKNOWN = "yes_no_unknown"  # "yes" | "no" | "unknown"
    CODE = "code"  # one code of `list`: str
    CODES = "codes"  # codes of `list`: list of str
    INTEGER = "integer"  # int
    PERSON = "person"  # somebody of the association: person id, str
    PEOPLE = "people"  # list of person ids
    REFERRAL = "referral"  # a referral of the case: its id, str
    ROWS = "rows"  # list of dicts keyed by the columns' keys
    AUTO = "auto"  # filled in by the program when shown; never stored
    SIGNATURE = "signature"  # a box on paper; never stored


NOT_STORED = frozenset({FieldType.AUTO, FieldType.SIGNATURE})
YES_NO = ("yes", "no")
YES_NO_UNKNOWN = ("yes", "no", "unknown")


class Lack(StrEnum):
    """Why a field is not as it must be."""

    MISSING = "missing"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    NOT_A_CODE = "not_a_code"
    NOT_A_DATE = "not_a_date"
    NOT_A_NUMBER = "not_a_number"
    IN_THE_FUTURE = "in_the_future"
    NOT_AHEAD = "not_ahead"
    NOT_SO_FAR = "not_so_far"  # ahead, but by so many days at most
    IN_THE_PAST = "in_the_past"
    NOT_A_CHILD = "not_a_child"
    NOT_HANDED_OVER = "not_handed_over"  # nobody has confirmed to have received it
    HIDDEN_CHARACTERS = "hidden_characters"
    NOT_ASKED = "not_asked"
    TOO_FAR = "too_far"
    NOT_TO_TELL = "not_to_tell"  # the guardian, who may be the author
    NAMES_SOMEBODY = "names_somebody"  # who may be the author


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing or wrong in one field. `row` counts from 0 within ROWS."""

    field: str
    lack: Lack
    limit: int | None = None
    row: int | None = None


class Incomplete(Refused):
    """Something must be there first; one gap per field."""

    code = "incomplete"

    def __init__(self, *gaps: Gap) -> None:
        super().__init__(gaps=gaps)
        self.gaps = gaps


def text_gaps(key: str, text: str, *, least: int = 1) -> list[Gap]:
    """What is wrong with a text that must be there, `least` characters of it."""
    if not text.strip():
        return [Gap(key, Lack.MISSING)]
    if len(text.strip()) < least:
        return [Gap(key, Lack.TOO_SHORT, least)]
    if len(text) > LONGEST_TEXT:
        return [Gap(key, Lack.TOO_LONG, LONGEST_TEXT)]
    return []


@dataclass(frozen=True, slots=True)
class When:
    """A condition on what another field says. No value named: any answer at all."""

    field: str
    any_of: tuple[str, ...] = ()

    def holds(self, content: Content) -> bool:
        value = content.get(self.field)
        given = value if isinstance(value, list) else [value]
        if not self.any_of:
            return bool(value)
        return any(str(each) in self.any_of for each in given if each is not None)


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a sheet.

    `first`: asked at once on screen; the others unfold. `data`: the kind of data it
    holds, which says who may be told (`circuit.redaction`); none: nobody. `source`:
    where a liaison sheet takes its first value from, e.g. `F-A.where_now`.
    """

    key: str
    label: Label
    type: FieldType
    list: str = ""
    columns: tuple[Field, ...] = ()
    required: bool = False
    required_when: tuple[When, ...] = ()
    required_unless: tuple[When, ...] = ()
    shown_when: tuple[When, ...] = ()
    first: bool = False
    by: str = ""
    max_length: int = LONGEST_LINE
    may_be_future: bool = False
    data: str = ""
    may_be_adult: bool = False  # whose birth it is
    source: str = ""
    help: Label = field(default=Label("", ""))

    def is_shown(self, content: Content) -> bool:
        """All conditions must hold; a field without any is always shown."""
        return all(when.holds(content) for when in self.shown_when)

    def is_required(self, content: Content) -> bool:
        """Required, or called for by another answer; never when hidden or excused."""
        excused = any(when.holds(content) for when in self.required_unless)
        called_for = any(when.holds(content) for when in self.required_when)
        return (self.required or called_for) and not excused and self.is_shown(content)


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that are asked, shown and printed together."""

    key: str
    title: Label
    fields: tuple[Field, ...]
    kind: str = ""  # "facts" | "words" | "opinion": never mixed (domain §2.1, rule 7)
    separate_page: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """What is asked together, of a sheet or of a record that is no sheet."""

    sections: tuple[Section, ...]

    def __iter__(self) -> Iterator[Field]:
        for section in self.sections:
            yield from section.fields

    def __getitem__(self, key: str) -> Field:
        return next(each for each in self if each.key == key)

    def gaps(
        self, content: Content, codes: CodeBook, today: date, *, whole: bool = True
    ) -> tuple[Gap, ...]:
        """What keeps this content from being signed; `whole=False` lets gaps stand."""
        found: list[Gap] = []
        asked = {each.key for each in self if each.type not in NOT_STORED}
        found += [Gap(key, Lack.NOT_ASKED) for key in content if key not in asked]
        for each in self:
            found += _gaps(each, content, codes, today, whole=whole)
        return tuple(found)

    def shown(self, content: Content) -> dict[str, Any]:
        """The content without what the present answers hide."""
        return {
            each.key: content[each.key]
            for each in self
            if each.key in content and each.is_shown(content)
        }


@dataclass(frozen=True, slots=True)
class Sheet(Questions):
    """One declared sheet; `addressees` are those it is written for, outside."""

    code: SheetCode
    version: int
    title: Label
    addressees: tuple[Addressee, ...] = ()
    note: Label = field(default=Label("", ""))


def _gaps(
    each: Field, content: Content, codes: CodeBook, today: date, *, whole: bool
) -> list[Gap]:
    if each.type in NOT_STORED or not each.is_shown(content):
        return []
    value = content.get(each.key)
    if value in (None, "", []):
        missing = whole and each.is_required(content)
        return [Gap(each.key, Lack.MISSING)] if missing else []
    if not _has_shape(each.type, value):
        return [Gap(each.key, Lack.NOT_ASKED)]
    if each.type is FieldType.ROWS:
        return _gaps_in_rows(each, value, codes, today, whole=whole)
    lack = _lack(each, value, codes, today)
    if lack is None:
        return []
    limit = each.max_length if lack is Lack.TOO_LONG else None
    return [Gap(each.key, lack, limit)]


def _gaps_in_rows(
    each: Field, rows: Any, codes: CodeBook, today: date, *, whole: bool
) -> list[Gap]:
    found = []
    asked = {column.key for column in each.columns}
    for number, row in enumerate(rows):
        for key in sorted(row.keys() - asked):
            found.append(Gap(f"{each.key}.{key}", Lack.NOT_ASKED, row=number))
        for column in each.columns:
            for gap in _gaps(column, row, codes, today, whole=whole):
                where = f"{each.key}.{gap.field}"
                found.append(Gap(where, gap.lack, gap.limit, number))
    return found


def _has_shape(kind: FieldType, value: Any) -> bool:
    """Whether a value is what its type stores; answers come from other machines too."""
    match kind:
        case FieldType.ROWS:
            return isinstance(value, list) and all(
                isinstance(row, dict) for row in value
            )
        case FieldType.CODES | FieldType.PEOPLE:
            return isinstance(value, list) and all(
                isinstance(one, str) for one in value
            )
        case FieldType.INTEGER:
            return True  # NOT_A_NUMBER says it better
        case _:
            return isinstance(value, str)


def _lack(each: Field, value: Any, codes: CodeBook, today: date) -> Lack | None:
    match each.type:
        case (
            FieldType.TEXT
            | FieldType.NAME
            | FieldType.LONG
            | FieldType.PERSON
            | FieldType.REFERRAL
        ):
            return _lack_in_text(each, value)
        case FieldType.CODE | FieldType.CODES:
            given = value if isinstance(value, list) else [value]
            known = all((each.list, code) in codes for code in given)
            return None if known else Lack.NOT_A_CODE
        case FieldType.YES_NO:
            return None if value in YES_NO else Lack.NOT_A_CODE
        case FieldType.YES_NO_UNKNOWN:
            return None if value in YES_NO_UNKNOWN else Lack.NOT_A_CODE
        case FieldType.INTEGER:
            return None if type(value) is int and value >= 0 else Lack.NOT_A_NUMBER
        case FieldType.MOMENT | FieldType.DATE | FieldType.BIRTH:
            return _lack_in_date(each, value, today)
    return None


def _lack_in_text(each: Field, value: str) -> Lack | None:
    if len(value) > each.max_length:
        return Lack.TOO_LONG
    if each.type is not FieldType.LONG and any(map(_is_hidden, value)):
        return Lack.HIDDEN_CHARACTERS
    return None


def _is_hidden(character: str) -> bool:
    """Whether a character cannot be seen but changes what is (bidi controls, controls).

    The zero-width joiners stay: Persian and Tifinagh spelling needs them.
    """
    if character in "\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")


def _lack_in_date(each: Field, value: str, today: date) -> Lack | None:
    try:
        if each.type is FieldType.MOMENT:
            at = Moment.parse(value).at
            earliest = at.date() if at else today
        elif each.type is FieldType.BIRTH:
            birth = Birth.parse(value)
            earliest = birth.on or birth.earliest
        else:
            earliest = date.fromisoformat(value)
    except ValueError:
        return Lack.NOT_A_DATE
    if earliest > today and not each.may_be_future:
        return Lack.IN_THE_FUTURE
    of_a_child = each.type is FieldType.BIRTH and not each.may_be_adult
    if of_a_child and not Birth.parse(value).is_child_on(today):
        return Lack.NOT_A_CHILD
    return None


def read_sheet(text: str) -> Sheet:
    """A declaration from its TOML text; KeyError or ValueError when it is wrong."""
    table = tomllib.loads(text)
    sheet = Sheet(
        code=SheetCode(table["code"]),
        version=table["version"],
        title=_label(table["title"]),
        addressees=tuple(map(Addressee, table.get("addressees", ()))),
        note=_label(table.get("note", {})),
        sections=_sections(table),
    )
    _require_each_once(sheet)
    return sheet


def read_questions(text: str) -> Questions:
    """Questions that make no sheet, from their TOML text; raises as `read_sheet`."""
    questions = Questions(_sections(tomllib.loads(text)))
    _require_each_once(questions)
    return questions


def _sections(table: Mapping[str, Any]) -> tuple[Section, ...]:
    return tuple(
        Section(
            key=section["key"],
            title=_label(section["title"]),
            kind=section.get("kind", ""),
            separate_page=section.get("separate_page", False),
            fields=tuple(map(_field, section["field"])),
        )
        for section in table["section"]
    )


def _require_each_once(questions: Questions) -> None:
    keys = [each.key for each in questions]
    if len(keys) != len(set(keys)):
        raise ValueError("a field is declared twice")


def _label(table: Mapping[str, str]) -> Label:
    return read_label({"fr": "", "ar": "", **table})


def _field(table: Mapping[str, Any]) -> Field:
    kind = FieldType(table["type"])
    longest = LONGEST_TEXT if kind is FieldType.LONG else LONGEST_LINE
    return Field(
        key=table["key"],
        label=_label(table["label"]),
        type=kind,
        list=table.get("list", ""),
        columns=tuple(map(_field, table.get("column", ()))),
        required=table.get("required", False),
        required_when=_conditions(table.get("required_when", {})),
        required_unless=_conditions(table.get("required_unless", {})),
        shown_when=_conditions(table.get("shown_when", {})),
        first=table.get("first", False),
        by=table.get("by", ""),
        max_length=table.get("max_length", longest),
        may_be_future=table.get("may_be_future", False),
        data=table.get("data", ""),
        may_be_adult=table.get("may_be_adult", False),
        source=table.get("source", ""),
        help=_label(table.get("help", {})),
    )


def _conditions(table: Mapping[str, list[str]]) -> tuple[When, ...]:
    """`{ entry = ["DEVOIL", "TIERS"], other = [] }`; an empty list: any answer."""
    return tuple(When(key, tuple(values)) for key, values in table.items())
