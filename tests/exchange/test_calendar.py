"""Deadlines as RFC 5545 has them: every agenda reads them, and they name nobody."""

from __future__ import annotations

from datetime import UTC, datetime

from casedesk.circuit.calendar import CalendarEntry
from casedesk.exchange.calendar import calendar

AT = datetime(2026, 3, 5, 16, 40, tzinfo=UTC)
NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
LONG = "casedesk : أجل واحد " * 12


def unfolded(written):
    return written.decode().replace("\r\n ", "").split("\r\n")


def entry(**changed):
    facts = {"uid": "ab@casedesk.local", "at": AT, "sequence": 3, "summary": "x"}
    return CalendarEntry(**{**facts, **changed})


def test_one_deadline_is_one_event_in_utc_with_two_reminders():
    lines = unfolded(calendar([entry()], NOW))

    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTART:20260305T164000Z" in lines
    assert "DTSTAMP:20260302T120000Z" in lines
    assert "SEQUENCE:3" in lines
    assert "UID:ab@casedesk.local" in lines
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 2
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut():
    written = calendar([entry(summary=LONG)], NOW)

    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    assert f"SUMMARY:{LONG}" in unfolded(written)


def test_every_line_ends_as_it_must():
    written = calendar([entry(), entry(uid="cd@casedesk.local")], NOW)

    assert written.count(b"\n") == written.count(b"\r\n")


def test_what_means_something_to_an_agenda_is_escaped():
    told = unfolded(calendar([entry(summary="a;b,c\\d\ne")], NOW))

    assert "SUMMARY:a\\;b\\,c\\\\d\\ne" in told


def test_no_deadline_is_still_a_calendar():
    assert b"VEVENT" not in calendar([], NOW)
