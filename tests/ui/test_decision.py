"""Deciding on a page of its own."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.circuit.stages import Stage
from casedesk.ui.decision.screen import DecideScreen
from casedesk.ui.navigation import CasePlace, DecidePlace

DIRECTOR = Role.DIRECTOR


@pytest.fixture
def decide(association: Any, tools: Any, qtbot: Any) -> Any:
    """The screen for a case that waits, with everything answered but the addressees."""

    def of(case_id: Any) -> DecideScreen:
        screen = DecideScreen(tools(DIRECTOR), DecidePlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        answers = association.decision()
        answers.pop("addressees")
        screen.form.form.set_content(answers)
        return screen

    return of


def choose(screen: DecideScreen, organisation: str, qtbot: Any) -> None:
    button = screen.form.addressees.button_of(organisation)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))


def of_territory(association: Any) -> list[str]:
    return [
        each.id
        for each in association.director.reads.organisations()
        if each.territory == "SAL" and each.addressee is not None
    ]


def test_signing_names_the_addressees_and_the_one_who_follows(
    association: Any, decide: Any, hands_on: Any, visited: Any, qtbot: Any
) -> None:
    case_id = association.case_to_decide()
    screen = decide(case_id)
    chosen = of_territory(association)[:2]
    for each in chosen:
        choose(screen, each, qtbot)

    hands_on(screen).press("Signer la décision")

    page = association.opened(case_id, DIRECTOR)
    assert page.case.stage is Stage.ORIENTING
    assert [each.organisation for each in page.referrals] == chosen
    assert visited == [CasePlace(case_id)]


def test_nobody_addressed_is_said_beside_the_addressees(
    association: Any, decide: Any, hands_on: Any
) -> None:
    case_id = association.case_to_decide()
    screen = decide(case_id)

    hands_on(screen).press("Signer la décision")

    assert screen.form.addressees_field.complaint()
    assert association.opened(case_id, DIRECTOR).case.stage is Stage.DECISION


def test_who_was_chosen_stays_chosen_in_another_territory(
    association: Any, decide: Any, qtbot: Any
) -> None:
    screen = decide(association.case_to_decide())
    first = of_territory(association)[0]
    choose(screen, first, qtbot)
    picker = screen.form.addressees

    picker._territory.set_value("KEN")
    picker._territory.chosen.emit()
    elsewhere = next(
        each.id
        for each in association.director.reads.organisations(Addressee.HOSPITAL)
        if each.territory == "KEN"
    )
    choose(screen, elsewhere, qtbot)

    assert picker.values() == (first, elsewhere)


def test_the_assessment_and_the_words_are_above_the_decision(
    association: Any, decide: Any, hands_on: Any
) -> None:
    told = hands_on(decide(association.case_to_decide())).texts()

    assert "Coups répétés ; même toit." in told
    assert "« ما بغيتش نرجع للدار. »" in told


def test_the_owner_is_proposed_as_the_one_who_follows(
    association: Any, tools: Any, qtbot: Any
) -> None:
    case_id = association.case_to_decide()
    screen = DecideScreen(tools(DIRECTOR), DecidePlace(case_id))
    qtbot.addWidget(screen)

    owner = association.people[Role.SOCIAL_WORKER]
    assert screen.form.form.content()["responsible"] == owner


def test_addressees_are_kept_with_the_draft(
    association: Any, decide: Any, qtbot: Any
) -> None:
    case_id = association.case_to_decide()
    screen = decide(case_id)
    first = of_territory(association)[0]
    choose(screen, first, qtbot)

    screen.leave()

    kept = association.opened(case_id, DIRECTOR).file.sheet(SheetCode.DECISION)
    assert kept.content["addressees"] == [{"organisation": first}]


def test_everything_can_be_reached_without_a_mouse(
    association: Any, decide: Any, hands_on: Any
) -> None:
    assert hands_on(decide(association.case_to_decide())).unreachable() == []
