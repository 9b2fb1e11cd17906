"""The sheets the program ships, filled to the brim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casedesk.circuit.codes import PAPER, CodeBook, Language, read_codes
from casedesk.circuit.paper import Paper
from casedesk.circuit.redaction import read_redaction
from casedesk.circuit.sheet import (
    Addressee,
    Field,
    FieldType,
    Sheet,
    SheetCode,
    read_sheet,
)
from casedesk.forms.printer import PdfPrinter

Papers = Callable[..., Paper]
Texts = Callable[..., str]

RESOURCES = Path(__file__).parents[2] / "resources"
SHEETS = {
    code: read_sheet(
        (RESOURCES / "sheets" / f"{code}.toml").read_text(encoding="utf-8")
    )
    for code in SheetCode
}
INTERNAL = [sheet for sheet in SHEETS.values() if not sheet.addressees]
# A letter, and a sheet that has the child's very words on it.
LONGER = (Addressee.PROSECUTOR, Addressee.POLICE)
REDACTION = read_redaction(
    (RESOURCES / "redaction.toml").read_text(encoding="utf-8"), SHEETS
)
KNOWN = {"birth": "2017", "author": "Éducatrice", "people": {"p1": "La directrice"}}
SENTENCE = {
    Language.FRENCH: "Elle a vu trois bleus au bras gauche, de la taille d'une pièce. ",
    Language.ARABIC: "لاحظت المربية ثلاث كدمات على الذراع اليسرى للطفل. ",
}


@pytest.fixture(scope="session")
def codes() -> CodeBook:
    files = sorted((RESOURCES / "codes").glob("*.toml"))
    return CodeBook(
        code for file in files for code in read_codes(file.read_text(encoding="utf-8"))
    )


def filled(sheet: Sheet, codes: CodeBook, language: Language) -> dict[str, Any]:
    """An answer to every question; texts as long as people write them on paper."""
    answers = {each.key: answer(each, codes, language) for each in sheet}
    return {key: value for key, value in answers.items() if value is not None}


def answer(asked: Field, codes: CodeBook, language: Language) -> Any:
    options = [code.code for code in codes.options(asked.list)] if asked.list else []
    sentences = SENTENCE[language] * 16
    match asked.type:
        case FieldType.NAME:
            return "عبد الرحمان" if "arabic" in asked.key else "Abderrahmane"
        case FieldType.TEXT:
            return sentences[: min(asked.max_length, 55)].strip()
        case FieldType.LONG:
            return sentences[: min(asked.max_length, 800)]
        case FieldType.CODES:
            return options[:3]
        case FieldType.CODE:
            return options[0]
        case FieldType.ROWS:
            row = {each.key: answer(each, codes, language) for each in asked.columns}
            return [row, row]
    plain: dict[FieldType, Any] = {
        FieldType.MOMENT: "2026-03-02T16:40 about",
        FieldType.DATE: "2026-03-02",
        FieldType.BIRTH: "~7@2026-03-02",
        FieldType.YES_NO: "yes",
        FieldType.YES_NO_UNKNOWN: "unknown",
        FieldType.INTEGER: 2,
        FieldType.PERSON: "p1",
        FieldType.PEOPLE: ["p1", "p1"],
    }
    return plain.get(asked.type)


@pytest.mark.parametrize("language", PAPER)
@pytest.mark.parametrize("sheet", INTERNAL, ids=lambda sheet: sheet.code)
def test_a_full_sheet_of_the_house_comes_out_whole(
    printer: PdfPrinter,
    paper: Papers,
    codes: CodeBook,
    text_of: Texts,
    sheet: Sheet,
    language: Language,
) -> None:
    content = filled(sheet, codes, language)

    pdf = printer.typeset(
        replace(
            paper(language=language, content=content, codes=codes, **KNOWN),
            sheet=sheet,
            addressee_name="",
            coupon="",
        )
    )

    read = text_of(pdf)
    assert "7F3K-9QXM-2\n" not in read
    assert sheet.title.in_language(language).split()[0] in read


@pytest.mark.parametrize("language", PAPER)
@pytest.mark.parametrize("addressee", Addressee)
def test_a_full_liaison_sheet_comes_out_whole_with_its_coupon(
    printer: PdfPrinter,
    paper: Papers,
    codes: CodeBook,
    text_of: Texts,
    addressee: Addressee,
    language: Language,
) -> None:
    sheet = REDACTION.sheet_for(addressee)
    content = filled(sheet, codes, language)
    if "words" in content:
        content["words"] = SENTENCE[language] * 2

    pdf = printer.typeset(
        replace(
            paper(language=language, content=content, codes=codes, **KNOWN), sheet=sheet
        )
    )

    read = text_of(pdf)
    assert "7F3K-9QXM-2\n" in read
    assert sheet.title.in_language(language).split()[0] in read
    if addressee not in LONGER:
        assert read.count("\f") == 1, "one page, recto (domain §3.c, §3.d)"
