"""Following a child up: contacts had and sought, the plan, the reviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from casedesk.circuit.commands.cases import Decide
from casedesk.circuit.commands.followup import (
    NoteContact,
    RecordFollowUp,
    SignReview,
)
from casedesk.circuit.dates import local
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.followup import plan
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.circuit.stages import Stage
from tests.closing import close, met, reviewed

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
TRIED = NoteContact(
    "", "2026-03-02T10:30 exact", "CALL", "La mère", "NO_ANSWER", date(2026, 3, 4)
)


# what is tried in vain


def test_a_call_that_nobody_answered_is_kept_with_its_day_and_what_comes_next(
    association,
):
    case_id = association.case_in_charge()
    association.worker.do(replace(TRIED, case_id=case_id, detail="Sonne dans le vide"))

    (tried,) = association.opened(case_id).contacts

    assert (tried.at, tried.kind, tried.whom) == (TRIED.at, "CALL", "La mère")
    assert (tried.result, tried.detail) == ("NO_ANSWER", "Sonne dans le vide")
    assert tried.next_on == date(2026, 3, 4)
    assert tried.noted_by == association.people[WORKER]


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"at": ""}, Gap("at", Lack.MISSING)),
        ({"at": "unknown"}, Gap("at", Lack.MISSING)),
        ({"at": "hier"}, Gap("at", Lack.NOT_A_DATE)),
        ({"at": "2026-03-03T09:00 exact"}, Gap("at", Lack.IN_THE_FUTURE)),
        ({"kind": ""}, Gap("kind", Lack.MISSING)),
        ({"kind": "PIGEON"}, Gap("kind", Lack.NOT_A_CODE)),
        ({"whom": " "}, Gap("whom", Lack.MISSING)),
        ({"whom": "x" * 201}, Gap("whom", Lack.TOO_LONG, 200)),
        ({"result": "DONE"}, Gap("result", Lack.NOT_A_CODE)),
        ({"next_on": date(2026, 3, 1)}, Gap("next_on", Lack.IN_THE_PAST)),
    ],
)
def test_an_attempt_says_when_how_whom_and_what_came_of_it(
    association, refuse, said, gap
):
    case_id = association.case_in_charge()

    refused = refuse(WORKER, replace(TRIED, case_id=case_id, **said), Incomplete)

    assert refused.gaps == (gap,)


def test_attempts_are_noted_by_the_team_while_the_case_is_open(
    association, refuse, somebody_elses
):
    refuse(WORKER, replace(TRIED, case_id=somebody_elses()), NotFound)
    refuse(Role.EDUCATOR, replace(TRIED, case_id="x"), NotPermitted)
    case_id = association.case_to_decide()
    close(association.worker, association.director, case_id, reason="NO_CONCERN")

    refuse(DIRECTOR, replace(TRIED, case_id=case_id), IllegalStep)


# what took place


@pytest.fixture
def met_with(association, referring):
    """A case in follow-up at this level of danger."""

    def at(danger="3"):
        case_id = association.case_to_decide(danger)
        association.director.do(Decide(case_id, association.decision()))
        referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
        return case_id

    return at


@pytest.mark.parametrize(("danger", "days"), [("4", 1), ("3", 7), ("2", 14), ("1", 30)])
def test_the_next_contact_is_not_beyond_the_clock_of_the_level(
    association, refuse, met_with, danger, days
):
    case_id = met_with(danger)
    last = date(2026, 3, 2) + timedelta(days=days)
    late = met(association, case_id, next_on=(last + timedelta(days=1)).isoformat())
    refused = refuse(WORKER, RecordFollowUp(case_id, late), Incomplete)
    assert refused.gaps == (Gap("next_reason", Lack.MISSING),)

    in_time = met(association, case_id, next_on=last.isoformat())
    association.worker.do(RecordFollowUp(case_id, in_time))

    assert local(association.opened(case_id).case.due_at).date() == last
    late = {**late, "next_reason": "Chez sa tante jusque-là."}
    association.worker.do(RecordFollowUp(case_id, late))


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"met_at": ""}, "met_at"),
        ({"with_whom": []}, "with_whom"),
        ({"with_whom": ["SERVICE"]}, "with_detail"),
        ({"with_whom": ["PSY"]}, "psy_continues"),
        ({"purpose": ""}, "purpose"),
        ({"words_language": ""}, "words_language"),
        ({"progress": []}, "progress"),
        ({"obstacles": ["OTHER"]}, "obstacles_detail"),
        ({"safe": ""}, "safe"),
        ({"safe": "no"}, "unsafe_detail"),
        ({"danger": "4"}, "danger_reason"),
        ({"agreed": ""}, "agreed"),
        ({"actions": []}, "actions"),
        ({"next_on": ""}, "next_on"),
        ({"next_on": "2026-03-01"}, "next_on"),
    ],
)
def test_a_follow_up_says_what_a_contact_showed(
    association, refuse, met_with, said, gap
):
    case_id = met_with()

    sheet = met(association, case_id, **said)
    refused = refuse(WORKER, RecordFollowUp(case_id, sheet), Incomplete)

    assert gap in [each.field for each in refused.gaps]


def test_another_level_is_one_more_of_a_dated_series(association, met_with):
    case_id = met_with()
    why = {"danger": "4", "danger_reason": "Menaces hier soir."}

    association.worker.do(RecordFollowUp(case_id, met(association, case_id, **why)))

    page = association.opened(case_id)
    assert page.case.danger == "4"
    assert [each.level for each in page.levels][-2:] == ["3", "4"]
    assert page.levels[-1].motive == "Menaces hier soir."


def test_a_follow_up_can_put_the_case_before_the_director(association, met_with):
    case_id = met_with()
    unsafe = {"safe": "no", "unsafe_detail": "Le beau-père est revenu."}
    sheet = met(association, case_id, **unsafe)

    association.worker.do(RecordFollowUp(case_id, sheet, decide_again=True))

    page = association.opened(case_id)
    assert page.case.stage is Stage.DECISION
    assert page.file.motives[-1].reason == "Le beau-père est revenu."


def test_the_plan_goes_from_the_assessment_to_the_reviews(association, met_with):
    case_id = met_with()
    lines = plan(page_sheets(association, case_id))
    told = [(each.what, each.is_objective) for each in lines]
    assert told == [("Protéger", True), ("Garde l'enfant", False)]
    done = {"plan": [{"what": "Garde l'enfant", "result": "DONE"}]}
    association.worker.do(RecordFollowUp(case_id, met(association, case_id, **done)))
    aims = {"objectives": [{"what": "protéger", "result": "PARTLY"}]}

    association.director.do(SignReview(case_id, reviewed(association, **aims)))

    lines = {each.what: each for each in plan(page_sheets(association, case_id))}
    assert not lines["Garde l'enfant"].is_open
    assert lines["Appeler l'école"].who == "L'assistante sociale"
    assert (lines["Protéger"].result, lines["Protéger"].is_open) == ("PARTLY", True)


def page_sheets(association, case_id):
    return association.opened(case_id).sheets


@pytest.mark.parametrize(
    ("said", "gap"),
    [
        ({"objectives": []}, "objectives"),
        ({"child_opinion": ""}, "child_opinion"),
        ({"child_heard": "no"}, "no_opinion_reason"),
        ({"decision": "REORIENT"}, "decision_reason"),
        ({"next_review": ""}, "next_review"),
        ({"next_review": "2026-06-01"}, "next_review"),
    ],
)
def test_a_review_gives_results_an_opinion_and_its_next_day(
    association, refuse, met_with, said, gap
):
    case_id = met_with()

    sheet = reviewed(association, **said)
    refused = refuse(DIRECTOR, SignReview(case_id, sheet), Incomplete)

    assert [each.field for each in refused.gaps] == [gap]
    refuse(WORKER, SignReview(case_id, sheet), NotPermitted)


def test_a_review_that_is_due_makes_the_case_late(association, met_with):
    case_id = met_with("1")
    association.clock.pass_(days=89)
    sheet = met(association, case_id, next_on="2026-06-20")

    association.worker.do(RecordFollowUp(case_id, sheet))

    due = association.opened(case_id).case.due_at
    assert local(due).date() == date(2026, 5, 31)
