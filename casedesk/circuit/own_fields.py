"""A few questions of the association's own at the end of a sheet.

They stay in the house: a sheet that goes to an addressee has none, and no liaison sheet
takes a value from them. One that is not asked any more stays readable where it was
answered.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NewType

from casedesk.circuit.codes import Label
from casedesk.circuit.sheet import Field, FieldType, Section, Sheet, SheetCode, When

OwnFieldId = NewType("OwnFieldId", str)

MOST = 5  # asked at the same time on one sheet
TYPES = (FieldType.TEXT, FieldType.YES_NO, FieldType.CODE)
SECTION = "own"
_KEY = "own_{}"


@dataclass(frozen=True, slots=True)
class OwnField:
    """One of them; its id is its place, `F-A:own_1`."""

    id: OwnFieldId
    sheet: SheetCode
    key: str
    label: Label
    type: FieldType
    list: str = ""  # of a CODE
    required: bool = False
    active: bool = True
    version: int = 0

    def declared(self) -> Field:
        """As a field of its sheet; asked no more, it shows where it was answered."""
        return Field(
            key=self.key,
            label=self.label,
            type=self.type,
            list=self.list,
            required=self.required and self.active,
            shown_when=() if self.active else (When(self.key),),
        )


def takes_own(sheet: Sheet) -> bool:
    """Whether it is one of the house, which goes to nobody."""
    return not sheet.addressees


def next_key(fields: Iterable[OwnField]) -> str:
    """A key that no field of the same sheet ever had."""
    return _KEY.format(sum(1 for _ in fields) + 1)


def with_own(sheet: Sheet, fields: Iterable[OwnField], title: Label) -> Sheet:
    """The sheet with the association's section at its end; the same without any."""
    own = tuple(each.declared() for each in fields if each.sheet is sheet.code)
    if not own or not takes_own(sheet):
        return sheet
    return replace(sheet, sections=(*sheet.sections, Section(SECTION, title, own)))
