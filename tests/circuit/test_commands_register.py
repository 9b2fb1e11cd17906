"""The paper register: old open cases, with the days they really had."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from casedesk.circuit.commands.register import EnterFromRegister
from casedesk.circuit.dates import local
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, ReferralState
from casedesk.circuit.register import AlreadyEntered, RegisterReferral
from casedesk.circuit.sheet import Addressee, Incomplete, Lack, SheetCode
from casedesk.circuit.stages import Stage

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
RECEIVED, ASSESSED = date(2024, 3, 4), date(2024, 3, 6)
DECIDED, SENT, ANSWERED = date(2024, 3, 8), date(2024, 3, 9), date(2024, 4, 2)


def entry(**other):
    return EnterFromRegister(
        **{
            "number": "12/2024",
            "received_on": RECEIVED,
            "entry": "DOUTE",
            "account": "Signalé par une voisine. Marques au bras.",
            "child": {"given_latin": "Yassine", "sex": "M", "birth": "2016"},
            **other,
        }
    )


@pytest.fixture
def service(association):
    """The first UPE of the directory."""
    return association.director.reads.organisations(Addressee.UPE_CAPE)[0].id


def enter(association, **other):
    return association.opened(association.worker.do(entry(**other)))


def lacks(refused):
    return {each.field: each.lack for each in refused.gaps}


def test_a_case_keeps_the_day_it_was_received_and_the_journal_that_of_typing(
    association,
):
    page = enter(association)

    case = page.case
    assert (case.received_on, case.register_number) == (RECEIVED, "12/2024")
    assert case.opened_at == association.clock()
    (typed,) = page.chronology
    assert (typed.action, typed.at) == ("EnterFromRegister", association.clock())


def test_it_has_an_owner_and_a_clock_that_begins_today(association):
    case = enter(association).case

    assert case.owner == association.people[WORKER]
    assert case.due_at is not None
    assert case.due_at > association.clock()
    late = association.worker.reads.count(CaseList.LATE, association.clock())
    assert late == 0


def test_what_the_register_says_is_a_transcription_of_whoever_types(association):
    page = enter(association, where_now="Chez sa tante")

    sheet = page.file.sheet(SheetCode.CONCERN)
    assert sheet.author == association.people[WORKER]
    assert sheet.written_at == association.clock()
    assert sheet.content["register_account"].startswith("Signalé par une voisine")
    assert "words" not in sheet.content
    assert page.child.given_latin == "Yassine"


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ((), Stage.FOLLOWUP),
        ((None,), Stage.ORIENTING),
        ((Answer.ACCEPTED,), Stage.FOLLOWUP),
        ((Answer.REFUSED,), Stage.DECISION),
        ((Answer.REFUSED, None), Stage.ORIENTING),
        ((Answer.RECEIVED, Answer.REFUSED), Stage.FOLLOWUP),
    ],
)
def test_it_lands_where_the_register_has_brought_it(
    association, service, answers, stage
):
    told = tuple(
        RegisterReferral(service, SENT, answer, ANSWERED if answer else None)
        for answer in answers
    )

    page = enter(
        association,
        assessed_on=ASSESSED,
        danger="2",
        decided_on=DECIDED,
        referrals=told,
    )

    assert page.case.stage is stage
    states = [each.state for each in page.referrals]
    assert states == [ReferralState(each or "SENT") for each in answers]
    assert all(each.sent_on == SENT for each in page.referrals)


def test_it_waits_for_what_the_register_has_not(association):
    assert enter(association).case.stage is Stage.ASSESSING
    page = enter(association, number="13", assessed_on=ASSESSED, danger="3")
    assert (page.case.stage, page.case.danger) == (Stage.DECISION, "3")


def test_a_missing_answer_is_awaited_from_today(association, service):
    told = (RegisterReferral(service, SENT),)
    page = enter(
        association,
        assessed_on=ASSESSED,
        danger="2",
        decided_on=DECIDED,
        referrals=told,
    )

    (awaited,) = association.worker.reads.awaited_answers()
    assert awaited.case_id == page.case.id
    assert awaited.referral.due_at > association.clock()


def test_the_same_number_is_entered_once(association, refuse):
    number = enter(association).case.number

    refused = refuse(DIRECTOR, entry(), AlreadyEntered)

    assert refused.parameters == {"number": number}


def test_what_is_missing_or_out_of_order_is_told_field_by_field(
    association, refuse, service
):
    empty = entry(number=" ", received_on=None, entry="", account="")
    assert lacks(refuse(WORKER, empty, Incomplete)) == {
        "number": Lack.MISSING,
        "account": Lack.MISSING,
        "entry": Lack.MISSING,
        "received_on": Lack.MISSING,
    }
    tomorrow = local(association.clock()).date() + timedelta(days=1)
    wrong = entry(received_on=tomorrow, child={"sex": "?"}, owner="nobody")
    assert lacks(refuse(WORKER, wrong, Incomplete)) == {
        "received_on": Lack.IN_THE_FUTURE,
        "sex": Lack.NOT_A_CODE,
    }
    backwards = entry(assessed_on=RECEIVED - timedelta(days=1))
    assert lacks(refuse(WORKER, backwards, Incomplete)) == {
        "assessed_on": Lack.NOT_A_DATE,
        "danger": Lack.MISSING,
    }
    halfway = entry(referrals=(RegisterReferral(service, SENT, Answer.ACCEPTED),))
    assert lacks(refuse(WORKER, halfway, Incomplete)) == {
        "decided_on": Lack.MISSING,
        "referrals.answered_on": Lack.MISSING,
    }


def test_a_case_goes_to_somebody_who_may_read_it(association, refuse):
    educator = association.people[Role.EDUCATOR]

    refused = refuse(WORKER, entry(owner=educator), Incomplete)

    assert lacks(refused) == {"owner": Lack.NOT_A_CODE}


def test_it_is_found_by_the_number_it_had(association):
    case = enter(association).case
    enter(association, number="13/2024")

    (row,) = association.worker.reads.registered_as("12/")
    assert (row.case_id, row.entry.received_on) == (case.id, RECEIVED)
    assert association.worker.reads.registered_as("") == ()


def test_those_typed_today_are_listed_the_latest_first(association):
    enter(association)
    association.clock.pass_(days=1)
    since = association.clock()
    enter(association, number="13")
    association.clock.pass_(minutes=1)
    enter(association, number="14")

    rows = association.worker.reads.registered_since(since)

    assert [each.entry.number for each in rows] == ["14", "13"]


def test_a_row_says_where_the_case_comes_from(association):
    enter(association)
    association.logged_case()

    rows = association.worker.reads.cases(CaseList.ALL, association.clock(), None, 9)

    assert sorted(each.from_register for each in rows) == [False, True]


def test_a_colleagues_case_of_the_register_is_not_found(association):
    association.director.do(entry(owner=association.people[DIRECTOR]))

    assert association.worker.reads.registered_as("12") == ()
    since = association.clock()
    assert association.worker.reads.registered_since(since) == ()
