"""What may go to whom: liaison sheets are filled by white list (domain §3.j).

`resources/redaction.toml` is the one source of truth. Each field of a sheet names the
kind of data it holds, a row of that table; what names no row goes to nobody.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from casedesk.circuit.sheet import (
    SHORTEST_REASON,
    Addressee,
    Content,
    Field,
    FieldType,
    Gap,
    Lack,
    Section,
    Sheet,
    SheetCode,
    text_gaps,
)

# First answers of a sheet when no guardian may be told (domain §2.8); none: one says.
_KEPT_OUT = {"guardian_contact": ("DO_NOT",), "inform_guardian": ("NO", "LATER")}

CHILD = "child"  # the child as known; F-A's field of the same name says what it is


class Cell(StrEnum):
    """What a sheet for this kind of addressee does with this kind of data."""

    ALWAYS = "always"
    ASKED = "asked"  # printed once a person has ticked it and said why
    NEVER = "never"


class Reason(StrEnum):
    """Why a sheet leaves an answer out."""

    NEVER_LEAVES = "never_leaves"  # goes to no addressee at all
    NOT_FOR_THEM = "not_for_them"  # goes to another addressee, not to this one
    ONLY_ASKED = "only_asked"  # goes once somebody ticks it and says why
    TOO_LONG = "too_long"  # may go, but must be written shorter by hand


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An answer that is not on a sheet; `field` is "key", or "key.column" in rows."""

    sheet: SheetCode
    field: str
    reason: Reason


class ForbiddenSource(ValueError):
    """A declaration takes a value from where its addressee may not look."""


@dataclass(frozen=True, slots=True)
class Redaction:
    """The table, with the sheets it decides on.

    `ticked` are the keys of fields somebody lets through by exception. `family` says
    who is still told what is of the family when it is kept out; `settled`, which
    answers a question then still has.
    """

    cells: Mapping[str, Mapping[Addressee, Cell]]
    sheets: Mapping[SheetCode, Sheet]
    family: Mapping[str, frozenset[Addressee]] = field(default_factory=dict)
    settled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def for_case(self, *, family_kept_out: bool) -> Redaction:
        """The table for one case: a guardian who may be the author is not printed."""
        if not family_kept_out:
            return self
        cells = {
            row: {
                who: cell if who in self.family.get(row, Addressee) else Cell.NEVER
                for who, cell in of_row.items()
            }
            for row, of_row in self.cells.items()
        }
        return replace(self, cells=cells, settled=_KEPT_OUT)

    def cell(self, data: str, addressee: Addressee) -> Cell:
        """NEVER for a kind of data that stands in no row."""
        return self.cells.get(data, {}).get(addressee, Cell.NEVER)

    def sheet_for(self, addressee: Addressee, ticked: Collection[str] = ()) -> Sheet:
        """The sheet as it is asked, checked and printed for this addressee.

        What they may not be told is not on it, so it can neither be filled nor
        printed. What was ticked must be answered.
        """
        sheet = next(
            each for each in self.sheets.values() if addressee in each.addressees
        )
        return replace(sheet, sections=tuple(self._let(sheet, addressee, ticked)))

    def asked(self, addressee: Addressee) -> tuple[Field, ...]:
        """The fields this addressee's sheet shows only once they are ticked."""
        return tuple(
            each
            for each in self._whole(addressee)
            if self.cell(each.data, addressee) is Cell.ASKED
        )

    def reason_gaps(
        self, addressee: Addressee, reasons: Mapping[str, str]
    ) -> tuple[Gap, ...]:
        """What is wrong with the reasons given for what is shown only when asked."""
        asked = {each.key for each in self.asked(addressee)}
        found: list[Gap] = []
        for key, reason in reasons.items():
            path = f"reasons.{key}"
            if key in asked:
                found += text_gaps(path, reason, least=SHORTEST_REASON)
            else:
                found.append(Gap(path, Lack.NOT_ASKED))
        return tuple(found)

    def fill(
        self,
        addressee: Addressee,
        case: Mapping[str, Content],
        ticked: Collection[str] = (),
    ) -> dict[str, Any]:
        """The first values of their sheet; its writer completes and changes them.

        `case` holds what is known: answers by sheet code, and the child's under
        "child". A text longer than the sheet allows is not cut: it stays out.
        """
        filled = {}
        for each in self.sheet_for(addressee, ticked):
            answers = self.settled.get(each.key, ())
            value = self._carried(each, case)
            if answers and value not in answers:
                value = answers[0] if len(answers) == 1 else None
            if value:
                filled[each.key] = value
        return filled

    def left_out(
        self,
        addressee: Addressee,
        case: Mapping[str, Content],
        ticked: Collection[str] = (),
    ) -> tuple[LeftOut, ...]:
        """What is known of the case and is not on their sheet, as it was asked."""
        taking = tuple(self.sheet_for(addressee, ticked))
        return tuple(
            LeftOut(declared.code, key, reason)
            for declared in self.sheets.values()
            if not declared.addressees
            for source in declared
            for key, reason in self._reasons(declared, source, addressee, taking, case)
        )

    def origin(self, each: Field) -> Field | None:
        """The declared field a source names; None when there is no such field."""
        place, _, key = each.source.partition(".")
        code = SheetCode.CONCERN if place == CHILD else place
        declared = self.sheets.get(SheetCode(code)) if code in set(SheetCode) else None
        return next((field for field in declared or () if field.key == key), None)

    def _whole(self, addressee: Addressee) -> Sheet:
        everything = {each.key for sheet in self.sheets.values() for each in sheet}
        return self.sheet_for(addressee, everything)

    def _let(
        self, sheet: Sheet, addressee: Addressee, ticked: Collection[str]
    ) -> Iterator[Section]:
        for section in sheet.sections:
            seen = (self._let_by(each, addressee, ticked) for each in section.fields)
            kept = tuple(each for each in seen if each is not None)
            if kept:
                yield replace(section, fields=kept)

    def _let_by(
        self, each: Field, addressee: Addressee, ticked: Collection[str]
    ) -> Field | None:
        cell = self.cell(each.data, addressee)
        if cell is Cell.NEVER or (cell is Cell.ASKED and each.key not in ticked):
            return None
        columns = tuple(
            column
            for column in each.columns
            if column.data == each.data
            or self.cell(column.data, addressee) is Cell.ALWAYS
        )
        required = each.required or cell is Cell.ASKED
        return replace(each, columns=columns, required=required)

    def _carried(self, each: Field, case: Mapping[str, Content]) -> Any:
        source = self.origin(each)
        if source is None or source.data != each.data:
            return None
        place, _, key = each.source.partition(".")
        value = case.get(place, {}).get(key)
        if each.type is FieldType.ROWS:
            return _carried_rows(each, source, value or ())
        return None if _is_too_long(each, value) else value

    def _reasons(
        self,
        declared: Sheet,
        source: Field,
        addressee: Addressee,
        taking: Iterable[Field],
        case: Mapping[str, Content],
    ) -> Iterator[tuple[str, Reason]]:
        value = _answer(declared, source, case)
        if not value:
            return
        names = _names(declared, source)
        taken = next((each for each in taking if each.source in names), None)
        if taken is None:
            yield source.key, self._denial(source.data, addressee, names)
            return
        if _is_too_long(taken, value):
            yield source.key, Reason.TOO_LONG
        carried = {column.key for column in taken.columns}
        for column in source.columns:
            told = any(row.get(column.key) for row in value)
            if told and column.key not in carried:
                path = f"{source.key}.{column.key}"
                yield path, self._denial(column.data, addressee)

    def _denial(
        self, data: str, addressee: Addressee, names: Collection[str] = ()
    ) -> Reason:
        if any(each.source in names for each in self.asked(addressee)):
            return Reason.ONLY_ASKED
        leaves = any(self.cell(data, each) is not Cell.NEVER for each in Addressee)
        return Reason.NOT_FOR_THEM if leaves else Reason.NEVER_LEAVES


def read_redaction(text: str, sheets: Mapping[SheetCode, Sheet]) -> Redaction:
    """The table of this TOML text over these sheets.

    Raises KeyError or ValueError where a cell is missing, a word is unknown or a row is
    named by nothing, and ForbiddenSource where a sheet takes what it may not.
    """
    table = tomllib.loads(text)
    columns = [Addressee(each) for each in table["addressees"]]
    if sorted(columns) != sorted(Addressee):
        raise ValueError("every addressee has one column")
    cells = {
        row: dict(zip(columns, map(Cell, words.split()), strict=True))
        for row, words in table["rows"].items()
    }
    family = {
        row: frozenset(map(Addressee, still))
        for row, still in table["family_kept_out"].items()
    }
    if not family.keys() <= cells.keys():
        raise ValueError("the family is kept out of rows that are not there")
    redaction = Redaction(cells, sheets, family)
    _check_rows(redaction)
    check_sources(redaction)
    return redaction


def check_sources(redaction: Redaction) -> None:
    """Refuse declarations whose sources do not exist, do not fit or are not allowed.

    Raises ForbiddenSource.
    """
    for sheet in redaction.sheets.values():
        for each in sheet:
            if each.source:
                _check_source(sheet, each, redaction)


def _check_rows(redaction: Redaction) -> None:
    named = set()
    for sheet in redaction.sheets.values():
        for each in _fields_and_columns(sheet):
            if each.data:
                named.add(each.data)
            elif sheet.addressees:
                raise ValueError(f"{sheet.code}.{each.key}: of no kind of data")
    if named != set(redaction.cells):
        raise ValueError(f"rows and data differ: {named ^ set(redaction.cells)}")
    for addressee in Addressee:
        _check_conditions(redaction.sheet_for(addressee))


def _check_conditions(sheet: Sheet) -> None:
    """A condition may not hang on an answer that this addressee's sheet leaves out."""
    there = {each.key for each in sheet}
    for each in sheet:
        for when in (*each.shown_when, *each.required_when):
            if when.field not in there:
                raise ValueError(f"{sheet.code}.{each.key}: {when.field} is not there")


def _fields_and_columns(sheet: Sheet) -> Iterator[Field]:
    for each in sheet:
        yield each
        yield from each.columns


def _check_source(sheet: Sheet, each: Field, redaction: Redaction) -> None:
    source = redaction.origin(each)
    named = f"{sheet.code}.{each.key} <- {each.source}"
    if source is None:
        raise ForbiddenSource(f"{named}: no such field")
    if (source.type, source.list) != (each.type, each.list):
        raise ForbiddenSource(f"{named}: of another type")
    pairs = [(each, source)]
    if each.type is FieldType.ROWS:
        columns = {column.key: column for column in source.columns}
        unknown = [column.key for column in each.columns if column.key not in columns]
        if unknown:
            raise ForbiddenSource(f"{named}: no such column")
        pairs += [(column, columns[column.key]) for column in each.columns]
    for wanted, given in pairs:
        if (wanted.type, wanted.list) != (given.type, given.list):
            raise ForbiddenSource(f"{named}: of another type")
        if wanted.data != given.data:
            raise ForbiddenSource(f"{named}: of another kind of data")


def _carried_rows(each: Field, source: Field, rows: Any) -> list[dict[str, Any]]:
    kinds = {column.key: column.data for column in source.columns}
    asked = [
        column.key for column in each.columns if column.data == kinds.get(column.key)
    ]
    kept = ({key: row[key] for key in asked if row.get(key)} for row in rows)
    return [row for row in kept if row]


def _is_too_long(each: Field, value: Any) -> bool:
    return isinstance(value, str) and len(value) > each.max_length


def _answer(declared: Sheet, source: Field, case: Mapping[str, Content]) -> Any:
    """What the sheet says, or what has become known of the child since."""
    said = case.get(declared.code, {}).get(source.key)
    known = case.get(CHILD, {}) if declared.code is SheetCode.CONCERN else {}
    return said or known.get(source.key)


def _names(declared: Sheet, source: Field) -> tuple[str, ...]:
    own = f"{declared.code}.{source.key}"
    child = f"{CHILD}.{source.key}"
    return (own, child) if declared.code is SheetCode.CONCERN else (own,)
