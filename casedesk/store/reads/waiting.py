"""Which referrals somebody is to see to, as conditions on the table `referrals`."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from casedesk.circuit.dates import ZONE, local
from casedesk.store.codec import instant

# Spelt as in migrations/cases/0019: the indexes hold no others.
WAITS = "state IN ('PREP', 'READY', 'SENT', 'RECEIVED', 'ACCEPTED')"
LEFT = "state IN ('REFUSED', 'REDIRECTED', 'NO_REPLY') AND settled_at IS NULL"
CALLED = "state IN ('SENT', 'RECEIVED', 'ACCEPTED')"
WOKEN = "wakes < :tomorrow"


def tomorrow(now: datetime) -> str:
    """The end of the association's day: what is for today is in time all day."""
    day = local(now).date() + timedelta(days=1)
    return instant(datetime.combine(day, time(), ZONE).astimezone(UTC))
