"""Power cuts at any moment of a day that was recorded once, call by call."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.faults.association import (
    at,
    examined,
    founded,
    judged,
    seated,
    typed,
    workplace,
)
from tests.faults.disk import Disk, Told, recorded, write_out
from tests.faults.tally import Tally, lost
from tests.faults.witness import Testimony, heard

LONG_DAY, SHORT_DAY = 12, 5  # sittings
READABLE = ("nothing lost", "last words lost", "last words missed")


def honest(count: int, seed: int) -> Tally:
    """C02: what was flushed stays, and so nothing that was confirmed is lost."""

    def judge(folder: Path, disk: Disk, until: int) -> str:
        return judged(at(folder), _known(disk, until))

    return _cuts(count, seed, judge, lying=False)


def lying(count: int, seed: int) -> Tally:
    """C03: last words may be lost, but nothing torn is ever taken for whole."""

    def judge(folder: Path, disk: Disk, until: int) -> str:
        vault, told = at(folder), _known(disk, until)
        found = examined(vault)
        for name, finding in found.items():
            known = told.get(name, Testimony())
            if finding.state and known.states and finding.state not in known.states:
                return lost(f"{name} checks clean but is torn")
        if any(each.trouble for each in found.values()):
            return "found damaged"
        unseated = seated(vault)
        behind = any(
            told[name].states and finding.state not in told[name].possible
            for name, finding in found.items()
            if name in told
        )
        if unseated:
            return READABLE[2] if behind else lost(f"not seated: {unseated}")
        return READABLE[behind]

    return _cuts(count, seed, judge, lying=True)


def _known(disk: Disk, until: int) -> dict[str, Testimony]:
    """All states of the day, and what had been confirmed by then."""
    whole, so_far = heard(disk.told(len(disk.deeds))), heard(disk.told(until))
    for name, testimony in whole.items():
        testimony.confirmed = so_far[name].confirmed if name in so_far else -1
    return whole


def _cuts(
    count: int, seed: int, judge: Callable[[Path, Disk, int], str], *, lying: bool
) -> Tally:
    chance = random.Random(seed)
    with workplace() as place:
        disk = a_day(place, seed, LONG_DAY if count > 20 else SHORT_DAY)
        told = [n for n, deed in enumerate(disk.deeds) if isinstance(deed, Told)]
        outcomes = []
        for _ in range(count):
            until = chance.randrange(told[0], len(disk.deeds) + 1)
            folder = place / "cut.casedesk"
            shutil.rmtree(folder, ignore_errors=True)
            write_out(disk.after_a_cut(until, chance, lying=lying), folder)
            outcomes.append(typed(lambda: judge(folder, disk, until)))  # noqa: B023
        return Tally.of(outcomes)


def a_day(place: Path, seed: int, sittings: int) -> Disk:
    """What a day of work did to the disk."""
    vault = founded(place / "day.casedesk")
    told = place / "told"
    day = ("-m", "tests.faults.day", str(vault.folder), str(seed), str(sittings))
    return recorded((sys.executable, *day, str(told)), vault.folder, told)
