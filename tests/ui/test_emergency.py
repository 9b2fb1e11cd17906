"""The screen on which a colleague's case is opened in an emergency."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Role
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.emergency.screen import EmergencyScreen
from casedesk.ui.navigation import CasePlace, EmergencyPlace, HomePlace

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
OPEN = "Ouvrir, et le dire à la direction"
WAY = "Dossier d'un collègue, en urgence…"
WHY = "L'hôpital rappelle, la responsable est en congé."


@pytest.fixture
def theirs(association: Any) -> Any:
    """A case in the charge of the director."""
    case_id = association.logged_case()
    association.director.do(TakeInCharge(case_id))
    return association.opened(case_id, DIRECTOR).case


@pytest.fixture
def screen(tools: Any, qtbot: Any) -> EmergencyScreen:
    screen = EmergencyScreen(tools(WORKER), EmergencyPlace())
    qtbot.addWidget(screen)
    screen.resize(1150, 700)
    screen.show()
    return screen


def test_P04_a_number_and_a_reason_lead_to_the_case(
    screen: EmergencyScreen,
    theirs: Any,
    hands_on: Any,
    visited: Any,
    tools: Any,
    qtbot: Any,
) -> None:
    hands = hands_on(screen)
    hands.press(OPEN)
    missing = {name: each.complaint() for name, each in screen.fields.items()}
    screen.number.setText("SAL-26-0000")
    screen.reason.setPlainText("trop court")
    hands.press(OPEN)
    short = screen.fields["reason"].complaint()
    screen.reason.setPlainText(WHY)
    hands.press(OPEN)
    unknown = screen.fields["number"].complaint()
    screen.number.setText(theirs.number)
    hands.press(OPEN)

    assert all(missing.values())
    assert "20" in short
    assert "Aucun dossier" in unknown
    assert visited == [CasePlace(theirs.id)]
    board = BoardScreen(tools(DIRECTOR), HomePlace())
    qtbot.addWidget(board)
    (told,) = (
        each.sentence() for each in board.watch.banners if WHY in each.sentence()
    )
    assert theirs.number in told


def test_the_board_leads_there_whoever_does_not_see_every_case(
    tools: Any, qtbot: Any, hands_on: Any, visited: Any
) -> None:
    boards = {}
    for role in (WORKER, DIRECTOR):
        boards[role] = BoardScreen(tools(role), HomePlace())
        qtbot.addWidget(boards[role])
        boards[role].show()

    hands_on(boards[WORKER]).press(WAY)

    assert visited == [EmergencyPlace()]
    with pytest.raises(AssertionError):
        hands_on(boards[DIRECTOR]).press(WAY)


def test_it_can_be_done_from_the_keyboard(
    screen: EmergencyScreen, hands_on: Any
) -> None:
    assert hands_on(screen).unreachable() == []


def test_whoever_may_not_has_no_such_screen(tools: Any) -> None:
    with pytest.raises(NotPermitted):
        EmergencyScreen(tools(DIRECTOR), EmergencyPlace())
