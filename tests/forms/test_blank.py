"""Blank sheets on paper: every question, room to write, and nothing of any case."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import datetime

import pytest

from casedesk.app import rulebook
from casedesk.circuit.codes import PAPER, CodeBook, Language
from casedesk.circuit.paper import Addition, BlankPaper, Mark, Paper, Sender
from casedesk.circuit.sheet import FieldType
from casedesk.forms.blank import ABOUT_PAPER

RULES = rulebook.rules(CodeBook(rulebook.shipped_codes()))
CODE = "7F3K-9QXM-2"
SHEETS = sorted(RULES.sheets)
_VOWELLED = re.compile("[\u064b-\u0652\u0670\u0640]")


def blank_paper(code, language, **other):
    sender = Sender("Association Exemple", "Salé")
    at = datetime(2026, 3, 2, 12, 0)  # noqa: DTZ001 -- local, as on paper
    made = Paper(
        sheet=RULES.sheets[code],
        content={},
        codes=RULES.codes,
        language=language,
        sender=sender,
        case_number="",
        sheet_number=CODE,
        printed_at=at,
        printed_by="Éducatrice",
        mark=Mark.ORIGINAL,
    )
    return replace(made, **other)


def asked(sheet):
    for section in sheet.sections:
        if section.key != ABOUT_PAPER:
            yield from section.fields


def stands_in(label, text):
    """Word by word: what copies a PDF sets the brackets of Arabic lines elsewhere."""
    return words_of(label) <= words_of(text)


def words_of(text):
    """Its words in either script; vowel signs are copied in another order."""
    found = re.findall(
        r"[A-Za-zÀ-ÿœŒ]+|[\u0621-\u0652\u0670-\u06d3]+",
        unicodedata.normalize("NFC", text),
    )
    return {each for each in found if not _VOWELLED.search(each)}


def squeezed(text):
    """Without spaces, line ends, and marks of direction."""
    return "".join(
        each
        for each in text
        if not each.isspace() and each not in "\u2066\u2067\u2068\u2069"
    )


@pytest.mark.parametrize("language", PAPER)
@pytest.mark.parametrize("code", SHEETS)
def test_every_question_and_every_choice_stands_on_the_blank(
    printer, text_of, code, language
):
    blank = BlankPaper(blank_paper(code, language), CODE)

    text = text_of(printer.blank(blank))

    missing = [
        (each.key, words_of(each.label.in_language(language)) - words_of(text))
        for each in asked(RULES.sheets[code])
        if not stands_in(each.label.in_language(language), text)
    ]
    assert missing == []
    choices = [
        option.label.in_language(language)
        for each in asked(RULES.sheets[code])
        if each.type in (FieldType.CODE, FieldType.CODES)
        for option in RULES.codes.options(each.list)
    ]
    assert [each for each in choices if not stands_in(each, text)] == []
    assert CODE in text


@pytest.mark.parametrize("code", ["F-A", "F-B"])
def test_in_both_languages_each_question_stands_twice(printer, text_of, code):
    arabic = blank_paper(code, Language.ARABIC)
    blank = BlankPaper(blank_paper(code, Language.FRENCH, beside=arabic), CODE)

    text = text_of(printer.blank(blank))

    for language in PAPER:
        missing = [
            each.key
            for each in asked(RULES.sheets[code])
            if not stands_in(each.label.in_language(language), text)
        ]
        assert missing == [], language


def test_how_to_listen_stands_on_the_concern_alone(printer, text_of):
    concern = BlankPaper(blank_paper("F-A", Language.FRENCH), CODE)
    other = BlankPaper(blank_paper("F-B", Language.FRENCH), CODE)

    assert "Ne pas promettre le secret." in text_of(printer.blank(concern))
    assert "Ne pas promettre le secret." not in text_of(printer.blank(other))


def test_of_a_case_only_its_number_stands_on_it(printer, text_of):
    without = blank_paper("F-A", Language.FRENCH)
    of_case = replace(without, case_number="SAL-26-0K7F")

    bare, numbered = (
        text_of(printer.blank(BlankPaper(each, CODE))) for each in (without, of_case)
    )

    words = set(numbered.split()) - set(bare.split())
    assert words == {"SAL-26-0K7F"}


def test_what_was_added_stands_under_the_signed_sheet(printer, text_of):
    at = datetime(2026, 3, 9, 10, 30)  # noqa: DTZ001 -- local, as on paper
    added = Addition(at, "Assistante sociale", "Un oncle aussi.", "Appris hier.")
    paper = blank_paper("F-B", Language.FRENCH, additions=(added,))

    text = " ".join(text_of(printer.typeset(paper)).split())

    assert "Ajouts après signature" in text
    assert "Ajoutdu9mars2026" in squeezed(text)
    assert "Un oncle aussi." in text
    assert "Appris hier." in text


@pytest.mark.parametrize("language", PAPER)
@pytest.mark.parametrize("code", SHEETS)
def test_no_page_ends_with_a_question_whose_boxes_are_on_the_next(
    printer, text_of, code, language
):
    blank = BlankPaper(blank_paper(code, language), CODE)
    boxed = {FieldType.CODE, FieldType.CODES, FieldType.MOMENT}
    boxed |= {FieldType.YES_NO, FieldType.YES_NO_UNKNOWN}
    questions = [
        words_of(each.label.in_language(language))
        for each in asked(RULES.sheets[code])
        if each.type in boxed
    ]

    pages = text_of(printer.blank(blank), "-layout").rstrip("\f").split("\f")

    for page in pages[:-1]:
        lines = [each for each in page.splitlines() if each.strip()]
        last = lines[-2]  # above the foot
        assert words_of(last.split("(")[0]) not in questions


@pytest.mark.parametrize("language", PAPER)
def test_what_is_read_with_the_child_stands_on_the_blank(printer, text_of, language):
    section = next(each for each in RULES.sheets["F-H"].sections if each.separate_page)
    (told,) = section.fields

    text = text_of(printer.blank(BlankPaper(blank_paper("F-H", language), CODE)))

    said = told.help.in_language(language)
    assert stands_in(said, text)
    lines = [each for each in text.splitlines() if each.strip()]
    read_out = [each for each in said.splitlines() if each]
    ends = [words_of(each) for each in lines]
    assert all(words_of(each) in ends for each in read_out if len(each) < 50)
