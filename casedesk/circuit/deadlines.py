"""Clocks: how long something may wait, in real hours or in days people work.

Working days are Monday to Friday but for the holidays of a table people edit: feasts
that follow the moon are entered by hand, never computed (domain §2.14). What cannot
wait runs in real hours, day and night, whatever the calendar says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, NewType

from casedesk.circuit.codes import Label, read_label
from casedesk.circuit.dates import ZONE, local
from casedesk.circuit.tables import read_table

HolidayId = NewType("HolidayId", str)

SETTING = "deadline.{}"  # of one deadline, as the association has set it
ANSWER, ANY_ADDRESSEE = "answer.{}", "answer.other"  # of a service one has written to
LONGEST = 3660  # units of a span: far beyond what any clock should say
_SATURDAY = 5
_LETTERS = {"h": "hours", "d": "days", "w": "working_days"}
_SPAN = re.compile(r"(\d{1,4})([hdw])", re.ASCII)
_DAY = re.compile(r"(\d{4}-)?\d\d-\d\d", re.ASCII)
_LEAP = 2000  # a year that has every day there is


class Unit(StrEnum):
    """What a span counts."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day nobody works: each year (`01-11`) or once (`2026-03-20`).

    Its id is its day. The association's own word on a day replaces the shipped one.
    """

    id: HolidayId
    label: Label
    basis: str = ""  # the text that says so, or where it was announced
    active: bool = True
    checked_on: date | None = None
    checked_by: str = ""
    version: int = 0

    @property
    def is_yearly(self) -> bool:
        return len(self.id) == len("01-11")


class Calendar:
    """The days people work."""

    def __init__(self, holidays: Iterable[Holiday] = ()) -> None:
        self.holidays = tuple(sorted(holidays, key=lambda each: each.id))
        self._days = frozenset(each.id for each in self.holidays if each.active)

    def is_working(self, day: date) -> bool:
        told = day.isoformat()
        return day.weekday() < _SATURDAY and not self._days & {told, told[5:]}

    def add_working_days(self, day: date, count: int) -> date:
        """The working day that comes `count` of them after this day.

        Raises ValueError when there is none in ten years: a table that names every day.
        """
        last = day + timedelta(days=LONGEST)
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
            if day > last:
                raise ValueError("no working day is left in this calendar")
        return day


@dataclass(frozen=True, slots=True)
class Span:
    """So many hours, days, or working days."""

    count: int
    unit: Unit = Unit.HOURS

    def __str__(self) -> str:
        """The stored form: `24h`, `15d`, `5w`."""
        letter = next(each for each, unit in _LETTERS.items() if unit == self.unit)
        return f"{self.count}{letter}"

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read the stored form. Raises ValueError for anything else, and for zero."""
        found = _SPAN.fullmatch(text)
        if not found or not 0 < int(found[1]) <= LONGEST:
            raise ValueError("a span is 24h, 15d or 5w")
        return cls(int(found[1]), Unit(_LETTERS[found[2]]))

    def after(self, since: datetime, calendar: Calendar) -> datetime:
        """The end of the span; of working days, at the same time of that day."""
        if self.unit is not Unit.WORKING_DAYS:
            hours = self.count * (24 if self.unit is Unit.DAYS else 1)
            return since + timedelta(hours=hours)
        at = local(since)
        day = calendar.add_working_days(at.date(), self.count)
        return datetime.combine(day, at.time(), ZONE).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Deadline:
    """How long one thing may wait, and on what ground.

    `urgent` and `by_danger` count real time only: danger does not wait for Monday.
    """

    code: str
    ordinary: Span
    urgent: Span | None = None
    by_danger: Mapping[str, Span] = field(default_factory=dict)  # code list DANGER
    label: Label = field(default=Label("", ""))
    basis: Label = field(default=Label("", ""))
    checked_on: date | None = None
    checked_by: str = ""

    def __post_init__(self) -> None:
        fast = [*self.by_danger.values(), *filter(None, [self.urgent])]
        if any(each.unit is Unit.WORKING_DAYS for each in fast):
            raise ValueError("an emergency runs day and night")

    def span(self, danger: str = "", *, urgent: bool = False) -> Span:
        by_level = self.by_danger.get(danger)
        return by_level or (self.urgent if urgent else None) or self.ordinary

    def due(
        self,
        since: datetime,
        calendar: Calendar,
        danger: str = "",
        *,
        urgent: bool = False,
    ) -> datetime:
        return self.span(danger, urgent=urgent).after(since, calendar)

    def told(self) -> str:
        """What a setting keeps of it."""
        kept = {
            "ordinary": str(self.ordinary),
            "urgent": str(self.urgent or ""),
            "by_danger": {level: str(each) for level, each in self.by_danger.items()},
            "on": self.checked_on.isoformat() if self.checked_on else "",
            "by": self.checked_by,
        }
        return json.dumps(kept, sort_keys=True, ensure_ascii=False)

    def settled(self, told: str) -> Deadline:
        """As the association has set it; what cannot be read changes nothing."""
        try:
            kept = json.loads(told)
            return replace(
                self,
                ordinary=Span.parse(kept["ordinary"]),
                urgent=_optional(kept["urgent"]),
                by_danger=_spans(kept["by_danger"]),
                checked_on=date.fromisoformat(kept["on"]) if kept["on"] else None,
                checked_by=str(kept["by"]),
            )
        except (ValueError, KeyError, TypeError, AttributeError):
            return self


class Deadlines:
    """Every deadline of one vault, with the calendar they are counted in."""

    def __init__(
        self, deadlines: Iterable[Deadline] = (), calendar: Calendar | None = None
    ) -> None:
        self._by_code = {each.code: each for each in deadlines}
        self.calendar = calendar or Calendar()

    def __getitem__(self, code: str) -> Deadline:
        return self._by_code[code]

    def __iter__(self) -> Iterator[Deadline]:
        return iter(self._by_code.values())

    def __contains__(self, code: str) -> bool:
        return code in self._by_code

    def due(
        self, code: str, since: datetime, danger: str = "", *, urgent: bool = False
    ) -> datetime:
        return self[code].due(since, self.calendar, danger, urgent=urgent)

    def answer_due(
        self, addressee: str, sent: datetime, *, urgent: bool = False
    ) -> datetime:
        """When a service that was written to is to be chased for its answer."""
        code = ANSWER.format(addressee)
        known = code if code in self else ANY_ADDRESSEE
        return self.due(known, sent, urgent=urgent)


def read_deadlines(
    text: str, setting: Callable[[str], str] = lambda _: ""
) -> tuple[Deadline, ...]:
    """The shipped deadlines, each as the association has set it.

    Raises KeyError or ValueError when the text is wrong.
    """
    return tuple(
        read_deadline(code, row, setting) for code, row in read_table(text).items()
    )


def read_deadline(
    code: str, row: Mapping[str, Any], setting: Callable[[str], str] = lambda _: ""
) -> Deadline:
    """One of them: `hours`, `days` or `working_days`, `urgent_hours`, `by_danger` in
    hours, `label`, `basis`."""
    (unit,) = [each for each in Unit if each in row]
    urgent = row.get("urgent_hours")
    shipped = Deadline(
        code=code,
        ordinary=Span(row[unit], unit),
        urgent=None if urgent is None else Span(urgent),
        by_danger={
            level: Span(hours) for level, hours in row.get("by_danger", {}).items()
        },
        label=_label(row.get("label", {})),
        basis=_label(row.get("basis", {})),
    )
    return shipped.settled(setting(SETTING.format(code)))


def read_holidays(text: str) -> tuple[Holiday, ...]:
    """The civil days that are the same each year. Raises KeyError or ValueError."""
    return tuple(
        Holiday(holiday_id(day), _label(row["label"]), row["basis"])
        for day, row in read_table(text).items()
    )


def holiday_id(day: str) -> HolidayId:
    """`01-11` or `2026-03-20`. Raises ValueError for what is no day."""
    if not _DAY.fullmatch(day):
        raise ValueError("a holiday is 01-11 or 2026-03-20")
    date.fromisoformat(day if len(day) > len("01-11") else f"{_LEAP}-{day}")
    return HolidayId(day)


def overlaid(shipped: Iterable[Holiday], own: Iterable[Holiday]) -> tuple[Holiday, ...]:
    """The shipped days with the association's word on them, and those it added."""
    by_day = {each.id: each for each in shipped}
    by_day.update({each.id: each for each in own})
    return tuple(by_day[day] for day in sorted(by_day))


def midnight_after(day: date) -> datetime:
    """When this civil day is over, as an instant."""
    after = datetime.combine(day + timedelta(days=1), time(0), ZONE)
    return after.astimezone(UTC)


def _optional(text: str) -> Span | None:
    return Span.parse(text) if text else None


def _spans(kept: Mapping[str, str]) -> dict[str, Span]:
    return {str(level): Span.parse(each) for level, each in kept.items()}


def _label(table: Mapping[str, str]) -> Label:
    return read_label({"fr": "", "ar": "", **table})
