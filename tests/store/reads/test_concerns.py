from __future__ import annotations

import pytest

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.circuit.concern import ConcernStatus, DropState
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Role


def test_one_s_drafts_come_back_opened_the_latest_first(association, clock):
    first = association.educator.do(BeginDraft("no", "no"))
    begun = clock()
    clock.pass_(minutes=5)
    second = association.educator.do(BeginDraft("no", "no"))
    association.educator.do(SaveDraft(first, {"words": "بغيت نبقى هنا"}))

    rows = association.educator.reads.my_drafts()

    assert [row.id for row in rows] == [second, first]
    assert rows[1].content == {"words": "بغيت نبقى هنا"}
    assert (rows[1].started_at, rows[1].saved_at) == (begun, clock())
    assert rows[1].number.startswith("R-")


def test_nobody_else_s_drafts_and_receipts_are_there(association):
    association.record()
    association.educator.do(BeginDraft("no", "no"))

    for desk in (association.worker, association.director):
        assert desk.reads.my_drafts() == ()
        assert desk.reads.my_receipts() == ()


def test_a_receipt_tells_step_by_step_what_became_of_it(association, clock):
    number = association.record()
    sent = clock()
    read = clock.pass_(hours=2)
    association.take_in()
    taken = clock.pass_(hours=1)
    case_id = association.case_store().db.value("SELECT id FROM cases")
    association.worker.do(TakeInCharge(case_id))
    clock.pass_(days=1)
    association.take_in()

    (row,) = association.educator.reads.my_receipts()

    assert (row.number, row.sent_at) == (number, sent)
    assert [(each.status, each.at) for each in row.statuses] == [
        (ConcernStatus.SENT, sent),
        (ConcernStatus.READ, read),
        (ConcernStatus.IN_CHARGE, taken),
    ]


def test_a_draft_of_keys_one_had_before_is_passed_over_and_the_others_stay(association):
    """Whoever forgot their passphrase has new keys; what the old ones open is lost."""
    kept = association.educator.do(BeginDraft("no", "no"))
    draft = association.educator.do(BeginDraft("no", "no"))
    store = association.sit_as_director().desk_store
    store.db.run("UPDATE drafts SET sealed = zeroblob(5000) WHERE id = ?", (draft,))

    assert [each.id for each in association.educator.reads.my_drafts()] == [kept]


@pytest.fixture
def sent(association):
    """What the author of a concern is told of its drop."""
    association.record()
    (receipt,) = association.educator.reads.my_receipts()
    return lambda: association.educator.reads.receipt_drop(receipt.id)


@pytest.fixture
def by_hand(association, tampering):
    """Somebody else's program at the common compartment."""

    def run(statement):
        place = association.sit_as_director()
        with tampering(place.desk_store, place.keyring.db_key(Home.DESK)) as raw:
            raw.execute(statement)

    return run


def test_P12_a_drop_that_waits_and_one_that_was_taken_are_told_apart(association, sent):
    waiting = sent()
    association.take_in()

    assert (waiting, sent()) == (DropState.WAITING, DropState.TAKEN)


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM drops",
        "UPDATE drops SET sealed = zeroblob(length(sealed))",
        "UPDATE drops SET id = 'other'",
    ],
)
def test_P12_a_drop_that_was_deleted_or_replaced_is_missing(sent, by_hand, statement):
    by_hand(statement)

    assert sent() is DropState.MISSING


def test_P12_a_drop_is_missing_also_when_the_journal_was_cut_with_it(sent, by_hand):
    by_hand("DELETE FROM drops")
    by_hand("DELETE FROM journal_image")
    by_hand("DELETE FROM journal_row")

    assert sent() is DropState.MISSING


def test_a_drop_that_went_by_age_is_not_said_to_be_missing(association, sent):
    place = association.sit(Role.EDUCATOR)
    with place.desk_store.work(place.desk.actor, "ForgetDrops") as work:
        work.drops.remove(place.desk_store.db.value("SELECT id FROM drops"))

    assert sent() is DropState.UNKNOWN


def test_nobody_is_told_of_somebody_else_s_drop(association, sent):
    (receipt,) = association.educator.reads.my_receipts()

    with pytest.raises(NotFound):
        association.worker.reads.receipt_drop(receipt.id)
