from __future__ import annotations

import re
from contextlib import closing

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Home, Kind
from casedesk.store import schema
from casedesk.store.errors import StoreDamaged, StoreTooNew
from casedesk.store.tables import PLACES, columns

FULL_TEXT = ("found_names", "found_texts")


@pytest.fixture
def unguarded(file):
    with closing(file.open()) as db:
        db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
        yield db


def shape(db):
    return db.rows("SELECT name, sql FROM sqlite_master ORDER BY name")


def test_a_new_store_has_been_through_every_migration(unguarded):
    assert schema.version(unguarded) == len(schema.scripts(Home.CASES))
    assert unguarded.value("PRAGMA application_id") == schema.APPLICATION


@pytest.mark.parametrize(
    "broken",
    [
        "INSERT INTO no_such_table VALUES (1);",
        "CREATE TABLE half (id TEXT",
        "INSERT INTO journal VALUES (7, '', '', '', '', x'', x'', x'', x'');",
    ],
)
def test_S14_a_migration_that_breaks_changes_nothing(unguarded, broken):
    before = shape(unguarded), schema.version(unguarded)
    known = (*schema.scripts(Home.CASES), "CREATE TABLE fine (id TEXT);", broken)

    with pytest.raises(sqlite.Error):
        schema.upgrade(unguarded, known)

    assert (shape(unguarded), schema.version(unguarded)) == before
    assert not unguarded.in_transaction
    assert unguarded.value("PRAGMA foreign_keys") == 1


def test_a_migration_that_leaves_something_dangling_changes_nothing(unguarded):
    before = shape(unguarded)
    dangling = (
        "INSERT INTO amendments (id, case_id, sheet_id, author, written_at, text,"
        " version) VALUES ('a', 'no case', 'no sheet', '', '', '', 1);"
    )

    with pytest.raises(StoreDamaged):
        schema.upgrade(unguarded, (*schema.scripts(Home.CASES), dangling))

    assert shape(unguarded) == before
    assert unguarded.value("SELECT count(*) FROM amendments") == 0


def test_pending_migrations_run_once(unguarded):
    known = (*schema.scripts(Home.CASES), "CREATE TABLE more (id TEXT);")

    schema.upgrade(unguarded, known)
    schema.upgrade(unguarded, known)

    assert schema.version(unguarded) == len(known)
    assert unguarded.value("SELECT count(*) FROM more") == 0


def test_S14_a_store_of_a_newer_program_is_left_alone(file):
    with closing(file.raw()) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = file.digests()

    with pytest.raises(StoreTooNew) as refusal:
        file.open()

    known = len(schema.scripts(Home.CASES))
    assert refusal.value.parameters == {"found": 99, "known": known}
    assert file.digests() == before


def test_every_kind_has_a_table_with_a_column_for_each_field(association):
    place = association.sit_as_director()
    stores = {Home.DESK: place.desk_store, Home.CASES: place.case_store}
    assert set(PLACES) == set(Kind)

    for kind, where in PLACES.items():
        db = stores[where.home].db
        sql = db.value(
            "SELECT sql FROM sqlite_master WHERE name = ? AND type = 'table'",
            (where.table,),
        )
        named = re.findall(  # each on a line of its own, or added after the others
            r"(?:^    |, )\"?(\w+)\"? +(?:TEXT|INTEGER|BLOB)(?! AS)", sql, re.MULTILINE
        )
        assert sorted(named) == sorted(columns(kind)), kind


@pytest.mark.parametrize("home", Home)
def test_every_table_is_strict_and_every_index_has_a_name(association, home):
    place = association.sit_as_director()
    store = place.desk_store if home is Home.DESK else place.case_store
    found = shape(store.db)

    tables = [
        row
        for row in found
        if (row["sql"] or "").startswith("CREATE TABLE")
        and not row["name"].startswith(FULL_TEXT)  # SQLite's own, of such a table
    ]
    assert tables
    assert [row["name"] for row in tables if "STRICT" not in row["sql"]] == []
    unnamed = [row["name"] for row in found if row["sql"] is None]
    assert all(name.startswith("sqlite_autoindex") for name in unnamed)
    assert {name.rpartition("_")[2] for name in unnamed} <= {"1"}  # primary keys


@pytest.mark.parametrize(
    "before_the_release",
    [
        "DROP TABLE meta; CREATE TABLE meta (id INTEGER PRIMARY KEY, vault TEXT)",
        "PRAGMA user_version = 1",  # and the tables of the second migration are there
    ],
)
def test_a_store_from_before_the_first_release_is_told_and_left_alone(
    file, before_the_release
):
    with closing(file.raw()) as raw:
        raw.executescript(before_the_release)
    before = file.digests()

    with pytest.raises(StoreDamaged):
        file.open()

    assert file.digests() == before
