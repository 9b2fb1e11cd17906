"""What is typed on a page is there again, for whoever typed it and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.typing import KeepTyping
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer
from casedesk.ui.answer.answer_form import AnswerForm
from casedesk.ui.answer.screen import AnswerScreen
from casedesk.ui.casefile.hold_card import HoldCard
from casedesk.ui.cases.screen import CaseScreen
from casedesk.ui.closing.screen import CloseScreen
from casedesk.ui.emergency.screen import EmergencyScreen
from casedesk.ui.navigation import (
    AnswerPlace,
    CasePlace,
    ClosePlace,
    EmergencyPlace,
    UrgentPlace,
)
from casedesk.ui.screen import Screen
from casedesk.ui.urgent.screen import UrgentScreen

DIRECTOR, WORKER = Role.DIRECTOR, Role.SOCIAL_WORKER
MARK = "Zmarqueuse a rappelé à midi"
CALL = {"at": "2026-03-02T11:40 exact", "act": "CALLED_POLICE", "who": MARK}


@pytest.fixture
def opened(tools: Any, qtbot: Any) -> Callable[..., Any]:
    """A page, shown to somebody."""

    def of(make: Callable[..., Screen], place: Any, role: Role) -> Screen:
        screen = make(tools(role), place)
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return of


def typed_at_emergency(screen: Any) -> Any:
    screen.reason.setPlainText(MARK)
    return lambda again: again.reason.value()


def typed_at_urgent(screen: Any) -> Any:
    screen.form.set_content({"actions": [CALL]})
    return lambda again: again.form.content()["actions"][0]["who"]


def typed_at_close(screen: Any) -> Any:
    screen.form.question("detail").editor.box.setPlainText(MARK)
    return lambda again: again.form.content()["detail"]


def typed_at_hold(screen: Any) -> Any:
    (card,) = screen.findChildren(HoldCard)
    card.open.click()
    card.reason.setPlainText(MARK)
    return lambda again: again.findChildren(HoldCard)[0].reason.value()


PAGES = {
    "emergency": (
        EmergencyScreen,
        lambda _: EmergencyPlace(),
        WORKER,
        typed_at_emergency,
    ),
    "urgent": (UrgentScreen, UrgentPlace, WORKER, typed_at_urgent),
    "close": (CloseScreen, ClosePlace, DIRECTOR, typed_at_close),
    "hold": (CaseScreen, CasePlace, DIRECTOR, typed_at_hold),
}


@pytest.mark.parametrize("page", PAGES)
def test_L05_what_is_typed_comes_back_to_whoever_typed_it(
    association: Any, opened: Any, page: str
) -> None:
    make, place, role, type_ = PAGES[page]
    case_id = association.logged_case()
    screen = opened(make, place(case_id), role)
    read = type_(screen)

    screen.leave()
    screen.hide()

    assert read(opened(make, place(case_id), role)) == MARK


def test_L05_an_answer_half_noted_is_there_again(
    association: Any, opened: Any, referral_sent: Any
) -> None:
    screen = opened(AnswerScreen, AnswerPlace(referral=referral_sent.id), WORKER)
    assert isinstance(screen.part, AnswerForm)
    screen.part.answer.set_value(Answer.REFUSED)
    screen.part.by.setText(MARK)

    screen.leave()

    again = opened(AnswerScreen, AnswerPlace(referral=referral_sent.id), WORKER)
    assert (again.part.answer.value(), again.part.by.value()) == (Answer.REFUSED, MARK)


@pytest.fixture
def referral_sent(association: Any) -> Any:
    """A sheet that is out."""
    from tests.circuit.conftest import Referring

    referring = Referring(association)
    return referring.send(referring.of(association.case_being_referred()))


def test_L05_nobody_else_is_shown_it(association: Any, opened: Any) -> None:
    case_id = association.logged_case()
    screen = opened(UrgentScreen, UrgentPlace(case_id), WORKER)
    typed_at_urgent(screen)
    screen.leave()

    other = opened(UrgentScreen, UrgentPlace(case_id), DIRECTOR)

    assert MARK not in str(other.form.content())


def test_what_was_typed_for_is_done_and_nothing_is_kept(
    association: Any, opened: Any, hands_on: Any
) -> None:
    case_id = association.logged_case()
    screen = opened(CaseScreen, CasePlace(case_id), DIRECTOR)
    typed_at_hold(screen)
    screen.leave()
    again = opened(CaseScreen, CasePlace(case_id), DIRECTOR)

    hands_on(again).press("Conserver le dossier")

    assert kept(association) == 0


def test_it_lies_in_the_desk_sealed_and_unnamed_and_no_board_waits_for_it(
    association: Any, opened: Any
) -> None:
    case_id = association.logged_case()
    screen = opened(UrgentScreen, UrgentPlace(case_id), WORKER)
    typed_at_urgent(screen)
    screen.leave()
    association.clock.pass_(hours=48)

    (row,) = drafts(association)
    reads = association.director.reads
    assert MARK.encode() not in row["sealed"]
    assert case_id not in row["id"]
    assert reads.unsent_drafts(association.clock()) == ()
    assert association.worker.reads.my_drafts() == ()


def test_a_page_on_which_nothing_was_typed_keeps_nothing(
    association: Any, opened: Any
) -> None:
    case_id = association.logged_case()

    for make, place, role, _ in PAGES.values():
        opened(make, place(case_id), role).leave()

    assert kept(association) == 0


def test_emptied_boxes_are_kept_no_longer(association: Any) -> None:
    desk = association.worker
    desk.do(KeepTyping("page", {"text": MARK}))
    before = desk.reads.typed("page")

    desk.do(KeepTyping("page", {"text": ""}))

    assert before == {"text": MARK}
    assert desk.reads.typed("page") == {}
    assert kept(association) == 0


def drafts(association: Any) -> list[Any]:
    db = association.sit(DIRECTOR).desk_store.db
    assert db.identity.home is Home.DESK
    return list(db.rows("SELECT * FROM drafts"))


def kept(association: Any) -> int:
    return len(drafts(association))
