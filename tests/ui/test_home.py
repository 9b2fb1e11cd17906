"""An educator's home: begin, go on, and see what became of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton

from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.people import Role
from casedesk.ui.home.screen import EducatorHome
from casedesk.ui.navigation import ConcernPlace, HomePlace, ReceiptPlace
from casedesk.ui.workspace import Tools

Open = Callable[[], EducatorHome]


@pytest.fixture
def educator(tools: Callable[[Role], Tools]) -> Tools:
    return tools(Role.EDUCATOR)


@pytest.fixture
def open_home(educator: Tools, qtbot: Any) -> Open:
    def opened() -> EducatorHome:
        home = EducatorHome(educator, HomePlace())
        qtbot.addWidget(home)
        home.show()
        return home

    return opened


def test_at_first_it_says_that_a_doubt_is_enough(
    open_home: Open, hands_on: Any, visited: list[Any]
) -> None:
    hands = hands_on(open_home())

    assert any("Un doute suffit" in each for each in hands.texts())
    assert "Vos transmissions" not in hands.texts()
    assert hands.unreachable() == []
    hands.press("Signaler une inquiétude")
    assert visited == [ConcernPlace()]


def test_a_draft_can_be_taken_up_again(
    open_home: Open, educator: Tools, hands_on: Any, visited: list[Any]
) -> None:
    draft = educator.desk.do(BeginDraft("no", "no"))
    hands = hands_on(open_home())

    assert "Brouillon du 2 mars, 12\u00a0h\u00a000" in hands.texts()
    hands.press("Reprendre")
    assert visited == [ConcernPlace(draft)]


def test_a_receipt_says_what_became_of_it_and_opens(
    open_home: Open,
    association: Any,
    educator: Tools,
    hands_on: Any,
    visited: list[Any],
) -> None:
    number = association.record()
    hands = hands_on(open_home())
    assert "Transmise le 2 mars, 12\u00a0h\u00a000" in hands.texts()

    hands.press(number)
    assert visited == [ReceiptPlace(educator.desk.reads.my_receipts()[0].id)]


def test_a_new_status_is_seen_when_it_is_there(
    open_home: Open, association: Any, hands_on: Any, clock: Any
) -> None:
    association.record()
    clock.pass_(hours=5)
    association.take_in()

    texts = hands_on(open_home()).texts()

    assert "Reçue par l'équipe le 2 mars, 17\u00a0h\u00a000" in texts


def test_what_changes_while_one_looks_is_shown(
    open_home: Open, educator: Tools, hands_on: Any
) -> None:
    hands = hands_on(open_home())
    assert "À finir" not in hands.texts()

    educator.desk.do(BeginDraft("no", "no"))

    assert "À finir" in hands.texts()


def test_nobody_sees_the_receipts_of_somebody_else(
    tools: Callable[[Role], Tools], association: Any, qtbot: Any, hands_on: Any
) -> None:
    association.record()
    other = EducatorHome(tools(Role.SOCIAL_WORKER), HomePlace())
    qtbot.addWidget(other)
    other.show()

    assert "Vos transmissions" not in hands_on(other).texts()


def test_old_receipts_are_there_when_one_asks(
    open_home: Open, association: Any, hands_on: Any
) -> None:
    numbers = {association.record() for _ in range(22)}
    home = open_home()

    def shown() -> set[str]:
        seen = (
            each.text()
            for each in home.findChildren(QAbstractButton)
            if each.isVisibleTo(home)
        )
        return numbers & set(seen)

    assert len(shown()) == 20
    hands_on(home).press("Voir les plus anciennes")
    assert shown() == numbers
