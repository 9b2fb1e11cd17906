"""Which backups are kept, when one must alarm, and where none can fit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casedesk.circuit.dates import local
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.safekeeping import (
    FAT_LIMIT,
    FEWEST,
    AlarmKind,
    BackupSet,
    Counted,
    SafekeepingTrouble,
    alarms,
    compared,
    outdated,
    require_room,
    two_may_restore,
)

START = datetime(2025, 1, 6, 17, tzinfo=UTC)


ALL = ("desk", "cases")


def made(size=1000, rows=100, seq=50, at=START, read=ALL):
    return BackupSet(
        folder=Path(f"casedesk-{at:%Y%m%dT%H%M}-g1-s50"),
        created=at,
        by=PersonId("a"),
        generations=dict.fromkeys(ALL, 1),
        compartments=tuple(Counted(cid, seq, bytes(32), rows) for cid in read),
        sizes={"desk.g1.db": size, "vault.json": 900},
        digest="",
    )


def gone(*days):
    """When those were made that may go, of sets that were made then and read whole."""
    return {each.created for each in outdated([made(at=at) for at in days], local)}


def test_B05_over_400_days_the_rotation_keeps_days_weeks_and_months():
    kept: list[datetime] = []
    for day in range(400):
        kept.append(START + timedelta(days=day))
        old = gone(*kept)
        kept = [each for each in kept if each not in old]
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

    assert gone(old, newer) == set()
    assert gone(old, newer, newest) == {old}


def test_B05_several_a_day_leave_the_last_of_the_day():
    day = [START + timedelta(hours=hour) for hour in range(4)]
    later = [START + timedelta(days=n) for n in range(1, 5)]

    assert gone(*day, *later) == set(day[:3])


@pytest.mark.parametrize("read", [(), ("desk",)])
def test_B05_a_set_that_read_less_takes_no_others_place(read):
    """Every day somebody without all the keys, and once the direction."""
    whole = [made(at=START + timedelta(hours=hour)) for hour in range(2)]
    kept = list(whole)
    for day in range(1, 500):
        kept.append(made(at=START + timedelta(days=day), read=read))
        old = outdated(kept, local)
        kept = [each for each in kept if each not in old]
        assert len(kept) <= 2 + 7 + 4 + 12

    assert kept[:2] == whole


def test_B05_a_set_that_read_everything_takes_the_place_of_lesser_ones():
    lesser = [made(at=START + timedelta(days=day), read=()) for day in range(20)]
    whole = [made(at=START + timedelta(days=day)) for day in range(20, 30)]

    old = outdated([*lesser, *whole], local)

    assert set(map(str, (each.folder for each in lesser[-5:]))) <= {
        str(each.folder) for each in old
    }
    assert not [each for each in old if each in whole[-7:]]


def test_B05_whoever_reads_less_removes_nothing_that_others_read():
    days = [START + timedelta(days=day) for day in range(40)]
    whole = [made(at=at) for at in days]

    assert outdated(whole, local)
    assert outdated([*whole, made(at=days[-1] + timedelta(1), read=())], local) == ()


def test_the_first_backup_alarms_nobody():
    assert alarms((), made()) == ()


def test_B07_a_vault_that_has_shrunk_by_more_than_a_tenth_alarms():
    before = [made(read=("desk",))]

    assert alarms(before, made(size=901, rows=91)) == ()
    found = alarms(before, made(size=899, rows=89, seq=49))
    assert [(each.kind, each.before, each.now) for each in found] == [
        (AlarmKind.SMALLER, 1000, 899),
        (AlarmKind.FEWER_ROWS, 100, 89),
        (AlarmKind.OLDER, 50, 49),
    ]


def test_B07_an_alarm_lasts_until_all_is_back():
    shrunk, before = made(size=400, rows=40), made()

    assert alarms([shrunk, before], made(size=410, rows=41))
    assert alarms([shrunk, before], made()) == ()


def test_B07_nothing_is_measured_against_what_came_before_a_beginning():
    accepted = replace(made(size=400), begins=True)
    newest = made(size=410)

    assert compared([newest, accepted, made()]) == (newest, accepted)
    assert compared([newest, made()]) == (newest, made())


@pytest.mark.parametrize(
    ("roles", "may"),
    [
        ((Role.DIRECTOR,), False),
        ((Role.DIRECTOR, Role.SOCIAL_WORKER, Role.EDUCATOR), False),
        ((Role.BOARD, Role.TECHNICIAN), False),
        ((Role.DIRECTOR, Role.BOARD), True),
        ((Role.DIRECTOR, Role.TECHNICIAN), True),
        ((Role.DIRECTOR, Role.DIRECTOR), True),
    ],
)
def test_a_restoring_needs_a_director_and_another_who_may(roles, may):
    people = [
        Person(PersonId(str(at)), "x", role, since=START)
        for at, role in enumerate(roles)
    ]

    assert two_may_restore(people) is may
    gone = [replace(people[0], until=START), *people[1:]]
    assert not two_may_restore(gone)


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
