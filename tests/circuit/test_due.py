"""What is due, and what nobody took in charge in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.commands.chasing import NoteChase
from casedesk.circuit.commands.followup import RecordFollowUp, SignReview
from casedesk.circuit.commands.handover import AddTask
from casedesk.circuit.commands.unread import AcknowledgeUnread
from casedesk.circuit.dates import local
from casedesk.circuit.desk import Desk
from casedesk.circuit.due import DueKind, by_day, week_ends
from casedesk.circuit.errors import CompartmentClosed, IllegalStep
from casedesk.circuit.followup import review_due
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, ChaseMeans, ChaseResult
from casedesk.circuit.sheet import Incomplete
from casedesk.store.reads.sqlreads import SqlReads
from tests.closing import met, reviewed

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER


def due(association, role=WORKER):
    now = association.clock()
    rows = association.sit(role).desk.reads.due(week_ends(now))
    return by_day(rows, now)


def test_a_clock_is_due_today_then_late(association):
    association.case_in_charge()  # 72 hours from Monday noon
    day = due(association)
    assert [len(part) for part in (day.late, day.today, day.week)] == [0, 0, 1]

    association.clock.pass_(hours=70)
    assert len(due(association).today) == 1

    association.clock.pass_(hours=4)
    (late,) = due(association).late
    assert late.kind is DueKind.STAGE


def test_a_week_is_seven_days_today_being_the_first(association):
    ends = week_ends(association.clock())

    assert (ends - association.clock()).days == 6


def test_a_service_that_does_not_answer_is_due_until_it_does(association, referring):
    referral = referring.of(association.case_being_referred())
    referring.send(referral)
    association.clock.pass_(days=3)

    (asked,) = [e for e in due(association).all if e.kind is DueKind.ANSWER]
    assert asked.service_fr == referral.name_fr

    referring.answer(referral, Answer.ACCEPTED)
    assert not [e for e in due(association).all if e.kind is DueKind.ANSWER]


def test_what_is_somebody_elses_is_due_to_them_and_to_the_direction(
    association, somebody_elses
):
    somebody_elses()
    association.clock.pass_(days=9)

    assert not due(association).all
    assert len(due(association, DIRECTOR).late) == 1


def test_whoever_stands_in_sees_what_is_due_to_somebody_away(
    association, somebody_elses
):
    case_id = somebody_elses()
    association.clock.pass_(days=9)
    place = association.sit(WORKER)
    away = frozenset({association.people[DIRECTOR]})
    actor = replace(place.desk.actor, stands_in_for=away)
    reads = SqlReads(actor, place.desk_store, place.case_store)

    (late,) = reads.due(association.clock())
    mine = reads.cases(CaseList.MINE, association.clock(), None, 10)

    assert late.case_id == case_id
    assert [each.id for each in mine] == [case_id]
    assert reads.count(CaseList.MINE, association.clock()) == 1
    assert late.owner == association.people[DIRECTOR]
    assert actor.sees_owner(late.owner)
    desk = Desk(actor, place.desk._stores, reads)
    assert desk.reads.due(association.clock()) == (late,)


def test_a_sheet_nobody_sent_is_due_as_well(association):
    association.case_being_referred()
    association.clock.pass_(days=5)

    kinds = {each.kind for each in due(association).late}

    assert DueKind.SEND in kinds


def test_a_task_is_due_until_its_day_is_over_and_to_whom_it_was_given(association):
    case_id = association.case_in_charge()
    today = local(association.clock()).date()
    asked = AddTask(case_id, "Rappeler", association.people[WORKER], today)
    association.director.do(asked)

    (task,) = [e for e in due(association).today if e.kind is DueKind.TASK]
    assert task.owner == association.people[WORKER]
    assert not [e for e in due(association).late if e.kind is DueKind.TASK]

    association.clock.pass_(days=1)
    assert [e for e in due(association).late if e.kind is DueKind.TASK]


def test_an_educator_has_nothing_due(association):
    with pytest.raises(CompartmentClosed):
        association.educator.reads.due(association.clock())


def test_a_concern_nobody_takes_is_shown_to_all_who_may_once_its_hours_are_over(
    association,
):
    case_id = association.logged_case()
    assert association.worker.reads.unread(association.clock()) == ()

    association.clock.pass_(hours=25)

    for role in (WORKER, DIRECTOR):
        (row,) = association.sit(role).desk.reads.unread(association.clock())
        assert row.case_id == case_id
    association.worker.do(TakeInCharge(case_id))
    assert association.director.reads.unread(association.clock()) == ()


def test_saying_one_has_seen_it_quiets_it_for_oneself_and_for_a_day(association):
    case_id = association.logged_case()
    association.clock.pass_(hours=25)

    association.worker.do(AcknowledgeUnread(case_id, "J'appelle la directrice."))

    assert association.worker.reads.unread(association.clock()) == ()
    assert len(association.director.reads.unread(association.clock())) == 1
    association.clock.pass_(hours=25)
    assert len(association.worker.reads.unread(association.clock())) == 1


def test_one_says_what_one_does_about_it(association, refuse):
    case_id = association.logged_case()
    for told in ("", "   ", "x" * 201):
        refused = refuse(WORKER, AcknowledgeUnread(case_id, told), Incomplete)
        assert [each.field for each in refused.gaps] == ["told"]
    association.worker.do(TakeInCharge(case_id))

    refuse(WORKER, AcknowledgeUnread(case_id, "Vu."), IllegalStep)


def test_what_is_due_is_found_without_reading_every_case(association):
    place = association.sit_as_director()
    plan = place.case_store.db.rows(
        "EXPLAIN QUERY PLAN SELECT id FROM cases"
        " WHERE stage <> 'CLOSED' AND due < '2026' AND true ORDER BY due LIMIT 500"
    )

    assert "cases_by_due" in plan[0]["detail"]


def test_beyond_the_week_nothing_is_told(association):
    association.case_in_charge()
    association.clock.pass_(days=-30)

    assert not due(association).all
    assert association.worker.reads.due(association.clock() + timedelta(days=60))


@pytest.fixture
def followed(association, referring):
    case_id = association.case_being_referred()
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


def reviews(association, role=WORKER):
    return [e for e in due(association, role).all if e.kind is DueKind.REVIEW]


def test_a_review_is_due_ninety_days_after_the_first_contact(association, followed):
    association.opened(followed)
    association.worker.do(RecordFollowUp(followed, met(association, followed)))
    first = local(association.clock()).date()
    association.clock.pass_(days=82)
    assert not reviews(association)

    association.clock.pass_(days=7)

    (row,) = reviews(association)
    assert local(row.due_at).date() == first + timedelta(days=90)
    (stage,) = [e for e in due(association).all if e.kind is DueKind.STAGE]
    assert stage.due_at < row.due_at
    page = association.opened(followed)
    day = review_due(page.case, page.sheets, association.rules)
    assert local(row.due_at).date() == day


def test_a_review_that_says_when_the_next_one_is_is_followed(association, followed):
    association.opened(followed, DIRECTOR)
    content = reviewed(association)
    association.director.do(SignReview(followed, content))
    association.clock.pass_(days=56)

    (row,) = reviews(association)

    assert local(row.due_at).date().isoformat() == content["next_review"]
    kinds = [e.kind for e in due(association).all if e.case_id == followed]
    assert kinds.count(DueKind.REVIEW) == 1


def test_a_call_that_was_put_off_is_due_on_the_day_that_was_agreed(
    association, referring
):
    referral = referring.of(association.case_being_referred())
    referring.send(referral)
    association.clock.pass_(days=3)
    again = local(association.clock()).date() + timedelta(days=2)
    back = NoteChase(referral.id, ChaseMeans.PHONE, ChaseResult.CALL_BACK, again)
    assert [e for e in due(association).late if e.kind is DueKind.ANSWER]

    association.worker.do(back)

    assert not [e for e in due(association).late if e.kind is DueKind.ANSWER]
    (row,) = [e for e in due(association).week if e.kind is DueKind.ANSWER]
    assert local(row.due_at).date() == again
