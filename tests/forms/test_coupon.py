from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import zxingcpp
from PIL.Image import Image

from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.paper import Mark, Paper
from casedesk.forms.printer import PdfPrinter

Papers = Callable[..., Paper]
Texts = Callable[..., str]
Pictures = Callable[..., Image]

CODE = "7F3K-9QXM-2"
TITLES = {
    Language.FRENCH: "Coupon de retour – à renvoyer à l'association",
    Language.ARABIC: "قسيمة الرد – المرجو إرجاعها إلى الجمعية",
}


def on_last_page(text: str) -> str:
    return text.rstrip("\f").split("\f")[-1]


@pytest.mark.parametrize("language", PAPER)
@pytest.mark.parametrize("mark", [Mark.ORIGINAL, Mark.SPECIMEN])
def test_the_code_to_scan_is_the_code_printed_beside_it(
    printer: PdfPrinter,
    paper: Papers,
    text_of: Texts,
    picture_of: Pictures,
    language: Language,
    mark: Mark,
) -> None:
    pdf = printer.typeset(paper(language=language, mark=mark))

    (scanned,) = zxingcpp.read_barcodes(picture_of(pdf))

    assert scanned.text == CODE
    assert CODE in text_of(pdf).split()


@pytest.mark.parametrize("language", PAPER)
def test_the_coupon_speaks_both_languages(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language
) -> None:
    read = text_of(printer.typeset(paper(language=language)))

    assert all(title in read for title in TITLES.values())
    assert "Pris en charge" in read
    assert "تم التكفل" in read


def test_the_coupon_names_no_child(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper()))

    _, coupon = read.split(TITLES[Language.FRENCH])
    assert "SAL-26-0K7F" in coupon
    assert "SAL-26-0K7F-C1" in coupon
    assert "Association Nour" in coupon
    assert "Salma" not in coupon
    assert "سلمى" not in coupon


@pytest.mark.parametrize("language", PAPER)
@pytest.mark.parametrize("lines", [1, 18, 24, 30, 36, 60, 130])
def test_the_coupon_is_whole_on_the_last_page_however_long_the_sheet(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language, lines: int
) -> None:
    summary = "\n".join(f"Ligne {number}." for number in range(lines))
    pdf = printer.typeset(paper(language=language, content={"summary": summary}))

    read = text_of(pdf)

    last = on_last_page(read)
    assert all(read.count(title) == last.count(title) == 1 for title in TITLES.values())
    assert "Observations non confidentielles" in last
    assert CODE in last
    assert all(f"Ligne {number}." in read for number in range(lines))


def test_a_preview_has_no_coupon_but_its_place(
    printer: PdfPrinter, paper: Papers, text_of: Texts, picture_of: Pictures
) -> None:
    content = {"summary": "Une ligne. " * 150}
    pdf = printer.typeset(paper(mark=Mark.PREVIEW, content=content))

    read = text_of(pdf)
    assert CODE not in read
    assert TITLES[Language.FRENCH] not in read
    assert "prendra cette place" in read
    assert zxingcpp.read_barcodes(picture_of(pdf)) == []
    assert read.count("\f") == text_of(printer.typeset(paper(content=content))).count(
        "\f"
    )


def test_where_nothing_comes_back_there_is_no_coupon(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper(coupon="")))

    assert TITLES[Language.FRENCH] not in read


def test_no_text_of_the_sheet_stands_below_the_dashed_line(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    pdf = printer.typeset(paper(content={"summary": "Une phrase entière. " * 90}))

    heights = words_from_the_top(text_of(pdf, "-bbox"))

    title = heights["Coupon"]
    assert all(heights[word] < title for word in ("phrase", "diffuser.", "004213"))


def test_a_french_name_does_not_turn_the_arabic_reference_round(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    boxes = text_of(printer.typeset(paper(language=Language.ARABIC)), "-bbox")

    *_, arabic, _french = re.findall(r'xMax="([\d.]+)"[^>]*>Nour</word>', boxes)

    assert float(arabic) > 500, "the association stands where reading starts"


def words_from_the_top(boxes: str) -> dict[str, float]:
    """The lowest place of each word on the page."""
    found = re.findall(r'yMin="([\d.]+)".*?>([^<]+)</word>', boxes)
    return {word: float(y) for y, word in found}
