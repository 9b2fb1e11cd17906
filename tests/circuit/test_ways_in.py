"""Two ways into the vault: what is asked for, enumerated."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from casedesk.circuit.keys import Reach
from casedesk.circuit.ways_in import Reminder, reminder

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
DIRECTOR = Reach("Directrice", "", True, True, (), directs=True)
DEPUTY = Reach("Directeur adjoint", "", True, True, (), directs=True)
WORKER = Reach("Assistante", "", True, True, ())
BOARD = Reach("Présidence", "", True, False, ("r-0001",))
OF_CIRCLES = Reach("", "r2", False, False, ("r-0001",), checked_at=NOW, is_used=True)


def sheets(checked_at=None, *, used=False):
    return Reach("", "r1", True, True, (), checked_at=checked_at, is_used=used)


@pytest.mark.parametrize(
    ("reached", "told"),
    [
        ((), Reminder.MAKE),
        ((WORKER, BOARD, OF_CIRCLES), Reminder.MAKE),
        ((DEPUTY,), None),
        ((sheets(),), Reminder.TRY),
        ((sheets(NOW),), None),
        ((sheets(NOW - YEAR),), None),
        ((sheets(NOW - YEAR - timedelta(minutes=1)),), Reminder.TRY),
        ((sheets(NOW - 2 * YEAR), DEPUTY), None),
        ((sheets(NOW - 2 * YEAR), sheets(NOW - YEAR)), None),
        ((sheets(NOW, used=True),), Reminder.MAKE_AGAIN),
        ((sheets(NOW, used=True), DEPUTY), Reminder.MAKE_AGAIN),
        ((sheets(NOW), OF_CIRCLES), None),
    ],
)
def test_one_thing_is_asked_for_until_two_ways_in_stand(reached, told):
    assert reminder((DIRECTOR, *reached), NOW) is told
