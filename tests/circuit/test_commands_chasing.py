"""Chasing an answer: each try is on record, none is waited for in vain."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk.circuit.alternatives import alternatives
from casedesk.circuit.attachment import AttachmentKind
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.commands.cases import AddReferral, ReturnToDecision
from casedesk.circuit.commands.chasing import FARTHEST, NoReply, NoteChase
from casedesk.circuit.commands.referrals import (
    CancelReferral,
    RecordAnswer,
    SettleReferral,
)
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import (
    Answer,
    AnswerMeans,
    ChaseMeans,
    ChaseResult,
    ReferralState,
    WrongState,
)
from casedesk.circuit.referral_table import Condition, ReferralNotReady
from casedesk.circuit.sheet import Addressee, Incomplete, Lack
from casedesk.circuit.stages import Stage

WORKER = Role.SOCIAL_WORKER
PHONE, NOT_REACHED = ChaseMeans.PHONE, ChaseResult.NOT_REACHED


@pytest.fixture
def sent(association, referring):
    """A sheet that left for the unit on Monday, in a case of danger 3."""
    return referring.send(referring.of(association.case_being_referred()))


def trying(sent, again_on=None, result=NOT_REACHED):
    return NoteChase(sent.id, PHONE, result, again_on, "Standard", "Occupé")


def calls(association):
    rows = association.worker.reads.waiting_referrals(association.clock())
    return [
        row.id
        for row in rows
        if association.rules.referrals.waits[row.referral.state].is_called_for
    ]


def test_who_did_not_answer_in_time_is_to_be_called(association, sent):
    assert calls(association) == []

    association.clock.pass_(days=1)

    assert calls(association) == [sent.id]
    now = association.clock()
    assert association.worker.reads.count(CaseList.TO_CHASE, now) == 1


def test_a_try_is_on_record_with_its_number_and_what_came_of_it(
    association, referring, sent
):
    association.worker.do(trying(sent))

    (chase,) = referring.page(sent.case_id).chases
    number = association.worker.reads.organisations()
    phone = next(each.phone for each in number if each.id == sent.organisation)
    assert (chase.referral_id, chase.at) == (sent.id, association.clock())
    assert (chase.by, chase.number) == (association.people[WORKER], phone)
    assert (chase.spoke_to, chase.note) == ("Standard", "Occupé")
    again = referring.again(sent)
    assert (again.tries, again.state) == (1, ReferralState.SENT)
    assert again.call_again == referring.today  # danger 3 does not wait for tomorrow


def test_who_said_to_call_back_is_left_alone_until_then(association, referring, sent):
    association.clock.pass_(days=2)
    later = referring.today + timedelta(days=3)
    association.worker.do(trying(sent, later, ChaseResult.CALL_BACK))
    assert calls(association) == []

    association.clock.pass_(days=3)

    assert calls(association) == [sent.id]
    (row,) = association.worker.reads.waiting_referrals(association.clock())[:1]
    assert row.last is None or row.last.again_on == later


@pytest.mark.parametrize("days", [-1, FARTHEST + 1])
def test_a_call_is_not_put_off_for_ever(association, referring, refuse, sent, days):
    day = referring.today + timedelta(days=days)

    refused = refuse(WORKER, trying(sent, day, ChaseResult.CALL_BACK), Incomplete)

    assert [(gap.field, gap.lack) for gap in refused.gaps] == [
        ("again_on", Lack.TOO_FAR)
    ]


def test_a_call_back_has_its_day(refuse, sent):
    refused = refuse(WORKER, trying(sent, None, ChaseResult.CALL_BACK), Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [("again_on", Lack.MISSING)]


def test_nobody_is_called_about_a_sheet_that_has_not_left(
    association, referring, refuse
):
    referral = referring.of(association.case_being_referred())

    refuse(WORKER, trying(referral), WrongState)
    refuse(WORKER, NoReply(referral.id, "x"), WrongState)


def test_one_stops_waiting_only_for_what_is_late_and_was_asked_for(
    association, referring, refuse, sent
):
    command = NoReply(sent.id, "Trois appels")
    refused = refuse(WORKER, command, ReferralNotReady)
    assert refused.conditions == (Condition.OVERDUE, Condition.TRIED)
    association.clock.pass_(days=8)
    refused = refuse(WORKER, command, ReferralNotReady)
    assert refused.conditions == (Condition.TRIED,)
    refuse(WORKER, NoReply(sent.id, " "), Incomplete)

    association.worker.do(trying(sent))
    association.worker.do(command)

    given_up = referring.again(sent)
    assert given_up.state is ReferralState.NO_REPLY
    assert (given_up.tries, given_up.answer_detail) == (1, "Trois appels")
    assert given_up.is_unsettled


def test_a_late_answer_is_welcome(association, referring, sent):
    association.clock.pass_(days=8)
    association.worker.do(trying(sent))
    association.worker.do(NoReply(sent.id, "Un appel"))

    answered = referring.answer(sent, Answer.ACCEPTED)

    assert answered.state is ReferralState.ACCEPTED
    assert not answered.is_unsettled


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.REDIRECTED])
def test_a_refusal_puts_the_case_on_the_board_until_somebody_else_is_asked(
    association, referring, sent, answer
):
    worker, now = association.worker, association.clock()
    referring.answer(sent, answer, "Plus de place")
    assert worker.reads.count(CaseList.TO_REDIRECT, now) == 1
    directory = {each.id: each for each in worker.reads.organisations()}
    others = alternatives(sent, directory, referring.page(sent.case_id).referrals)
    assert others
    assert {each.addressee for each in others} == {sent.addressee}
    assert sent.organisation not in {each.id for each in others}

    added = worker.do(AddReferral(sent.case_id, others[0].id, sent.id))

    assert worker.reads.count(CaseList.TO_REDIRECT, now) == 0
    new = next(r for r in referring.page(sent.case_id).referrals if r.id == added)
    assert (new.follows, new.state) == (sent.id, ReferralState.PREP)
    assert new.due_at > now


def test_or_until_it_is_said_why_nobody_is(association, referring, refuse, sent):
    refuse(WORKER, SettleReferral(sent.id, "x"), WrongState)
    referring.answer(sent, Answer.REFUSED, "Plus de place")
    refuse(WORKER, SettleReferral(sent.id, " "), Incomplete)

    association.worker.do(SettleReferral(sent.id, "L'hôpital suffit"))

    settled = referring.again(sent)
    assert (settled.is_unsettled, settled.settled_why) == (False, "L'hôpital suffit")
    refuse(WORKER, SettleReferral(sent.id, "encore"), WrongState)


def test_or_until_the_direction_decides_again(association, referring, stage):
    case_id = association.case_being_referred()
    referring.refuse_all(case_id)

    association.worker.do(ReturnToDecision(case_id, "Personne ne peut."))

    assert stage(case_id) == Stage.DECISION
    assert not any(each.is_unsettled for each in referring.page(case_id).referrals)


def test_a_redirection_into_the_directory_begins_the_referral_to_it(
    association, referring, sent
):
    there = association.worker.reads.organisations(Addressee.HOSPITAL)[-1]
    association.worker.do(
        RecordAnswer(
            sent.id,
            Answer.REDIRECTED,
            referring.today,
            "Accueil",
            redirected_to=there.id,
        )
    )

    turned = referring.again(sent)
    assert (turned.state, turned.answer_detail) == (
        ReferralState.REDIRECTED,
        there.name.fr,
    )
    assert not turned.is_unsettled
    new = referring.page(sent.case_id).referrals[-1]
    assert (new.organisation, new.follows) == (there.id, sent.id)


def test_everything_on_a_coupon_is_kept(association, referring, sent):
    said = {
        "received_on": referring.today,
        "contact": "Référente",
        "contact_phone": "05 00 00 00 00",
        "next_on": referring.today + timedelta(days=3),
        "next_step": "Visite",
        "wanted": "Le livret scolaire",
        "registration": "123/26",
        "ended_on": referring.today,
        "ended_why": "Objectif atteint",
        "remarks": "Merci",
    }
    association.worker.do(
        RecordAnswer(
            sent.id,
            Answer.DONE,
            referring.today,
            "Coordinatrice",
            "Suite",
            AnswerMeans.PHONE,
            "2026-03-02T11:30 exact",
            **said,
        )
    )

    (reply,) = referring.page(sent.case_id).replies
    assert {key: getattr(reply, key) for key in said} == said
    assert (reply.means, reply.heard_at) == (
        AnswerMeans.PHONE,
        "2026-03-02T11:30 exact",
    )
    assert (reply.noted_by, reply.noted_at) == (
        association.people[WORKER],
        association.clock(),
    )
    assert referring.again(sent).state is ReferralState.DONE


@pytest.mark.parametrize(
    ("heard", "lack"),
    [
        ("", Lack.MISSING),
        ("unknown", Lack.MISSING),
        ("hier", Lack.NOT_A_DATE),
        ("2026-03-02T23:30 exact", Lack.IN_THE_FUTURE),
    ],
)
def test_a_call_has_its_real_time(referring, refuse, sent, heard, lack):
    command = RecordAnswer(
        sent.id,
        Answer.ACCEPTED,
        referring.today,
        "Accueil",
        means=AnswerMeans.PHONE,
        heard_at=heard,
    )

    refused = refuse(WORKER, command, Incomplete)

    assert [(gap.field, gap.lack) for gap in refused.gaps] == [("heard_at", lack)]


def test_the_scan_of_a_coupon_stays_with_its_referral(
    association, referring, refuse, sent
):
    def add(case_id, name):
        kind = AttachmentKind.TEXT
        return AddAttachment(case_id, name, kind, name.encode(), referral_id=sent.id)

    association.worker.do(add(sent.case_id, "Coupon"))
    other = association.case_in_charge()
    refuse(WORKER, add(other, "Autre"), NotFound)

    (kept,) = association.worker.reads.attachments(sent.case_id)
    assert kept.referral_id == sent.id


def test_one_s_own_giving_up_has_a_reason_and_leaves_nothing_to_wait_for(
    association, referring, refuse, sent
):
    refuse(WORKER, CancelReferral(sent.id, " "), Incomplete)

    association.worker.do(CancelReferral(sent.id, "Un autre service suit déjà"))

    gone = referring.again(sent)
    assert (gone.state, gone.due_at) == (ReferralState.CANCELLED, None)
    refuse(WORKER, CancelReferral(sent.id, "encore"), WrongState)


def test_how_long_a_service_takes_is_told_from_what_it_did(association, referring):
    for days, answer in ((2, Answer.ACCEPTED), (4, Answer.REFUSED)):
        sent = referring.send(referring.of(association.case_being_referred()))
        association.clock.pass_(days=days)
        referring.answer(sent, answer, "x")

    delay = association.worker.reads.answer_delays()[sent.organisation]

    assert (delay.sent, delay.accepted, delay.refused, delay.no_reply) == (2, 1, 1, 0)
    assert delay.median_days == 3


def test_a_colleague_s_calls_are_not_ours(association, referring, refuse, sent):
    director = replace(referring, role=Role.DIRECTOR)
    association.clock.pass_(days=3)
    store = association.case_store(Role.DIRECTOR)
    place = association.sit_as_director()
    with store.work(place.desk.actor, "Give") as work:
        case = work.cases.get(sent.case_id)
        work.cases.save(replace(case, owner=place.person))

    assert calls(association) == []
    assert director.desk.reads.count(CaseList.TO_CHASE, association.clock()) == 1
    refuse(WORKER, trying(sent), NotFound)
