"""Dates as people know them: what is stored reads back as it was meant."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.circuit.dates import Birth, Certainty, Moment

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MINUTES = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001 -- civil time
    lambda at: at.replace(second=0, microsecond=0)
)
BIRTHS = st.one_of(
    DAYS.map(lambda day: Birth(day.year)),
    DAYS.map(lambda day: Birth(day.year, day.month)),
    DAYS.map(lambda day: Birth(day.year, day.month, day.day)),
    st.builds(lambda age, on: Birth(age=age, on=on), st.integers(0, 99), DAYS),
)
MOMENTS = st.one_of(
    st.just(Moment(None, Certainty.UNKNOWN)),
    st.builds(Moment, MINUTES, st.sampled_from([Certainty.EXACT, Certainty.ABOUT])),
)


@given(BIRTHS)
def test_a_birth_reads_back_as_it_was_stored(birth):
    assert Birth.parse(str(birth)) == birth


@given(MOMENTS)
def test_a_moment_reads_back_as_it_was_stored(moment):
    assert Moment.parse(str(moment)) == moment


@given(BIRTHS, DAYS, DAYS)
def test_nobody_grows_younger(birth, one, other):
    earlier, later = sorted((one, other))

    assert 0 <= birth.age_on(earlier) <= birth.age_on(later)


@given(st.text(alphabet="0123456789-~@T: exact", max_size=24))
def test_whatever_else_is_no_date(text):
    for kind in (Birth, Moment):
        try:
            read = kind.parse(text)
        except ValueError:
            continue
        assert kind.parse(str(read)) == read


@pytest.mark.parametrize(
    "text",
    ["", "17", "2017-13", "2017-02-30", "2017-00", "0000", "~7", "~7@2026-02-30",
     "2017-3-1", "٢٠١٧", "2017 ", "~101@2026-01-01"],
)  # fmt: skip
def test_an_impossible_birth_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the message names no value, on purpose
        Birth.parse(text)


@pytest.mark.parametrize(
    "text", ["", "2026-03-03", "2026-03-03T16:40", "2026-03-03T25:00 exact", "demain"]
)
def test_an_impossible_moment_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 -- the message names no value, on purpose
        Moment.parse(text)


def test_an_estimated_age_grows_with_the_years():
    birth = Birth.parse("~7@2026-03-02")

    assert birth.age_on(date(2026, 3, 2)) == 7
    assert birth.age_on(date(2029, 3, 3)) == 10
    assert not birth.is_exact


def test_an_exact_birth_counts_birthdays():
    birth = Birth.parse("2008-03-12")

    assert birth.is_child_on(date(2026, 3, 11))
    assert not birth.is_child_on(date(2026, 3, 12))
    assert birth.is_exact


def test_a_year_alone_is_counted_from_its_middle():
    birth = Birth.parse("2017")

    assert birth.age_on(date(2026, 6, 30)) == 8
    assert birth.age_on(date(2026, 7, 1)) == 9
    assert birth.earliest == date(2017, 1, 1)
