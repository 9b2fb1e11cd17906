"""Whom to call today, and the board of referrals."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from casedesk.app.training_texts import written_on
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.referrals import PrepareReferral, SendReferral
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Answer, Channel, ReferralState
from casedesk.circuit.sheet import Addressee
from casedesk.ui import carrying
from casedesk.ui.chase.call_card import CallCard
from casedesk.ui.chase.screen import ChaseScreen
from casedesk.ui.navigation import AnswerPlace, CasePlace, ChasePlace, ReferPlace

WORKER = Role.SOCIAL_WORKER
LACKING = {"safe_contact": "La grand-mère, le matin", "alleged_author_link": "STEP"}


@pytest.fixture
def sent(association: Any) -> Any:
    """The sheet of the unit, sent on 2 March; two days have gone by."""
    case_id = association.case_being_referred()
    desk, rules = association.worker, association.rules
    referrals = association.opened(case_id).referrals
    unit = next(each for each in referrals if each.addressee is Addressee.UPE_CAPE)
    filled = rules.redaction.fill(unit.addressee, desk.reads.liaison_content(case_id))
    added = written_on(rules.redaction.sheet_for(unit.addressee))
    desk.do(PrepareReferral(unit.id, {**LACKING, **filled, **added}))
    ready = desk.reads.referral(unit.id).referral
    copy = desk.do(PreparePrint(case_id, ready.sheet_id, PaperLanguage.FRENCH))
    desk.do(ConfirmPrint(copy, "00"))
    today = association.clock().date()
    desk.do(SendReferral(unit.id, Channel.BY_HAND, today, "Secretariat"))
    association.clock.pass_(days=2)
    return desk.reads.referral(unit.id).referral


@pytest.fixture
def chase(tools: Any, qtbot: Any) -> Any:
    shown = []  # qtbot holds none of them

    def at(place: ChasePlace) -> ChaseScreen:
        screen = ChaseScreen(tools(WORKER), place)
        qtbot.addWidget(screen)
        screen.resize(1100, 700)
        screen.show()
        shown.append(screen)
        return screen

    return at


def card(screen: ChaseScreen) -> CallCard:
    assert isinstance(screen.calls.card, CallCard)
    return screen.calls.card


def test_an_empty_list_says_when_something_comes(chase: Any, hands_on: Any) -> None:
    hands = hands_on(chase(ChasePlace()))

    assert any("Personne à relancer" in text for text in hands.texts())


def test_a_call_says_what_to_say_and_names_no_child(
    chase: Any, sent: Any, hands_on: Any
) -> None:
    texts = " ".join(hands_on(chase(ChasePlace())).texts())

    assert sent.coupon in texts
    assert "السلام عليكم" in texts
    assert "Salma" not in texts
    assert "سلمى" not in texts


def test_one_press_notes_that_nobody_was_there(
    association: Any, chase: Any, sent: Any
) -> None:
    screen = chase(ChasePlace())

    card(screen).not_reached.click()
    screen.refresh()

    assert association.worker.reads.referral(sent.id).referral.tries == 1


def test_an_answer_leads_to_its_page(chase: Any, sent: Any, visited: Any) -> None:
    card(chase(ChasePlace())).answered.click()

    assert visited == [AnswerPlace(referral=sent.id)]


def test_a_call_back_without_its_day_is_said_beside_the_box(
    chase: Any, sent: Any
) -> None:
    asked = card(chase(ChasePlace()))

    asked.call_back.click()

    assert asked.fields["again_on"].box.property("lacking")


def test_no_answer_at_all_leads_to_the_case(
    association: Any, chase: Any, sent: Any, visited: Any, qtbot: Any
) -> None:
    association.clock.pass_(days=8)
    screen = chase(ChasePlace())
    screen.calls.choose(sent.id)
    card(screen).not_reached.click()
    screen.refresh()
    qtbot.keyClicks(card(screen).reason, "Deux appels")

    card(screen).no_reply.click()

    again = association.worker.reads.referral(sent.id).referral
    assert again.state is ReferralState.NO_REPLY
    assert visited == [CasePlace(sent.case_id)]


def test_what_is_typed_about_a_call_is_on_the_page_made_anew(
    chase: Any, sent: Any, qtbot: Any
) -> None:
    screen = chase(ChasePlace())
    screen.calls.choose(sent.id)
    asked = card(screen)
    asked.means.button("VISIT").click()
    asked.again.findChildren(QLineEdit)[0].setText("02/05/2026")
    qtbot.keyClicks(asked.spoke_to, "Accueil")
    made = chase(ChasePlace())

    made.turn_to(screen.bookmark())
    carrying.unpack(carrying.pack(screen), made)

    assert made.calls.at == sent.id
    asked = card(made)
    assert (asked.means.value(), asked.spoke_to.value()) == ("VISIT", "Accueil")
    assert asked.again.value() == "2026-05-02"


def test_keys_bring_a_card_to_where_it_is_recorded(
    chase: Any, sent: Any, visited: Any, qtbot: Any
) -> None:
    board = chase(ChasePlace(board=True)).board
    column = board.columns[1]
    column.setCurrentRow(0)
    column.setFocus()

    control = Qt.KeyboardModifier.ControlModifier
    qtbot.keyClick(column, Qt.Key.Key_Right, control)

    assert visited == [AnswerPlace(referral=sent.id, answer=Answer.RECEIVED)]


def test_a_card_goes_nowhere_the_table_does_not_lead(
    chase: Any, sent: Any, visited: Any, qtbot: Any
) -> None:
    board = chase(ChasePlace(board=True)).board
    column = board.columns[0]  # what was not sent cannot come back
    column.setCurrentRow(0)
    column.setFocus()

    board._bring(column.row_chosen(), 3)
    assert visited == []
    board._bring(column.row_chosen(), 0)

    assert isinstance(visited[0], ReferPlace)


@pytest.mark.parametrize("board", [False, True])
def test_everything_is_reached_and_named(
    chase: Any, sent: Any, hands_on: Any, board: bool
) -> None:
    assert hands_on(chase(ChasePlace(board=board))).unreachable() == []
