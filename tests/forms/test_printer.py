from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.errors import Trouble
from casedesk.circuit.paper import Mark, Paper
from casedesk.forms.font import FontsMissing
from casedesk.forms.printer import PdfPrinter

Papers = Callable[..., Paper]
Texts = Callable[..., str]

PHRASES = (
    "الاسم العائلي والشخصي",
    "فاطمة الزهراء العلوي",
    "خالي كيضربني ملي ماما ماكايناش",
    "لا إله إلا الله",
    "الإسلام والأطفال الآخرون",
    "تاريخ الازدياد والبريد والمدرسة",
    "النائب الشرعي لا يعرف",
    "مؤسسة الرعاية الاجتماعية",
)


@pytest.mark.parametrize("language", PAPER)
def test_arabic_is_read_back_in_the_order_it_was_written(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language
) -> None:
    summary = "\n".join(PHRASES)

    pdf = printer.typeset(paper(language=language, content={"summary": summary}))

    read = text_of(pdf)
    assert [each for each in PHRASES if each not in read] == []


def test_french_and_tamazight_are_read_back_as_written(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    said = (
        "L'œil gauche, l'été dernier, à 16 h 40",
        "aɣrum, tamaziɣt, ḍḥṛṣṭẓ",
        "ⵜⴰⵎⴰⵣⵉⵖⵜ",
    )

    pdf = printer.typeset(paper(content={"summary": "\n".join(said)}))

    assert [each for each in said if each not in text_of(pdf)] == []


def test_a_date_in_an_arabic_sentence_stays_between_its_words(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    content = {"summary": "من مواليد 12/03/2014 بتازة"}

    pdf = printer.typeset(paper(language=Language.ARABIC, content=content))

    # poppler moves the spaces beside digits, for every producer
    assert "منمواليد12/03/2014بتازة" in "".join(text_of(pdf).split())


def test_a_number_in_arabic_keeps_its_order(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    content = {"summary": "هاتف الأم +212 6 12 34 56 78 صباحا"}

    pdf = printer.typeset(paper(language=Language.ARABIC, content=content))

    assert "+212 6 12 34 56 78" in text_of(pdf)


def test_markup_in_an_answer_is_text(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    name = 'Salma <b>x</b> &amp; <font size="90"> %(n)s \\060 ) Tj'

    pdf = printer.typeset(paper(content={"given_latin": name}))

    assert name in text_of(pdf, "-layout")


def test_controls_of_direction_in_a_name_change_nothing(
    printer: PdfPrinter, paper: Papers
) -> None:
    plain = printer.typeset(paper(content={"given_latin": "Salma"}))

    turned = printer.typeset(paper(content={"given_latin": "\u202eSal\u2066ma\u200f"}))

    assert turned == plain


@pytest.mark.parametrize("language", PAPER)
def test_the_same_paper_gives_the_same_bytes(
    printer: PdfPrinter, paper: Papers, language: Language
) -> None:
    same = paper(language=language)
    first = printer.typeset(same)

    printer.typeset(paper(content={"summary": "Autre chose, ailleurs."}))

    assert printer.typeset(same) == first


def test_papers_asked_for_at_once_come_out_one_by_one(
    printer: PdfPrinter, paper: Papers
) -> None:
    papers = [paper(copy=number) for number in range(1, 9)]

    with ThreadPoolExecutor(4) as threads:
        at_once = list(threads.map(printer.typeset, papers))

    assert at_once == [printer.typeset(each) for each in papers]


def test_all_fonts_but_the_one_nobody_uses_are_embedded(
    printer: PdfPrinter, paper: Papers, fonts_of: Callable[[bytes], list[list[str]]]
) -> None:
    content = {"summary": "Salma سلمى aɣrum ⵜⴰⵎⴰⵣⵉⵖⵜ"}

    fonts = fonts_of(printer.typeset(paper(content=content)))

    ours = [font for font in fonts if font[0] != "Helvetica"]  # reportlab's own
    assert len(ours) == 4
    assert all(font[-5:-2] == ["yes", "yes", "yes"] for font in ours), "emb sub uni"


def test_only_the_faces_a_paper_needs_go_with_it(
    printer: PdfPrinter, paper: Papers, fonts_of: Callable[[bytes], list[list[str]]]
) -> None:
    fonts = fonts_of(printer.typeset(paper()))

    assert not any("Tifinagh" in font[0] for font in fonts)


def test_the_document_says_what_it_is_and_how_it_is_read(
    printer: PdfPrinter, paper: Papers
) -> None:
    pdf = printer.typeset(paper(language=Language.ARABIC, content={}))

    assert b"/Lang (ar-MA)" in pdf
    assert b"/Direction" not in pdf, "viewers would turn its Latin words round"


def test_a_child_is_not_named_outside_the_page(
    printer: PdfPrinter, paper: Papers
) -> None:
    assert b"Salma" not in printer.typeset(paper())


def test_missing_fonts_are_a_trouble_the_machine_is_helped_out_of(
    tmp_path: Path, paper: Papers
) -> None:
    with pytest.raises(FontsMissing) as told:
        PdfPrinter(tmp_path).typeset(paper())

    assert isinstance(told.value, Trouble)
    assert told.value.parameters == {"file": "IBMPlexSansArabic_400Regular.ttf"}


@pytest.mark.parametrize("mark", Mark)
def test_a_thousand_lines_come_out_whole(
    printer: PdfPrinter, paper: Papers, text_of: Texts, mark: Mark
) -> None:
    summary = "\n".join(f"ligne {number} de سلمى" for number in range(1000))

    read = text_of(printer.typeset(paper(mark=mark, content={"summary": summary})))

    assert all(f"ligne {number} " in read for number in range(1000))


@pytest.mark.parametrize("language", PAPER)
def test_a_name_in_tifinagh_is_printed_as_it_was_typed(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language
) -> None:
    name = "ⵜⵉⵍⵍⴰ"
    content = {"given_latin": name, "nickname": f"{name} بنت Moha"}

    read = text_of(printer.typeset(paper(language=language, content=content)))

    # On a page that is read from the right, poppler turns what is not Latin
    turned = name if language is Language.FRENCH else name[::-1]
    assert read.count(turned) == 2
