"""The less usual steps, each on a page of its own."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.commands.course import KeepWatch
from casedesk.circuit.people import Role
from casedesk.circuit.stages import Stage, Step
from casedesk.ui.navigation import CasePlace, StepPlace
from casedesk.ui.step.screen import StepScreen
from tests.closing import close

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR


@pytest.fixture
def read(hands_on: Any) -> Any:
    """Everything that can be read on a page."""
    return lambda page: "\n".join(hands_on(page).texts())


@pytest.fixture
def take(tools: Any, qtbot: Any) -> Any:
    """The page of a step, shown."""

    def of(role: Role, case_id: Any, step: Step) -> StepScreen:
        screen = StepScreen(tools(role), StepPlace(case_id, step))
        qtbot.addWidget(screen)
        screen.resize(1000, 700)
        screen.show()
        return screen

    return of


def test_a_watch_is_decided_on_its_page(
    association: Any, take: Any, visited: Any, hands_on: Any
) -> None:
    case_id = association.case_to_decide()
    page = take(DIRECTOR, case_id, Step.KEEP_WATCH)
    boxes = page.form.boxes
    boxes["observer"][1](association.people[WORKER])
    boxes["points"][1]("Les bleus, le lundi.")
    boxes["review_on"][1]("2026-03-10")

    hands_on(page).press("Décider la veille")
    assert page.form.fields["why_not_referred"].complaint
    boxes["why_not_referred"][1]("Un seul signe.")
    hands_on(page).press("Décider la veille")

    assert visited == [CasePlace(case_id)]
    assert association.opened(case_id).case.stage is Stage.WATCH


def test_new_facts_raise_the_level_and_go_to_the_director(
    association: Any, take: Any, hands_on: Any
) -> None:
    case_id = association.case_to_decide(danger="1")
    until = association.clock().date().replace(day=9)
    watch = KeepWatch(case_id, association.people[WORKER], "x", until, "y")
    association.director.do(watch)
    page = take(WORKER, case_id, Step.DECIDE_AGAIN)
    page.form.boxes["facts"][1]("Menaces hier soir.")
    page.form.boxes["danger"][1]("3")

    hands_on(page).press("Soumettre à la direction")

    case = association.opened(case_id).case
    assert (case.stage, case.danger, case.urgent) == (Stage.DECISION, "3", True)


def test_a_search_says_how_many_attempts_there_are(
    association: Any, take: Any, hands_on: Any, read: Any
) -> None:
    page = take(WORKER, association.case_in_charge(), Step.SUSPEND)
    page.form.boxes["reason"][1]("Partis sans adresse.")

    hands_on(page).press("Suspendre")

    assert "Aucun essai de contact n'est noté" in read(page)
    assert "deux essais de contact datés, de deux sortes" in read(page)


def test_a_duplicate_is_named_by_the_number_of_the_other(
    association: Any, take: Any, hands_on: Any
) -> None:
    master, double = association.case_in_charge(), association.logged_case()
    page = take(WORKER, double, Step.MERGE)
    page.form.boxes["reason"][1]("Même enfant, mêmes faits.")
    page.form.boxes["into"][1]("SAL-26-0000")
    hands_on(page).press("Rattacher")
    assert page.form.fields["into"].complaint

    page.form.boxes["into"][1](association.opened(master).case.number.lower())
    hands_on(page).press("Rattacher")

    assert association.opened(double).case.stage is Stage.DUPLICATE


def test_a_reopening_is_proposed_and_then_waits_for_the_second_person(
    association: Any, take: Any, hands_on: Any, read: Any
) -> None:
    case_id = association.case_to_decide()
    close(association.worker, association.director, case_id, reason="NO_CONCERN")
    page = take(WORKER, case_id, Step.REOPEN)
    page.form.boxes["reason"][1]("NEW_FACTS")
    page.form.boxes["detail"][1]("Un voisin a appelé.")

    hands_on(page).press("Proposer")

    assert association.opened(case_id).case.stage is Stage.CLOSED
    again = take(WORKER, case_id, Step.REOPEN)
    assert "Une réouverture a déjà été demandée" in read(again)


@pytest.mark.parametrize(
    "step",
    [
        Step.KEEP_WATCH,
        Step.REASSESS,
        Step.REFER_AGAIN,
        Step.DECIDE_AGAIN,
        Step.NOTE_DEATH,
        Step.SUSPEND,
        Step.RESUME,
        Step.REOPEN,
        Step.MERGE,
        Step.SEPARATE,
        Step.NOTE_MAJORITY,
    ],
)
def test_every_page_says_what_happens_and_keeps_each_box(
    association: Any, take: Any, step: Step
) -> None:
    page = take(DIRECTOR, association.logged_case(), step)

    assert page.form.meaning.endswith(".")
    assert set(page.form.fields) == set(page.form.boxes) > set()
