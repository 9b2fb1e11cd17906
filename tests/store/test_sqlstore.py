from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.concerns import BeginDraft, DiscardDraft, SaveDraft
from casedesk.circuit.commands.furnishing import FurnishDesk
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.concern import Draft
from casedesk.circuit.errors import NotFound, Stale
from casedesk.circuit.people import Role
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode
from casedesk.store.errors import JournalBroken, StoreBusy, StoreFull, StoreUnreachable
from casedesk.store.sqlstore import CaseStore


@pytest.fixture
def director(association):
    return association.sit_as_director()


def state(db):
    """Every row of every table."""
    names = db.rows("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {
        row["name"]: db.rows(f"SELECT * FROM {row['name']}")  # noqa: S608 -- its own
        for row in names
    }


@dataclass(frozen=True)
class TakeAndFail(CaseCommand[None]):
    """Writes a record and a view, and then meets a bug."""

    case_id: str

    right = Right.SEE_CASES

    def run(self, work):
        case = work.cases.get(self.case_id)
        work.cases.save(replace(case, owner=work.actor.person))
        work.note_view(self.case_id)
        return 1 / 0


def test_a_command_that_fails_leaves_no_trace(association, director):
    case_id = association.logged_case()
    store = director.case_store
    before = state(store.db)

    with pytest.raises(ZeroDivisionError):
        director.desk.do(TakeAndFail(case_id))

    assert state(store.db) == before
    assert not store.has_viewed(director.desk.actor, case_id)
    with pytest.raises(NotFound):
        director.desk.reads.case_page(case_id)


def test_a_full_disk_loses_the_command_and_nothing_else(association, director):
    case_id = association.logged_case()
    store = director.case_store
    before = state(store.db)
    told = []
    director.desk.watch(told.append)
    long = SaveSheet(case_id, SheetCode.ASSESSMENT, {"danger_reason": "x" * 20_000})

    with no_room_to_grow(store.db), pytest.raises(StoreFull):
        director.desk.do(long)

    assert state(store.db) == before
    assert told == []
    director.desk.do(long)
    assert len(told) == 1


@contextmanager
def no_room_to_grow(db):
    """The file may not grow any more, which SQLite reports as a full disk."""
    db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    yield
    db.value("PRAGMA max_page_count = 4294967294")


@pytest.mark.skipif(sys.platform == "win32", reason="has no limit on file sizes")
def test_a_disk_that_fails_at_the_very_end_loses_the_command_only(
    association, director
):
    case_id = association.logged_case()
    store = director.case_store
    before = state(store.db)

    with no_room_for_the_log(store.db), pytest.raises(StoreUnreachable):
        director.desk.do(TakeInCharge(case_id))

    assert not store.db.in_transaction
    assert state(store.db) == before
    director.desk.do(TakeInCharge(case_id))
    assert store.db.value("SELECT owner FROM cases") == director.person


@contextmanager
def no_room_for_the_log(db):
    """No file of this process may get longer than the log is now: COMMIT fails."""
    import resource

    log = db.path.with_name(db.path.name + "-wal")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_S11_two_who_write_at_once_wait_for_each_other_and_then_say_so(association):
    case_id = association.logged_case()
    worker = association.sit(Role.SOCIAL_WORKER)
    director = association.sit_as_director()

    with worker.case_store.work(worker.desk.actor, "ViewCase") as work:
        work.cases.get(case_id)
        begun = time.monotonic()
        with pytest.raises(StoreBusy):
            director.desk.do(TakeInCharge(case_id))
        assert time.monotonic() - begun < 1

    director.desk.do(TakeInCharge(case_id))


def test_what_somebody_saved_meanwhile_is_not_overwritten(association):
    case_id = association.logged_case()
    worker = association.sit(Role.SOCIAL_WORKER)
    with worker.case_store.work(worker.desk.actor, "ViewCase") as work:
        read = work.cases.get(case_id)
    association.director.do(TakeInCharge(case_id))

    with (
        pytest.raises(Stale),
        worker.case_store.work(worker.desk.actor, "TakeInCharge") as work,
    ):
        work.cases.save(replace(read, owner=worker.person))

    found = worker.case_store.db.value("SELECT owner FROM cases")
    assert found == association.director.actor.person


def test_a_record_that_is_new_to_us_does_not_replace_one_that_is_there(association):
    draft = association.educator.do(BeginDraft("no", "no"))
    place = association.sit(Role.EDUCATOR)

    at = association.clock()
    other = Draft(draft, place.person, at, at, b"other")
    with (
        pytest.raises(Stale),
        place.desk_store.work(place.desk.actor, "BeginDraft") as work,
    ):
        work.drafts.save(other)


def test_a_record_that_is_gone_is_not_brought_back_by_saving_it(association):
    draft = association.educator.do(BeginDraft("no", "no"))
    place = association.sit(Role.EDUCATOR)
    with place.desk_store.work(place.desk.actor, "SaveDraft") as work:
        read = work.drafts.get(draft)
    association.educator.do(DiscardDraft(draft))

    with (
        pytest.raises(Stale),
        place.desk_store.work(place.desk.actor, "SaveDraft") as work,
    ):
        work.drafts.save(read)

    assert place.desk_store.db.rows("SELECT id FROM drafts") == []


def test_removing_twice_is_removing_once(association):
    draft = association.educator.do(BeginDraft("no", "no"))
    place = association.sit(Role.EDUCATOR)

    with place.desk_store.work(place.desk.actor, "DiscardDraft") as work:
        work.drafts.remove(draft)
        work.drafts.remove(draft)
        assert work.drafts.find(draft) is None
        with pytest.raises(NotFound):
            work.drafts.get(draft)


def test_a_change_says_what_it_touched_and_a_view_nothing(association):
    case_id = association.logged_case()
    told = []
    association.director.watch(told.append)

    association.director.do(ViewCase(case_id))
    association.director.do(TakeInCharge(case_id))

    (changes,) = told
    assert changes.home is Home.CASES
    assert changes.touched == {(Kind.CASE, case_id)}


def test_a_draft_is_announced_like_everything_else(association):
    draft = association.educator.do(BeginDraft("no", "no"))
    told = []
    association.educator.watch(told.append)

    association.educator.do(SaveDraft(draft, {"in_danger": "no", "sex": "F"}))

    assert [changes.of(Kind.DRAFT) for changes in told] == [{draft}]


def test_the_cases_follow_the_directory_and_the_territory_of_the_desk(
    association, director
):
    with director.case_store.work(director.desk.actor, "Look") as work:
        known, territory = work.directory, work.territory
    assert territory == "SAL"

    moved = replace(next(iter(known.values())), id="elsewhere", version=0)
    director.desk.do(FurnishDesk({"territory": "KEN"}, (), (moved,), ()))

    with director.case_store.work(director.desk.actor, "Look") as work:
        assert set(work.directory) == {*known, "elsewhere"}
        assert work.territory == "KEN"


def test_a_store_whose_last_entry_was_changed_is_not_worked_in(
    association, director, tampering
):
    association.logged_case()
    store, key = director.case_store, director.keyring.db_key(Home.CASES)
    with tampering(store, key) as raw:
        raw.execute("UPDATE journal SET actor = 'nobody'")

    with pytest.raises(JournalBroken) as trouble:
        CaseStore(
            store.db, association.clock, store.seals, store.rules, director.desk_store
        )

    assert trouble.value.parameters == {"sequence": store.head().sequence}


def test_drop_keys_are_kept_in_the_order_they_were_made(director):
    (first,) = director.case_store.drop_keys()

    director.case_store.add_drop_key(b"n" * 32)

    assert director.case_store.drop_keys() == (first, b"n" * 32)


def test_what_work_gives_out_is_new_each_time(association, director):
    with director.case_store.work(director.desk.actor, "Look") as work:
        assert work.new_id() != work.new_id()
        assert work.random(8) != work.random(8)
        assert len(work.random(8)) == 8
        assert work.now == association.clock()
