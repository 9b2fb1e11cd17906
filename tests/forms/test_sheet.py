from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PIL.Image import Image

from casedesk.circuit.codes import PAPER, Language
from casedesk.circuit.paper import Paper
from casedesk.forms.printer import PdfPrinter

Papers = Callable[..., Paper]
Texts = Callable[..., str]

INTERNAL = """
code = "F-A"
version = 1
title = { fr = "Fiche de recueil", ar = "بطاقة تسجيل" }
[[section]]
key = "seen"
title = { fr = "Ce que j'ai vu", ar = "ما رأيته" }
kind = "facts"
[[section.field]]
key = "entry"
label = { fr = "Nature", ar = "النوع" }
type = "yes_no"
required = true
[[section.field]]
key = "context"
label = { fr = "Contexte", ar = "السياق" }
type = "long"
shown_when = { entry = ["yes"] }
[[section]]
key = "empty"
title = { fr = "Rien à dire", ar = "لا شيء" }
[[section.field]]
key = "nothing"
label = { fr = "Surnom", ar = "لقب" }
type = "name"
[[section]]
key = "thought"
title = { fr = "Mon avis", ar = "رأيي" }
kind = "opinion"
[[section.field]]
key = "opinion"
label = { fr = "Inquiétude", ar = "قلقي" }
type = "long"
[[section]]
key = "kept_apart"
title = { fr = "Encadré réservé", ar = "خانة محفوظة" }
separate_page = true
[[section.field]]
key = "alleged_author_name"
label = { fr = "Nom", ar = "الاسم" }
type = "text"
"""


@pytest.fixture
def internal(paper: Papers) -> Papers:
    def made(**different: object) -> Paper:
        given = {"addressee_name": "", "addressee_address": "", "coupon": ""}
        return paper(INTERNAL, **(given | different))

    return made


def test_answers_stand_under_their_questions(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper()))

    for said in ("Prénom", "Salma", "environ 7 ans", "Interprète · Fauteuil", "2511"):
        assert said in read, said


def test_what_nobody_answered_is_left_off_unless_it_is_required(
    printer: PdfPrinter, paper: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(paper(content={})))

    assert "Surnom" not in read
    assert "Naissance" in read
    assert "—" in read


@pytest.mark.parametrize("blank", [" ", "\n \n", "\u200b", "\u2028"])
def test_an_answer_without_a_character_to_see_is_no_answer(
    printer: PdfPrinter, paper: Papers, blank: str
) -> None:
    none = printer.typeset(paper(content={}))
    content = dict.fromkeys(("given_latin", "summary", "words"), blank)

    assert printer.typeset(paper(content=content)) == none


def test_a_section_without_answers_is_left_off(
    printer: PdfPrinter, internal: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(internal(content={"entry": "no"})))

    assert "Rien à dire" not in read


def test_an_answer_that_the_others_hide_is_not_printed(
    printer: PdfPrinter, internal: Papers, text_of: Texts
) -> None:
    content = {"entry": "no", "context": "Un secret."}

    assert "secret" not in text_of(printer.typeset(internal(content=content)))
    content["entry"] = "yes"
    assert "secret" in text_of(printer.typeset(internal(content=content)))


def test_an_internal_sheet_has_no_addressee_and_no_coupon(
    printer: PdfPrinter, internal: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(internal(content={"entry": "no"})))

    assert "Destinataire" not in read
    assert "Coupon" not in read


def test_a_reserved_section_has_a_page_of_its_own(
    printer: PdfPrinter, internal: Papers, text_of: Texts
) -> None:
    content = {"entry": "no", "opinion": "Inquiète.", "alleged_author_name": "Untel"}

    first, second, _ = text_of(printer.typeset(internal(content=content))).split("\f")

    assert "Untel" not in first
    assert "Encadré réservé" in second
    assert "Inquiète." not in second


def test_facts_words_and_opinions_are_named_as_such(
    printer: PdfPrinter, paper: Papers, internal: Papers, text_of: Texts
) -> None:
    seen = internal(content={"entry": "no", "opinion": "Inquiète."})

    assert "faits" in text_of(printer.typeset(seen))
    assert "avis, non des faits" in text_of(printer.typeset(seen))
    assert "paroles, mot pour mot" in text_of(printer.typeset(paper()))


def test_an_opinion_stands_on_a_ground_of_its_own(
    printer: PdfPrinter, internal: Papers, picture_of: Callable[..., Image]
) -> None:
    def tinted(content: dict[str, str]) -> int:
        return picture_of(printer.typeset(internal(content=content))).histogram()[242]

    plain = tinted({"entry": "no"})

    assert tinted({"entry": "no", "opinion": "Inquiète."}) > plain + 10_000


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("J'ai peur de rentrer.", "« J'ai peur de rentrer. »"),
        ("« J'ai peur. »", "« J'ai peur. »"),
        ("J'ai peur.\nVraiment.", "« J'ai peur.\nVraiment. »"),
    ],
)
def test_words_stand_between_quotation_marks(
    printer: PdfPrinter, paper: Papers, text_of: Texts, words: str, quoted: str
) -> None:
    assert quoted in text_of(printer.typeset(paper(content={"words": words})))


@pytest.mark.parametrize("language", PAPER)
def test_arabic_words_start_at_the_right_whatever_the_page(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language
) -> None:
    pdf = printer.typeset(paper(language=language, content={"words": "ما بغيتش"}))

    assert edge_of("ما", text_of(pdf, "-bbox")) > 500


@pytest.mark.parametrize("language", PAPER)
def test_a_list_is_read_in_the_direction_of_the_page(
    printer: PdfPrinter, paper: Papers, text_of: Texts, language: Language
) -> None:
    words = {
        Language.FRENCH: ("Interprète", "Fauteuil,"),
        Language.ARABIC: ("ترجمان", "متحرك"),
    }[language]

    boxes = text_of(printer.typeset(paper(language=language)), "-bbox")

    first, second = (edge_of(word, boxes) for word in words)
    assert (first < second) == (language is Language.FRENCH)


@pytest.mark.parametrize("lines", range(28, 44))
def test_a_title_is_never_the_last_thing_on_a_page(
    printer: PdfPrinter, internal: Papers, text_of: Texts, lines: int
) -> None:
    context = "\n".join(f"Ligne {number}." for number in range(lines))
    content = {"entry": "yes", "context": context, "opinion": "Inquiète."}

    pages = text_of(printer.typeset(internal(content=content))).split("\f")

    (opinion,) = [page for page in pages if "Mon avis" in page]
    assert "Inquiète." in opinion


def edge_of(word: str, boxes: str) -> float:
    """The right edge of a word, in points; poppler turns Arabic round here."""
    either = f"(?:{word}|{word[::-1]})"
    return max(float(x) for x in re.findall(rf'xMax="([\d.]+)"[^>]*>{either}<', boxes))
