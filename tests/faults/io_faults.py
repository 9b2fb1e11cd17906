"""A disk that answers with an error: in any flush or write of a day of work."""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from casedesk.app.training import TrainingVault
from tests.faults.association import copied, founded, judged, typed, workplace
from tests.faults.disk import traced
from tests.faults.tally import Tally, lost
from tests.faults.witness import heard

CALLS = ("fsync", "fdatasync", "pwrite64")
ERRORS = ("EIO", "ENOSPC")
_SITTINGS = 3


def injected(count: int, seed: int) -> Tally:
    """C11: one call of each kind in turn fails, at a random moment of the day.

    Somebody is told, the day goes on, and the files are whole when it is over.
    """
    chance = random.Random(seed)
    with workplace() as place:
        template = founded(place / "template.casedesk")
        calls = _counted(copied(template, place / "counted.casedesk"), seed)
        outcomes = []
        for _, (call, error) in zip(range(count), _in_turn(), strict=False):
            when = chance.randrange(1, max(calls[call], 1) + 1)
            vault = copied(template, place / "trial.casedesk")
            inject = f"{call}:error={error}:when={when}"
            outcomes.append(typed(lambda: _after(vault, seed, inject)))  # noqa: B023
        return Tally.of(outcomes)


def full(vault: TrainingVault, seed: int) -> list[str]:
    """C08: what is told in a sitting when the disk is full half-way through."""
    spare = copied(vault, vault.folder.parent / "counted.casedesk")
    calls, told = _day(spare, seed, "", sittings=1)
    told_in = str(spare.folder.parent / "told").encode().hex(" ").replace(" ", r"\x")
    telling = [at for at, line in enumerate(calls) if f"x{told_in}>" in line]
    half = telling[len(told) // 2]
    written = sum("pwrite64(" in line for line in calls[:half]) + 1
    inject = f"pwrite64:error=ENOSPC:when={written}+"
    return _day(vault, seed, inject, sittings=1)[1]


def _in_turn() -> Sequence[tuple[str, str]]:
    return list(product(CALLS, ERRORS)) * 1000


def _after(vault: TrainingVault, seed: int, inject: str) -> str:
    _, told = _day(vault, seed, inject)
    if told[-1:] != ["ended"]:
        return lost("the program broke")
    shown = [line for line in told if line.startswith("refused")]
    outcome = judged(vault, heard(told))
    if outcome != "sound":
        return outcome
    return "shown, then sound" if shown else "nothing to show, sound"


def _counted(vault: TrainingVault, seed: int) -> Counter[str]:
    """How often each call is made on such a day when nothing is wrong."""
    lines, _ = _day(vault, seed, "")
    found = (re.match(r"\d+ +(\w+)\(", line) for line in lines)
    return Counter(each[1] for each in found if each)


def _day(
    vault: TrainingVault, seed: int, inject: str, sittings: int = _SITTINGS
) -> tuple[list[str], list[str]]:
    """The calls that were made, and what was told."""
    told = Path(vault.folder.parent, "told")
    told.unlink(missing_ok=True)
    day = ("-m", "tests.faults.day", str(vault.folder), str(seed), str(sittings))
    command = (sys.executable, *day, str(told))
    lines = list(traced(command, told.with_suffix(".trace"), inject=inject))
    return lines, told.read_text(encoding="utf-8").splitlines()
