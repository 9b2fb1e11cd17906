"""What waits for a second person is told on their first screen and leads there."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.commands.closing import SignClosing
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.navigation import (
    ClosePlace,
    FollowUpPlace,
    HomePlace,
    ReferPlace,
    RetentionPlace,
)
from casedesk.ui.today.screen import TodayScreen
from tests.circuit.conftest import Referring
from tests.closing import close, closing_sheet, reviewed

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER


@pytest.fixture
def home(tools: Any, qtbot: Any, hands_on: Any) -> Any:
    """The first screen of the director, or of a social worker."""

    def of(role: Role) -> Any:
        kind = BoardScreen if role is DIRECTOR else TodayScreen
        screen = kind(tools(role), HomePlace())
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return hands_on(screen)

    return of


@pytest.fixture
def followed(association: Any) -> Any:
    case_id = association.case_being_referred()
    referring = Referring(association)
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


def test_a_closing_leads_whoever_closes_to_the_second_signature(
    association: Any, followed: Any, home: Any, visited: Any
) -> None:
    worker = association.worker
    worker.do(SignClosing(followed, closing_sheet(worker, followed, reason="FAMILY")))
    number = association.opened(followed).case.number

    hands = home(DIRECTOR)

    assert "1 clôture attend votre signature\xa0:" in hands.texts()
    hands.press(number)
    assert visited == [ClosePlace(followed)]
    told = "Attend la signature d'une autre personne\xa0:"
    assert told in home(WORKER).texts()
    assert hands.unreachable() == []


def test_a_report_that_is_prepared_leads_to_where_it_is_signed(
    association: Any, home: Any, visited: Any
) -> None:
    case_id = association.case_being_referred()
    referring = Referring(association)
    referral = referring.of(case_id, Addressee.PROSECUTOR)
    referring.prepare_report(referral)

    home(DIRECTOR).press(association.opened(case_id).case.number)

    assert visited == [ReferPlace(case_id, referral.id)]


def test_a_review_that_was_written_leads_to_its_signature(
    association: Any, followed: Any, home: Any, visited: Any
) -> None:
    content = reviewed(association)
    number = association.opened(followed).case.number
    association.worker.do(SaveSheet(followed, SheetCode.REVIEW, content))

    home(DIRECTOR).press(number)

    assert visited == [FollowUpPlace(followed, review=True)]


def test_a_proposed_reopening_leads_to_the_request(
    association: Any, home: Any, visited: Any
) -> None:
    case_id = association.case_to_decide()
    close(association.worker, association.director, case_id, reason="NO_CONCERN")
    number = association.opened(case_id).case.number
    association.worker.do(ProposeReopening(case_id, "NEW_FACTS", "Un voisin."))

    hands = home(DIRECTOR)

    assert "1 demande attend votre accord." not in hands.texts()
    hands.press(number)
    assert visited == [RetentionPlace()]
