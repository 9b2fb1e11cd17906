"""Ten years of work: verified at the pace of hashing, opened as if it were one."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from casedesk.app.compartments import compartment_key, identity, open_stores
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import DIRECTOR
from casedesk.circuit.changes import Home
from casedesk.circuit.queries import CaseList
from casedesk.store import verify as checks
from casedesk.store.connection import open_read_only
from casedesk.store.database import Database
from casedesk.vault.keyring import Keyring
from tests.bench.generator import CHEAP, PRESENT
from tests.bench.lives import Calendar
from tests.bench.ratio import Ratio, compare, stopwatch

_MOST_MEMORY = 200 << 20  # bytes
Report = Callable[[Ratio], Ratio]
Vaults = Callable[[int], Path]


@pytest.fixture
def director_of(tmp_path: Path) -> Iterator[Callable[[Path], Keyring]]:
    """The keys of whoever may read all of a vault."""
    with ExitStack() as close:

        def unlocked(folder: Path) -> Keyring:
            entrance = VaultEntrance(tmp_path, Calendar(PRESENT), CHEAP)
            people = entrance.look(folder).people
            who = next(uid for uid, label in people if label == DIRECTOR.label)
            keys = entrance.unlock(folder, who, DIRECTOR.passphrase)
            close.callback(keys.close)
            return keys.keyring

        yield unlocked


def test_J08_a_long_journal_is_verified_at_the_pace_of_hashing(
    vault_of: Vaults, director_of: Callable[[Path], Keyring], report: Report
) -> None:
    """The chain, with signatures known good: what a home page does once a month."""
    folder = vault_of(10_000)
    keyring = director_of(folder)
    path = folder / keyring.database_name(Home.CASES)
    with ExitStack() as close:
        key = close.enter_context(compartment_key(keyring, Home.CASES))
        which = identity(keyring, Home.CASES)
        db = close.enter_context(closing(open_read_only(path, key, which)))
        last = db.value("SELECT max(seq) FROM journal")
        before = _most_memory()

        measured = report(
            compare(
                f"the chain of {last:,} entries",
                2,
                baseline=lambda: stopwatch(lambda: _hashed(db)),
                ours=lambda: stopwatch(lambda: _verified(db, keyring, last)),
                runs=3,
            )
        )

    assert measured.is_kept
    assert _most_memory() - before < _MOST_MEMORY


def test_S16_a_long_archive_opens_and_lists_as_fast_as_a_short_one(
    vault_of: Vaults, director_of: Callable[[Path], Keyring], report: Report
) -> None:
    def first_page_of(folder: Path) -> Callable[[], float]:
        keyring = director_of(folder)

        def shown() -> None:
            with closing(open_stores(folder, keyring, Calendar(PRESENT))) as stores:
                assert stores.person is not None
                desk = stores.desk_for(stores.person)
                assert len(desk.reads.cases(CaseList.ALL, PRESENT, None, 100)) == 100

        return lambda: stopwatch(shown)

    measured = report(
        compare(
            "stores opened and a page listed, 10,000 cases to 1,000",
            2,
            baseline=first_page_of(vault_of(1_000)),
            ours=first_page_of(vault_of(10_000)),
            runs=15,
        )
    )

    assert measured.is_kept


def _verified(db: Database, keyring: Keyring, last: int) -> None:
    chain = checks._Chain(db, keyring.verify, last, checks.unheard)
    assert list(chain.problems()) == []
    assert chain.entries == last


def _hashed(db: Database) -> None:
    """Everything the chain covers, read and put through SHA-256 as often."""
    for row in db.each(checks._ENTRIES):
        _digest(*row)
    for *row, salt, image in db.each(checks._ROWS):
        _digest(*row)
        if image is not None:
            _digest(salt, image)


def _digest(*fields: object) -> bytes:
    return hashlib.sha256(repr(fields).encode()).digest()


def _most_memory() -> int:
    """Bytes this process has had at most; nothing where nobody counts them."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss << 10
