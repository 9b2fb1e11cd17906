"""The sheets the program ships, filled to the brim."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casedesk.circuit.codes import CodeBook, Language, read_codes
from casedesk.circuit.paper import Paper
from casedesk.circuit.paper_language import PaperLanguage, read_paper_languages
from casedesk.circuit.redaction import read_redaction
from casedesk.circuit.sheet import (
    Addressee,
    Field,
    FieldType,
    Sheet,
    SheetCode,
    read_sheet,
)
from casedesk.forms import values
from casedesk.forms.printer import PdfPrinter
from casedesk.forms.sheet import to_print

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
# Filled to the brim; filled as people do they fit too.
LONGER_IN_BOTH = (
    *LONGER,
    Addressee.UPE_CAPE,
    Addressee.HOSPITAL,
    Addressee.LAWYER,
)
LANGUAGES = read_paper_languages((RESOURCES / "paper.toml").read_text(encoding="utf-8"))
SHORT = (
    *(FieldType.CODE, FieldType.NAME, FieldType.MOMENT, FieldType.DATE),
    *(FieldType.BIRTH, FieldType.YES_NO, FieldType.YES_NO_UNKNOWN, FieldType.PERSON),
)
_UNSEEN = re.compile("[\u200b-\u200f\u2066-\u2069]")
_WORD, _STOP = r"[^\W\d_]{2,}", r"[\d:،.?)–/]"
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


def in_language(
    blank: Paper,
    sheet: Sheet,
    codes: CodeBook,
    chosen: PaperLanguage,
    addressee: Addressee | None = None,
) -> Paper:
    """This sheet filled to the brim, in one language or in both."""
    first, *others = LANGUAGES.versions(chosen, sheet.code, addressee)
    content = filled(sheet, codes, first)
    if addressee and "words" in content:
        content["words"] = SENTENCE[first] * 2
    made = replace(
        blank, sheet=sheet, content=content, codes=codes, language=first, **KNOWN
    )
    return replace(made, beside=replace(made, language=others[0])) if others else made


def missing(made: Paper, read: str) -> set[str]:
    """The questions, headings and short answers that nobody would find in the text.

    Poppler takes a whole page for Latin or for Arabic. On one that is both, it tells
    the parts of a phrase of the other script, between stops and numbers, in another
    order.
    """
    whole = flat(read)
    found = {each for each in expected(made) if each not in whole}
    if made.beside is None:
        return found
    words = set(re.findall(_WORD, whole))
    apart = {each for each in found if re.search(_STOP, each)}
    return found - {each for each in apart if set(re.findall(_WORD, each)) <= words}


def expected(made: Paper) -> Iterator[str]:
    for side in filter(None, (made, made.beside)):
        for section in made.sheet.sections:
            asked = tuple(to_print(section.fields, side))
            if asked:
                yield flat(section.title.in_language(side.language))
            for each in asked:
                yield flat(each.label.in_language(side.language))
                if each.type in SHORT:
                    yield flat(values.answer(each, side))


def flat(text: str) -> str:
    """As one line, without what cannot be seen."""
    return " ".join(_UNSEEN.sub("", text).split())


@pytest.mark.parametrize("language", PaperLanguage)
@pytest.mark.parametrize("sheet", INTERNAL, ids=lambda sheet: sheet.code)
def test_a_full_sheet_of_the_house_comes_out_whole(
    printer: PdfPrinter,
    paper: Papers,
    codes: CodeBook,
    text_of: Texts,
    sheet: Sheet,
    language: PaperLanguage,
) -> None:
    blank = paper(addressee_name="", coupon="")
    made = in_language(blank, sheet, codes, language)

    read = text_of(printer.typeset(made))

    assert "7F3K-9QXM-2\n" not in read
    assert missing(made, read) == set()


@pytest.mark.parametrize("language", PaperLanguage)
@pytest.mark.parametrize("addressee", Addressee)
def test_a_full_liaison_sheet_comes_out_whole_with_its_coupon(
    printer: PdfPrinter,
    paper: Papers,
    codes: CodeBook,
    text_of: Texts,
    addressee: Addressee,
    language: PaperLanguage,
) -> None:
    sheet = REDACTION.sheet_for(addressee)
    made = in_language(paper(), sheet, codes, language, addressee)

    read = text_of(printer.typeset(made))

    assert "7F3K-9QXM-2\n" in read
    assert missing(made, read) == set()
    longer = LONGER_IN_BOTH if made.beside else LONGER
    if addressee not in longer:
        assert read.count("\f") == 1, "one page, recto (domain §3.c, §3.d)"
