"""Dates as people know them: exact, partial, estimated, or "about ten o'clock"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

_BIRTH = re.compile(
    r"(?P<year>\d{4})(-(?P<month>\d\d)(-(?P<day>\d\d))?)?"
    r"|~(?P<age>\d{1,2})@(?P<on>\d{4}-\d\d-\d\d)",
    re.ASCII,
)
_YEARS_OF_CHILDHOOD = 18
ZONE = ZoneInfo("Africa/Casablanca")


def local(instant: datetime) -> datetime:
    """An instant as the clock on the association's wall shows it."""
    return instant.astimezone(ZONE)


class Certainty(StrEnum):
    """How sure the writer is of a date and time."""

    EXACT = "exact"
    ABOUT = "about"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Birth:
    """When a child was born, as far as anyone knows.

    Either a date (day and month may be missing: many children are registered with a
    year only, domain §9.1) or an age estimated on a day.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    age: int | None = None
    on: date | None = None

    def __str__(self) -> str:
        """The stored form: `2017`, `2017-03`, `2017-03-12` or `~7@2026-03-02`."""
        if self.on is not None:
            return f"~{self.age}@{self.on.isoformat()}"
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @classmethod
    def parse(cls, text: str) -> Birth:
        """Read the stored form. Raises ValueError for anything else."""
        found = _BIRTH.fullmatch(text)
        if not found:
            raise ValueError("not a birth")
        if found["on"]:
            return cls(age=int(found["age"]), on=date.fromisoformat(found["on"]))
        year, month, day = (
            int(found[part]) if found[part] else None
            for part in ("year", "month", "day")
        )
        known = (1 if part is None else part for part in (year, month, day))
        date(*known)  # the calendar has the last word
        return cls(year=year, month=month, day=day)

    @property
    def earliest(self) -> date:
        """The earliest day this birth can mean."""
        if self.on is not None:
            return date(self.on.year - (self.age or 0) - 1, self.on.month, 1)
        return date(self.year or 1, self.month or 1, self.day or 1)

    def age_on(self, day: date) -> int:
        """The age in whole years; of a partial date, the likeliest one."""
        if self.on is not None:
            passed = (day - self.on).days // 365
            return (self.age or 0) + max(passed, 0)
        month, of_month = self.month or 7, self.day or 1  # the middle errs least
        had_birthday = (day.month, day.day) >= (month, of_month)
        return max(day.year - (self.year or 0) - (not had_birthday), 0)

    @property
    def is_exact(self) -> bool:
        return self.day is not None

    def is_child_on(self, day: date) -> bool:
        return self.age_on(day) < _YEARS_OF_CHILDHOOD


@dataclass(frozen=True, slots=True)
class Moment:
    """A civil date and time as a person gives it, in local time."""

    at: datetime | None
    certainty: Certainty = Certainty.EXACT

    def __str__(self) -> str:
        """The stored form: `2026-03-03T16:40 exact`, or `unknown`."""
        if self.at is None:
            return str(Certainty.UNKNOWN)
        return f"{self.at:%Y-%m-%dT%H:%M} {self.certainty}"

    @classmethod
    def parse(cls, text: str) -> Moment:
        """Read the stored form. Raises ValueError for anything else."""
        if text == Certainty.UNKNOWN:
            return cls(None, Certainty.UNKNOWN)
        at, _, certainty = text.partition(" ")
        return cls(datetime.strptime(at, "%Y-%m-%dT%H:%M"), Certainty(certainty))  # noqa: DTZ007 -- civil time, the zone is the association's
