"""Which backups are kept, when one must alarm, and where none can fit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casedesk.circuit.dates import local
from casedesk.circuit.people import PersonId
from casedesk.circuit.safekeeping import (
    FAT_LIMIT,
    FEWEST,
    AlarmKind,
    BackupSet,
    Counted,
    SafekeepingTrouble,
    alarms,
    outdated,
    require_room,
)

START = datetime(2025, 1, 6, 17, tzinfo=UTC)


def made(size=1000, rows=100, seq=50):
    return BackupSet(
        folder=Path("casedesk-20260302T1200-g1-s50"),
        created=START,
        by=PersonId("a"),
        generations={"desk": 1},
        compartments=(Counted("desk", seq, bytes(32), rows),),
        sizes={"desk.g1.db": size, "vault.json": 900},
        digest="",
    )


def test_B05_over_400_days_the_rotation_keeps_days_weeks_and_months():
    kept: list[datetime] = []
    for day in range(400):
        kept.append(START + timedelta(days=day))
        gone = outdated(kept, local)
        kept = [each for each in kept if each not in gone]
        assert len(kept) >= min(FEWEST, day + 1)
        assert kept[-1] == START + timedelta(days=day)  # the newest always stays

    newest = kept[-1]
    assert all(newest - timedelta(days=back) in kept for back in range(7))
    weeks = {local(each).strftime("%G-%V") for each in kept}
    for back in range(4):
        assert local(newest - timedelta(weeks=back)).strftime("%G-%V") in weeks
    months = {local(each).strftime("%Y-%m") for each in kept}
    assert len(months) == 12
    assert len(kept) <= 7 + 4 + 12


def test_B05_after_a_long_pause_two_sets_are_still_there():
    old, newer = START, START + timedelta(hours=1)
    newest = START + timedelta(days=900)

    assert outdated([old, newer], local) == frozenset()
    assert outdated([old, newer, newest], local) == {old}


def test_B05_several_a_day_leave_the_last_of_the_day():
    day = [START + timedelta(hours=hour) for hour in range(4)]
    later = [START + timedelta(days=n) for n in range(1, 5)]

    assert outdated([*day, *later], local) == frozenset(day[:3])


def test_the_first_backup_alarms_nobody():
    assert alarms(None, made()) == ()


def test_B07_a_vault_that_has_shrunk_by_more_than_a_tenth_alarms():
    before = made()

    assert alarms(before, made(size=901, rows=91)) == ()
    found = alarms(before, made(size=899, rows=89, seq=49))
    assert [(each.kind, each.before, each.now) for each in found] == [
        (AlarmKind.SMALLER, 1000, 899),
        (AlarmKind.FEWER_ROWS, 100, 89),
        (AlarmKind.OLDER, 50, 49),
    ]


def test_B13_a_file_too_large_for_fat32_is_refused_early():
    with pytest.raises(SafekeepingTrouble) as refused:
        require_room([FAT_LIMIT + 1], 1 << 40, FAT_LIMIT)

    assert refused.value.reason == "too_large"
    require_room([FAT_LIMIT], 1 << 40, FAT_LIMIT)
    require_room([FAT_LIMIT + 1], 1 << 40, None)


def test_B13_where_there_is_no_room_nothing_is_begun():
    with pytest.raises(SafekeepingTrouble) as refused:
        require_room([3 << 20, 3 << 20], 5 << 20, None)

    assert refused.value.reason == "no_room"
    assert refused.value.parameters["needed"] == 6
    assert refused.value.parameters["free"] == 5
