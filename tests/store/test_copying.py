from __future__ import annotations

import hashlib
import resource
import secrets
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest

from casedesk.circuit.longwork import Cancelled
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.copying import contents, copy_store, prove_copy
from casedesk.store.errors import (
    StoreDamaged,
    StoreExists,
    StoreFull,
    StoreNotOurs,
    StoreUnreachable,
)


@pytest.fixture
def copied(file):
    """Where a copy of the store goes, as the next generation of it."""
    identity = replace(file.identity, generation=2)
    path = file.path.with_name("cases.g2.db")
    return replace(file, path=path, key=bytearray(secrets.token_bytes(32))), identity


@pytest.mark.parametrize("compact", [False, True])
@pytest.mark.parametrize("portable", [False, True])
def test_K08_a_copy_holds_everything_under_its_own_key(file, copied, compact, portable):
    to, identity = copied
    with closing(file.open()) as db:
        fill(db, 300)
        held = copy_store(
            db, to.path, to.key, identity, portable=portable, compact=compact
        )
        assert held == contents(db)
        assert held.rows["drop_key"] == 301

    prove_copy(to.path, to.key, identity, held)
    for path, key, which in [
        (to.path, file.key, identity),
        (file.path, to.key, file.identity),
        (to.path, to.key, file.identity),
    ]:
        with pytest.raises(StoreNotOurs):
            open_read_only(path, key, which)
    with closing(open_database(to.path, to.key, identity)) as db:
        fill(db, 1)
        assert db.value("SELECT count(*) FROM drop_key") == 302


def test_B01_a_copy_is_of_one_instant_also_while_somebody_writes(file, copied):
    to, identity = copied

    with closing(file.open()) as writing, closing(file.read()) as reading:
        fill(writing, 3000)

        def write(done, total):
            fill(writing, 1)
            return True

        held = copy_store(reading, to.path, to.key, identity, progress=write)
        assert contents(writing).rows["drop_key"] > 3001

    assert held.rows["drop_key"] == 3001
    prove_copy(to.path, to.key, identity, held)


def test_B03_a_portable_copy_opens_where_nobody_can_write(file, copied):
    to, identity = copied
    folder = to.path.parent / "stick"
    folder.mkdir()
    path = folder / "cases.g2.db"
    with closing(file.open()) as db:
        held = copy_store(db, path, to.key, identity, portable=True)
    before = hashlib.sha256(path.read_bytes()).digest()

    with closing(open_read_only(path, to.key, identity)) as db:
        assert db.value("PRAGMA integrity_check(1)") == "ok"
        assert [each.name for each in folder.iterdir()] == [path.name]
    prove_copy(path, to.key, identity, held)

    assert [each.name for each in folder.iterdir()] == [path.name]
    assert hashlib.sha256(path.read_bytes()).digest() == before


def test_what_was_erased_does_not_travel_in_a_compact_copy(file, copied):
    to, identity = copied
    with closing(file.raw()) as raw:
        raw.execute("CREATE TABLE much (text)")
        raw.executemany("INSERT INTO much VALUES (?)", [("x" * 900,)] * 6000)
        raw.execute("DROP TABLE much")
    with closing(file.open()) as db:
        held = copy_store(db, to.path, to.key, identity, compact=True)

    prove_copy(to.path, to.key, identity, held)
    assert to.path.stat().st_size * 4 < file.path.stat().st_size


@pytest.mark.parametrize("compact", [False, True])
def test_a_copy_that_is_called_off_leaves_nothing(file, copied, compact):
    to, identity = copied
    with closing(file.open()) as db:
        fill(db, 3000)
        with pytest.raises(Cancelled):
            copy_store(
                db,
                to.path,
                to.key,
                identity,
                compact=compact,
                progress=lambda done, total: False,
            )
        assert not list(to.path.parent.glob(f"{to.path.name}*"))
        fill(db, 1)  # and the store goes on


def test_C09_a_copy_for_which_there_is_no_room_leaves_nothing(file, copied):
    to, identity = copied
    with closing(file.open()) as db:
        fill(db, 3000)
        db.checkpoint()
        with (
            room_for(64 * 1024),
            pytest.raises((StoreFull, StoreUnreachable)),
        ):
            copy_store(db, to.path, to.key, identity)

    assert not list(to.path.parent.glob(f"{to.path.name}*"))


def test_nothing_is_copied_over_a_file(file, copied):
    to, identity = copied
    to.path.write_bytes(b"here before")
    with closing(file.open()) as db, pytest.raises(StoreExists):
        copy_store(db, to.path, to.key, identity)
    assert to.path.read_bytes() == b"here before"


@pytest.mark.parametrize("damage", ["flipped", "cut", "one row less", "journal"])
def test_a_copy_that_is_not_the_original_is_not_taken_for_one(file, copied, damage):
    to, identity = copied
    with closing(file.open()) as db:
        fill(db, 300)
        held = copy_store(db, to.path, to.key, identity, portable=True)
    _damage(to, damage)

    with pytest.raises((StoreDamaged, StoreNotOurs)):
        prove_copy(to.path, to.key, identity, held)


def _damage(store, how):
    data = bytearray(store.path.read_bytes())
    if how == "flipped":
        data[len(data) // 2] ^= 1
        store.path.write_bytes(data)
    elif how == "cut":
        store.path.write_bytes(data[:-4096])
    else:
        with closing(store.raw()) as raw:
            if how == "one row less":
                raw.execute("DELETE FROM drop_key WHERE id = 7")
            else:
                raw.execute(
                    "INSERT INTO journal VALUES"
                    " (1, '', '', '', '', zeroblob(32), zeroblob(32), zeroblob(32),"
                    " zeroblob(64))"
                )


def fill(db, count):
    with db.transaction():
        for _ in range(count):
            insert = "INSERT INTO drop_key (private, made_at) VALUES (zeroblob(32), '')"
            db.run(insert)


@contextmanager
def room_for(size):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
