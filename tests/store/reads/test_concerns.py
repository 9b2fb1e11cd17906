from __future__ import annotations

import pytest

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.concerns import BeginDraft, SaveDraft
from casedesk.circuit.concern import ConcernStatus
from casedesk.vault.errors import SealBroken


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


def test_a_draft_that_does_not_open_is_not_passed_over(association):
    draft = association.educator.do(BeginDraft("no", "no"))
    store = association.sit_as_director().desk_store
    store.db.run("UPDATE drafts SET sealed = zeroblob(5000) WHERE id = ?", (draft,))

    with pytest.raises(SealBroken):
        association.educator.reads.my_drafts()
