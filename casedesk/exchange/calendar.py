"""iCalendar (RFC 5545): one event per deadline, for phones and agendas.

Instants are written in UTC: older tables of zones are wrong about Morocco in Ramadan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from casedesk.circuit.calendar import CalendarEntry

_LONGEST = 75  # octets of a line, without what ends it
_LASTS = timedelta(minutes=15)  # agendas hide what takes no time
_REMINDERS = ("-P1D", "-PT2H")
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


def calendar(entries: Iterable[CalendarEntry], written_at: datetime) -> bytes:
    """The whole file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//casedesk//deadlines//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for each in entries:
        lines += _event(each, written_at)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(entry: CalendarEntry, written_at: datetime) -> Iterator[str]:
    summary = _text(entry.summary)
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_instant(written_at)}"
    yield f"LAST-MODIFIED:{_instant(written_at)}"
    yield f"SEQUENCE:{entry.sequence}"
    yield f"DTSTART:{_instant(entry.at)}"
    yield f"DTEND:{_instant(entry.at + _LASTS)}"
    yield f"SUMMARY:{summary}"
    yield "CLASS:CONFIDENTIAL"
    yield "TRANSP:TRANSPARENT"
    yield f"PRIORITY:{1 if entry.is_grave else 5}"
    for before in _REMINDERS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{summary}"
        yield f"TRIGGER:{before}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _instant(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(told: str) -> str:
    return "".join(_ESCAPED.get(each, each) for each in told)


def _folded(line: str) -> str:
    """No line longer than is allowed, and no letter cut in two: Arabic takes two."""
    lines, length = [""], 0
    for letter in line:
        takes = len(letter.encode())
        if length + takes > _LONGEST:
            lines.append(" ")
            length = 1
        lines[-1] += letter
        length += takes
    return "\r\n".join(lines)
