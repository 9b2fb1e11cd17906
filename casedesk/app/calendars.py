"""Deadlines out of the vault, as a calendar file with nothing about anybody in it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from casedesk import atomic
from casedesk.app.safekeeping import disk_in_words
from casedesk.circuit.calendar import (
    AHEAD,
    ALLOWED,
    YES,
    CalendarEntry,
    CalendarOff,
)
from casedesk.circuit.case import GRAVE
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.dates import local
from casedesk.circuit.desk import Desk
from casedesk.circuit.due import DueRow
from casedesk.circuit.events import EventKind
from casedesk.circuit.ports import Clock
from casedesk.exchange.calendar import calendar
from casedesk.i18n import _

_UID_LENGTH = 32


class VaultCalendar:
    """The port `circuit.calendar.CalendarOffice` at one desk."""

    def __init__(self, desk: Desk, vault_id: str, clock: Clock) -> None:
        self._desk, self._vault_id, self._clock = desk, vault_id, clock

    def save(self, folder: Path, *, numbered: bool) -> Path:
        """The journal first: nothing leaves that it does not know of."""
        if self._desk.reads.setting(ALLOWED) != YES:
            raise CalendarOff()
        now = self._clock()
        rows = self._desk.reads.due(now + AHEAD)
        entries = [self._entry(each, numbered=numbered) for each in rows]
        detail = {"count": len(entries), "numbered": int(numbered)}
        self._desk.do(NoteEvent(EventKind.CALENDAR, detail))
        path = folder / f"agenda-{local(now).date().isoformat()}.ics"
        with disk_in_words():
            atomic.replace(path, calendar(entries, now))
        return path

    def _entry(self, row: DueRow, *, numbered: bool) -> CalendarEntry:
        named = f"{self._vault_id}:{row.kind}:{row.id}".encode()
        uid = hashlib.sha256(named).hexdigest()[:_UID_LENGTH]
        summary = _("casedesk : 1 échéance")
        if numbered:
            summary = _("%(number)s – échéance") % {"number": row.case_number}
        return CalendarEntry(
            uid=f"{uid}@casedesk.local",
            at=row.due_at,
            sequence=row.version,
            summary=summary,
            is_grave=row.urgent or row.danger in GRAVE,
        )
