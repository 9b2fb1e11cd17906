"""Bringing in the paper register, one case after the other."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage
from casedesk.ui.navigation import RegisterPlace
from casedesk.ui.register.screen import RegisterScreen

WORKER = Role.SOCIAL_WORKER


@pytest.fixture
def page(tools: Any, qtbot: Any) -> Any:
    page = RegisterScreen(tools(WORKER), RegisterPlace())
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def hands(page: Any, hands_on: Any) -> Any:
    return hands_on(page)


def fill(page: Any, **told: str) -> None:
    boxes = page.form.boxes()
    for name, value in told.items():
        boxes[name][1](value)


def test_a_case_is_entered_and_the_form_is_ready_for_the_next(
    association: Any, page: Any, hands: Any
) -> None:
    fill(
        page,
        number="12/2024",
        received_on="2024-03-04",
        entry="DOUTE",
        given_latin="Yassine",
        sex="M",
        account="Signalé par une voisine.",
        assessed_on="2024-03-06",
        danger="2",
    )

    hands.press("Ouvrir ce dossier")

    rows = association.worker.reads.cases(CaseList.MINE, association.clock(), None, 9)
    ((row,),) = [rows]
    assert (row.stage, row.from_register) == (Stage.DECISION, True)
    case = association.opened(row.id).case
    assert (case.register_number, case.received_on.isoformat()) == (
        "12/2024",
        "2024-03-04",
    )
    values = page.form.values()
    assert (values["number"], values["account"]) == ("", "")
    assert values["received_on"] == "2024-03-04"  # likely the same in the next
    assert any("12/2024" in each for each in hands.buttons())
    assert any(row.number in each for each in hands.texts())


def test_a_referral_of_the_register_is_entered_with_its_answer(
    association: Any, page: Any, hands: Any
) -> None:
    service = association.director.reads.organisations()[0].id
    fill(
        page,
        number="13",
        received_on="2024-03-04",
        entry="DOUTE",
        account="x",
        assessed_on="2024-03-06",
        danger="2",
        decided_on="2024-03-07",
        organisation=service,
        sent_on="2024-03-08",
        answer="ACCEPTED",
        answered_on="2024-04-01",
    )

    hands.press("Ouvrir ce dossier")

    (row,) = association.worker.reads.cases(CaseList.MINE, association.clock(), None, 9)
    assert row.stage is Stage.FOLLOWUP


def test_what_is_missing_stands_beside_its_box(page: Any, hands: Any) -> None:
    hands.press("Ouvrir ce dossier")

    lacking = [name for name, each in page.form.fields.items() if each.complaint()]
    assert lacking == ["number", "received_on", "entry", "account"]


def test_what_was_typed_is_there_again_after_a_lock(
    tools: Any, page: Any, qtbot: Any
) -> None:
    fill(page, number="99", account="À moitié écrit")
    page.leave()

    again = RegisterScreen(tools(WORKER), RegisterPlace())
    qtbot.addWidget(again)

    assert again.form.values()["account"] == "À moitié écrit"


def test_a_case_is_found_by_its_old_number(
    association: Any, page: Any, hands: Any
) -> None:
    for number in ("12/2024", "13/2024"):
        fill(page, number=number, received_on="2024-03-04", entry="DOUTE", account="x")
        hands.press("Ouvrir ce dossier")

    page.search.setText("13")

    listed = [each for each in hands.buttons() if each.startswith("n°")]
    assert len(listed) == 1
    assert "13/2024" in listed[0]


def test_everything_can_be_reached_without_a_mouse(hands: Any) -> None:
    assert hands.unreachable() == []
