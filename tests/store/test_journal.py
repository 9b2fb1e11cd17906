from __future__ import annotations

import inspect
from contextlib import closing
from dataclasses import replace

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Kind
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.concerns import BeginDraft, DiscardDraft, SaveDraft
from casedesk.circuit.concern import Drop, DropId
from casedesk.circuit.journal import START, Head
from casedesk.circuit.people import Role
from casedesk.store.journal import Entry, digest_of_image

INSERT = (
    "INSERT {} INTO journal VALUES ({}, '', 'a', 'b', '', zeroblob(32), {},"
    " zeroblob(32), zeroblob(64))"
)
HEAD = "(SELECT hash FROM journal ORDER BY seq DESC LIMIT 1)"


@pytest.fixture
def raw(association):
    """The case compartment with the triggers and without the authorizer."""
    association.logged_case()
    association.logged_case()
    db = association.case_store().db
    db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
    return db


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET actor = 'x' WHERE seq = 1",
        "DELETE FROM journal WHERE seq = 1",
        "DELETE FROM journal",
        INSERT.format("OR REPLACE", 1, "zeroblob(32)"),
        INSERT.format("", 9, HEAD),
        INSERT.format("", 3, "zeroblob(32)"),
        INSERT.format("", 1, "zeroblob(32)") + " ON CONFLICT DO UPDATE SET actor = 'x'",
        "UPDATE journal_row SET key = 'x'",
        "DELETE FROM journal_row",
        "INSERT INTO journal_row VALUES (1, 99, 'case', 'x', 1, NULL, NULL)",
        "UPDATE journal_image SET image = '{}'",
    ],
)
def test_J01_the_journal_is_only_ever_added_to(raw, statement):
    before = raw.rows("SELECT * FROM journal"), raw.rows("SELECT * FROM journal_row")

    with pytest.raises(sqlite.IntegrityError, match="journal"):
        raw.run(statement)

    after = raw.rows("SELECT * FROM journal"), raw.rows("SELECT * FROM journal_row")
    assert after == before


def entries(store):
    return store.db.rows("SELECT * FROM journal ORDER BY seq")


def rows_of(store, sequence):
    sql = "SELECT * FROM journal_row WHERE seq = ? ORDER BY ord"
    return store.db.rows(sql, (sequence,))


def test_J02_a_command_is_one_entry_with_a_row_for_each_record(association):
    store = association.case_store()
    assert store.head() == Head(0, START)

    case_id = association.logged_case()

    (entry,) = entries(store)
    assert entry["seq"] == 1
    assert entry["action"] == "TakeInDrop"
    assert entry["actor"] == association.director.actor.person
    assert entry["at"] == "2026-03-02T12:00:00.000000Z"
    assert entry["subject"] == case_id
    assert entry["prev"] == START
    assert store.head() == Head(1, entry["hash"])
    kinds = [row["kind"] for row in rows_of(store, 1)]
    assert kinds == [Kind.CASE, Kind.CHILD, Kind.SHEET, Kind.INTAKE]


def test_each_entry_is_chained_to_the_one_before(association):
    store = association.case_store()
    for _ in range(3):
        association.logged_case()

    found = entries(store)

    assert [entry["seq"] for entry in found] == [1, 2, 3]
    assert [entry["prev"] for entry in found[1:]] == [
        entry["hash"] for entry in found[:-1]
    ]


def test_a_row_tells_what_the_record_was_before_and_what_it_is_now(association):
    store = association.case_store()
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))

    made = next(row for row in rows_of(store, 1) if row["kind"] == "case")
    (changed,) = rows_of(store, 2)

    assert (made["version"], made["before"]) == (1, None)
    assert (changed["version"], changed["before"]) == (2, made["after"])
    image = store.db.row("SELECT * FROM journal_image WHERE seq = 2")
    assert digest_of_image(image["salt"], image["image"]) == changed["after"]


def test_the_same_content_never_has_the_same_digest(association):
    store = association.case_store()
    for _ in range(2):
        association.logged_case()

    after = [row["after"] for n in (1, 2) for row in rows_of(store, n)]
    assert len(set(after)) == len(after)


def test_a_record_written_twice_by_one_command_is_one_row(association):
    case_id = association.logged_case()
    place = association.sit_as_director()
    store = place.case_store

    with store.work(place.desk.actor, "Twice") as work:
        work.cases.save(replace(work.cases.get(case_id), danger="1"))
        work.cases.save(replace(work.cases.get(case_id), danger="2"))

    (row,) = rows_of(store, 2)
    assert row["version"] == 3
    assert '"danger":"2"' in store.db.value(
        "SELECT image FROM journal_image WHERE seq = 2"
    )


def test_a_record_made_and_written_again_at_once_had_nothing_before(association, clock):
    place = association.sit(Role.EDUCATOR)
    store, drop = place.desk_store, Drop(DropId("drop"), clock(), b"sealed")

    with store.work(place.desk.actor, "Twice") as work:
        work.drops.save(drop)
        work.drops.save(replace(work.drops.get(drop.id), sealed=b"again"))

    (row,) = rows_of(store, store.head().sequence)
    assert (row["version"], row["before"]) == (2, None)
    assert row["after"] is not None


def test_a_record_replaced_by_another_of_its_name_was_the_one_before(
    association, clock
):
    place = association.sit(Role.EDUCATOR)
    store, drop = place.desk_store, Drop(DropId("drop"), clock(), b"sealed")
    with store.work(place.desk.actor, "Save") as work:
        work.drops.save(drop)
    (made,) = rows_of(store, store.head().sequence)

    with store.work(place.desk.actor, "Replace") as work:
        work.drops.remove(drop.id)
        work.drops.save(drop)

    (row,) = rows_of(store, store.head().sequence)
    assert (row["version"], row["before"]) == (1, made["after"])


def test_a_record_that_went_and_came_again_had_nothing_before(association, clock):
    place = association.sit(Role.EDUCATOR)
    store, drop = place.desk_store, Drop(DropId("drop"), clock(), b"sealed")
    with store.work(place.desk.actor, "Save") as work:
        work.drops.save(drop)
    with store.work(place.desk.actor, "Remove") as work:
        work.drops.remove(drop.id)
    (gone,) = rows_of(store, store.head().sequence)

    with store.work(place.desk.actor, "Save") as work:
        work.drops.save(drop)

    (row,) = rows_of(store, store.head().sequence)
    assert gone["before"] is not None
    assert (gone["after"], row["before"]) == (None, None)


def test_an_entry_of_nothing_is_none(association):
    store = association.case_store()
    place = association.sit_as_director()

    with store.work(place.desk.actor, "Look"):
        assert not Entry()

    assert entries(store) == []


def test_J09_opening_a_case_is_noted_once_for_a_person_in_a_sitting(association):
    case_id = association.logged_case()
    store = association.case_store()

    for _ in range(3):
        association.director.do(ViewCase(case_id))
        association.worker.do(ViewCase(case_id))
    association.stand_up()
    association.director.do(ViewCase(case_id))

    store = association.case_store()
    seen = [entry for entry in entries(store) if entry["action"] == "ViewCase"]
    director = association.people[Role.DIRECTOR]
    worker = association.people[Role.SOCIAL_WORKER]
    assert [entry["actor"] for entry in seen] == [director, worker, director]
    assert {entry["subject"] for entry in seen} == {case_id}
    assert [rows_of(store, entry["seq"]) for entry in seen] == [[], [], []]


def test_a_draft_leaves_nothing_in_the_journal(association):
    store = association.sit(Role.EDUCATOR).desk_store
    before = store.head()

    draft = association.educator.do(BeginDraft("no", "no"))
    association.educator.do(SaveDraft(draft, {"in_danger": "no"}))
    association.educator.do(DiscardDraft(draft))

    assert store.head() == before


def test_sealed_parts_are_in_the_journal_by_their_digest_only(association):
    association.record()
    store = association.sit(Role.EDUCATOR).desk_store

    images = store.db.rows("SELECT image FROM journal_image ORDER BY seq DESC LIMIT 3")
    sealed = store.db.value("SELECT length(sealed) FROM drops")

    assert sealed > 1000
    assert all(len(each["image"]) < 500 for each in images)


def test_J02_there_is_no_other_way_to_write(association):
    """Whoever writes goes through Table, which notes it."""
    from casedesk.store import journal, records, sqlstore, table, verify, work
    from casedesk.store.reads import asking, board, cases, concerns, desk, intake
    from casedesk.store.reads import journal as journal_reads

    reading = (asking, board, cases, concerns, desk, intake, journal_reads)
    others = (records, verify, work, *reading)
    writing = ("INSERT", "UPDATE ", "DELETE")
    for module in others:
        source = inspect.getsource(module)
        assert not [word for word in writing if f'"{word}' in source], module
    assert inspect.getsource(sqlstore).count("INSERT") == 1  # drop keys
    assert "INSERT INTO journal" in inspect.getsource(journal)
    assert inspect.getsource(table).count("self._entry.note") == 2


def test_a_journal_can_be_read_beside_the_one_who_writes(association):
    from casedesk.circuit.changes import Home
    from casedesk.store.connection import open_read_only

    association.logged_case()
    store = association.case_store()
    key = association.sit_as_director().keyring.db_key(Home.CASES)

    with closing(open_read_only(store.db.path, key, store.db.identity)) as reader:
        association.logged_case()
        assert reader.value("SELECT max(seq) FROM journal") == 2
