"""A concern nobody took in time fills the first screen until somebody acts."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.people import Role
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.navigation import CasePlace, HomePlace
from casedesk.ui.screens import home
from casedesk.ui.today.screen import TodayScreen
from casedesk.ui.unread.screen import UnreadScreen

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def at_home(tools: Any, qtbot: Any) -> Any:
    def of(role: Role) -> Any:
        screen = home(tools(role), HomePlace())
        qtbot.addWidget(screen)
        screen.show()
        return screen

    return of


@pytest.fixture
def waiting(association: Any) -> Any:
    """Logged on Monday at noon, and it is Tuesday afternoon."""
    case_id = association.logged_case()
    association.clock.pass_(hours=26)
    return case_id


def test_before_its_hours_are_over_home_is_as_ever(
    association: Any, at_home: Any
) -> None:
    association.logged_case()

    assert isinstance(at_home(DIRECTOR), BoardScreen)
    assert isinstance(at_home(WORKER), TodayScreen)


def test_afterwards_it_is_what_whoever_may_act_sees_first(
    waiting: Any, at_home: Any, hands_on: Any
) -> None:
    for role in (DIRECTOR, WORKER):
        screen = at_home(role)
        assert isinstance(screen, UnreadScreen)
        assert list(screen.cards) == [waiting]
        assert hands_on(screen).unreachable() == []


def test_taking_it_in_charge_opens_it(
    association: Any, waiting: Any, at_home: Any, hands_on: Any, visited: Any
) -> None:
    hands_on(at_home(WORKER)).press("Prendre en charge")

    assert CasePlace(waiting) in visited
    assert association.opened(waiting).case.owner == association.people[WORKER]
    assert isinstance(at_home(DIRECTOR), BoardScreen)


def test_it_is_answered_for_with_a_word_only(
    association: Any, waiting: Any, at_home: Any, hands_on: Any, visited: Any
) -> None:
    screen = at_home(WORKER)
    hands = hands_on(screen)
    hands.press("Noter que j'ai vu")
    assert screen.cards[waiting].told.complaint()

    hands.box("Ce que je fais maintenant").setText("J'appelle la directrice.")
    hands.press("Noter que j'ai vu")

    assert visited == [HomePlace()]
    assert isinstance(at_home(WORKER), TodayScreen)
    assert isinstance(at_home(DIRECTOR), UnreadScreen)


def test_what_is_typed_stays_while_another_is_answered_for(
    association: Any, waiting: Any, at_home: Any, hands_on: Any
) -> None:
    other = association.logged_case()
    association.clock.pass_(hours=26)
    screen = at_home(WORKER)
    screen.cards[waiting].told.box.setText("J'y vais.")

    screen.cards[other].told.box.setText("Vu avec l'éducatrice.")
    screen.cards[other]._on_seen()

    assert list(screen.cards) == [waiting]
    assert screen.cards[waiting].told.box.value() == "J'y vais."
