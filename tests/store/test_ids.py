from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

from casedesk.store.ids import uuid7

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def test_an_id_is_a_uuid_of_version_7():
    made = uuid.UUID(uuid7(NOW))

    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert made.int >> 80 == int(NOW.timestamp() * 1000)


def test_later_ids_sort_later_and_no_two_are_the_same():
    moments = [NOW + timedelta(milliseconds=n) for n in range(100)]
    made = [uuid7(at) for at in moments]

    assert sorted(made) == made
    assert len({uuid7(NOW) for _ in range(1000)}) == 1000
