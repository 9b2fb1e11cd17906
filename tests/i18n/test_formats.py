from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from casedesk.circuit.dates import Birth, Certainty, Moment
from casedesk.i18n import Language, formats

AR, FR = Language.ARABIC, Language.FRENCH
NOW = datetime(2026, 4, 3, 15, 40, tzinfo=UTC)
SPACE = "\u00a0"


def plain(text: str) -> str:
    return text.replace(SPACE, " ")


def test_an_instant_is_shown_in_moroccan_time() -> None:
    assert plain(formats.moment(NOW, FR)) == "3 avril 2026, 16 h 40"
    assert formats.moment(NOW, AR) == "3 أبريل 2026، 16:40"


def test_in_ramadan_morocco_goes_by_greenwich() -> None:
    in_ramadan = datetime(2026, 3, 3, 15, 40, tzinfo=UTC)

    assert plain(formats.time_of_day(in_ramadan, FR)) == "15 h 40"


def test_just_after_midnight_it_is_the_next_day() -> None:
    late = datetime(2026, 4, 3, 23, 30, tzinfo=UTC)

    assert plain(formats.moment(late, FR)) == "4 avril 2026, 0 h 30"
    assert plain(formats.near_moment(late, FR)) == "4 avril, 0 h 30"


def test_a_time_without_a_zone_is_no_instant() -> None:
    with pytest.raises(ValueError, match="zone"):
        formats.local(NOW.replace(tzinfo=None))


@pytest.mark.parametrize(
    ("language", "long", "near", "short"),
    [
        (FR, "5 août 2026", "mer. 5 août", "05/08/2026"),
        (AR, "5 غشت 2026", "الأربعاء 5 غشت", "\u206805/08/2026\u2069"),
    ],
)
def test_dates_are_those_of_morocco(
    language: Language, long: str, near: str, short: str
) -> None:
    day = date(2026, 8, 5)

    assert formats.long_date(day, language) == long
    assert formats.near_date(day, language) == near
    assert formats.short_date(day, language) == short


def test_the_first_of_a_month_is_said_as_in_french() -> None:
    assert formats.long_date(date(2026, 3, 1), FR) == "1er mars 2026"
    assert formats.near_date(date(2026, 3, 1), FR) == "dim. 1er mars"


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "à l'instant"),
        (1, "depuis 1 min"),
        (59, "depuis 59 min"),
        (60, "depuis 1 h"),
        (47 * 60 + 59, "depuis 47 h"),
        (48 * 60, "depuis 2 j"),
        (-5, "à l'instant"),
    ],
)
def test_waiting_is_never_rounded_up(minutes: int, told: str) -> None:
    assert plain(formats.since(NOW - timedelta(minutes=minutes), NOW, FR)) == told


@pytest.mark.parametrize(
    ("hours", "told"),
    [
        (50, "dans 2 j"),
        (2, "dans 2 h"),
        (0.5, "dans 30 min"),
        (0, "maintenant"),
        (-2, "en retard de 2 h"),
        (-50, "en retard de 2 j"),
    ],
)
def test_a_clock_says_what_is_left_or_what_is_late(hours: float, told: str) -> None:
    assert plain(formats.due(NOW + timedelta(hours=hours), NOW, FR)) == told


def test_what_is_past_is_told_in_whole_words() -> None:
    assert formats.ago(NOW - timedelta(days=2), NOW, FR) == "il y a 2 jours"
    assert formats.ago(NOW - timedelta(hours=1), NOW, FR) == "il y a 1 heure"


@pytest.mark.parametrize(
    ("days", "told"),
    [(2, "متأخر بيومين"), (3, "متأخر بـ 3 أيام"), (11, "متأخر بـ 11 يوما")],
)
def test_arabic_counts_days_as_arabic_does(days: int, told: str) -> None:
    assert formats.due(NOW - timedelta(days=days), NOW, AR) == told


@pytest.mark.parametrize(
    ("stored", "told"),
    [
        ("2017-03-12", "12 mars 2017"),
        ("2017-03", "mars 2017"),
        ("2017", "2017"),
        ("~7@2026-03-02", "environ 7 ans (estimé le 02/03/2026)"),
    ],
)
def test_a_birth_is_shown_as_far_as_it_is_known(stored: str, told: str) -> None:
    assert formats.birth(Birth.parse(stored), FR) == told


def test_a_civil_moment_is_shown_as_surely_as_it_was_told() -> None:
    at = datetime(2026, 3, 3, 16, 40)  # noqa: DTZ001 -- civil time

    exact = formats.civil_moment(Moment(at), FR)
    about = formats.civil_moment(Moment(at, Certainty.ABOUT), FR)
    unknown = formats.civil_moment(Moment(None, Certainty.UNKNOWN), FR)

    assert plain(exact) == "3 mars 2026, 16 h 40"
    assert plain(about) == "3 mars 2026, vers 16 h 40"
    assert unknown == "moment inconnu"


def test_numbers_are_grouped() -> None:
    assert formats.number(12345.5, FR) == "12\u202f345,5"


def test_arabic_is_read_from_the_right() -> None:
    assert formats.direction(AR) == "rtl"
    assert formats.direction(FR) == "ltr"


def test_an_isolate_opens_and_closes() -> None:
    assert formats.isolate("+212 6") == "\u2068+212 6\u2069"


def test_a_list_has_the_comma_of_its_language_and_no_empty_part() -> None:
    assert formats.listed(("fille", "", "9 ans"), FR) == "fille, 9 ans"
    assert formats.listed(("بنت", "9 سنوات"), AR) == "بنت، 9 سنوات"


def test_an_arrow_points_along_the_line_of_reading() -> None:
    assert formats.became("12", "14", FR) == "12 → 14"
    assert formats.became("12", "14", AR) == "12 ← 14"


def test_names_alone_are_read_from_the_side_of_the_language() -> None:
    parts = ("Appeler la mère", "", "12 mars")
    assert (
        formats.apart(parts, FR) == "\u2068Appeler la mère\u2069 · \u206812 mars\u2069"
    )
    assert formats.apart(parts, AR).startswith("\u200f\u2068Appeler")
    assert not formats.apart(("", ""), AR)
