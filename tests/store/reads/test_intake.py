from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.circuit.circles import CASE_TEAM
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.concerns import (
    BeginDraft,
    SaveComplement,
    UpdateReceipts,
)
from casedesk.circuit.commands.departures import EndPerson
from casedesk.circuit.commands.intake import SetAside
from casedesk.circuit.commands.typing import KeepTyping
from casedesk.circuit.concern import ConcernStatus, Drop, DropId
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Role


def test_a_drop_waits_until_it_is_taken_in(association):
    association.record()
    association.record()
    reads = association.director.reads

    waiting = reads.drops()
    assert len(waiting) == 2

    association.take_in()

    assert reads.drops() == ()


def test_taking_in_twice_makes_one_case(association):
    association.record()
    association.take_in(Role.SOCIAL_WORKER)
    association.take_in(Role.DIRECTOR)

    assert association.case_store().db.value("SELECT count(*) FROM cases") == 1


def test_authors_are_told_each_thing_once_with_its_own_time(association, clock):
    association.record()
    read = clock.pass_(hours=1)
    association.take_in()
    reads = association.director.reads
    assert reads.statuses_due() == ()
    case_id = association.case_store().db.value("SELECT id FROM cases")
    taken = clock.pass_(hours=1)
    association.worker.do(TakeInCharge(case_id))
    clock.pass_(hours=5)

    (due,) = reads.statuses_due()

    assert (due.status, due.at) == (ConcernStatus.IN_CHARGE, taken)
    assert due.author == association.people[Role.EDUCATOR]
    association.director.do(UpdateReceipts((due,)))
    assert reads.statuses_due() == ()
    assert read < taken


def test_all_that_happened_at_once_is_told_at_once(association):
    association.record()
    association.take_in()
    association.case_being_referred()

    due = association.director.reads.statuses_due()

    assert {each.status for each in due} == {
        ConcernStatus.IN_CHARGE,
        ConcernStatus.FOLLOWED_UP,
    }
    association.director.do(UpdateReceipts(due))
    assert association.director.reads.statuses_due() == ()
    left = "SELECT count(*) FROM receipts_open"
    assert association.sit_as_director().desk_store.db.value(left) == 1


def test_a_draft_that_stays_unsent_is_known_to_exist(association, clock):
    draft = association.educator.do(BeginDraft("no", "no"))
    begun = clock()
    clock.pass_(hours=25)
    association.educator.do(BeginDraft("no", "no"))

    (row,) = association.director.reads.unsent_drafts(clock() - timedelta(hours=24))

    assert (row.id, row.started_at) == (draft, begun)
    assert row.author == association.people[Role.EDUCATOR]
    with pytest.raises(NotPermitted):
        association.educator.reads.unsent_drafts(clock())


def test_a_complement_being_written_is_no_concern_that_waits(association, clock):
    association.record()
    (receipt,) = association.educator.reads.my_receipts()
    association.educator.do(SaveComplement(receipt.id, "Elle a redit"))
    clock.pass_(hours=25)

    assert association.educator.reads.my_complement(receipt.id) == "Elle a redit"
    assert association.director.reads.unsent_drafts(clock()) == ()


def test_nobody_waits_for_the_draft_of_somebody_who_left(association, clock):
    association.educator.do(BeginDraft("no", "no"))
    clock.pass_(hours=25)
    director = association.director
    assert len(director.reads.unsent_drafts(clock())) == 1

    director.do(EndPerson(association.people[Role.EDUCATOR]))

    assert director.reads.unsent_drafts(clock()) == ()


def test_what_somebody_alone_can_open_is_counted_before_they_go(association, clock):
    educator = association.people[Role.EDUCATOR]
    begun = clock()
    association.record()
    (receipt,) = association.educator.reads.my_receipts()
    association.educator.do(SaveComplement(receipt.id, "Elle a redit"))
    clock.pass_(hours=1)
    association.educator.do(BeginDraft("no", "no"))
    association.educator.do(KeepTyping("answer", {"text": "À demi tapé"}))
    association.worker.do(BeginDraft("no", "no"))

    drafts = association.director.reads.unsent_drafts_of(educator)

    assert [each.started_at for each in drafts] == [begun, clock()]
    assert {each.author for each in drafts} == {educator}
    with pytest.raises(NotPermitted):
        association.educator.reads.unsent_drafts_of(educator)


def test_an_alert_stands_until_its_concern_has_come(association, clock):
    association.educator.do(BeginDraft("unknown", "no"))
    association.take_in()

    (alert,) = association.worker.reads.alerts()

    assert (alert.danger, alert.written_at) == ("unknown", clock())
    assert alert.author == association.people[Role.EDUCATOR]
    association.record(in_danger="yes")
    association.take_in()
    assert association.worker.reads.alerts() == (alert,)


def test_what_cannot_be_taken_in_is_shown_with_the_reason(association, clock):
    place = association.sit(Role.EDUCATOR)
    with place.desk_store.work(place.desk.actor, "SendConcern") as work:
        drop = DropId(work.new_id())
        sealed = work.seals.to_readers(CASE_TEAM, b"{}", f"drop:{drop}")
        work.drops.save(Drop(drop, work.now, sealed))
    association.take_in()
    clock.pass_(hours=1)
    association.director.do(SetAside(DropId("other"), "unsigned"))

    rows = association.worker.reads.set_aside()

    assert [(row.id, row.reason) for row in rows] == [
        ("other", "unsigned"),
        (drop, "unreadable"),
    ]
    assert association.worker.reads.drops() == ()
