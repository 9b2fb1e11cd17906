"""Closing a case: why, and how long it is kept; and keeping one that must not go."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casedesk.app.training_texts import CLOSED
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.commands.cases import SubmitForDecision, TakeInCharge
from casedesk.circuit.commands.closing import (
    CloseCase,
    KeepLonger,
    LiftHold,
    SetHold,
    SignClosing,
)
from casedesk.circuit.commands.concerns import UpdateReceipts
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.commands.followup import RecordFollowUp, TellAuthor
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.concern import ConcernStatus
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.guards import NotReady
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
from casedesk.circuit.sheet import Gap, Incomplete, Lack, SheetCode
from casedesk.circuit.stages import Guard, Stage, Step
from casedesk.circuit.two_people import Act, AlreadyAsked, MustBeKept
from tests.closing import close, closing_sheet, met
from tests.conftest import ASSESSMENT, CONCERN

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
LONG = "Levée par le parquet, courrier reçu ce matin."


def both(association):
    """Whoever signs first, and whoever closes."""
    return association.worker, association.director


@pytest.fixture
def followed(association, referring):
    """A case in follow-up."""
    case_id = association.case_being_referred()
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


@pytest.fixture
def closed(association, followed):
    close(association.worker, association.director, followed)
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

    sheet = closing_sheet(association.worker, case_id)
    refused = refuse(WORKER, SignClosing(case_id, sheet), Incomplete)

    assert refused.gaps == (Gap("reason", Lack.NOT_A_CODE),)
    close(*both(association), case_id, "UNFOUNDED", reason="NO_CONCERN")
    assert association.opened(case_id).case.stage is Stage.CLOSED


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"reason": ""}, Gap("reason", Lack.MISSING)),
        ({"reason": "INVENTED"}, Gap("reason", Lack.NOT_A_CODE)),
        ({"detail": ""}, Gap("detail", Lack.MISSING)),
        ({"detail": "x" * 100_000}, Gap("detail", Lack.TOO_LONG, 20_000)),
        ({"danger": ""}, Gap("danger", Lack.MISSING)),
        ({"safety_on": ""}, Gap("safety_on", Lack.MISSING)),
        ({"safety_on": "2026-03-03"}, Gap("safety_on", Lack.IN_THE_FUTURE)),
        ({"safety_by": ""}, Gap("safety_by", Lack.MISSING)),
        ({"safety_how": ""}, Gap("safety_how", Lack.MISSING)),
        ({"child_told": ""}, Gap("child_told", Lack.MISSING)),
        ({"child_told_detail": ""}, Gap("child_told_detail", Lack.MISSING)),
        ({"guardian_informed": ""}, Gap("guardian_informed", Lack.MISSING)),
        ({"recourse": []}, Gap("recourse", Lack.MISSING)),
        ({"feedback": ""}, Gap("feedback", Lack.MISSING)),
        ({"feedback": "Anything"}, Gap("feedback", Lack.NOT_A_CODE)),
        ({"unanswered": []}, Gap("unanswered", Lack.MISSING)),
    ],
)
def test_a_closing_sheet_says_all_that_must_be_known_before(
    association, refuse, followed, said, gap
):
    sheet = closing_sheet(association.worker, followed, **said)

    refused = refuse(WORKER, SignClosing(followed, sheet), Incomplete)

    assert refused.gaps == (gap,)


def test_above_level_one_a_case_closes_only_into_hands_that_said_yes(
    association, refuse, followed
):
    sheet = closing_sheet(association.worker, followed, danger="2")
    refused = refuse(WORKER, SignClosing(followed, sheet), Incomplete)
    assert [each.field for each in refused.gaps] == ["transfer_to", "transfer_ack_on"]

    handed = {"transfer_to": "UPE", "transfer_ack_on": "2026-03-02"}
    association.worker.do(SignClosing(followed, {**sheet, **handed}))


@pytest.mark.parametrize("reason", ["LOST", "DUP", "DEATH"])
def test_of_a_child_nobody_can_meet_no_safety_is_asked(association, followed, reason):
    asked = ("danger", "safety_on", "safety_by", "safety_how", "recourse")
    sheet = dict(closing_sheet(association.worker, followed, reason=reason))
    for key in asked:
        del sheet[key]

    association.worker.do(SignClosing(followed, sheet))


def test_it_takes_two_people_to_close_a_case(association, refuse, followed):
    sheet = closing_sheet(association.director, followed)
    association.director.do(SignClosing(followed, sheet))

    refused = refuse(DIRECTOR, CloseCase(followed, "GRAVE"), NotReady)

    assert refused.guards == (Guard.TWO_SIGNATURES,)
    close(*both(association), followed)
    (closing,) = association.opened(followed, DIRECTOR).closings
    assert closing.first_signed_by == association.people[WORKER]
    assert closing.closed_by == association.people[DIRECTOR]


def test_where_nobody_signed_yet_nothing_is_closed(association, refuse, followed):
    association.worker.do(SaveSheet(followed, SheetCode.CLOSING, dict(CLOSED)))

    refused = refuse(DIRECTOR, CloseCase(followed, "GRAVE"), NotReady)

    assert Guard.CLOSING_SIGNED in refused.guards


def test_a_class_there_is_not_closes_nothing(association, refuse, followed):
    association.worker.do(
        SignClosing(followed, closing_sheet(association.worker, followed))
    )
    for kept in ("", "FOREVER"):
        refused = refuse(DIRECTOR, CloseCase(followed, kept), Incomplete)
        assert refused.gaps == (Gap("retention", Lack.NOT_A_CODE),)


def test_what_came_up_since_the_first_signature_is_signed_anew(
    association, refuse, followed
):
    worker = association.worker
    worker.do(SignClosing(followed, closing_sheet(worker, followed)))
    association.clock.pass_(hours=1)
    worker.do(RecordFollowUp(followed, met(association, followed)))

    refused = refuse(DIRECTOR, CloseCase(followed, "GRAVE"), NotReady)

    assert refused.guards == (Guard.CLOSING_SIGNED,)
    association.clock.pass_(hours=1)
    close(*both(association), followed)


@pytest.mark.parametrize(
    ("concern", "told_no"),
    [({"alleged_author_link": "FATHER"}, False), ({}, True)],
)
def test_a_guardian_who_may_be_the_author_is_not_even_asked_about(
    association, concern, told_no
):
    """Nor one whom the decision said not to tell (domain §2.8)."""
    case_id = association.logged_case({**CONCERN, **concern})
    worker = association.worker
    worker.do(TakeInCharge(case_id))
    said = {"inform_guardian": "NO"} if told_no else {}
    worker.do(SubmitForDecision(case_id, {**ASSESSMENT, "danger": "1", **said}))
    sheet = closing_sheet(worker, case_id, reason="NO_CONCERN")

    worker.do(SignClosing(case_id, sheet))

    content = association.opened(case_id).file.sheet(SheetCode.CLOSING).content
    assert content["guardian_may_know"] == "no"
    assert "guardian_informed" not in content


def test_the_author_reads_a_sentence_and_nothing_of_the_child(association):
    case_id = association.case_in_charge()
    desk = association.director
    association.worker.do(TellAuthor(case_id, "SERVICE"))
    desk.do(UpdateReceipts(desk.reads.statuses_due()))
    association.clock.pass_(days=1)
    association.worker.do(TellAuthor(case_id, "OVER"))
    desk.do(UpdateReceipts(desk.reads.statuses_due()))

    (receipt,) = association.educator.reads.my_receipts()

    told = [each for each in receipt.statuses if each.status is ConcernStatus.TOLD]
    assert [each.told for each in told] == ["SERVICE", "OVER"]
    assert told[0].at < told[1].at
    assert desk.reads.statuses_due() == ()


def test_only_a_sentence_of_the_list_is_told(association, refuse):
    case_id = association.case_in_charge()

    refused = refuse(WORKER, TellAuthor(case_id, "Elle va bien"), Incomplete)

    assert refused.gaps == (Gap("told", Lack.NOT_A_CODE),)


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
    refuse(WORKER, CloseCase(followed, "GRAVE"), NotPermitted)


def test_a_case_is_closed_once_and_not_half_way(association, refuse, closed):
    refuse(DIRECTOR, CloseCase(closed, "GRAVE"), IllegalStep)
    waiting = association.case_in_charge()
    refuse(DIRECTOR, CloseCase(waiting, "GRAVE"), IllegalStep)
    refuse(WORKER, SignClosing(waiting, dict(CLOSED)), IllegalStep)


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
    close(*both(association), followed, "ORIENTED", reason="MOVED")
    association.clock.pass_(days=1)

    referring.answer(late, Answer.RECEIVED)

    reads, now = association.director.reads, association.clock()
    assert reads.count(CaseList.CAME_BACK, now) == 1


def test_the_author_learns_that_something_came_of_it(association):
    case_id = association.case_to_decide()
    close(*both(association), case_id, "DUPLICATE", reason="DUP")
    desk = association.director

    desk.do(UpdateReceipts(desk.reads.statuses_due()))

    (receipt,) = association.educator.reads.my_receipts()
    reached, said = receipt.statuses[-2:]
    assert reached.status is ConcernStatus.FOLLOWED_UP
    assert (said.status, said.told) == (ConcernStatus.TOLD, "OVER")
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
