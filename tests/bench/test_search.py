"""Finding anyone as one types, however many children there are."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from functools import partial

import pytest

from casedesk.app import rulebook
from casedesk.circuit.case import Child
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.rights import Actor, Right
from casedesk.store.database import Database
from casedesk.store.reads.search import SearchReads
from casedesk.store.sqlstore import CaseStore
from tests.bench.children import People
from tests.bench.ratio import Ratio, compare, stopwatch

_SOUGHT = 25  # children, each typed letter by letter
_SEED = 2026
_P95 = 16  # ms, the target of design §11 among 100,000


@pytest.mark.parametrize("script", ["latin", "arabic"])
def test_each_letter_typed_reads_few_of_all_children(
    people: People, report: Callable[[Ratio], Ratio], script: str
) -> None:
    few, many = (_Typing(*people(count), script) for count in (10_000, 100_000))

    measured = report(
        compare(
            f"a letter typed in {script}, 95th of 100, 100,000 children to 10,000",
            4,
            baseline=few.p95,
            ours=many.p95,
            runs=3,
        )
    )
    report(Ratio(f"the same among 100,000, to {_P95} ms", 1, _P95, measured.ours_ms))

    assert measured.is_kept


class _Typing:
    """A director who types the names of some children, one letter after the other."""

    def __init__(self, db: Database, children: list[Child], script: str) -> None:
        chance = random.Random(_SEED)
        rights = frozenset({Right.SEE_CASES, Right.SEE_ALL_CASES, Right.SEE_AUTHORS})
        actor = Actor(PersonId("me"), "", Role.DIRECTOR, rights)
        self._reads = SearchReads(actor, None, _store(db))  # type: ignore[arg-type]
        named = [each for each in children if getattr(each, f"given_{script}")]
        self._typed = [
            text[:end]
            for each in chance.sample(named, _SOUGHT)
            for text in [_name(each, script)]
            for end in range(1, len(text) + 1)
        ]

    def p95(self) -> float:
        """Seconds that all letters but the slowest twentieth keep within."""
        taken = [stopwatch(partial(self._reads.search, each)) for each in self._typed]
        return statistics.quantiles(taken, n=20)[-1]


def _name(child: Child, script: str) -> str:
    given, family = (getattr(child, f"{part}_{script}") for part in ("given", "family"))
    return f"{given} {family}"


class _Quiet(CaseStore):
    """A store whose journal nobody writes."""

    def __init__(self, db: Database) -> None:
        self.db, self._in_emergency = db, {}
        self.rules = rulebook.rules(CodeBook(rulebook.shipped_codes()))


def _store(db: Database) -> CaseStore:
    return _Quiet(db)
