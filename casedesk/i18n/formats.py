"""Dates, times, spans and numbers as people in Morocco read them, in each language.

Instants are shown in Moroccan time, whatever the machine is set to. Arabic takes the
Moroccan month names and the digits 0-9 (ecosystem §B). Without a language: that of
the screen.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Birth, Certainty, Moment
from casedesk.circuit.deadlines import Span, Unit
from casedesk.i18n import current, words

_ZONE = "Africa/Casablanca"
_REGION = {
    Language.FRENCH: "fr_MA",
    Language.ARABIC: "ar_MA",
    Language.ENGLISH: "en_GB",  # there is no en_MA; this one has the day first
    Language.TAMAZIGHT: "zgh_MA",
}
_A_DAY, _MANY = 24, 72  # hours
_FIRST_STRONG, _END = "\u2068", "\u2069"


def direction(language: Language | None = None) -> Literal["ltr", "rtl"]:
    """The direction a language is read in."""
    arabic = words().rtl if language is None else language is Language.ARABIC
    return "rtl" if arabic else "ltr"


def isolate(text: str) -> str:
    """A name, number or reference that must not disturb the sentence around it."""
    return f"{_FIRST_STRONG}{text}{_END}"


def listed(parts: Iterable[str], language: Language | None = None) -> str:
    """`fille, 9 ans`: one after the other, with the comma of the language"""
    return words(language).gettext(", ").join(filter(None, parts))


def apart(parts: Iterable[str], language: Language | None = None) -> str:
    """`Salma · 06 12`: names and numbers that keep to themselves, in reading order"""
    told = " · ".join(isolate(each) for each in parts if each)
    # Nothing stands outside the isolates to tell the direction of the whole.
    return f"\u200f{told}" if told and direction(language) == "rtl" else told


def headed(what: str, told: str, language: Language | None = None) -> str:
    """`Faite le : 2 mars`, the colon as the language sets it"""
    say = words(language).gettext("%(what)s : %(told)s")
    return say % {"what": what, "told": told}


def became(before: str, now: str, language: Language | None = None) -> str:
    """`12 → 14`, the arrow along the line of reading"""
    return f"{before} {'→' if direction(language) == 'ltr' else '←'} {now}"


def local(instant: datetime) -> datetime:
    """An instant in Moroccan time. Raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return instant.astimezone(ZoneInfo(_ZONE))


def long_date(day: date, language: Language | None = None) -> str:
    """`3 mars 2026`"""
    return _dated(day, "d MMMM y", language)


def near_date(day: date, language: Language | None = None) -> str:
    """`jeu. 5 mars`, for days close enough to need no year"""
    return _dated(day, "EEE d MMMM", language)


def short_date(day: date, language: Language | None = None) -> str:
    """`03/03/2026`, isolated in Arabic so that the day stays first"""
    shown = f"{day:%d/%m/%Y}"
    return shown if direction(language) == "ltr" else isolate(shown)


def time_of_day(at: datetime, language: Language | None = None) -> str:
    """`16 h 40`; of an instant in Moroccan time, of a civil time as it was given"""
    civil = local(at) if at.tzinfo else at
    told = words(language).gettext("%(hour)d\u00a0h\u00a0%(minute)02d")
    return told % {"hour": civil.hour, "minute": civil.minute}


def moment(instant: datetime, language: Language | None = None) -> str:
    """`3 mars 2026, 16 h 40`"""
    return _joined(long_date(local(instant), language), instant, language)


def near_moment(instant: datetime, language: Language | None = None) -> str:
    """`3 mars, 16 h 40`, for instants close enough to need no year"""
    day = _dated(local(instant), "d MMMM", language)
    return _joined(day, instant, language)


def civil_moment(told: Moment, language: Language | None = None) -> str:
    """When something happened, as far as told: `3 mars 2026, vers 16 h 40`"""
    if told.at is None:
        return words(language).gettext("moment inconnu")
    if told.certainty is Certainty.ABOUT:
        about = words(language).gettext("%(date)s, vers %(time)s")
        time = time_of_day(told.at, language)
        return about % {"date": long_date(told.at, language), "time": time}
    return _joined(long_date(told.at, language), told.at, language)


def birth(born: Birth, language: Language | None = None) -> str:
    """A birth as far as it is known: `12 mars 2017`, `mars 2017`, `environ 7 ans …`"""
    say = words(language)
    if born.on is not None:
        age = born.age or 0
        about = say.ngettext(
            "environ %(n)d an (estimé le %(date)s)",
            "environ %(n)d ans (estimé le %(date)s)",
            age,
        )
        return about % {"n": age, "date": short_date(born.on, language)}
    day = born.earliest
    if born.day:
        return long_date(day, language)
    return _dated(day, "MMMM y", language) if born.month else str(born.year)


def since(instant: datetime, now: datetime, language: Language | None = None) -> str:
    """How long something has waited: `depuis 2 h`"""
    unit, n = _span(now - instant)
    say = words(language)
    told = {
        "now": say.gettext("à l'instant"),
        "min": say.ngettext("depuis %(n)d\u00a0min", "depuis %(n)d\u00a0min", n),
        "h": say.ngettext("depuis %(n)d\u00a0h", "depuis %(n)d\u00a0h", n),
        "day": say.ngettext("depuis %(n)d\u00a0j", "depuis %(n)d\u00a0j", n),
    }
    return told[unit] % {"n": n}


def ago(instant: datetime, now: datetime, language: Language | None = None) -> str:
    """How long ago something happened: `il y a 2 jours`"""
    unit, n = _span(now - instant)
    say = words(language)
    told = {
        "now": say.gettext("à l'instant"),
        "min": say.ngettext("il y a %(n)d minute", "il y a %(n)d minutes", n),
        "h": say.ngettext("il y a %(n)d heure", "il y a %(n)d heures", n),
        "day": say.ngettext("il y a %(n)d jour", "il y a %(n)d jours", n),
    }
    return told[unit] % {"n": n}


def due(instant: datetime, now: datetime, language: Language | None = None) -> str:
    """What a clock says: `dans 2 j`, or `en retard de 2 j` once it has run out"""
    if instant < now:
        return _late(now - instant, language)
    unit, n = _span(instant - now)
    say = words(language)
    told = {
        "now": say.gettext("maintenant"),
        "min": say.ngettext("dans %(n)d\u00a0min", "dans %(n)d\u00a0min", n),
        "h": say.ngettext("dans %(n)d\u00a0h", "dans %(n)d\u00a0h", n),
        "day": say.ngettext("dans %(n)d\u00a0j", "dans %(n)d\u00a0j", n),
    }
    return told[unit] % {"n": n}


def span_words(span: Span | None, language: Language | None = None) -> str:
    """`24 h`, `15 jours`, `5 jours ouvrés`; of hours, days once they are many."""
    if span is None:
        return ""
    n, say = span.count, words(language)
    if span.unit is Unit.HOURS and n > _MANY and n % _A_DAY == 0:
        return span_words(Span(n // _A_DAY, Unit.DAYS), language)
    told = {
        Unit.HOURS: say.ngettext("%(n)d\u00a0h", "%(n)d\u00a0h", n),
        Unit.DAYS: say.ngettext("%(n)d jour", "%(n)d jours", n),
        Unit.WORKING_DAYS: say.ngettext("%(n)d jour ouvré", "%(n)d jours ouvrés", n),
    }
    return told[span.unit] % {"n": n}


def number(value: float, language: Language | None = None) -> str:
    """`12 345,5`"""
    from babel.numbers import format_decimal

    return str(format_decimal(value, locale=_REGION[language or current()]))


def file_size(count: int, language: Language | None = None) -> str:
    """`350 Ko`, `2,4 Mo`: bytes as people compare them"""
    say = words(language)
    if count < 1_000_000:
        size = number(max(round(count / 1000), 1), language)
        return say.gettext("%(size)s\u00a0Ko") % {"size": size}
    size = number(round(count / 1_000_000, 1), language)
    return say.gettext("%(size)s\u00a0Mo") % {"size": size}


def _late(span: timedelta, language: Language | None) -> str:
    unit, n = _span(span)
    say = words(language)
    told = {
        "now": say.gettext("maintenant"),
        "min": say.ngettext(
            "en retard de %(n)d\u00a0min", "en retard de %(n)d\u00a0min", n
        ),
        "h": say.ngettext("en retard de %(n)d\u00a0h", "en retard de %(n)d\u00a0h", n),
        "day": say.ngettext(
            "en retard de %(n)d\u00a0j", "en retard de %(n)d\u00a0j", n
        ),
    }
    return told[unit] % {"n": n}


def _span(span: timedelta) -> tuple[str, int]:
    """The largest unit that says enough: hours up to two days, never rounded up."""
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return "now", 0
    if minutes < 60:
        return "min", minutes
    hours = minutes // 60
    return ("h", hours) if hours < 48 else ("day", hours // 24)


def _dated(day: date, pattern: str, language: Language | None) -> str:
    from babel.dates import format_date

    language = language or current()
    if day.day == 1 and language is Language.FRENCH:
        pattern = pattern.replace("d M", "d'er' M")
    return format_date(day, pattern, locale=_REGION[language])


def _joined(day: str, at: datetime, language: Language | None) -> str:
    told = words(language).gettext("%(date)s, %(time)s")
    return told % {"date": day, "time": time_of_day(at, language)}
