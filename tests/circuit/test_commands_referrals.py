"""Referrals: written, signed, printed, sent, answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from casedesk.app.training_texts import ADDRESSEES
from casedesk.circuit.commands.cases import Decide, SubmitForDecision, TakeInCharge
from casedesk.circuit.commands.copies import PreparePrint, VoidPrint
from casedesk.circuit.commands.referrals import (
    PrepareReferral,
    RecordAnswer,
    SaveLiaison,
    SendReferral,
)
from casedesk.circuit.errors import NotFound
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.referral import (
    Answer,
    Channel,
    ReferralState,
    WrongState,
)
from casedesk.circuit.referral_table import NotPrinted
from casedesk.circuit.sheet import Addressee, Incomplete, Lack, SheetCode
from casedesk.circuit.stages import Stage

WORKER = Role.SOCIAL_WORKER


@pytest.fixture
def referral(association, referring):
    return referring.of(association.case_being_referred())


def sending(referral, day):
    return SendReferral(referral.id, Channel.SEALED_ENVELOPE, day, " Bureau d'ordre ")


def answering(referral, day, answer=Answer.ACCEPTED, detail=""):
    return RecordAnswer(referral.id, answer, day, "Assistante sociale", detail)


def test_a_liaison_sheet_is_kept_while_it_is_written(association, referring, referral):
    for typed in ({"summary": "a"}, {"summary": "x" * 1_000_000, "invented": 1}):
        association.worker.do(SaveLiaison(referral.id, typed))

    page = referring.page(referral.case_id)
    (draft,) = [s for s in page.sheets if s.code is SheetCode.UPE_CAPE]
    assert draft.content == typed
    assert not draft.is_signed
    again = referring.again(referral)
    assert (again.state, again.sheet_id) == (ReferralState.PREP, draft.id)


@pytest.mark.parametrize("addressee", ADDRESSEES)
def test_a_signed_liaison_sheet_is_ready(association, referring, addressee):
    referral = referring.of(association.case_being_referred(), addressee)
    association.worker.do(SaveLiaison(referral.id, {"urgency": "URGENT"}))

    ready = referring.prepare(referral)

    page = referring.page(ready.case_id)
    sheet = next(s for s in page.sheets if s.id == ready.sheet_id)
    assert ready.state is ReferralState.READY
    assert (sheet.code, sheet.is_signed) == (ready.sheet_code, True)
    report = addressee is Addressee.PROSECUTOR
    assert sheet.number == ("S-2026-001" if report else f"{ready.sheet_code[-1]}1")


def test_a_liaison_sheet_with_gaps_is_not_signed(referring, refuse, referral):
    content = referring.content(referral)
    del content["urgency"]

    refused = refuse(WORKER, PrepareReferral(referral.id, content), Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [("urgency", Lack.MISSING)]


def test_what_its_addressee_is_not_to_know_has_no_place_on_a_sheet(
    referring, refuse, referral
):
    """White list: the field does not exist there."""
    content = {**referring.content(referral), "alleged_author_name": "Karim"}

    refused = refuse(WORKER, PrepareReferral(referral.id, content), Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [
        ("alleged_author_name", Lack.NOT_ASKED)
    ]


def test_a_signed_liaison_sheet_is_not_rewritten(referring, refuse, referral):
    ready = referring.prepare(referral)

    refuse(WORKER, SaveLiaison(ready.id, {}), WrongState)
    refuse(WORKER, PrepareReferral(ready.id, referring.content(ready)), WrongState)


def test_nothing_is_sent_that_was_not_signed_and_printed(
    association, referring, refuse, referral
):
    refuse(WORKER, sending(referral, referring.today), WrongState)
    ready = referring.prepare(referral)
    refuse(WORKER, sending(ready, referring.today), NotPrinted)
    copy = association.worker.do(
        PreparePrint(ready.case_id, ready.sheet_id, PaperLanguage.FRENCH)
    )
    refuse(WORKER, sending(ready, referring.today), NotPrinted)
    association.worker.do(VoidPrint(copy))
    refuse(WORKER, sending(ready, referring.today), NotPrinted)

    assert referring.again(referral).state is ReferralState.READY


def test_a_copy_of_another_sheet_does_not_count(referring, refuse, referral):
    other = referring.of(referral.case_id, Addressee.HOSPITAL)
    referring.print(other)
    ready = referring.prepare(referral)

    refuse(WORKER, sending(ready, referring.today), NotPrinted)


@pytest.mark.parametrize("addressee", ADDRESSEES)
@pytest.mark.parametrize("danger", ["1", "4"])
def test_what_was_sent_says_how_when_to_whom_and_until_when(
    association, referring, addressee, danger
):
    case_id = association.case_to_decide(danger)
    association.director.do(Decide(case_id, association.decision()))
    referral = referring.of(case_id, addressee)
    referring.print(referral)

    association.worker.do(sending(referral, referring.today))

    sent = referring.again(referral)
    assert sent.state is ReferralState.SENT
    assert (sent.channel, sent.handed_to) == (
        Channel.SEALED_ENVELOPE,
        "Bureau d'ordre",
    )
    assert (sent.sent_on, sent.sent_by) == (
        referring.today,
        association.people[WORKER],
    )
    answer_due = association.rules.deadlines.answer_due
    urgent = danger == "4"
    assert sent.due_at == answer_due(addressee, association.clock(), urgent=urgent)


def test_nothing_was_sent_tomorrow(referring, refuse, referral):
    referring.print(referral)

    refused = refuse(
        WORKER, sending(referral, referring.today + timedelta(days=1)), Incomplete
    )

    assert [(g.field, g.lack) for g in refused.gaps] == [
        ("sent_on", Lack.IN_THE_FUTURE)
    ]


def test_today_is_the_day_in_the_association(association, referring, referral):
    """Half past eleven on a summer night in UTC is tomorrow in Salé."""
    association.clock.at = association.clock.at.replace(month=7, hour=23, minute=30)
    referring.print(referral)
    assert referring.today == association.clock().date() + timedelta(days=1)

    association.worker.do(sending(referral, referring.today))


def test_somebody_took_the_sheet_and_somebody_answered(referring, refuse, referral):
    referring.print(referral)
    nobody = SendReferral(referral.id, Channel.BY_HAND, referring.today, "  ")
    refused = refuse(WORKER, nobody, Incomplete)
    assert [(g.field, g.lack) for g in refused.gaps] == [("handed_to", Lack.MISSING)]

    other = referring.send(referring.of(referral.case_id, Addressee.HOSPITAL))
    nobody = RecordAnswer(other.id, Answer.ACCEPTED, referring.today, " ")
    refused = refuse(WORKER, nobody, Incomplete)
    assert [(g.field, g.lack) for g in refused.gaps] == [("answered_by", Lack.MISSING)]


def test_nothing_is_sent_twice(referring, refuse, referral):
    sent = referring.send(referral)

    refuse(WORKER, sending(sent, referring.today), WrongState)


@pytest.mark.parametrize("answer", [Answer.RECEIVED, Answer.ACCEPTED])
def test_a_case_that_a_service_took_is_followed_up(
    association, referring, referral, stage, answer
):
    """T10"""
    sent = referring.send(referral)

    association.worker.do(answering(sent, referring.today, answer, "Jeudi"))

    answered = referring.again(sent)
    assert answered.state == answer
    assert (answered.answered_on, answered.answered_by) == (
        referring.today,
        "Assistante sociale",
    )
    assert answered.answer_detail == "Jeudi"
    assert stage(sent.case_id) == Stage.FOLLOWUP
    due = referring.page(sent.case_id).case.due_at
    assert due - association.clock() == timedelta(hours=168)  # danger 3


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.REDIRECTED])
def test_a_refusal_leaves_the_case_where_it_is(referring, referral, stage, answer):
    referring.answer(referring.send(referral), answer, "Vers un autre service")

    assert stage(referral.case_id) == Stage.ORIENTING


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.REDIRECTED])
@pytest.mark.parametrize("detail", ["", " "])
def test_a_refusal_has_a_reason_and_a_redirection_a_place(
    referring, refuse, referral, answer, detail
):
    sent = referring.send(referral)
    command = answering(sent, referring.today, answer, detail)

    refused = refuse(WORKER, command, Incomplete)

    assert [(g.field, g.lack) for g in refused.gaps] == [
        ("answer_detail", Lack.MISSING)
    ]


@pytest.mark.parametrize("answer", Answer)
def test_there_is_no_answer_before_the_sheet_was_sent(
    referring, refuse, referral, answer
):
    command = answering(referral, referring.today, answer, "x")
    refuse(WORKER, command, WrongState)
    referring.print(referral)

    refuse(WORKER, command, WrongState)


def test_an_answer_is_not_of_tomorrow_nor_from_before_the_sheet_left(
    referring, refuse, referral
):
    sent = referring.send(referral)
    day = timedelta(days=1)

    future = refuse(WORKER, answering(sent, referring.today + day), Incomplete)
    past = refuse(WORKER, answering(sent, referring.today - day), Incomplete)

    assert [(g.field, g.lack) for g in future.gaps] == [
        ("answered_on", Lack.IN_THE_FUTURE)
    ]
    assert [g.field for g in past.gaps] == ["answered_on"]


def test_a_service_that_received_can_still_accept_or_refuse(
    association, referring, referral
):
    received = referring.answer(referring.send(referral), Answer.RECEIVED)

    refused = referring.answer(received, Answer.REFUSED, "Après examen")

    assert refused.state is ReferralState.REFUSED


@pytest.mark.parametrize("final", [Answer.DONE, Answer.REFUSED, Answer.REDIRECTED])
def test_a_last_answer_stays(referring, refuse, referral, final):
    answered = referring.answer(referring.send(referral), final, "x")

    for answer in Answer:
        command = answering(answered, referring.today, answer, "x")
        refuse(WORKER, command, WrongState)


def test_a_second_acceptance_moves_nothing_any_more(
    association, referring, referral, stage
):
    referring.answer(referring.send(referral), Answer.ACCEPTED)
    since = referring.page(referral.case_id).case.since
    association.clock.pass_(hours=1)

    other = referring.of(referral.case_id, Addressee.HOSPITAL)
    referring.answer(referring.send(other), Answer.ACCEPTED)

    assert stage(referral.case_id) == Stage.FOLLOWUP
    assert referring.page(referral.case_id).case.since == since


def test_the_code_on_the_coupon_finds_the_referral(association, referring, referral):
    sent = referring.send(referral)

    row = association.worker.reads.referral_by_coupon(sent.coupon)

    assert (row.id, row.case_id) == (sent.id, sent.case_id)
    with pytest.raises(NotFound):
        association.worker.reads.referral_by_coupon("0000-0000-0")


def test_a_referral_of_somebody_elses_case_is_not_there(
    association, referring, refuse, assessment
):
    case_id = association.logged_case()
    director = replace(referring, role=Role.DIRECTOR)
    desk = director.desk
    desk.do(TakeInCharge(case_id))
    desk.do(SubmitForDecision(case_id, assessment))
    mine = {**association.decision(), "responsible": association.people[Role.DIRECTOR]}
    desk.do(Decide(case_id, mine))
    referral = director.of(case_id)
    content = director.content(referral)

    for command in (
        SaveLiaison(referral.id, content),
        PrepareReferral(referral.id, content),
        sending(referral, referring.today),
        answering(referral, referring.today),
    ):
        refuse(WORKER, command, NotFound)
    with pytest.raises(NotFound):
        association.worker.reads.referral_by_coupon(referral.coupon)
