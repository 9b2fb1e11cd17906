"""A new child compared with all there are: never a scan, however many they are."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest

from casedesk.circuit.case import Child
from casedesk.circuit.portrait import Portrait
from casedesk.store.alike import likely
from casedesk.store.database import Database
from tests.bench.children import People
from tests.bench.ratio import Ratio, compare, stopwatch

_CHECKS = 40
_SEED = 20261


@dataclass(frozen=True)
class Peopled:
    """A store with so many children, and new ones to compare with them."""

    db: Database
    new: tuple[Portrait, ...]

    def p95(self) -> float:
        """Seconds that all checks but the slowest twentieth keep within."""
        taken = [stopwatch(partial(likely, self.db, each)) for each in self.new]
        return statistics.quantiles(taken, n=20)[-1]

    def read_once(self) -> float:
        """Every name of every child, read and not even compared."""
        names = "SELECT given_latin, given_arabic, family_latin, family_arabic"
        return stopwatch(lambda: self.db.rows(f"{names} FROM children"))


@pytest.fixture
def peopled(people: People) -> Callable[[int], Peopled]:
    def place(count: int) -> Peopled:
        db, children = people(count)
        chance = random.Random(_SEED)
        sample = chance.sample(children, _CHECKS)
        return Peopled(db, tuple(_written_otherwise(chance, each) for each in sample))

    return place


def test_a_duplicate_check_reads_few_of_all_children(
    peopled: Callable[[int], Peopled], report: Callable[[Ratio], Ratio]
) -> None:
    """Target: 95 of 100 within 50 ms. It compares; the other only reads the names."""
    place = peopled(100_000)

    measured = report(
        compare(
            "duplicate check among 100,000, 95th of 100, to reading all names",
            0.5,
            baseline=place.read_once,
            ours=place.p95,
            runs=5,
        )
    )

    assert measured.is_kept


def test_a_duplicate_check_grows_much_less_than_the_cases(
    peopled: Callable[[int], Peopled], report: Callable[[Ratio], Ratio]
) -> None:
    few, many = peopled(10_000), peopled(100_000)

    measured = report(
        compare(
            "duplicate check, 95th of 100, 100,000 children to 10,000",
            4,
            baseline=few.p95,
            ours=many.p95,
            runs=5,
        )
    )

    assert measured.is_kept


def test_who_is_compared_is_found(peopled: Callable[[int], Peopled]) -> None:
    """What is left out for the sake of time is not what was looked for."""
    place = peopled(10_000)

    found = [bool(likely(place.db, each)) for each in place.new]

    assert all(found)


def _written_otherwise(chance: random.Random, child: Child) -> Portrait:
    """The same child, as somebody else would type it."""
    latin = f"{child.given_latin} {child.family_latin}".strip()
    swapped = latin and chance.random() < 0.2
    return Portrait(
        given_latin=child.family_latin if swapped else child.given_latin,
        family_latin=child.given_latin if swapped else child.family_latin,
        given_arabic="" if latin else child.given_arabic,
        family_arabic="" if latin else child.family_arabic,
        sex=child.sex,
        birth=child.birth[:4] if child.birth[0] != "~" else child.birth,
        commune=child.commune,
    )
