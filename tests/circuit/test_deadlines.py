"""Clocks: working days wait for the holidays of a table, emergencies for nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casedesk.app import rulebook
from casedesk.circuit.codes import CodeBook, Label
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import (
    Calendar,
    Deadline,
    Holiday,
    Span,
    Unit,
    holiday_id,
    overlaid,
    read_deadline,
)
from casedesk.circuit.stages import Stage

THURSDAY = datetime(2026, 3, 19, 15, 0, tzinfo=UTC)
FRIDAY = date(2026, 3, 20)
FEAST = Holiday(holiday_id("2026-03-20"), Label("Aïd al-Fitr", "عيد الفطر"))
ONE_DAY = Deadline("x", Span(1, Unit.WORKING_DAYS), urgent=Span(24))


def test_a_working_day_after_a_friday_is_a_monday():
    calendar = Calendar()

    assert calendar.add_working_days(FRIDAY, 1) == date(2026, 3, 23)
    assert calendar.add_working_days(date(2026, 3, 21), 1) == date(2026, 3, 23)
    assert calendar.add_working_days(FRIDAY, 6) == date(2026, 3, 30)


def test_a_holiday_on_friday_moves_a_working_day_deadline_to_monday():
    due = ONE_DAY.due(THURSDAY, Calendar([FEAST]))

    assert local(due).date() == date(2026, 3, 23)
    assert local(due).time() == local(THURSDAY).time()
    assert local(ONE_DAY.due(THURSDAY, Calendar())).date() == FRIDAY


def test_an_emergency_clock_does_not_care_for_a_holiday():
    due = ONE_DAY.due(THURSDAY, Calendar([FEAST]), urgent=True)

    assert due == THURSDAY + timedelta(hours=24)


def test_a_holiday_that_was_taken_back_is_a_working_day_again():
    assert Calendar([replace(FEAST, active=False)]).is_working(FRIDAY)


def test_a_civil_holiday_comes_back_each_year_and_a_feast_does_not():
    calendar = Calendar(overlaid(rulebook.shipped_holidays(), [FEAST]))

    for year in (2026, 2027, 2031):
        assert not calendar.is_working(date(year, 1, 11))
    assert not calendar.is_working(FRIDAY)
    assert calendar.is_working(date(2028, 3, 20))


def test_the_associations_word_on_a_day_replaces_the_shipped_one():
    shipped = rulebook.shipped_holidays()
    mine = replace(shipped[1], active=False)

    kept = overlaid(shipped, [mine])

    assert len(kept) == len(shipped)
    assert mine in kept


def test_working_days_keep_the_time_on_the_wall_through_a_change_of_the_clock():
    """Morocco goes back an hour for Ramadan and forward again after it."""
    before = datetime(2026, 2, 12, 9, 0, tzinfo=UTC)

    due = Deadline("x", Span(5, Unit.WORKING_DAYS)).due(before, Calendar())

    assert local(due).time() == local(before).time()
    assert local(due).utcoffset() != local(before).utcoffset()


@pytest.mark.parametrize("text", ["", "h", "0h", "24", "24x", "-1d", "99999h", "٣h"])
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError, match="a span"):
        Span.parse(text)


@pytest.mark.parametrize("day", ["02-30", "2026-02-29", "13-01", "1-1", "20260320"])
def test_what_is_no_day_is_no_holiday(day):
    with pytest.raises(ValueError, match=r".+"):
        holiday_id(day)


def test_a_leap_day_may_be_a_holiday():
    assert holiday_id("02-29")


def test_danger_is_never_counted_in_working_days():
    with pytest.raises(ValueError, match="day and night"):
        Deadline("x", Span(24), by_danger={"4": Span(1, Unit.WORKING_DAYS)})


def test_a_calendar_without_a_working_day_says_so_instead_of_searching_for_ever():
    every_day = [
        Holiday(
            holiday_id((date(2024, 1, 1) + timedelta(days=n)).isoformat()[5:]),
            FEAST.label,
        )
        for n in range(366)
    ]

    with pytest.raises(ValueError, match="no working day"):
        Calendar(every_day).add_working_days(FRIDAY, 1)


def test_every_shipped_deadline_says_its_ground_in_both_languages(rules):
    assert len(list(rules.deadlines)) > 10
    for each in rules.deadlines:
        assert each.basis.fr, each.code
        assert each.basis.ar, each.code
        assert each.code.startswith("stage.") or (each.label.fr and each.label.ar)


def test_what_the_association_set_goes_before_what_was_shipped():
    set_ = Deadline(
        "stage.LOGGED", Span(2, Unit.WORKING_DAYS), Span(4), {"4": Span(1)},
        checked_on=FRIDAY, checked_by="Directrice",
    )  # fmt: skip
    told = {"deadline.stage.LOGGED": set_.told(), "deadline.review": "{"}

    rules = rulebook.rules(
        CodeBook(()), lambda name: told.get(name, ""), holidays=[FEAST]
    )

    assert rules.deadlines["stage.LOGGED"].urgent == Span(4)
    assert rules.deadlines["stage.LOGGED"].checked_by == "Directrice"
    due = rules.circuit.due(Stage.LOGGED, THURSDAY, "", urgent=False)
    assert local(due).date() == date(2026, 3, 24)
    assert rules.deadlines["review"].ordinary == Span(90, Unit.DAYS)


def test_a_deadline_is_kept_and_read_again_as_it_was(rules):
    for each in rules.deadlines:
        assert each.settled(each.told()) == each
        assert json.loads(each.told())


def test_one_unit_and_one_only():
    with pytest.raises(ValueError, match=r"unpack"):
        read_deadline("x", {"hours": 1, "days": 1})


def test_an_addressee_without_a_deadline_of_its_own_has_the_common_one(rules):
    due = rules.deadlines.answer_due("some_service", THURSDAY)

    assert due == THURSDAY + timedelta(days=7)
