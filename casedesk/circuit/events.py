"""What happens around the records and changes none: unlocked, backed up, refused …"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

EventId = NewType("EventId", str)
Detail = Mapping[str, str | int]
# Ids, codes, digests and instants; nothing that a person could have written.
_CODE = re.compile(r"[A-Za-z0-9_.:+=/-]{0,256}")


class EventKind(StrEnum):
    """What the journal keeps beside what was written."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    WRONG_TRIES = "wrong_tries"  # count, person
    CLOCK_JUMP = "clock_jump"  # last, now
    SEAL_MISSING = "seal_missing"
    REFUSED = "refused"  # command, code, and right where one was missing
    BACKED_UP = "backed_up"  # set, manifest, alarms
    VERIFIED = "verified"  # set or compartment, sound
    DRILL = "drill"  # set, sound, read: the desk and the cases were
    RESTORED = "restored"  # set, by, with, heads
    RENEWED = "renewed"  # sets destroyed after the keys were changed
    TECHNICIAN = "technician"  # by, did, on: noted at the director's next unlock
    SLOT_CHANGED = "slot_changed"  # slots: one's own phrase, by somebody without keys
    PERSON_ENDED = "person_ended"
    HANDOVER_LISTED = "handover_listed"  # person, count: of whose cases, to be signed
    RECOVERED = "recovered"  # person, and group if two sheets gave the way back in
    SHARES_MADE = "shares_made"  # group, series
    SHARES_TRIED = "shares_tried"  # group, series
    DRAFTS_REOPENED = "drafts_reopened"  # person; nothing of the sheets, nor how many
    DAY_SHEET = "day_sheet"  # count: of lines on it
    CALENDAR = "calendar"  # count, numbered: deadlines left for an agenda elsewhere
    CIRCLE_MADE = "circle_made"  # neither which, nor who is in it


OF_SHEETS = (EventKind.RECOVERED, EventKind.SHARES_MADE, EventKind.SHARES_TRIED)
"""What happens to sheets of paper: two of them were typed in each time."""


@dataclass(frozen=True, slots=True)
class Event:
    """One of them; who it was and its place in time stand in its journal entry."""

    id: EventId
    at: datetime
    what: EventKind
    detail: Mapping[str, str | int]
    version: int = 0


def is_plain(detail: Detail) -> bool:
    """Whether there are only ids, codes and numbers in it."""
    return all(
        isinstance(each, int) or _CODE.fullmatch(each)
        for pair in detail.items()
        for each in pair
    )
