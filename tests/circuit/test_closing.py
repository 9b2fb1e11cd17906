"""Closing a case: why, and how long it is kept; and keeping one that must not go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.commands.closing import CloseCase, KeepLonger, LiftHold, SetHold
from casedesk.circuit.commands.concerns import UpdateReceipts
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.concern import ConcernStatus
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer
from casedesk.circuit.retention import (
    CLASSES,
    REASONS,
    RetentionClass,
    proposed_class,
    read_retention,
)
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.circuit.stages import Stage, Step
from casedesk.circuit.two_people import Act, AlreadyAsked, MustBeKept

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
LONG = "Levée par le parquet, courrier reçu ce matin."


@pytest.fixture
def followed(association, referring):
    """A case in follow-up."""
    case_id = association.case_being_referred()
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


@pytest.fixture
def closed(association, followed):
    association.director.do(CloseCase(followed, "GOALS", "GRAVE", "Suivi terminé."))
    return followed


def test_a_closed_case_says_why_and_until_when_it_is_kept(association, closed):
    page = association.opened(closed, DIRECTOR)

    assert page.case.stage is Stage.CLOSED
    assert page.case.due_at is None
    (closing,) = page.closings
    assert (closing.reason, closing.retention) == ("GOALS", "GRAVE")
    assert closing.closed_at == association.clock()
    assert closing.closed_by == association.people[DIRECTOR]
    assert closing.review_on == date(2031, 3, 2)
    assert closing.detail == "Suivi terminé."
    assert [each.transition.step for each in page.steps] == [Step.REOPEN]


def test_straight_from_the_decision_only_what_needs_nothing_more_closes_a_case(
    association, refuse
):
    case_id = association.case_to_decide()

    refused = refuse(DIRECTOR, CloseCase(case_id, "GOALS", "GRAVE", "x"), Incomplete)

    assert refused.gaps == (Gap("reason", Lack.NOT_A_CODE),)
    association.director.do(CloseCase(case_id, "NO_CONCERN", "UNFOUNDED", "Infirmé."))
    assert association.opened(case_id).case.stage is Stage.CLOSED


@pytest.mark.parametrize(
    ("answers", "gap"),
    [
        (("", "GRAVE", "x"), ("reason", Lack.NOT_A_CODE)),
        (("INVENTED", "GRAVE", "x"), ("reason", Lack.NOT_A_CODE)),
        (("GOALS", "", "x"), ("retention", Lack.NOT_A_CODE)),
        (("GOALS", "FOREVER", "x"), ("retention", Lack.NOT_A_CODE)),
        (("GOALS", "GRAVE", "  "), ("detail", Lack.MISSING)),
        (("GOALS", "GRAVE", "x" * 100_000), ("detail", Lack.TOO_LONG)),
    ],
)
def test_a_case_is_not_closed_without_a_reason_a_class_and_a_sentence(
    refuse, followed, answers, gap
):
    refused = refuse(DIRECTOR, CloseCase(followed, *answers), Incomplete)

    assert [(each.field, each.lack) for each in refused.gaps] == [gap]


def test_a_closed_case_is_looked_at_again_on_a_later_day(association, closed):
    until = date(2032, 3, 2)
    association.clock.at = association.clock.at.replace(year=2031)
    reads, now = association.director.reads, association.clock()
    assert [row.id for row in reads.retention_due(now)] == [closed]

    association.director.do(KeepLonger(closed, until, LONG))

    (closing,) = association.opened(closed, DIRECTOR).closings
    assert (closing.review_on, closing.version) == (until, 2)
    assert (closing.reason, closing.retention) == ("GOALS", "GRAVE")
    assert closing.detail == f"Suivi terminé.\n\n{LONG}"
    assert reads.retention_due(now) == ()


@pytest.mark.parametrize(
    ("until", "reason", "gap"),
    [
        (date(2026, 3, 2), LONG, ("until", Lack.NOT_AHEAD)),
        (date(2036, 3, 3), LONG, ("until", Lack.NOT_AHEAD)),
        (date(2027, 3, 2), "Trop court.", ("reason", Lack.TOO_SHORT)),
        (date(2027, 3, 2), "  ", ("reason", Lack.MISSING)),
    ],
)
def test_a_case_is_kept_longer_for_a_reason_and_for_ten_years_at_most(
    association, refuse, closed, until, reason, gap
):
    refused = refuse(DIRECTOR, KeepLonger(closed, until, reason), Incomplete)

    assert [(each.field, each.lack) for each in refused.gaps] == [gap]
    association.director.do(KeepLonger(closed, date(2036, 3, 2), LONG))


def test_only_what_is_closed_and_not_asked_to_go_is_kept_longer(
    association, refuse, closed
):
    longer = KeepLonger(closed, date(2032, 3, 2), LONG)
    waiting = replace(longer, case_id=association.case_to_decide())
    refuse(DIRECTOR, waiting, IllegalStep)
    association.director.do(RequestAct(closed, Act.ERASE, "ASKED"))

    refuse(DIRECTOR, longer, AlreadyAsked)


def test_only_the_director_closes(refuse, followed):
    refuse(WORKER, CloseCase(followed, "GOALS", "GRAVE", "x"), NotPermitted)


def test_a_case_is_closed_once_and_not_half_way(association, refuse, closed):
    refuse(DIRECTOR, CloseCase(closed, "GOALS", "GRAVE", "x"), IllegalStep)
    waiting = association.case_in_charge()
    refuse(DIRECTOR, CloseCase(waiting, "GOALS", "GRAVE", "x"), IllegalStep)


def test_no_list_but_its_own_shows_a_closed_case(association, closed):
    association.clock.pass_(days=30)
    reads, now = association.director.reads, association.clock()

    shown = {
        which: [row.id for row in reads.cases(which, now, None, 10)]
        for which in CaseList
    }

    assert shown.pop(CaseList.CLOSED) == [closed]
    assert not any(shown.values())


def test_an_answer_that_comes_after_the_closing_is_still_seen(
    association, referring, followed
):
    late = next(each for each in referring.page(followed).referrals if each.is_open)
    late = referring.send(late)
    association.director.do(CloseCase(followed, "MOVED", "ORIENTED", "A déménagé."))
    association.clock.pass_(days=1)

    referring.answer(late, Answer.RECEIVED)

    reads, now = association.director.reads, association.clock()
    assert reads.count(CaseList.CAME_BACK, now) == 1


def test_the_author_learns_that_something_came_of_it(association):
    case_id = association.case_to_decide()
    association.director.do(CloseCase(case_id, "DUP", "DUPLICATE", "Déjà suivi."))
    desk = association.director

    desk.do(UpdateReceipts(desk.reads.statuses_due()))

    (receipt,) = association.educator.reads.my_receipts()
    assert receipt.statuses[-1].status is ConcernStatus.FOLLOWED_UP
    assert desk.reads.statuses_due() == ()


@pytest.mark.parametrize(
    ("reason", "danger", "reported", "kept"),
    [
        ("NO_CONCERN", "4", True, "UNFOUNDED"),
        ("DUP", "3", False, "DUPLICATE"),
        ("JUDICIAL", "1", False, "AUTHORITIES"),
        ("GOALS", "4", True, "AUTHORITIES"),
        ("GOALS", "3", False, "GRAVE"),
        ("GOALS", "2", False, "ORIENTED"),
        ("LOST", "", False, "ORIENTED"),
    ],
)
def test_a_class_is_proposed_from_what_is_known(reason, danger, reported, kept):
    assert proposed_class(reason, danger, reported=reported) == kept


def test_every_class_has_a_period_and_every_period_a_class(rules):
    assert {each.code for each in rules.codes.options(CLASSES)} == set(rules.retention)
    assert rules.codes.options(REASONS)


@pytest.mark.parametrize(
    ("period", "closed_on", "review"),
    [
        ("P30D", date(2026, 3, 2), date(2026, 4, 1)),
        ("P12M", date(2026, 3, 2), date(2027, 3, 2)),
        ("P1M", date(2026, 1, 31), date(2026, 2, 28)),
        ("P3Y", date(2024, 2, 29), date(2027, 2, 28)),
        ("P10M", date(2026, 3, 2), date(2027, 1, 2)),
    ],
)
def test_a_period_ends_on_a_day_there_is(period, closed_on, review):
    assert RetentionClass("X", period).review_on(closed_on) == review


def test_the_association_s_own_period_wins_and_says_who_checked_it():
    told = {"retention.GRAVE": "P7Y 2026-03-02 Directrice et avocat"}
    text = '[GRAVE]\nperiod = "P5Y"\n[ORIENTED]\nperiod = "P3Y"\n'

    found = read_retention(text, lambda name: told.get(name, ""))

    checked = ("2026-03-02", "Directrice et avocat")
    assert found["GRAVE"] == RetentionClass("GRAVE", "P7Y", *checked)
    assert found["ORIENTED"] == RetentionClass("ORIENTED", "P3Y")
    garbled = read_retention(text, lambda _: "sept ans")
    assert garbled["GRAVE"].period == "P5Y"


def test_a_shipped_period_that_cannot_be_read_is_refused():
    with pytest.raises(ValueError, match="P30D"):
        read_retention('[GRAVE]\nperiod = "5 ans"\n')


def test_a_hold_keeps_a_case_until_it_is_lifted_with_a_reason(association, refuse):
    case_id = association.case_to_decide()
    association.director.do(SetHold(case_id, "Réquisition du parquet n° 12."))
    refuse(DIRECTOR, SetHold(case_id, "Encore une."), MustBeKept)
    short = refuse(DIRECTOR, LiftHold(case_id, "Fini."), Incomplete)
    assert short.gaps == (Gap("reason", Lack.TOO_SHORT, 20),)
    refuse(WORKER, LiftHold(case_id, LONG), NotPermitted)

    association.clock.pass_(days=2)
    association.director.do(LiftHold(case_id, LONG))

    (hold,) = association.opened(case_id, DIRECTOR).holds
    assert not hold.is_in_force
    assert hold.why_lifted == LONG
    assert hold.lifted_at - hold.set_at == timedelta(days=2)
    journal = association.case_store().db.rows(
        "SELECT action FROM journal WHERE subject = ? ORDER BY seq", (case_id,)
    )
    assert [row["action"] for row in journal if "Hold" in row["action"]] == [
        "SetHold",
        "LiftHold",
    ]
    refuse(DIRECTOR, LiftHold(case_id, LONG), NotFound)


def test_a_hold_says_why(association, refuse):
    case_id = association.case_to_decide()

    refused = refuse(DIRECTOR, SetHold(case_id, " "), Incomplete)

    assert refused.gaps == (Gap("reason", Lack.MISSING),)


def test_words_for_reasons_and_classes_are_in_the_code_lists(rules):
    book: CodeBook = rules.codes
    assert ("CLOSE", "GOALS") in book
    assert ("ERASURE", "PERIOD") in book
