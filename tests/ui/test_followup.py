"""Noting a contact and reviewing a follow-up, on the screen."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.followup.screen import FollowUpScreen
from casedesk.ui.navigation import CasePlace, FollowUpPlace
from tests.circuit.conftest import Referring
from tests.closing import met


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
