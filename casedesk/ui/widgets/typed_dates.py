"""Dates, times and births as people type them, in the digits and order they use."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from casedesk.circuit.dates import Birth
from casedesk.i18n import _

_DAY = re.compile(r"(\d{1,2})[\s/.-]+(\d{1,2})(?:[\s/.-]+(\d{4}|\d{2}))?")
_DAY_IN_ONE = re.compile(r"(\d\d)(\d\d)(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[\s/.-](\d{1,2})[\s/.-](\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})[\s/.-]+(\d{4})")
_YEAR = re.compile(r"\d{4}")
_AGE = re.compile(r"(\d{1,2})(?:\s*ans?)?", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2})\s*[h:.]?\s*(\d\d)?", re.IGNORECASE)


def typed_date(text: str, today: date) -> date | None:
    """The day meant: `3/3`, `03/03/2026`, `03032026`, `hier`; None for anything else.

    Without a year it is the last such day: people write down what has happened.
    """
    text = text.strip()
    if text.lower() == _("aujourd'hui"):
        return today
    if text.lower() == _("hier"):
        return today - timedelta(days=1)
    if found := _YEAR_FIRST.fullmatch(text):
        year, month, day = map(int, found.groups())
        return _calendar(year, month, day)
    found = _DAY_IN_ONE.fullmatch(text) or _DAY.fullmatch(text)
    if not found:
        return None
    day, month = int(found[1]), int(found[2])
    if not found[3]:
        this_year = _calendar(today.year, month, day)
        is_past = this_year is not None and this_year <= today
        return this_year if is_past else _calendar(today.year - 1, month, day)
    year = int(found[3])
    return _calendar(year + 2000 if year < 100 else year, month, day)


def typed_time(text: str) -> time | None:
    """The time meant: `16:40`, `16h40`, `1640`, `16h`; None for anything else."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def typed_birth(text: str, today: date) -> Birth | None:
    """The birth meant: a day, a month or only a year; None for anything else."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return Birth(int(text)) if int(text) else None
    if found := _MONTH.fullmatch(text):
        month, year = int(found[1]), int(found[2])
        return Birth(year, month) if _calendar(year, month, 1) else None
    day = typed_date(text, today)
    return Birth(day.year, day.month, day.day) if day else None


def typed_age(text: str) -> str:
    """The years meant where a date was asked: `9` or `9 ans`; else nothing."""
    found = _AGE.fullmatch(text.strip())
    return found[1] if found else ""


def shown_birth(born: Birth) -> str:
    """A birth as one would type it; nothing for an estimated age."""
    parts = (born.day, born.month)
    return "/".join(
        [
            *(f"{part:02}" for part in parts if part),
            *([f"{born.year}"] * bool(born.year)),
        ]
    )


def shown_date(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def shown_time(at: time) -> str:
    return f"{at:%H:%M}"


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
