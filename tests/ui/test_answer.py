"""Recording what a service answered."""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.app.training_texts import written_on
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.commands.referrals import PrepareReferral, SendReferral
from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.referral import Channel, ReferralState
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Stage
from casedesk.ui.answer.answer_form import AnswerForm
from casedesk.ui.answer.outcome import Outcome
from casedesk.ui.answer.screen import AnswerScreen
from casedesk.ui.navigation import AnswerPlace, CasePlace

WORKER = Role.SOCIAL_WORKER
LACKING = {"safe_contact": "La grand-mère, le matin", "alleged_author_link": "STEP"}


@pytest.fixture
def sent(association: Any) -> Any:
    """Every referral of one case, sent on 2 March."""
    case_id = association.case_being_referred()
    desk = association.worker
    referrals = association.opened(case_id).referrals
    known = desk.reads.liaison_content(case_id)
    redaction = association.rules.redaction
    for each in referrals:
        filled = redaction.fill(each.addressee, known)
        added = written_on(redaction.sheet_for(each.addressee))
        lacking = LACKING if each.sheet_code is SheetCode.UPE_CAPE else {}
        content = {**filled, **lacking, **added}
        desk.do(PrepareReferral(each.id, content))
        if each.sheet_code is SheetCode.PROSECUTOR:
            association.director.do(SignReport(each.id, each.organisation))
    for each in association.opened(case_id).referrals:
        copy = desk.do(PreparePrint(case_id, each.sheet_id, PaperLanguage.FRENCH))
        desk.do(ConfirmPrint(copy, "00"))
        today = association.clock().date()
        desk.do(SendReferral(each.id, Channel.BY_HAND, today, "Secretariat"))
    association.clock.pass_(days=1)
    return association.opened(case_id).referrals


@pytest.fixture
def answer(tools: Any, qtbot: Any) -> Any:
    """The screen, shown."""

    def at(place: AnswerPlace | None = None) -> AnswerScreen:
        screen = AnswerScreen(tools(WORKER), place or AnswerPlace())
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        return screen

    return at


def fill_in(form: AnswerForm, said: str, qtbot: Any, detail: str = "") -> None:
    form.answer.button(said).click()
    qtbot.keyClicks(form.by, "Coordinatrice")
    qtbot.keyClicks(form.detail, detail)


def test_the_code_of_a_coupon_opens_its_referral(
    answer: Any, sent: Any, hands_on: Any
) -> None:
    screen = answer()
    hands = hands_on(screen)

    hands.type("Code du coupon", sent[0].coupon.lower().replace("-", " "))
    hands.press("Ouvrir")

    assert isinstance(screen.part, AnswerForm)
    assert sent[0].name_fr in hands.texts()


def test_a_slip_in_the_code_is_refused_kindly(
    answer: Any, sent: Any, hands_on: Any
) -> None:
    screen = answer()
    code = sent[0].coupon
    slip = ("X" if code[0] != "X" else "Y") + code[1:]

    hands_on(screen).type("Code du coupon", slip)
    hands_on(screen).press("Ouvrir")

    assert screen.search.field.complaint() == (
        "Ce code ne peut pas être juste : vérifiez chaque caractère."
    )


def test_a_right_code_of_nobodys_is_said_so(answer: Any, hands_on: Any) -> None:
    screen = answer()

    hands_on(screen).type("Code du coupon", "0000-0000-0")
    hands_on(screen).press("Ouvrir")

    assert "Aucune fiche de vos dossiers" in screen.search.field.complaint()


def test_a_referral_can_be_picked_among_those_sent(
    answer: Any, sent: Any, hands_on: Any, association: Any
) -> None:
    screen = answer()
    number = association.opened(sent[0].case_id).case.number
    chosen = f"{number} · {sent[1].name_fr}\nenvoyée le lun. 2 mars"

    hands_on(screen).press(chosen)

    assert isinstance(screen.part, AnswerForm)
    assert sent[1].name_fr in hands_on(screen).texts()


def test_a_place_may_name_the_referral(answer: Any, sent: Any) -> None:
    screen = answer(AnswerPlace(referral=sent[2].id))

    assert isinstance(screen.part, AnswerForm)


def test_an_acceptance_moves_the_case_to_follow_up(
    answer: Any, sent: Any, association: Any, hands_on: Any, qtbot: Any
) -> None:
    screen = answer(AnswerPlace(coupon=sent[0].coupon))
    fill_in(screen.part, "ACCEPTED", qtbot, "Rendez-vous jeudi")

    hands_on(screen).press("Enregistrer la réponse")

    page = association.opened(sent[0].case_id)
    answered = page.referrals[0]
    assert page.case.stage is Stage.FOLLOWUP
    assert answered.state is ReferralState.ACCEPTED
    assert answered.answered_on.isoformat() == "2026-03-03"
    assert answered.answer_detail == "Rendez-vous jeudi"
    assert isinstance(screen.part, Outcome)
    assert any("« Suivi »" in each for each in hands_on(screen).texts())


def test_a_refusal_needs_its_reason(
    answer: Any, sent: Any, association: Any, hands_on: Any, qtbot: Any
) -> None:
    screen = answer(AnswerPlace(coupon=sent[0].coupon))
    fill_in(screen.part, "REFUSED", qtbot)

    hands_on(screen).press("Enregistrer la réponse")

    assert screen.part.fields["answer_detail"].complaint() == "À compléter."
    assert association.opened(sent[0].case_id).referrals[0].state is ReferralState.SENT


def test_what_is_not_answered_at_all_is_said(
    answer: Any, sent: Any, hands_on: Any
) -> None:
    screen = answer(AnswerPlace(coupon=sent[0].coupon))
    screen.part.day.set_value("32/13/2026")

    hands_on(screen).press("Enregistrer la réponse")

    fields = screen.part.fields
    assert fields["answer"].complaint()
    assert fields["answered_on"].complaint()
    assert fields["answered_by"].complaint()


def test_when_nobody_is_left_the_case_goes_back_to_decision(
    answer: Any, sent: Any, association: Any, hands_on: Any, qtbot: Any
) -> None:
    for each in sent:
        screen = answer(AnswerPlace(coupon=each.coupon))
        fill_in(screen.part, "REFUSED", qtbot, "Plus de place")
        hands_on(screen).press("Enregistrer la réponse")
    hands = hands_on(screen)
    assert any("doit être redécidé" in each for each in hands.texts())

    hands.press("Renvoyer à la décision")
    assert hands.texts().count("À compléter.") == 1
    qtbot.keyClicks(screen.part.reason, "Tous complets")
    hands.press("Renvoyer à la décision")

    assert association.opened(sent[0].case_id).case.stage is Stage.DECISION


def test_one_more_coupon_can_follow(
    answer: Any, sent: Any, hands_on: Any, qtbot: Any, visited: Any
) -> None:
    screen = answer(AnswerPlace(coupon=sent[0].coupon))
    fill_in(screen.part, "RECEIVED", qtbot)
    hands_on(screen).press("Enregistrer la réponse")

    hands_on(screen).press("Ouvrir le dossier")
    assert visited == [CasePlace(sent[0].case_id)]
    hands_on(screen).press("Un autre coupon")

    assert screen.part is screen.search


def test_an_empty_list_says_what_to_expect(answer: Any, hands_on: Any) -> None:
    told = "\n".join(hands_on(answer()).texts())

    assert "Aucune fiche n'attend de réponse." in told


def test_everything_can_be_reached_without_a_mouse(
    answer: Any, sent: Any, hands_on: Any
) -> None:
    assert hands_on(answer()).unreachable() == []
    assert hands_on(answer(AnswerPlace(coupon=sent[0].coupon))).unreachable() == []
