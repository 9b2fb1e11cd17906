"""Whether a vault stands that one lost passphrase could shut (security §3.4).

At least two ways in: a second person who directs, or sheets of paper of which two were
typed in within the year. Sheets that gave somebody the way back in were seen together,
and are made anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from casedesk.circuit.keys import Reach

GOOD_FOR = timedelta(days=365)


class Reminder(StrEnum):
    """What to do about the sheets of the vault."""

    MAKE = "make"
    TRY = "try"
    MAKE_AGAIN = "make_again"


def reminder(reached: Iterable[Reach], now: datetime) -> Reminder | None:
    """The one thing to do first, or nothing."""
    reached = tuple(reached)
    sheets = [each for each in reached if each.group and each.cases]
    if any(each.is_used for each in sheets):
        return Reminder.MAKE_AGAIN
    if sum(each.directs for each in reached) > 1:
        return None
    if not sheets:
        return Reminder.MAKE
    tried = [each.checked_at for each in sheets if each.checked_at is not None]
    if not tried or now - max(tried) > GOOD_FOR:
        return Reminder.TRY
    return None
