"""The urgent path."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.people import Role
from casedesk.circuit.stages import Stage
from casedesk.ui.navigation import CasePlace, UrgentPlace
from casedesk.ui.urgent.screen import UrgentScreen

WORKER = Role.SOCIAL_WORKER
CALLED = {"at": "2026-03-02T11:55 exact", "act": "CALLED_POLICE", "who": "Police 19"}


@pytest.fixture
def urgent(tools: Any, qtbot: Any) -> Any:
    """The screen for one case, shown."""

    def of(case_id: Any) -> UrgentScreen:
        screen = UrgentScreen(tools(WORKER), UrgentPlace(case_id))
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


def test_an_action_and_an_addressee_are_enough(
    association: Any, urgent: Any, hands_on: Any, visited: Any
) -> None:
    case_id = association.logged_case(in_danger="yes")
    screen = urgent(case_id)
    screen.form.set_content({"actions": [CALLED]})
    organisation = next(iter(screen.addressees._offered._buttons))
    screen.addressees.button_of(organisation).click()

    hands_on(screen).press("Orienter en urgence")

    page = association.opened(case_id)
    assert (page.case.stage, page.case.urgent) == (Stage.ORIENTING, True)
    assert page.case.owner == association.people[WORKER]
    assert [each.who for each in page.file.actions] == ["Police 19"]
    assert [each.organisation for each in page.referrals] == [organisation]
    assert visited == [CasePlace(case_id)]


def test_nobody_addressed_is_said_there(
    association: Any, urgent: Any, hands_on: Any
) -> None:
    screen = urgent(association.logged_case(in_danger="yes"))

    hands_on(screen).press("Orienter en urgence")

    assert "Choisir au moins un destinataire." in screen.addressees_field.complaint()


def test_that_help_from_outside_is_called_for_is_said(
    association: Any, urgent: Any, hands_on: Any
) -> None:
    told = [{**CALLED, "act": "TOLD_REFERENT"}]
    case_id = association.logged_case({**association.concern, "actions": told})
    screen = urgent(case_id)
    screen.form.set_content({"actions": told})
    organisation = next(iter(screen.addressees._offered._buttons))
    screen.addressees.button_of(organisation).click()
    hands = hands_on(screen)

    hands.press("Orienter en urgence")

    assert any("secours extérieur" in each for each in hands.texts())


def test_an_action_without_its_time_is_refused_in_its_row(
    association: Any, urgent: Any, hands_on: Any
) -> None:
    case_id = association.logged_case(in_danger="yes")
    screen = urgent(case_id)
    screen.form.set_content({"actions": [{"who": "Police 19"}]})
    organisation = next(iter(screen.addressees._offered._buttons))
    screen.addressees.button_of(organisation).click()

    hands_on(screen).press("Orienter en urgence")

    assert "À compléter." in hands_on(screen.form).texts()
    assert association.opened(case_id).case.stage is Stage.LOGGED


def test_whom_to_call_stands_first(
    association: Any, urgent: Any, hands_on: Any
) -> None:
    told = "\n".join(hands_on(urgent(association.logged_case())).texts())

    assert "Appeler d'abord, noter après." in told
    assert all(number in told for number in ("19", "177", "2511"))
    assert "La directrice" in told, "what was done at once is shown"


def test_everything_can_be_reached_without_a_mouse(
    association: Any, urgent: Any, hands_on: Any
) -> None:
    assert hands_on(urgent(association.logged_case())).unreachable() == []
