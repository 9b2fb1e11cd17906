"""The index of a compartment: it follows every command, and is made for old vaults."""

from __future__ import annotations

import pytest

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.handover import AddNote
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import SheetCode

ASSESSMENT = SheetCode.ASSESSMENT

CLEARED = (
    "DELETE FROM found_names",
    "DELETE FROM found_texts",
    "DELETE FROM findable",
)


@pytest.fixture
def store(association):
    association.case_to_decide()
    association.logged_case()
    return association.case_store()


def indexed(store):
    """All that the index holds, by record."""
    rows = store.db.rows(
        "SELECT kind, key, findable.case_id, findable.owner, child, kin, contact,"
        " found_names.author, place, number, text FROM findable"
        " LEFT JOIN found_names ON found_names.rowid = findable.id"
        " LEFT JOIN found_texts ON found_texts.rowid = findable.id"
    )
    return sorted(rows, key=lambda row: (row["kind"], row["key"]))


def forgotten(store, edition):
    """As a vault comes from an earlier version."""
    for each in CLEARED:
        store.db.run(each)
    store.db.run(
        "INSERT OR REPLACE INTO findable_made VALUES (1, ?, '', 0)", (edition,)
    )


@pytest.mark.parametrize("edition", ["", "0.0.0"])
def test_an_old_vault_is_indexed_little_by_little_and_as_a_new_one(store, edition):
    before = indexed(store)
    forgotten(store, edition)
    assert not store.findables.is_made
    assert store.findables.way[0] == 0

    steps = 0
    while store.make_findable():
        done, total = store.findables.way
        assert done <= total
        steps += 1

    assert store.findables.is_made
    assert steps > 3
    assert indexed(store) == before


def test_H03_an_index_goes_on_where_it_was_cut_while_others_write(store, association):
    forgotten(store, "")
    case_id = association.case_in_charge()
    for _ in range(3):
        store.make_findable()
    association.stand_up()

    store = association.case_store()
    association.director.do(AddNote(case_id, "Revoir la kafala."))
    assert not store.findables.is_made
    while store.make_findable():
        pass

    found = association.sit(Role.DIRECTOR).desk.reads
    assert len(found.search("salma")) == 3
    assert [each.case_id for each in found.search_texts("kafala").rows] == [case_id]
    once = [(row["kind"], row["key"]) for row in indexed(store)]
    assert len(once) == len(set(once))


def test_what_an_index_holds_it_forgets_with_the_record(store, association):
    """Whatever the rules were that it was made by."""
    store.db.run("UPDATE findable_made SET edition = '0.0.0'")
    director = association.director
    for row in store.db.rows("SELECT id FROM cases"):
        with store.work(director.actor, "Erase") as work:
            work.erase(work.cases.get(row["id"]))

    assert indexed(store) == []
    for table in ("found_names", "found_texts"):
        assert store.db.value(f"SELECT count(*) FROM {table}") == 0  # noqa: S608 -- from here
        assert not store.db.rows(
            f"INSERT INTO {table} ({table}) VALUES ('integrity-check')"  # noqa: S608
        )


def test_a_case_that_changes_hands_keeps_its_words(store, association):
    case_id = association.logged_case()
    before = {row["key"]: row for row in indexed(store) if row["case_id"] == case_id}
    words_written = store.db.value("SELECT sum(id) FROM found_texts_data")

    association.worker.do(TakeInCharge(case_id))

    after = [row for row in indexed(store) if row["case_id"] == case_id]
    owner = association.worker.actor.person
    assert [row["owner"] for row in after] == [owner] * len(after)
    assert [{**row, "owner": ""} for row in after] == [
        {**before[row["key"]], "owner": ""} for row in after
    ]
    assert store.db.value("SELECT sum(id) FROM found_texts_data") == words_written


def test_a_text_written_over_is_found_by_its_words_after_a_moment(store, association):
    case_id = association.case_in_charge()
    association.worker.do(SaveSheet(case_id, ASSESSMENT, {"guardian_detail": "kafala"}))
    reads = association.worker.reads
    assert len(reads.search_texts("kafala")) == 1
    assert reads.can_search_all()

    association.worker.do(
        SaveSheet(case_id, ASSESSMENT, {"guardian_detail": "tutelle"})
    )

    assert not reads.can_search_all()
    done, total = store.findables.way
    assert (total - done) == 1
    assert store.make_findable()
    assert reads.can_search_all()
    assert len(reads.search_texts("tutelle")) == 1
    assert len(reads.search_texts("kafala")) == 0
    assert not any("kafala" in (row["text"] or "") for row in indexed(store))


def test_what_waits_to_be_indexed_is_forgotten_with_the_record(store, association):
    case_id = association.case_in_charge()
    for text in ("kafala", "tutelle"):
        association.worker.do(SaveSheet(case_id, ASSESSMENT, {"guardian_detail": text}))
    assert store.db.value("SELECT count(*) FROM findable_due") == 1

    with store.work(association.director.actor, "Erase") as work:
        work.erase(work.cases.get(case_id))

    assert store.db.value("SELECT count(*) FROM findable_due") == 0
    assert not any(row["case_id"] == case_id for row in indexed(store))


def test_once_a_sitting_the_pieces_of_an_index_are_joined(store, association):
    case_id = association.case_in_charge()
    while store.make_findable():
        pass
    for number in range(9):
        association.director.do(AddNote(case_id, f"Visite {number}."))
    assert pieces(store) > 4
    assert not store.make_findable()  # that was done already
    before = indexed(store)
    association.stand_up()

    store = association.case_store()
    while store.make_findable():
        pass

    assert pieces(store) == 1
    assert indexed(store) == before
    assert len(association.director.reads.search_texts("visite")) == 1
    for table in ("found_names", "found_texts"):
        store.db.run(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")  # noqa: S608


def pieces(store):
    return store.db.value("SELECT count(DISTINCT segid) FROM found_texts_idx")


def test_a_record_without_words_is_not_in_the_index(store):
    kinds = {row["kind"] for row in indexed(store)}

    assert {"case", "child", "sheet"} <= kinds
    assert "acknowledgement" not in kinds
    assert all(
        any(row[name] for name in row if name not in KEYS) for row in indexed(store)
    )


KEYS = ("kind", "key", "case_id", "owner")
