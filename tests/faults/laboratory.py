"""Everything that is tried on a vault, how often, and what must come of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

from tests.faults import (
    damage,
    departures,
    erasures,
    headers,
    io_faults,
    kills,
    leaks,
    malformed,
    powercut,
    tamperings,
)
from tests.faults.tally import Tally

Trials = Callable[[int, int], Tally]
"""So many of them, from this seed on."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to do harm: what it is called, how to do it, and how often in full.

    `at_once` is how many trials share what has to be made ready for them. `enough`
    judges what is no loss in one trial, but would be in too many.
    """

    what: str
    trials: Trials
    full: int
    at_once: int
    enough: Callable[[Tally], bool] = lambda _: True


def _mostly_readable(tally: Tally) -> bool:
    return tally.share(*powercut.READABLE) >= 0.8


FAULTS: Mapping[str, Fault] = {
    "kills": Fault("kill -9 at work", kills.at_work, 1000, 50),
    "cuts": Fault("power cut", powercut.honest, 400, 50),
    "lies": Fault("power cut, lying disk", powercut.lying, 400, 50, _mostly_readable),
    "headers": Fault("damaged header", headers.mutated, 1000, 250),
    "header_cuts": Fault("power cut, header", headers.cuts, 200, 100),
    "passphrase": Fault("kill -9, passphrase", kills.while_changing_passphrase, 50, 25),
    "departure": Fault("kill -9, departure", departures.while_somebody_leaves, 100, 20),
    "departure_cuts": Fault("power cut, departure", departures.cuts, 100, 25),
    "erasure": Fault("kill -9, erasure", erasures.while_erasing, 50, 25),
    "upgrade": Fault("kill -9, upgrade", kills.while_upgrading, 50, 25),
    "io": Fault("disk answers with an error", io_faults.injected, 72, 12),
    "rot": Fault("rotten or mixed-up pages", damage.rotten, 400, 100),
    "logs": Fault("log cut off", damage.cut_logs, 200, 100),
    "replay": Fault("12 old pages, all ways", damage.replayed, 4095, 4095),
    "replays": Fault("all old pages, sampled", damage.replayed_at_random, 2000, 500),
    "tampering": Fault("tampering with the key", tamperings.tried, 100, 25),
    "malformed": Fault("malformed file, opened", malformed.opened, 100, 25),
    "leaks": Fault("plain text somewhere", leaks.plaintext, 4, 2),
}
_WIDE = max(len(each.what) for each in FAULTS.values())


def short(name: str, count: int, seed: int) -> Tally:
    """A round in this process."""
    return FAULTS[name].trials(count, seed)


def whole(names: Sequence[str], seed: int, part: float) -> bool:
    """All that is asked for, on every core; the table; whether nothing was lost."""
    _say(f"{'':<{_WIDE}}   tried  survived   lost")
    kept = True
    forked = get_context("fork")  # what has been imported once is there for all
    with ProcessPoolExecutor(os.cpu_count(), mp_context=forked) as cores:
        running = {
            name: [
                cores.submit(short, name, count, seed + number)
                for number, count in enumerate(_pieces(FAULTS[name], part))
            ]
            for name in sorted(names, key=lambda each: -FAULTS[each].at_once)
        }
        for name in names:
            tally = _sum(running[name])
            good = tally.lost == 0 and FAULTS[name].enough(tally)
            kept = kept and good
            _say(
                f"{FAULTS[name].what:<{_WIDE}} {tally.tried:7} {tally.survived:9}"
                f" {tally.lost:6}{'' if good else '  NO'}   {tally.note}"
            )
    return kept


def _pieces(fault: Fault, part: float) -> Iterator[int]:
    left = max(1, round(fault.full * part))
    while left > 0:
        yield min(left, fault.at_once)
        left -= fault.at_once


def _sum(pieces: Sequence[Future[Tally]]) -> Tally:
    return sum((each.result() for each in pieces), Tally())


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
