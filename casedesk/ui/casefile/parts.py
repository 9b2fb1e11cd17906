"""Parts of a declared sheet, for screens that ask some of it in their own way."""

from __future__ import annotations

from dataclasses import replace

from casedesk.circuit.sheet import Section, Sheet


def without(sheet: Sheet, key: str) -> Sheet:
    """The sheet less one field, which the screen asks itself."""
    sections = (
        replace(part, fields=tuple(each for each in part.fields if each.key != key))
        for part in sheet.sections
    )
    return replace(sheet, sections=tuple(each for each in sections if each.fields))


def only(sheet: Sheet, key: str) -> Sheet:
    """One field of the sheet: may be left out, but no row of it half written."""
    section = next(
        part for part in sheet.sections if any(f.key == key for f in part.fields)
    )
    columns = tuple(replace(each, required=True) for each in sheet[key].columns)
    field = replace(sheet[key], required=False, columns=columns)
    alone: Section = replace(section, fields=(field,))
    return replace(sheet, sections=(alone,))
