from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.paper import Mark, Paper
from casedesk.forms.blank import Lines
from casedesk.forms.block import NewPage, Space
from casedesk.forms.page import flow
from casedesk.forms.pen import TEXT_WIDTH
from casedesk.forms.printer import PdfPrinter

Papers = Callable[..., Paper]
Texts = Callable[..., str]

LONG = {"summary": "\n".join(f"Ligne {number}." for number in range(120))}
STRANGER = "prévenez l'association sans la lire ni la diffuser."


def pages_of(text: str) -> list[str]:
    return text.rstrip("\f").split("\f")


def test_the_first_page_says_who_what_when_to_whom_and_by_whom(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper(copy=3)), "-layout")

    for said in (
        "Association Nour",
        "Fiche de liaison UPE / CAPE",
        "F-C",
        "SAL-26-0K7F",
        "SAL-26-0K7F-C1",
        "3 mars 2026, 16 h 40",
        "UPE de Salé",
        "Hôpital Moulay Abdellah",
        "Assistante sociale",
        "1/1",
        "J 004213 · 7F3K-9QXM-2D4R-8T1V-C",
        STRANGER,
    ):
        assert said in read, said


@pytest.mark.parametrize("language", PAPER)
def test_every_page_is_confidential_in_both_languages_on_the_first(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language
) -> None:
    pages = pages_of(text_of(printer.typeset(paper(language=language, content=LONG))))

    french, arabic = "CONFIDENTIEL – protection de l'enfance", "سري – حماية الطفولة"
    assert french in pages[0]
    assert arabic in pages[0]
    assert all(french in page or arabic in page for page in pages)


def test_every_page_says_which_it_is_and_of_what(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    pages = pages_of(text_of(printer.typeset(paper(content=LONG)), "-layout"))

    assert len(pages) > 2
    for number, page in enumerate(pages, start=1):
        assert f"{number}/{len(pages)}" in page
        assert "SAL-26-0K7F-C1" in page
        assert "J 004213 · 7F3K-9QXM-2D4R-8T1V-C" in page
        assert STRANGER in page


def test_an_arabic_page_says_it_all_in_arabic(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper(language=Language.ARABIC)))

    for said in ("بطاقة الربط مع وحدة حماية الطفولة", "مارس", "تاريخ الطبع", "النسخة"):
        assert said in read, said
    assert STRANGER not in read


def test_a_preview_says_so_and_has_no_code(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper(mark=Mark.PREVIEW, content=LONG)), "-raw")

    assert all("APERÇU" in "".join(page.split()) for page in pages_of(read))
    assert "7F3K" not in read
    assert "004213" not in read


@pytest.mark.parametrize(
    ("mark", "french", "arabic"),
    [(Mark.PREVIEW, "APERÇU", "معاينة"), (Mark.SPECIMEN, "SPECIMEN", "نموذج")],
)
def test_it_says_so_in_each_language_of_the_paper(
    printer: PdfPrinter,
    paper: Papers,
    text_of: Texts,
    mark: Mark,
    french: str,
    arabic: str,
) -> None:
    in_arabic = paper(mark=mark, language=Language.ARABIC)
    in_both = replace(paper(mark=mark), beside=in_arabic)

    alone, both = (
        "".join(text_of(printer.typeset(each), "-raw").split())
        for each in (in_arabic, in_both)
    )

    drawn = arabic[::-1]  # aslant, letters are read one by one, as they stand
    assert drawn in alone
    assert french not in alone
    assert drawn in both
    assert french in both


def test_a_specimen_says_so_and_has_its_codes(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper(mark=Mark.SPECIMEN)), "-raw")

    assert "SPECIMEN" in "".join(read.split())
    assert "7F3K-9QXM-2D4R-8T1V-C" in read


def test_an_original_bears_no_mark(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper()), "-raw")

    assert "APERÇU" not in "".join(read.split())
    assert "SPECIMEN" not in "".join(read.split())


@pytest.mark.parametrize("lines", range(18, 46, 4))
def test_the_coupon_takes_the_signatures_along(
    printer: PdfPrinter, paper: Papers, text_of: Texts, lines: int
) -> None:
    content = {"summary": "\n".join(f"Ligne {number}." for number in range(lines))}

    *_before, last = pages_of(text_of(printer.typeset(paper(content=content))))

    assert "7F3K-9QXM-2\n" in last
    assert "Signature et cachet de l'association" in last


def test_a_page_break_after_a_full_page_leaves_no_empty_one() -> None:
    full, next_one = Lines(10), Lines(2)
    room = full.height(TEXT_WIDTH)

    pages = flow([full, Space(6), NewPage(), next_one], room, room)

    written = [[each for each, _ in page if isinstance(each, Lines)] for page in pages]
    assert written == [[full], [next_one]]


def test_an_arabic_page_is_mirrored(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    def left_edge(language: Language) -> float:
        boxes = text_of(printer.typeset(paper(language=language)), "-bbox")
        line = next(line for line in boxes.splitlines() if ">Nour<" in line)
        return float(line.split('xMin="')[1].split('"')[0])

    assert left_edge(Language.FRENCH) < 298 < left_edge(Language.ARABIC)
