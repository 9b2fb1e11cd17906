"""For each addressee, the very PDF: what is allowed is on it, and nothing else is.

Every question of every sheet is answered with a marker of its own, and has a label of
its own; what the paper shows of them is compared with the table, read here anew.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from casedesk.circuit.codes import CodeBook, Label
from casedesk.circuit.paper import Paper
from casedesk.circuit.redaction import CHILD, Redaction, read_redaction
from casedesk.circuit.referral import SHEET_FOR
from casedesk.circuit.sheet import (
    NOT_STORED,
    Addressee,
    Field,
    FieldType,
    Section,
    Sheet,
    SheetCode,
    read_sheet,
)
from casedesk.forms.printer import PdfPrinter
from casedesk.forms.values import written

Papers = Callable[..., Paper]
Texts = Callable[..., str]

RESOURCES = Path(__file__).parents[2] / "resources"
TABLE = tomllib.loads((RESOURCES / "redaction.toml").read_text(encoding="utf-8"))
PLAIN = {FieldType.YES_NO: "yes", FieldType.YES_NO_UNKNOWN: "unknown"}
# Told by the frame of the page, or by the answers that follow.
IN_THE_FRAME = frozenset(
    {"sender", "addressee", "printed_at", "sheet_number", "case_number", "subject"}
    | {"identity_choice"}
)
CHILD_FIELDS = (
    *("given_latin", "given_arabic", "family_latin", "family_arabic"),
    *("usual_name", "sex", "birth", "commune"),
)


class Marks:
    """A marker for each place there is; a code without a label is called as it is."""

    def __init__(self) -> None:
        self._of: dict[str, str] = {}

    def of(self, *place: str) -> str:
        """Letters only: no layout breaks it, and nothing on the page looks like it."""
        path = "/".join(place)
        if path not in self._of:
            self._of[path] = f"zq{_letters(len(self._of))}qz"
        return self._of[path]

    def answer(self, asked: Field, *place: str) -> Any:
        """An answer of the kind the field holds, that stands nowhere else."""
        mark = self.of(*place)
        number = list(self._of).index("/".join(place))
        day = f"{1900 + number // 300}-{number // 25 % 12 + 1:02}-{number % 25 + 1:02}"
        match asked.type:
            case FieldType.ROWS:
                row = {
                    column.key: self.answer(column, *place, column.key)
                    for column in asked.columns
                }
                return [row]
            case FieldType.MOMENT:
                return f"{day}T10:00 exact"
            case FieldType.DATE | FieldType.BIRTH:
                return day
            case FieldType.INTEGER:
                return 700000 + number
            case FieldType.CODES | FieldType.PEOPLE:
                return [mark]
        return PLAIN.get(asked.type, mark)


def _letters(number: int) -> str:
    found = ""
    for _ in range(3):
        number, digit = divmod(number, 20)
        found += "bcdfghjklmnpqrstvwxz"[digit]
    return found


@cache
def marked() -> tuple[Redaction, Marks]:
    """The shipped sheets, each question called by a marker."""
    marks = Marks()
    sheets = {}
    for code in SheetCode:
        path = RESOURCES / "sheets" / f"{code}.toml"
        sheet = read_sheet(path.read_text(encoding="utf-8"))
        sections = tuple(_called(sheet, each, marks) for each in sheet.sections)
        sheets[code] = replace(sheet, sections=sections)
    text = (RESOURCES / "redaction.toml").read_text(encoding="utf-8")
    return read_redaction(text, sheets), marks


def _called(sheet: Sheet, section: Section, marks: Marks) -> Section:
    def called(each: Field, *above: str) -> Field:
        word = marks.of("label", sheet.code, *above, each.key)
        columns = tuple(called(column, each.key) for column in each.columns)
        return replace(each, label=Label(word, word), columns=columns)

    return replace(section, fields=tuple(map(called, section.fields)))


def known_case(redaction: Redaction, marks: Marks) -> dict[str, Any]:
    case: dict[str, Any] = {}
    for sheet in redaction.sheets.values():
        if not sheet.addressees:
            case[sheet.code] = {
                each.key: marks.answer(each, sheet.code, each.key)
                for each in sheet
                if each.type not in NOT_STORED
            }
    concern = redaction.sheets[SheetCode.CONCERN]
    case[CHILD] = {key: marks.answer(concern[key], CHILD, key) for key in CHILD_FIELDS}
    return case


def by_hand(sheet: Sheet, marks: Marks) -> dict[str, Any]:
    """An answer typed in every question, those too that must never be printed."""
    content = {
        each.key: marks.answer(each, sheet.code, each.key)
        for each in sheet
        if each.type not in NOT_STORED
    }
    for each in sheet:
        for when in each.shown_when:
            content[when.field] = when.any_of[0]  # what it hides is shown
    return content


def allowed(data: str, addressee: Addressee, *, ticked: bool) -> bool:
    """The table, read as it stands in the file."""
    words = TABLE["rows"][data].split() if data else ["never"] * len(Addressee)
    word = words[TABLE["addressees"].index(addressee)]
    return word == "always" or (ticked and word == "asked")


def told(asked: Field, value: Any, paper: Paper) -> Iterator[tuple[str, str]]:
    """The data and the words of an answer that can be told from all others."""
    if asked.type is FieldType.ROWS:
        for row in value:
            for column in asked.columns:
                yield from told(column, row.get(column.key), paper)
    elif asked.type not in PLAIN and value:
        yield asked.data, plain(written(asked, value, paper))


def plain(text: str) -> str:
    """Without what keeps directions apart, and on one line."""
    return re.sub(r"\s+", " ", re.sub("[\u2066-\u2069]", "", text))


def expected(
    sheet: Sheet, addressee: Addressee, paper: Paper, *, ticked: bool
) -> set[str]:
    """The labels and answers that must be on the paper."""
    found = set()
    for each in sheet:
        if each.key in IN_THE_FRAME:
            continue
        if not allowed(each.data, addressee, ticked=ticked):
            continue
        found.add(each.label.fr)
        if each.type not in NOT_STORED:
            found |= {
                words
                for data, words in told(each, paper.content[each.key], paper)
                if data == each.data or allowed(data, addressee, ticked=False)
            }
    return found


def known(
    redaction: Redaction, case: dict[str, Any], own: dict[str, Any], paper: Paper
) -> set[str]:
    """Every label and every answer there is, in the case and typed on the sheet."""
    concern = redaction.sheets[SheetCode.CONCERN]
    answers = [(concern[key], value) for key, value in case[CHILD].items()]
    for sheet in redaction.sheets.values():
        content = own if sheet.code is paper.sheet.code else case.get(sheet.code, {})
        answers += [(sheet[key], value) for key, value in content.items()]
    found = {each.label.fr for sheet in redaction.sheets.values() for each in sheet}
    for asked, value in answers:
        found |= {words for _, words in told(asked, value, paper)}
    return found


@pytest.mark.parametrize("ticked", [False, True], ids=["as it is", "all ticked"])
@pytest.mark.parametrize("addressee", Addressee)
def test_the_paper_shows_what_the_table_allows_and_nothing_else(
    printer: PdfPrinter,
    paper: Papers,
    text_of: Texts,
    addressee: Addressee,
    ticked: bool,
) -> None:
    redaction, marks = marked()
    sheet = redaction.sheets[SHEET_FOR[addressee]]
    case = known_case(redaction, marks)
    own = by_hand(sheet, marks)
    keys = [each.key for each in redaction.asked(addressee)] if ticked else []
    content = {**own, **redaction.fill(addressee, case, keys)}
    for key in ("identity_choice", "inform_guardian"):
        if key in own:
            content[key] = own[key]
    printed = replace(
        paper(),
        sheet=redaction.sheet_for(addressee, keys),
        content=content,
        codes=CodeBook([]),
        birth="2017",
        author="Travail social",
    )

    read = plain(text_of(printer.typeset(printed)))

    wanted = expected(sheet, addressee, printed, ticked=ticked)
    there = {each for each in known(redaction, case, own, printed) if each in read}
    assert there - wanted == set(), "told though it must not be"
    assert wanted - there == set(), "not told though it may be"
