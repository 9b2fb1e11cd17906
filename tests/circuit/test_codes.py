"""The shipped code lists: complete, bilingual, and coarse where a child is asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from casedesk.circuit.codes import PAPER, Code, CodeBook, Label, Language, read_codes
from casedesk.circuit.referral import Answer, Channel

RESOURCES = Path(__file__).parents[2] / "resources"
CODES = [
    code
    for path in sorted((RESOURCES / "codes").glob("*.toml"))
    for code in read_codes(path.read_text(encoding="utf-8"))
]
BOOK = CodeBook(CODES)
ARABIC = re.compile("[\u0621-\u064a]")
UNKIND = re.compile(r"\b(erreur|invalide|échec|viol|inceste|dossier)\b", re.IGNORECASE)


def name(code: Code) -> str:
    return f"{code.list}.{code.code}"


@pytest.mark.parametrize("code", CODES, ids=name)
def test_a_code_is_ascii_and_has_its_words_in_both_languages(code):
    assert re.fullmatch(r"[A-Z0-9_]+", code.code)
    assert code.label.fr.strip() == code.label.fr != ""
    assert ARABIC.search(code.label.ar)
    assert not UNKIND.search(code.label.fr)


def test_no_list_is_declared_in_two_files():
    assert len({(code.list, code.code) for code in CODES}) == len(CODES)


def test_within_a_list_no_two_codes_read_alike():
    for language in PAPER:
        read = [(code.list, code.label.in_language(language)) for code in CODES]
        assert len(read) == len(set(read))


@pytest.mark.parametrize("listed", BOOK.lists)
def test_the_way_out_of_a_list_stands_at_its_end(listed):
    codes = [code.code for code in BOOK.options(listed)]
    ways_out = [code for code in codes if code in {"OTHER", "UNKNOWN", "UNSAID"}]

    assert codes[len(codes) - len(ways_out) :] == ways_out


def test_danger_goes_from_four_to_nought():
    levels = BOOK.options("DANGER")

    assert [level.code for level in levels] == ["4", "3", "2", "1", "0"]


def test_who_records_a_concern_is_asked_for_coarse_forms_of_violence_only():
    offered = [code.code for code in BOOK.options("VIOL", intake=True)]

    assert offered == ["PHYS", "PSY", "SEX", "NEG", "EXPL", "ONL", "UNKNOWN"]


def test_who_records_a_concern_chooses_among_five_kinds_of_entry():
    offered = [code.code for code in BOOK.options("ENTRY", intake=True)]

    assert offered == ["DOUTE", "DEVOIL", "DEVOIL_PAIR", "TIERS", "AVEREE"]


def test_nobody_is_asked_whether_a_child_was_born_out_of_wedlock():
    assert "OOW" not in [code.code for code in BOOK.options("VULN")]
    assert ("VULN", "OOW") in BOOK


@pytest.mark.parametrize(
    ("listed", "closed"), [("CHANNEL", Channel), ("ANSWER", Answer)]
)
def test_lists_that_the_program_acts_on_hold_what_it_knows(listed, closed):
    assert {code.code for code in BOOK.options(listed)} == set(closed)


def test_the_notes_for_the_practitioner_show_the_labels_as_they_are():
    notes = (RESOURCES / "codes" / "TO-VALIDATE.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([A-Z_]+) \| (\w+) \| (.+) \| (.+) \|$", notes, re.MULTILINE
    )
    shipped = {(code.list, code.code, code.label.fr, code.label.ar) for code in CODES}

    assert rows
    assert set(rows) <= shipped


def test_the_notes_for_the_practitioner_show_the_terms_as_they_are():
    notes = (RESOURCES / "codes" / "TO-VALIDATE.md").read_text(encoding="utf-8")
    terms = re.findall(r"^\| ([✎◐✔]) \| [^|]+ \| ([^|]+) \|", notes, re.MULTILINE)
    catalogue = RESOURCES.parent / "casedesk/i18n/locale/ar/LC_MESSAGES/casedesk.po"
    said = [catalogue, *RESOURCES.glob("sheets/*.toml"), *RESOURCES.glob("c*/*.toml")]
    arabic = "\n".join(each.read_text(encoding="utf-8") for each in said)

    assert [mark for mark, _ in terms] == sorted(
        (mark for mark, _ in terms), key="✎◐✔".index
    )
    assert [term for _, term in terms if term.removeprefix("ال") not in arabic] == []


def test_a_code_nobody_knows_keeps_its_own_name():
    book = CodeBook([Code("SEX", "F", Label("Fille", "بنت"), 0)])

    assert book.label("SEX", "F", Language.ARABIC) == "بنت"
    assert book.label("SEX", "X", Language.FRENCH) == "X"
    assert ("SEX", "X") not in book
    assert book.options("NOWHERE") == ()


def test_codes_are_offered_in_the_order_they_are_written_and_only_while_active():
    text = """
        [SEX]
        F = { fr = "Fille", ar = "بنت" }
        M = { fr = "Garçon", ar = "ولد", intake = false }
        X = { fr = "Autre", ar = "آخر", active = false }
    """
    book = CodeBook(reversed(read_codes(text)))

    assert [code.code for code in book.options("SEX")] == ["F", "M"]
    assert [code.code for code in book.options("SEX", intake=True)] == ["F"]
    assert book.label("SEX", "X", Language.FRENCH) == "Autre"


def test_a_label_without_english_is_shown_in_french_and_says_so() -> None:
    label = Label("Suivi", "تتبع", zgh="ⴰⵙⵡⵓⵔⵉ")

    assert label.in_language(Language.ENGLISH) == "Suivi (fr)"
    assert label.in_language(Language.TAMAZIGHT) == "ⴰⵙⵡⵓⵔⵉ"
    assert Label("Suivi", "تتبع", "Follow-up").in_language(Language.ENGLISH) == (
        "Follow-up"
    )
    assert Label("", "").in_language(Language.ENGLISH) == ""


def test_the_name_of_a_service_is_itself_in_french() -> None:
    name = Label("Dar Amane", "دار الأمان")

    assert name.as_name(Language.ENGLISH) == "Dar Amane"
    assert name.as_name(Language.ARABIC) == "دار الأمان"
    assert Label("", "دار الأمان").as_name(Language.ENGLISH) == "دار الأمان"


def test_a_label_said_otherwise_in_french_says_nothing_in_english() -> None:
    label = Label("Suivi", "تتبع", "Follow-up")

    assert label.reworded(Label("Suivi", "متابعة")).en == "Follow-up"
    assert label.reworded(Label("Accompagnement", "متابعة")).en == ""


def test_a_label_learns_english_only_from_the_same_words() -> None:
    shipped = Label("Suivi", "تتبع", "Follow-up")

    assert Label("Suivi", "تتبع").completed(shipped) == shipped
    assert Label("Suivi", "متابعة").completed(shipped) == Label("Suivi", "متابعة")


def test_english_is_read_beside_the_two_languages() -> None:
    (code,) = read_codes('[SEX]\nF = { fr = "Fille", ar = "بنت", en = "Girl" }')

    assert code.label == Label("Fille", "بنت", "Girl")
