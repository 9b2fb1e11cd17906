"""Finding whoever serves a child, and whoever answers at this hour."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casedesk.circuit import words
from casedesk.circuit.codes import Label, Language
from casedesk.circuit.directory import (
    ACTIVE,
    CLOSED,
    ON_LEAVE,
    SUSPENDED,
    Entry,
    FocalPoint,
    Opening,
    Organisation,
    Service,
    clock_time,
    missing,
    opening,
    told,
)
from casedesk.circuit.finding import Shown, Wanted, fits, helpers

TODAY = date(2026, 3, 2)  # a Monday
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CENTRE = Organisation(
    id="a",
    name=Label("Centre d'écoute Éveil", "مركز الإنصات «اليقظة»"),
    kind="ASSOC_CP",
    addressee=None,
    territory="SAL",
    status=ACTIVE,
    acronym="CEE",
    former_name="Maison des jeunes",
)


def entry(*services, **changed):
    return Entry(replace(CENTRE, **changed), services)


def finds(found, **wanted):
    return fits(found, Wanted(**wanted), TODAY)


@pytest.mark.parametrize(
    "text",
    ["centre", "CENTRE eveil", "éveil", "cee", "maison", "مركز", "الانصات", "اليقظه"],
)
def test_words_are_found_in_either_script_however_they_are_written(text):
    assert finds(entry(), text=text)


@pytest.mark.parametrize("text", ["tribunal", "entre", "مستشفى", "centre tribunal"])
def test_other_words_are_not(text):
    assert not finds(entry(), text=text)


def test_what_covers_several_territories_is_found_in_each():
    wide = entry(territories=("KEN",))

    assert finds(wide, territory="SAL")
    assert finds(wide, territory="KEN")
    assert not finds(wide, territory="RAB")
    assert finds(entry(territory=""), territory="RAB")


def test_a_service_is_looked_for_with_the_age_and_sex_it_takes():
    home = entry(
        Service("1", "a", "SHELTER", age_from=6, age_to=12, sex="M"),
        Service("2", "a", "LISTEN"),
    )

    assert finds(home, service="SHELTER", age=8, sex="M")
    assert not finds(home, service="SHELTER", age=8, sex="F")
    assert not finds(home, service="SHELTER", age=13, sex="M")
    assert finds(home, service="LISTEN", age=13, sex="F")
    assert not finds(home, service="PSY")


def test_a_service_that_ended_is_not_found():
    assert not finds(entry(Service("1", "a", "PSY", active=False)), service="PSY")


def test_an_organisation_that_takes_older_children_only_is_not_found_for_a_small_one():
    assert not finds(entry(age_from=14), age=9)
    assert finds(entry(age_from=14), age=15)
    assert not finds(entry(age_to=5), age=9)


def test_a_disability_asks_for_whoever_is_equipped():
    assert finds(entry(disabilities=("HEARING",)), disability="HEARING")
    assert not finds(entry(), disability="HEARING")


def test_urgency_asks_for_day_and_night():
    assert finds(entry(on_call=True), urgent=True)
    assert not finds(entry(), urgent=True)


def test_closed_ones_are_a_list_of_their_own():
    assert not finds(entry(status=CLOSED))
    assert finds(entry(status=CLOSED), shown=Shown.CLOSED)
    assert not finds(entry(), shown=Shown.CLOSED)


def test_what_is_to_be_checked_is_a_list_of_its_own():
    checked = entry(verified_on=TODAY, next_check=TODAY + timedelta(days=1))

    assert finds(entry(), shown=Shown.TO_CHECK)
    assert not finds(checked, shown=Shown.TO_CHECK)


def test_functions_gone_or_away_are_a_list_of_their_own():
    there = FocalPoint("p", "a", "Coordinatrice", TODAY)

    for point, wanted in [
        (there, False),
        (replace(there, status=ON_LEAVE), True),
        (replace(there, valid_to=TODAY - timedelta(days=1)), True),
        (replace(there, valid_to=TODAY), False),
    ]:
        found = Entry(CENTRE, (), (point,))
        assert finds(found, shown=Shown.FOCAL_POINTS) is wanted


WEEK = {"open_days": ("MON", "TUE"), "opens": "08:30", "closes": "16h30"}


@pytest.mark.parametrize(
    ("changed", "at", "answers"),
    [
        (WEEK, NOON, Opening.OPEN),
        (WEEK, NOON.replace(hour=8, minute=29), Opening.SHUT),
        (WEEK, NOON.replace(hour=16, minute=30), Opening.SHUT),
        (WEEK, NOON + timedelta(days=2), Opening.SHUT),
        ({}, NOON, Opening.UNKNOWN),
        ({**WEEK, "closes": ""}, NOON, Opening.UNKNOWN),
        ({**WEEK, "on_call": True}, NOON + timedelta(days=2), Opening.ON_CALL),
    ],
)
def test_who_answers_at_an_hour(changed, at, answers):
    assert opening(replace(CENTRE, **changed), at) is answers


def test_hours_are_read_however_they_are_written():
    assert str(clock_time("8h30")) == "08:30:00"
    assert str(clock_time(" 8 ")) == "08:00:00"
    assert clock_time("midi") is None


def helper(key, kind, *services, **changed):
    return Entry(
        replace(CENTRE, id=key, kind=kind, **changed),
        tuple(Service(f"{key}:{each}", key, each) for each in services),
    )


def test_those_on_call_come_first_then_those_open_in_the_order_to_call():
    known = [
        helper("centre", "ASSOC_CP", "LISTEN"),
        helper("cape", "CAPE", **WEEK),
        helper("shut", "CAPE", open_days=("SUN",), opens="09:00", closes="12:00"),
        helper("police", "POLICE_CELL", on_call=True),
        helper("unit", "HOSP_UNIT", **WEEK),
        helper("court", "COURT_CELL"),
        helper("home", "ASSOC_LOCAL", "EMERG", **WEEK),
        helper("elsewhere", "POLICE_CELL", on_call=True, territory="KEN"),
        helper("paused", "HOSP_EMERG", on_call=True, status=SUSPENDED),
    ]

    found = [each.organisation.id for each in helpers(known, "SAL", NOON)]

    assert found == ["police", "unit", "cape", "home", "court", "shut"]


def test_an_entry_says_what_a_family_would_still_ask():
    whole = entry(
        Service("1", "a", "PSY"),
        phone="05 37 00 00 00",
        hours="Le matin",
        address_hidden=True,
        access=Label("Appeler.", ""),
    )

    assert missing(whole) == ()
    assert missing(entry()) == ("phone", "hours", "address", "access", "services")


def test_a_text_known_in_one_language_is_told_in_the_other():
    assert told(Label("Appeler.", " "), Language.ARABIC) == "Appeler."
    assert told(Label("", "اتصل"), Language.FRENCH) == "اتصل"


def test_folding_meets_across_accents_and_forms_of_one_letter():
    assert words.folded("Éducation") == "education"
    assert words.folded("أُسْرة") == words.folded("اسره")
