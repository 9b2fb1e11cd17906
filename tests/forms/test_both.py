"""One paper in two languages: French left, Arabic right, and nothing twice."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from casedesk.circuit.codes import Language
from casedesk.circuit.paper import Addition, Certificate, Mark, Paper, Sender
from casedesk.forms.printer import PdfPrinter
from tests.forms.conftest import LIAISON
from tests.forms.test_letter import CONTENT as REPORTED
from tests.forms.test_letter import REPORT

Papers = Callable[..., Paper]
Texts = Callable[..., str]
Places = Callable[[bytes], list[Any]]

FRENCH, ARABIC = Language.FRENCH, Language.ARABIC
MIDDLE = 297.6
INTERNAL = LIAISON.replace('"F-C"', '"F-A"').replace('addressees = ["upe_cape"]', "")


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("leading", [FRENCH, ARABIC])
def test_questions_stand_on_both_sides_whichever_language_leads(
    printer: PdfPrinter, both: Papers, places_of: Places, leading: Language
) -> None:
    content = {"summary": "Un long résumé des faits. " * 12}
    places = places_of(printer.typeset(both(language=leading, content=content)))

    (french,) = [each for each in places if each.word == "Résumé"]
    (arabic,) = [each for each in places if each.word == "ملخص"]
    assert french.left < 60
    assert arabic.right > 530
    assert abs(french.top - arabic.top) < 4, "on one line"


def test_what_is_the_same_in_both_languages_stands_once(
    printer: PdfPrinter, both: Papers, text_of: Texts
) -> None:
    read = flat(text_of(printer.typeset(both())))

    for said in ("Salma a des bleus au bras gauche", "ما بغيتش نرجع للدار"):
        assert read.count(said) == 1, said
    assert read.count("سلمى") == 1
    assert read.count("Appel au 2511") == 1


def test_a_choice_a_date_and_an_age_stand_in_each_language(
    printer: PdfPrinter, both: Papers, text_of: Texts
) -> None:
    read = flat(text_of(printer.typeset(both())))

    for said in ("Interprète", "ترجمان", "2 mars 2026", "مارس", "environ 7 ans"):
        assert said in read, said


def test_an_arabic_answer_alone_stands_at_the_right(
    printer: PdfPrinter, both: Papers, places_of: Places
) -> None:
    content = {"given_latin": "Salma", "given_arabic": "سلمى", "summary": "بكاء"}
    places = places_of(printer.typeset(both(content=content)))

    assert max(each.right for each in places if each.word == "بكاء") > 450
    assert min(each.left for each in places if each.word == "Salma") < 100


def test_in_arabic_alone_a_table_is_the_mirror_of_the_french_one(
    printer: PdfPrinter, paper: Papers, places_of: Places
) -> None:
    content = {"done": [{"at": "2026-03-02", "what": "Appel"}]}
    french, arabic = (
        places_of(printer.typeset(paper(INTERNAL, language=each, content=content)))
        for each in (FRENCH, ARABIC)
    )

    def place(places: list[Any], word: str) -> Any:
        return next(each for each in places if each.word == word)

    assert place(french, "Date").left < place(french, "Action").left
    assert place(arabic, "التاريخ").right > place(arabic, "الإجراء").right
    assert place(french, "Date").left == pytest.approx(
        2 * MIDDLE - place(arabic, "التاريخ").right, abs=2
    )


@pytest.mark.parametrize("leading", [FRENCH, ARABIC])
def test_a_table_in_both_runs_the_way_of_the_language_that_leads(
    printer: PdfPrinter, both: Papers, places_of: Places, leading: Language
) -> None:
    content = {"done": [{"at": "2026-03-02", "what": "Appel"}]}
    pdf = printer.typeset(both(INTERNAL, language=leading, content=content))
    at = {each.word: each.left for each in places_of(pdf)}

    assert (at["Date"] < at["Action"]) == (leading is FRENCH)
    assert (b"/Lang (ar-MA)" in pdf) == (leading is ARABIC)


def test_the_head_names_the_sheet_and_its_addressee_in_both(
    printer: PdfPrinter, both: Papers, text_of: Texts
) -> None:
    read = flat(text_of(printer.typeset(both())))

    for said in ("Fiche de liaison UPE / CAPE", "بطاقة الربط مع وحدة حماية الطفولة"):
        assert said in read, said
    for said in ("UPE de Salé", "وحدة حماية الطفولة بسلا", "Destinataire", "المرسل"):
        assert said in read, said
    assert read.count("SAL-26-0K7F-C1") == 3, "in the head, and twice on the coupon"


def test_whoever_finds_it_is_told_in_both_what_to_do(
    printer: PdfPrinter, both: Papers, text_of: Texts
) -> None:
    read = flat(text_of(printer.typeset(both())))

    assert "prévenez l'association sans la lire" in read
    assert "المرجو إخبار الجمعية" in read


def test_what_was_added_later_is_headed_in_both_and_told_once(
    printer: PdfPrinter, both: Papers, text_of: Texts
) -> None:
    at = datetime(2026, 3, 9, 10, 30)  # noqa: DTZ001 -- local, as on paper
    added = Addition(at, "Assistante sociale", "Un oncle aussi.", "Appris hier.")

    read = flat(text_of(printer.typeset(both(additions=(added,)))))

    assert "Ajouts après signature" in read
    assert "إضافات بعد التوقيع" in read
    assert read.count("Un oncle aussi.") == 1
    assert read.count("Appris hier.") == 1


class TestALetter:
    """To a prosecutor: Arabic leads, and it is one letter, signed once."""

    @pytest.fixture
    def letter(self, both: Papers) -> Paper:
        return both(REPORT, language=ARABIC, content=REPORTED)

    def test_arabic_leads(
        self, printer: PdfPrinter, letter: Paper, places_of: Places
    ) -> None:
        pdf = printer.typeset(letter)
        places = places_of(pdf)

        assert b"/Lang (ar-MA)" in pdf
        subject = next(each for each in places if each.word.startswith("الموضوع"))
        objet = next(each for each in places if each.word == "Objet")
        assert subject.right > MIDDLE > objet.right

    def test_both_are_whole_letters(
        self, printer: PdfPrinter, letter: Paper, text_of: Texts
    ) -> None:
        read = flat(text_of(printer.typeset(letter)))

        for said in (
            "Madame, Monsieur,",
            "تحية طيبة وبعد",
            "haute considération.",
            "وتفضلوا بقبول فائق التقدير والاحترام",
            "Salé, le 3 mars 2026",
        ):
            assert said in read, said

    def test_facts_words_and_signatures_are_there_once(
        self, printer: PdfPrinter, letter: Paper, text_of: Texts
    ) -> None:
        read = flat(text_of(printer.typeset(letter)))

        for said in (
            "Le 2 mars, des bleus au bras.",
            "ما بغيتش نرجع للدار",
            "Lieu, date, signature, cachet",
            "المكان والتاريخ والتوقيع والختم",
            "Coupon de retour",
        ):
            assert read.count(said) == 1, said


def certificate(language: Language) -> Certificate:
    arabic = language is ARABIC
    return Certificate(
        title="شهادة" if arabic else "Certificat",
        sender=Sender("Association Nour", "Salé"),
        language=language,
        printed_at=datetime(2026, 3, 3, 16, 40),  # noqa: DTZ001 -- local
        printed_by="Directrice",
        mark=Mark.ORIGINAL,
        facts=(
            ("الملف" if arabic else "Dossier", "SAL-26-0K7F"),
            ("السبب" if arabic else "Motif", "انتهاء" if arabic else "Fin"),
        ),
        paragraphs=("تم محو الملف." if arabic else "Le dossier est effacé.",),
        lines=(("3 مارس" if arabic else "3 mars", "سُجل" if arabic else "Noté"),),
        list_title="النسخ" if arabic else "Copies",
        listed=("نسخة 1" if arabic else "Exemplaire 1",),
        signatures=("الإدارة" if arabic else "La direction",),
        anchor="J 000012 · 7F3K",
    )


def test_a_certificate_in_both_says_each_thing_on_both_sides(
    printer: PdfPrinter, text_of: Texts, places_of: Places
) -> None:
    paper = replace(certificate(FRENCH), beside=certificate(ARABIC))
    pdf = printer.certify(paper)
    read = flat(text_of(pdf))

    for each in (certificate(FRENCH), certificate(ARABIC)):
        told = (each.title, *each.paragraphs, each.list_title, *each.signatures)
        assert [said for said in told if said.rstrip(".") not in read] == []
        assert each.facts[1][1] in read
    assert read.count("SAL-26-0K7F") == 1
    assert read.count("J 000012") == 1
    at = {each.word: each for each in places_of(pdf)}
    assert at["Certificat"].right < MIDDLE < at["شهادة"].left


def test_the_same_paper_in_both_gives_the_same_bytes(
    printer: PdfPrinter, both: Papers
) -> None:
    assert printer.typeset(both()) == printer.typeset(both())


def test_a_paper_in_both_marks_both_languages_of_no_child(
    printer: PdfPrinter, both: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(both()))

    _, coupon = re.split("Coupon de retour", read, maxsplit=1)
    assert "Salma" not in coupon
    assert "سلمى" not in coupon
