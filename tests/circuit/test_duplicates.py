"""Whether two children may be one: what speaks for it, what against, and who is kin."""

from __future__ import annotations

from dataclasses import fields
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.circuit.duplicates import (
    MORE,
    WARNS,
    Judgement,
    Kinship,
    Reason,
    judged,
)
from casedesk.circuit.portrait import Portrait, phones_in

SALMA = Portrait(
    given_latin="Salma",
    family_latin="Benali",
    sex="F",
    birth="2017",
    commune="Tabriquet",
    mothers=("Nadia Chraïbi",),
    phones=frozenset({"600000000"}),
)

ONE_CHILD = {
    "in Arabic only": (
        Portrait(given_arabic="سلمى", family_arabic="بن علي", birth="~9@2026-03-02"),
        {Reason.SOUND, Reason.AGE},
    ),
    "with names exchanged": (
        Portrait(given_latin="Benali", family_latin="Salma", birth="2017-03-04"),
        {Reason.SWAPPED, Reason.BIRTH_YEAR},
    ),
    "with a slip of the pen": (
        Portrait(given_latin="Slama", family_latin="Benaly", sex="F", birth="2017"),
        {Reason.SOUND, Reason.BIRTH_YEAR},
    ),
    "by a usual name": (
        Portrait(
            given_latin="Zohra",
            usual_name="Salma",
            family_arabic="بنعلي",
            sex="F",
        ),
        {Reason.USUAL_NAME},
    ),
    "by nothing but a first name, an age, and the mother": (
        Portrait(
            given_arabic="سلمى", birth="~8@2026-03-02", mothers=("نادية الشرايبي",)
        ),
        {Reason.GIVEN_NAME, Reason.AGE, Reason.MOTHER},
    ),
    "without a name, by telephone, mother and year": (
        Portrait(
            sex="F",
            birth="2017",
            mothers=("Nadia Chraibi",),
            phones=frozenset({"600000000"}),
        ),
        {Reason.PHONE, Reason.MOTHER, Reason.BIRTH_YEAR},
    ),
}


@pytest.mark.parametrize("written", ONE_CHILD)
def test_one_child_is_known_again(written):
    other, reasons = ONE_CHILD[written]

    found = judged(SALMA, other)

    assert found.points >= WARNS
    assert (found.kinship, set(found.reasons)) == (Kinship.SAME, reasons)


def test_a_second_first_name_makes_no_other_child():
    one = Portrait(given_latin="Fatima Zahra", family_latin="El Amrani", birth="2015")
    other = Portrait(given_arabic="فاطمة", family_arabic="العمراني", birth="2015")

    assert judged(one, other).kinship is Kinship.SAME


@pytest.mark.parametrize(
    "other",
    [
        Portrait(given_latin="Rania", family_latin="Tazi", sex="F", birth="2017"),
        Portrait(given_latin="Salma", family_latin="Tazi", birth="2017"),
        Portrait(given_latin="Salma", sex="F", birth="2017"),
        Portrait(given_arabic="سلمى", family_arabic="بنعلي", birth="2011"),
        Portrait(commune="Tabriquet", sex="F", birth="2017"),
    ],
    ids=["another", "first name", "first name alone", "too old", "no name"],
)
def test_another_child_is_not_taken_for_her(other):
    assert judged(SALMA, other).kinship is Kinship.NONE


def test_brothers_and_sisters_are_not_drowned_among_duplicates():
    sister = Portrait(
        given_latin="Inès", family_latin="Benali", sex="F", birth="2020", commune="Salé"
    )
    brother = Portrait(given_arabic="سليم", family_arabic="بن علي", sex="M")
    twin = Portrait(given_latin="Rim", family_latin="Benali", sex="F", birth="2017")

    for other in (sister, brother, twin):
        kin = Portrait(**{**_facts(other), "mothers": ("Nadia Chraibi",)})
        found = judged(SALMA, kin)
        assert found.kinship is Kinship.SIBLING
        assert set(found.reasons) == {Reason.MOTHER, Reason.FAMILY_NAME}


def test_a_mother_is_no_sister():
    nadia = Portrait(
        given_latin="Nadia", family_latin="Benali", birth="1990", commune="Tabriquet"
    )

    assert judged(SALMA, nadia).kinship is Kinship.NONE


def test_a_wrong_digit_in_a_birth_is_told_from_another_birth():
    exact = Portrait(given_latin="Adam", family_latin="Tazi", birth="2016-04-12")

    def against(birth):
        other = Portrait(given_latin="Adam", family_latin="Tazi", birth=birth)
        found = judged(exact, other)
        return set(found.reasons) - {Reason.NAME}

    assert against("2016-04-12") == {Reason.BIRTH_DATE}
    assert against("2016-12-04") == {Reason.BIRTH_NEARLY}
    assert against("2016-04-13") == {Reason.BIRTH_NEARLY}
    assert against("2016-01-01") == {Reason.BIRTH_YEAR}  # as a year is registered
    assert against("2017") == set()  # registered late
    assert against("~9@2026-03-02") == {Reason.AGE}
    two_children = {Reason.FAMILY_NAME}
    assert against("2019-04-12") == against("~4@2026-03-02") == two_children


def test_a_telephone_number_is_one_however_it_is_written():
    written = "0612-34 56.78", "+212 6 12 34 56 78", "٠٦١٢٣٤٥٦٧٨ الجدة"

    assert {phones_in(each) for each in written} == {frozenset({"612345678"})}
    assert phones_in("La grand-mère, de 8 h à 12 h, le 02 03 2026") == frozenset()


def test_what_was_told_apart_is_shown_again_only_when_facts_speak_anew():
    name, year = Reason.SOUND, Reason.BIRTH_YEAR
    now = Judgement(Kinship.SAME, 75, (name, year))

    assert not now.outweighs(75, (name, year))
    assert not now.outweighs(60, (Reason.SWAPPED,))
    assert now.outweighs(75 - MORE, (name,))
    by_phone = Judgement(Kinship.SAME, 76, (name, Reason.PHONE))
    assert by_phone.outweighs(75, (name, year))


_PARTS = st.fixed_dictionaries(
    {
        "given_latin": st.sampled_from(["", "Salma", "Amine", "Fatima Zahra"]),
        "given_arabic": st.sampled_from(["", "سلمى", "أمين"]),
        "family_latin": st.sampled_from(["", "Benali", "El Fassi"]),
        "family_arabic": st.sampled_from(["", "بن علي", "الفاسي"]),
        "usual_name": st.sampled_from(["", "Salma", "Mimo"]),
        "sex": st.sampled_from(["", "F", "M"]),
        "birth": st.sampled_from(["", "2017", "2017-02-03", "~9@2026-03-02", "2010"]),
        "commune": st.sampled_from(["", "Salé", "سلا", "Rabat"]),
        "mothers": st.sampled_from([(), ("Nadia Chraïbi",), ("نادية الشرايبي",)]),
    }
)


@given(_PARTS, _PARTS)
def test_it_is_the_same_whichever_comes_first(one, other):
    a, b = Portrait(**one), Portrait(**other)

    assert judged(a, b) == judged(b, a)


@given(_PARTS)
def test_whoever_is_known_by_a_whole_name_is_always_the_same_as_themselves(parts):
    child = Portrait(**parts)
    assert (judged(child, child).kinship is Kinship.SAME) or not child.full


def test_children_of_one_list_are_told_from_one_another():
    """Ten families, three children each, one commune: no child is taken for another."""
    firsts = ("Yassine", "Imane", "Omar")
    families = [
        "El",
        "Idrissi",
        "Tazi",
        "Berrada",
        "Chraibi",
        "Lahlou",
        "Ouazzani",
        "Naciri",
        "Skalli",
        "Mernissi",
    ]
    children = [
        Portrait(given_latin=first, family_latin=family, birth="2016", commune="Salé")
        for family in families
        for first in firsts
    ]

    found = [judged(a, b).kinship for a, b in combinations(children, 2)]

    assert Kinship.SAME not in found
    assert found.count(Kinship.SIBLING) == len(families) * 3


def _facts(portrait):
    return {each.name: getattr(portrait, each.name) for each in fields(portrait)}
