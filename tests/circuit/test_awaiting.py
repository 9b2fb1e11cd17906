"""What waits for a second person, and to whom it is told."""

from __future__ import annotations

import pytest

from casedesk.circuit.awaiting import Awaited
from casedesk.circuit.commands.cases import SubmitForDecision
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.commands.erasure import ConfirmRequest
from casedesk.circuit.commands.followup import RecordFollowUp, SignReview
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.circuit.two_people import LIFE
from tests.closing import close, closing_sheet, met, reviewed
from tests.conftest import ASSESSMENT

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def awaited(association):
    """What is told to somebody: what it is, and whether it is theirs to do."""

    def of(role):
        rows = association.sit(role).desk.reads.awaited(association.clock())
        return [(each.what, each.is_mine) for each in rows]

    return of


@pytest.fixture
def followed(association, referring):
    case_id = association.case_being_referred()
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


def test_a_closing_waits_for_another_person_until_it_is_closed(
    association, followed, awaited
):
    worker, director = association.worker, association.director
    worker.do(SignClosing(followed, closing_sheet(worker, followed, reason="FAMILY")))

    assert awaited(DIRECTOR) == [(Awaited.CLOSING, True)]
    assert awaited(WORKER) == [(Awaited.CLOSING, False)]

    director.do(CloseCase(followed, "GRAVE"))
    assert awaited(DIRECTOR) == []


def test_a_closing_is_void_once_somebody_was_met_again(association, followed, awaited):
    worker = association.worker
    worker.do(SignClosing(followed, closing_sheet(worker, followed, reason="FAMILY")))
    association.clock.pass_(minutes=5)

    worker.do(RecordFollowUp(followed, met(association, followed)))

    assert awaited(DIRECTOR) == []


def test_a_report_waits_for_the_direction_until_it_is_signed(
    association, referring, awaited
):
    case_id = association.case_being_referred()
    referral = referring.of(case_id, Addressee.PROSECUTOR)
    assert awaited(DIRECTOR) == []
    referring.prepare_report(referral)

    (row,) = association.director.reads.awaited(association.clock())
    assert (row.what, row.is_mine) == (Awaited.REPORT, True)
    assert (row.case_id, row.referral) == (case_id, referral.id)
    assert row.by == association.people[WORKER]

    court, *_ = association.director.reads.organisations(Addressee.PROSECUTOR)
    association.director.do(SignReport(referral.id, court.id))
    assert awaited(DIRECTOR) == []


def test_a_review_that_was_written_waits_for_the_directions_signature(
    association, followed, awaited
):
    content = reviewed(association)
    association.opened(followed)
    association.worker.do(SaveSheet(followed, SheetCode.REVIEW, content))

    assert awaited(DIRECTOR) == [(Awaited.REVIEW, True)]
    assert awaited(WORKER) == [(Awaited.REVIEW, False)]

    association.opened(followed, DIRECTOR)
    association.director.do(SignReview(followed, content))
    assert awaited(DIRECTOR) == []


def test_a_reopening_waits_until_another_person_agrees_or_it_lapses(
    association, awaited
):
    case_id = association.case_to_decide()
    close(association.worker, association.director, case_id, reason="NO_CONCERN")
    association.opened(case_id)
    proposed = ProposeReopening(case_id, "NEW_FACTS", "Un voisin a appelé.")
    request = association.worker.do(proposed)

    assert awaited(DIRECTOR) == [(Awaited.REOPENING, True)]
    assert awaited(WORKER) == [(Awaited.REOPENING, False)]

    association.clock.pass_(days=LIFE.days + 1)
    assert awaited(DIRECTOR) == []
    association.clock.pass_(days=-LIFE.days - 1)
    association.clock.pass_(minutes=5)
    association.opened(case_id, DIRECTOR)
    association.director.do(ConfirmRequest(request))
    assert awaited(DIRECTOR) == []


def test_what_is_somebody_elses_is_told_to_the_direction_only(
    association, somebody_elses, awaited
):
    case_id, director = somebody_elses(), association.director
    director.do(SubmitForDecision(case_id, {**ASSESSMENT, "danger": "3"}))
    sheet = closing_sheet(director, case_id, reason="NO_CONCERN")

    director.do(SignClosing(case_id, sheet))

    assert awaited(WORKER) == []
    assert awaited(DIRECTOR) == [(Awaited.CLOSING, False)]


def test_signatures_are_looked_for_by_index(association):
    plan = association.sit_as_director().case_store.db.rows(
        "EXPLAIN QUERY PLAN SELECT s.id FROM cases CROSS JOIN sheets AS s"
        " ON s.case_id = cases.id AND s.number >= 'G' AND s.number < 'H'"
        " WHERE stage <> 'CLOSED' AND stage <> 'DUPLICATE'"
    )

    assert any("sheets_by_case" in row["detail"] for row in plan)
