from __future__ import annotations

from collections.abc import Callable

import pytest

from casedesk.circuit.codes import Language
from casedesk.circuit.paper import Paper
from casedesk.forms.printer import PdfPrinter

Papers = Callable[..., Paper]
Texts = Callable[..., str]

REPORT = """
code = "F-E"
version = 1
title = { fr = "Signalement d'un enfant en danger", ar = "تبليغ بشأن طفل في خطر" }
addressees = ["prosecutor"]
[[section]]
key = "child"
title = { fr = "L'enfant", ar = "الطفل" }
[[section.field]]
key = "given_arabic"
label = { fr = "Prénom en arabe", ar = "الاسم الشخصي" }
type = "name"
[[section]]
key = "facts"
title = { fr = "Les faits", ar = "الوقائع" }
kind = "facts"
[[section.field]]
key = "facts"
label = { fr = "Récit daté", ar = "عرض الوقائع" }
type = "long"
required = true
[[section.field]]
key = "done"
label = { fr = "Déjà fait", ar = "ما تم القيام به" }
type = "rows"
[[section.field.column]]
key = "what"
label = { fr = "Quoi", ar = "الإجراء" }
type = "text"
[[section]]
key = "said"
title = { fr = "Paroles de l'enfant", ar = "كلام الطفل" }
kind = "words"
[[section.field]]
key = "words"
label = { fr = "Ses mots exacts", ar = "كلام الطفل حرفيا" }
type = "long"
[[section]]
key = "signature"
title = { fr = "Signature", ar = "التوقيع" }
[[section.field]]
key = "signature"
label = { fr = "Lieu, date, signature, cachet", ar = "المكان والتاريخ والتوقيع والختم" }
type = "signature"
[[section.field]]
key = "reception"
label = { fr = "Accusé de réception", ar = "إشعار بالتسلم" }
type = "signature"
"""
CONTENT = {
    "given_arabic": "سلمى",
    "facts": "Le 2 mars, des bleus au bras.",
    "done": [{"what": "Appel au 2511"}],
    "words": "ما بغيتش نرجع للدار",
}


@pytest.fixture
def letter(paper: Papers) -> Papers:
    def made(**different: object) -> Paper:
        given: dict[str, object] = {
            "content": CONTENT,
            "addressee_name": "Procureur du Roi près le tribunal de Salé",
        }
        return paper(REPORT, **(given | different))

    return made


def test_a_letter_has_all_that_a_letter_has(
    printer: PdfPrinter, letter: Papers, text_of: Texts
) -> None:
    read = text_of(printer.typeset(letter()), "-layout")

    for said in (
        "Association Nour",
        "Salé, le 3 mars 2026",
        "À l'attention de",
        "Procureur du Roi près le tribunal de Salé",
        "Objet : Signalement d'un enfant en danger",
        "Madame, Monsieur,",
        "Récit daté : Le 2 mars, des bleus au bras.",
        "Appel au 2511",
        "haute considération.",
        "Lieu, date, signature, cachet",
        "Accusé de réception",
        "J 004213",
    ):
        assert said in read, said


def test_a_letter_is_whole_in_arabic(
    printer: PdfPrinter, letter: Papers, text_of: Texts
) -> None:
    content = CONTENT | {"facts": "لوحظت كدمات على ذراع الطفلة. " * 40}

    read = text_of(printer.typeset(letter(language=Language.ARABIC, content=content)))

    for said in (
        "الموضوع",
        "تبليغ بشأن طفل في خطر",
        "تحية طيبة وبعد،",
        "يشرفني أن أحيطكم علما",
        "ما بغيتش نرجع للدار",
        "وتفضلوا بقبول فائق التقدير والاحترام",
        "المكان والتاريخ والتوقيع والختم",
    ):
        assert said in read, said
    for french in ("Objet", "Récit", "attention", "Madame", "signature,", "Page"):
        assert french not in read, french


@pytest.mark.parametrize("lines", range(20, 60, 4))
def test_who_signs_and_the_boxes_are_never_parted(
    printer: PdfPrinter, letter: Papers, text_of: Texts, lines: int
) -> None:
    content = {"facts": "\n".join(f"Ligne {number}." for number in range(lines))}

    pages = text_of(printer.typeset(letter(content=content))).split("\f")

    (signed,) = [page for page in pages if "haute considération." in page]
    assert "Lieu, date, signature, cachet" in signed
    assert "Accusé de réception" in signed


def test_the_coupon_of_a_letter_comes_last(
    printer: PdfPrinter, letter: Papers, text_of: Texts
) -> None:
    content = {"facts": "\n".join(f"Ligne {number}." for number in range(150))}

    pages = text_of(printer.typeset(letter(content=content))).rstrip("\f").split("\f")

    assert ["7F3K-9QXM-2\n" in page for page in pages] == [False] * (len(pages) - 1) + [
        True
    ]
