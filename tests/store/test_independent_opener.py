"""The file format is SQLCipher's, not ours: another implementation reads it."""

from __future__ import annotations

from contextlib import closing

import apsw
import pytest

from casedesk.circuit.changes import Home


@pytest.fixture
def elsewhere():
    """A file opened by SQLite3 Multiple Ciphers, given the raw key and nothing else."""

    def opened(path, key):
        connection = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        connection.pragma("cipher", "sqlcipher")
        connection.pragma("legacy", 4)
        connection.pragma("key", f"x'{key.hex()}'")
        return closing(connection)

    return opened


def rows_of(select):
    """Every row of every table, by whoever asks."""
    tables = [
        name
        for (name,) in select(
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        )
    ]
    return {name: list(select(f'SELECT * FROM "{name}"')) for name in tables}  # noqa: S608 -- names of our tables


@pytest.mark.parametrize("home", Home)
def test_another_sqlcipher_reads_the_same_rows(association, elsewhere, home):
    association.case_being_referred()
    place = association.sit_as_director()
    store = {Home.DESK: place.desk_store, Home.CASES: place.case_store}[home]
    key = place.keyring.db_key(home)
    store.checkpoint()

    ours = rows_of(store.db.each)
    with elsewhere(store.db.path, key) as connection:
        theirs = rows_of(connection.execute)

    assert theirs == ours
    assert len(ours["journal"]) > 3


def test_with_another_key_it_reads_nothing(association, elsewhere):
    store = association.case_store()
    store.checkpoint()

    with (
        pytest.raises(apsw.NotADBError),
        elsewhere(store.db.path, bytes(32)) as connection,
    ):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
