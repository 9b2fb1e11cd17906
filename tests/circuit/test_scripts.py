"""A name in one script is proposed in the other as Moroccans write it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk import paths
from casedesk.circuit.names import likeness
from casedesk.circuit.scripts import (
    MOST,
    NO_NAMES,
    KnownNames,
    NamePart,
    Script,
    read_names,
    script_of,
    suggest,
)
from tests.circuit.ranking import OURS, pairs

GIVEN, FAMILY = NamePart.GIVEN, NamePart.FAMILY
LATIN, ARABIC = Script.LATIN, Script.ARABIC
TO_WRITE = Path(__file__).with_name("names-to-write.tsv")
Named = tuple[NamePart, str, str]  # in Latin, in Arabic


@pytest.fixture(scope="module")
def known() -> KnownNames:
    return read_names(paths.read_text("names.toml"))


def names_to_write() -> list[Named]:
    """Names gathered without looking at the rules; a third are in names.toml too."""
    lines = TO_WRITE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return [(NamePart(part), latin, arabic) for part, latin, arabic in rows]


def plain(name: str) -> str:
    return "".join(each for each in name.casefold() if each.isalpha())


def share(named: Sequence[Named], into: Script, known: KnownNames = NO_NAMES) -> float:
    """Of names whose very spelling is among what is proposed."""
    right = 0
    for part, latin, arabic in named:
        heard, wanted = (latin, arabic) if into is ARABIC else (arabic, latin)
        proposed = suggest(heard, into, part, known)
        right += plain(wanted) in map(plain, proposed)
    return right / len(named)


def test_rules_alone_write_three_names_of_four_in_arabic() -> None:
    named = names_to_write()

    assert len(named) >= 190
    assert share(named, ARABIC) >= 0.75


def test_rules_alone_write_seven_names_of_ten_in_latin_letters() -> None:
    assert share(names_to_write(), LATIN) >= 0.7


def test_with_the_names_it_knows_more_are_right(known: KnownNames) -> None:
    people_and_towns = [(GIVEN, *pair) for pair in pairs(OURS)]

    assert share(people_and_towns, ARABIC, known) >= 0.8
    assert share(people_and_towns, LATIN, known) >= 0.72
    assert share(names_to_write(), ARABIC, known) >= 0.8


@pytest.mark.parametrize(
    ("latin", "arabic", "part"),
    [
        ("Mohamed", "محمد", GIVEN),
        ("Mohammed", "محمد", GIVEN),
        ("M'hamed", "امحمد", GIVEN),
        ("Fatima Zahra", "فاطمة الزهراء", GIVEN),
        ("fatima-ezzahra", "فاطمة الزهراء", GIVEN),
        ("KHADIJA", "خديجة", GIVEN),
        ("Youssef", "يوسف", GIVEN),
        ("Aïcha", "عائشة", GIVEN),
        ("Abderrahmane", "عبد الرحمان", GIVEN),
        ("Idir", "إيدير", GIVEN),
        ("Alaoui", "العلوي", FAMILY),
        ("El Idrissi", "الإدريسي", FAMILY),
        ("Benjelloun", "بنجلون", FAMILY),
        ("Ben Ali", "بن علي", FAMILY),
        ("Aït Lahcen", "آيت لحسن", FAMILY),
    ],
)
def test_usual_names_are_proposed_first_as_civil_status_writes_them(
    latin: str, arabic: str, part: NamePart, known: KnownNames
) -> None:
    assert suggest(latin, ARABIC, part, known)[0] == arabic


@pytest.mark.parametrize(
    ("arabic", "latin", "part"),
    [
        ("محمد", "Mohamed", GIVEN),
        ("فاطمة الزهراء", "Fatima Zahra", GIVEN),
        ("مُحَمَّد", "Mohamed", GIVEN),
        ("ادريس", "Driss", GIVEN),
        ("عبد الرحيم", "Abderrahim", GIVEN),
        ("الشرايبي", "Chraïbi", FAMILY),
        ("بنجلون", "Benjelloun", FAMILY),
        ("آيت براهيم", "Aït Brahim", FAMILY),
    ],
)
def test_usual_names_in_arabic_are_proposed_in_their_french_spelling(
    arabic: str, latin: str, part: NamePart, known: KnownNames
) -> None:
    assert suggest(arabic, LATIN, part, known)[0] == latin


@pytest.mark.parametrize(
    ("latin", "arabic"),
    [
        ("Benabdelmoughni", "بنعبد المغني"),
        ("Ould Cheikh", "ولد شيخ"),
        ("Errachdi", "الرشدي"),
        ("Chamseddine", "شمس الدين"),
        ("Bouhaddou", "بوحدو"),
        ("Aït Hammou", "آيت حمو"),
        ("L'Azrak", "الأزرك"),
    ],
)
def test_what_is_written_before_a_name_is_written_as_families_do(
    latin: str, arabic: str
) -> None:
    assert arabic in suggest(latin, ARABIC, FAMILY)


def test_a_family_name_gets_the_article_that_latin_leaves_out() -> None:
    assert suggest("Mernissi", ARABIC, FAMILY)[0] == "المرنيسي"
    assert "مرنيسي" in suggest("Mernissi", ARABIC, FAMILY)
    assert suggest("Mernissi", ARABIC, GIVEN)[0] == "مرنيسي"


def test_a_name_in_tifinagh_is_proposed_letter_by_letter() -> None:
    assert suggest("ⴰⵏⵉⵔ", LATIN, GIVEN) == ("Anir",)
    assert suggest("ⴰⵏⵉⵔ", ARABIC, GIVEN) == ("أنير",)
    assert suggest("ⵉⵟⵟⵓ", LATIN, GIVEN) == ("Ittou",)


def test_nothing_is_proposed_where_there_is_nothing_to_write() -> None:
    for name in ("", "  ", "12", "محمد Mohamed", "?", "x" * 1000):
        assert suggest(name, ARABIC, GIVEN) == ()
    assert suggest("محمد", ARABIC, GIVEN) == ()
    assert suggest("Mohamed", LATIN, GIVEN) == ()


def test_a_name_is_of_the_script_of_all_its_letters() -> None:
    assert script_of("Aït-Lahcen 2") is LATIN
    assert script_of("بن علي (?)") is ARABIC
    assert script_of("ⴰⵏⵉⵔ") is Script.TIFINAGH
    assert script_of("Ali علي") is None
    assert script_of("12") is None


def test_every_name_that_is_known_is_found_both_ways(known: KnownNames) -> None:
    for (part, _), arabic in known.in_arabic.items():
        for name in arabic:
            assert script_of(name) is ARABIC
            for latin in suggest(name, LATIN, part, known):
                assert script_of(latin) is LATIN
    assert len({name for names in known.in_arabic.values() for name in names}) > 1400


def test_what_is_known_in_two_scripts_is_one_name(known: KnownNames) -> None:
    """Against slips of the pen, but for the rare rh of Rhizlane, غزلان."""
    strangers = [
        (latin, arabic)
        for (_, arabic), spellings in known.in_latin.items()
        for latin in spellings
        if likeness(latin, arabic) < 0.6 and not latin.startswith("Rh")
    ]

    assert strangers == []


@given(st.text(max_size=90), st.sampled_from(NamePart))
def test_whatever_is_typed_proposes_a_few_whole_names_or_none(
    name: str, part: NamePart
) -> None:
    for into in (LATIN, ARABIC):
        proposed = suggest(name, into, part)

        assert len(proposed) <= MOST
        assert len(set(proposed)) == len(proposed)
        assert all(script_of(each) is into for each in proposed)


@given(st.text("abcdefghijklmnopqrstuvwxyzéïâç' -", min_size=1, max_size=30))
def test_every_name_in_latin_letters_has_a_writing_in_arabic(name: str) -> None:
    if script_of(name) is LATIN:
        assert all(script_of(each) is ARABIC for each in suggest(name, ARABIC, GIVEN))
