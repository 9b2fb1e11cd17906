"""Noting a contact and reviewing a follow-up, on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage, Step
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.followup.attempt import AttemptScreen
from casedesk.ui.followup.screen import FollowUpScreen
from casedesk.ui.navigation import (
    AttemptPlace,
    CasePlace,
    ClosePlace,
    FollowUpPlace,
    StepPlace,
)
from tests.circuit.conftest import Referring
from tests.closing import met, reviewed


@pytest.fixture
def followed(association: Any) -> Any:
    """A case in follow-up."""
    case_id = association.case_being_referred()
    referring = Referring(association)
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


@pytest.fixture
def writing(tools: Any, qtbot: Any, followed: Any) -> Any:
    screen = FollowUpScreen(tools(Role.SOCIAL_WORKER), FollowUpPlace(followed))
    qtbot.addWidget(screen)
    screen.show()
    return screen


def test_a_follow_up_is_signed_and_shows_on_the_page_of_the_case(
    association: Any, followed: Any, writing: Any, tools: Any, qtbot: Any, visited: Any
) -> None:
    assert len(writing.form.content()["progress"]) == 2
    writing.form.set_content(met(association, followed))

    writing.sign.click()

    assert visited == [CasePlace(followed)]
    page = CaseScreen(tools(Role.SOCIAL_WORKER), CasePlace(followed))
    qtbot.addWidget(page)
    shown = [each.text() for each in page.findChildren(QLabel)]
    assert "Prochain suivi : 3 mars 2026" in [
        each.replace("\xa0", " ") for each in shown
    ]


def test_a_child_who_is_not_safe_is_put_before_the_director_at_once(
    association: Any, followed: Any, writing: Any
) -> None:
    assert writing.again.isHidden()
    unsafe = {"safe": "no", "unsafe_detail": "Le beau-père est revenu hier soir."}
    writing.form.set_content(met(association, followed, **unsafe))
    writing.form.edited.emit()
    assert not writing.again.isHidden()

    writing.again.click()

    assert association.opened(followed).case.stage is Stage.DECISION


def test_what_is_written_is_there_again(
    association: Any, followed: Any, writing: Any
) -> None:
    writing.form.question("purpose").editor.box.setText("Voir comment elle va")
    writing.form.question("purpose").editor.edited.emit()

    writing.leave()

    draft = association.opened(followed).file.sheet(SheetCode.FOLLOW_UP)
    assert draft.content["purpose"] == "Voir comment elle va"


@pytest.fixture
def open_case(tools: Any, qtbot: Any, hands_on: Any) -> Any:
    """The page of a case, shown to somebody."""

    def of(case_id: Any, role: Role = Role.SOCIAL_WORKER) -> Any:
        page = CaseScreen(tools(role), CasePlace(case_id))
        qtbot.addWidget(page)
        page.resize(1366, 768)
        page.show()
        return hands_on(page)

    return of


@pytest.fixture
def attempt(tools: Any, qtbot: Any, hands_on: Any) -> Any:
    """The page on which an attempt is noted."""

    def of(case_id: Any) -> Any:
        screen = AttemptScreen(tools(Role.SOCIAL_WORKER), AttemptPlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1000, 700)
        screen.show()
        return hands_on(screen)

    return of


def note(hands: Any, kind: str) -> None:
    hands.press("Maintenant")
    hands.box("Par quel moyen").set_value(kind)
    hands.type("Qui l'on a cherché", "La tante")
    hands.box("Ce que cela a donné").set_value("NO_ANSWER")
    hands.press("Noter la tentative")


def test_two_attempts_noted_by_hand_let_a_case_be_suspended(
    association: Any, open_case: Any, attempt: Any, visited: Any
) -> None:
    case_id = association.case_in_charge()
    hands = open_case(case_id)
    assert any(
        "Suspendre" in each and "deux essais de contact" in each
        for each in hands.texts()
    )
    hands.press("Noter une tentative de contact")
    hands.press("Noter une tentative")
    assert visited == [AttemptPlace(case_id)] * 2
    association.clock.pass_(minutes=5)

    for kind in ("CALL", "HOME"):
        note(attempt(case_id), kind)

    assert visited[2:] == [CasePlace(case_id)] * 2
    assert len(association.opened(case_id).contacts) == 2
    hands = open_case(case_id)
    assert "2 tentatives de contact depuis la dernière étape." in hands.texts()
    hands.press("Suspendre")
    assert visited[-1] == StepPlace(case_id, Step.SUSPEND)


def test_an_attempt_says_beside_each_box_what_is_missing(
    association: Any, attempt: Any, visited: Any
) -> None:
    hands = attempt(association.case_in_charge())

    hands.box("Réessayer le").setText("demain matin")
    hands.press("Noter la tentative")
    assert hands.texts().count("À compléter.") == 0  # the day first

    hands.box("Réessayer le").setText("")
    hands.press("Noter la tentative")

    assert hands.texts().count("À compléter.") == 4
    assert hands.unreachable() == []
    assert visited == []


def test_an_attempt_being_noted_is_there_again(association: Any, attempt: Any) -> None:
    case_id = association.case_in_charge()
    hands = attempt(case_id)
    hands.type("Qui l'on a cherché", "La tante")
    hands.box("Par quel moyen").set_value("HOME")

    hands.page.leave()

    again = attempt(case_id)
    assert again.box("Qui l'on a cherché").text() == "La tante"
    assert again.box("Par quel moyen").value() == "HOME"


def test_whoever_wrote_reads_the_sentence_that_was_chosen_for_them(
    association: Any, open_case: Any
) -> None:
    case_id = association.case_in_charge()
    hands = open_case(case_id)

    hands.press("Faire un retour à qui a écrit")
    hands.press("Faire ce retour")
    assert "À compléter." in hands.texts()
    hands.box("Ce que l'on peut dire").set_value("SERVICE")
    hands.press("Faire ce retour")

    (told,) = association.opened(case_id).feedbacks
    assert told.told == "SERVICE"
    assert "Faire ce retour" not in hands.buttons()


@pytest.fixture
def reviewing(association: Any, followed: Any, tools: Any, qtbot: Any) -> Any:
    """The review of a follow-up, written by the director up to its decision."""

    def of(decision: str) -> Any:
        place = FollowUpPlace(followed, review=True)
        screen = FollowUpScreen(tools(Role.DIRECTOR), place)
        qtbot.addWidget(screen)
        screen.show()
        why = "Le danger est écarté."
        content = reviewed(association, decision=decision, decision_reason=why)
        screen.form.set_content(content)
        return screen

    return of


@pytest.mark.parametrize(
    ("decision", "leads_to"),
    [
        ("KEEP", CasePlace),
        ("CLOSE", ClosePlace),
        ("REORIENT", lambda case_id: StepPlace(case_id, Step.REFER_AGAIN)),
    ],
)
def test_what_a_review_decides_leads_to_the_page_that_does_it(
    followed: Any, reviewing: Any, visited: Any, decision: str, leads_to: Any
) -> None:
    reviewing(decision).sign.click()

    assert visited == [leads_to(followed)]
