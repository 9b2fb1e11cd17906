"""Two ways of doing one thing, timed in turn: what is asserted is their ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

Timed = Callable[[], float]
"""Does it once; the seconds it took, as it measured them itself."""


@dataclass(frozen=True, slots=True)
class Ratio:
    """How much longer ours takes than what it is compared with."""

    name: str
    limit: float
    baseline_ms: float
    ours_ms: float

    @property
    def ratio(self) -> float:
        return self.ours_ms / self.baseline_ms

    @property
    def is_kept(self) -> bool:
        return self.ratio <= self.limit


def compare(
    name: str, limit: float, *, baseline: Timed, ours: Timed, runs: int
) -> Ratio:
    """The medians of so many runs of each, in turn, after a first that does not count.

    A machine that is busy now and idle then is so for both of them.
    """
    turns = [(ours(), baseline()) for _ in range(runs + 1)][1:]
    ours_ms, baseline_ms = (
        1000 * statistics.median(each) for each in zip(*turns, strict=True)
    )
    return Ratio(name, limit, baseline_ms, ours_ms)


def stopwatch(work: Callable[[], object]) -> float:
    """Seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
