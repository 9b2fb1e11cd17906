"""What may go to whom: liaison sheets are filled by white list (domain §3.j).

The one source of truth is `to` in the declarations: a field or column that does not
name an addressee is never carried to that addressee's sheet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from casedesk.circuit.sheet import (
    Addressee,
    Content,
    Field,
    FieldType,
    Sheet,
    SheetCode,
)

CHILD = "child"  # the child as known; F-A's field of the same name says who may see it


class Reason(StrEnum):
    """Why a sheet leaves an answer out."""

    NEVER_LEAVES = "never_leaves"  # goes to no addressee at all
    NOT_FOR_THEM = "not_for_them"  # goes to another addressee, not to this one
    TOO_LONG = "too_long"  # may go, but must be written shorter by hand


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An answer that is not on a sheet; `field` is "key", or "key.column" in rows."""

    sheet: SheetCode
    field: str
    reason: Reason


class ForbiddenSource(ValueError):
    """A declaration takes a value from where its addressee may not look."""


def check_sources(sheets: Mapping[SheetCode, Sheet]) -> None:
    """Refuse declarations whose sources do not exist, do not fit or are not allowed.

    Raises ForbiddenSource; to be called once whenever declarations are read.
    """
    for sheet in sheets.values():
        for each in sheet:
            if each.source:
                _check(sheet, each, sheets)


def fill(
    sheet: Sheet, case: Mapping[str, Content], sheets: Mapping[SheetCode, Sheet]
) -> dict[str, Any]:
    """The first values of a liaison sheet; its writer completes and changes them.

    `case` holds what is known: answers by sheet code, and the child's under "child". A
    text longer than the sheet allows is not cut: it stays out.
    """
    if not sheet.addressees:
        return {}
    filled = {}
    for each in sheet:
        value = _carried(each, sheet.addressees[0], case, sheets)
        if value:
            filled[each.key] = value
    return filled


def left_out(
    sheet: Sheet, case: Mapping[str, Content], sheets: Mapping[SheetCode, Sheet]
) -> tuple[LeftOut, ...]:
    """What is known of the case and is not on this sheet, in the order it was asked."""
    if not sheet.addressees:
        return ()
    return tuple(
        LeftOut(declared.code, key, reason)
        for declared in sheets.values()
        if not declared.addressees
        for source in declared
        for key, reason in _reasons(declared, source, sheet, case)
    )


def _origin(each: Field, sheets: Mapping[SheetCode, Sheet]) -> Field | None:
    """The declared field a source names; None when there is no such field."""
    place, _, key = each.source.partition(".")
    code = SheetCode.CONCERN if place == CHILD else place
    declared = sheets.get(SheetCode(code)) if code in set(SheetCode) else None
    return next((field for field in declared or () if field.key == key), None)


def _check(sheet: Sheet, each: Field, sheets: Mapping[SheetCode, Sheet]) -> None:
    source = _origin(each, sheets)
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
        if not given.to.issuperset(sheet.addressees):
            raise ForbiddenSource(f"{named}: not for this addressee")


def _carried(
    each: Field,
    addressee: Addressee,
    case: Mapping[str, Content],
    sheets: Mapping[SheetCode, Sheet],
) -> Any:
    source = _origin(each, sheets)
    if source is None or addressee not in source.to:
        return None
    place, _, key = each.source.partition(".")
    value = case.get(place, {}).get(key)
    if each.type is FieldType.ROWS:
        return _carried_rows(each, source, addressee, value or ())
    return None if _is_too_long(each, value) else value


def _carried_rows(
    each: Field, source: Field, addressee: Addressee, rows: Any
) -> list[dict[str, Any]]:
    allowed = {column.key for column in source.columns if addressee in column.to}
    asked = [column.key for column in each.columns if column.key in allowed]
    kept = ({key: row[key] for key in asked if row.get(key)} for row in rows)
    return [row for row in kept if row]


def _is_too_long(each: Field, value: Any) -> bool:
    return isinstance(value, str) and len(value) > each.max_length


def _reasons(
    declared: Sheet, source: Field, sheet: Sheet, case: Mapping[str, Content]
) -> Iterator[tuple[str, Reason]]:
    value = _answer(declared, source, case)
    if not value or not sheet.addressees:
        return
    if sheet.addressees[0] not in source.to:
        yield source.key, _denial(source)
        return
    for each in sheet:
        if each.source in _names(declared, source) and _is_too_long(each, value):
            yield source.key, Reason.TOO_LONG
    for column in source.columns:
        told = any(row.get(column.key) for row in value)
        if told and sheet.addressees[0] not in column.to:
            yield f"{source.key}.{column.key}", _denial(column)


def _answer(declared: Sheet, source: Field, case: Mapping[str, Content]) -> Any:
    """What the sheet says, or what has become known of the child since."""
    said = case.get(declared.code, {}).get(source.key)
    known = case.get(CHILD, {}) if declared.code is SheetCode.CONCERN else {}
    return said or known.get(source.key)


def _names(declared: Sheet, source: Field) -> tuple[str, ...]:
    own = f"{declared.code}.{source.key}"
    child = f"{CHILD}.{source.key}"
    return (own, child) if declared.code is SheetCode.CONCERN else (own,)


def _denial(source: Field) -> Reason:
    return Reason.NOT_FOR_THEM if source.to else Reason.NEVER_LEAVES
