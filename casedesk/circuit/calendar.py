"""Deadlines as a calendar on another machine: hours, and nothing about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from casedesk.circuit.errors import Refused

ALLOWED = "calendar"  # the setting by which the direction lets calendars leave
YES = "yes"
AHEAD = timedelta(days=90)  # how far a calendar looks


class CalendarOff(Refused):
    """The direction has not let calendars leave the vault."""

    code = "calendar_off"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One deadline as a calendar shows it; read again later it replaces itself."""

    uid: str  # says nothing, and is always the same for the same thing
    at: datetime
    sequence: int  # grows when it was moved
    summary: str
    is_grave: bool = False


class CalendarOffice(Protocol):
    """Writes the deadlines this person sees into a folder they chose."""

    def save(self, folder: Path, *, numbered: bool) -> Path:
        """The file that was written; the journal notes it before.

        Case numbers only when `numbered`. Raises CalendarOff, NotPermitted,
        CompartmentClosed, and Trouble when the folder cannot be written to.
        """
        ...
