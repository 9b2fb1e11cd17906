"""Referring: addressee, liaison sheet beside its page, paper, sending."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt

from casedesk.app.training_texts import LIAISON
from casedesk.circuit.numbers import digest
from casedesk.circuit.people import Role
from casedesk.circuit.referral import CopyState, ReferralState
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.ui.navigation import ReferPlace
from casedesk.ui.referral.choosing import Choosing
from casedesk.ui.referral.screen import ReferScreen
from casedesk.ui.referral.sending import Sending
from casedesk.ui.referral.writing import Writing

WORKER = Role.SOCIAL_WORKER
LACKING = {  # what the concern of these tests does not tell
    "safe_contact": "La grand-mère, le matin",
    "alleged_author_link": "STEP",
}


@pytest.fixture
def case_id(association: Any) -> Any:
    """A case with one referral of each kind, none prepared."""
    return association.case_being_referred()


@pytest.fixture
def referral(association: Any, case_id: Any) -> Any:
    """The referral to a kind of addressee, as it is now."""

    def of(addressee: Addressee = Addressee.UPE_CAPE) -> Any:
        referrals = association.opened(case_id).referrals
        return next(each for each in referrals if each.addressee is addressee)

    return of


@pytest.fixture
def refer(tools: Any, case_id: Any, qtbot: Any, jobs: Any) -> Any:
    """The screen, shown, with its preview there."""

    def of(referral: Any = None) -> ReferScreen:
        place = ReferPlace(case_id, referral.id if referral else None)
        screen = ReferScreen(tools(WORKER), place)
        qtbot.addWidget(screen)
        screen.resize(1150, 700)
        screen.show()
        settle(jobs, qtbot)
        return screen

    return of


def settle(jobs: Any, qtbot: Any) -> None:
    """Let the worker finish what it was given."""
    if jobs.is_busy:
        with qtbot.waitSignal(jobs.idle):
            pass


def complete(writing: Writing) -> None:
    content = {**writing.form.content(), **LACKING, **LIAISON[SheetCode.UPE_CAPE]}
    writing.form.set_content(content)


@pytest.fixture
def ready(refer: Any, referral: Any, hands_on: Any, jobs: Any, qtbot: Any) -> Any:
    """The screen of a referral whose sheet is signed, at the printing step."""
    screen = refer(referral())
    complete(screen.part)
    hands_on(screen).press("Valider la fiche")
    settle(jobs, qtbot)
    assert isinstance(screen.part, Sending)
    return screen


@pytest.fixture
def print_it(hands_on: Any, jobs: Any, qtbot: Any) -> Any:
    """What a person at the printer does."""

    def on(screen: ReferScreen) -> None:
        hands_on(screen).press("Je suis devant l'imprimante")
        hands_on(screen).press("Imprimer")
        settle(jobs, qtbot)

    return on


def test_one_more_addressee_is_added_from_the_directory(
    association: Any, refer: Any, case_id: Any, visited: Any, qtbot: Any
) -> None:
    screen = refer()
    assert isinstance(screen.part, Choosing)
    organisation = next(iter(screen.part.addressees._offered._buttons))
    button = screen.part.addressees.button_of(organisation)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))

    screen.part.go_on.click()

    added = association.opened(case_id).referrals[-1]
    assert added.organisation == organisation
    assert visited == [ReferPlace(case_id, added.id)]


def test_nobody_chosen_is_said_beside_the_directory(refer: Any) -> None:
    screen = refer()

    screen.part.go_on.click()

    assert "Choisir un destinataire." in screen.part.field.complaint()


def test_the_sheet_is_filled_by_white_list_and_says_what_it_leaves_out(
    refer: Any, referral: Any, hands_on: Any
) -> None:
    screen = refer(referral())

    content = screen.part.form.content()
    assert content["given_arabic"] == "سلمى"
    assert content["danger"] == "3"
    assert "words" not in content
    told = "\n".join(hands_on(screen).texts())
    assert "Pas pour ce destinataire" in told
    assert "Signes physiques" in told
    assert "Reste à l'association" in told
    assert "Une marque bleue" not in told, "the name of the question, not its answer"


def test_the_page_stands_under_the_name_of_who_reads_it(
    refer: Any, referral: Any, hands_on: Any
) -> None:
    told = hands_on(refer(referral(Addressee.HOSPITAL))).texts()
    assert "Ce que l'hôpital verra" in told
    assert "Ce que le destinataire ne verra pas" in told

    told = hands_on(refer(referral(Addressee.PROSECUTOR))).texts()
    assert "Ce que le procureur verra" in told


def test_what_is_only_asked_waits_for_a_tick_and_a_reason(
    association: Any, refer: Any, referral: Any, hands_on: Any, qtbot: Any
) -> None:
    screen = refer(referral())
    complete(screen.part)
    asked = screen.part.asked.question_of("address")
    assert not asked.question.isVisible()
    assert "address" not in screen.part.content()

    asked.box.click()
    assert asked.question.isVisible()
    qtbot.keyClicks(asked.question.editor.box, "12 rue des Roses")
    hands_on(screen).press("Valider la fiche")
    assert asked.reason.complaint()
    assert referral().state is ReferralState.PREP

    qtbot.keyClicks(asked.reason.box, "Une visite a lieu jeudi matin.")
    assert not asked.reason.complaint()
    hands_on(screen).press("Valider la fiche")

    assert referral().state is ReferralState.READY
    page = association.opened(referral().case_id)
    sheet = next(each for each in page.sheets if each.id == referral().sheet_id)
    assert sheet.content["address"] == "12 rue des Roses"
    assert sheet.reasons == {"address": "Une visite a lieu jeudi matin."}


def test_a_tick_without_an_answer_says_so_beside_its_question(
    refer: Any, referral: Any, hands_on: Any, qtbot: Any
) -> None:
    screen = refer(referral())
    complete(screen.part)
    asked = screen.part.asked.question_of("migration")
    asked.box.click()
    qtbot.keyClicks(asked.reason.box, "Le consulat peut aider ici.")

    hands_on(screen).press("Valider la fiche")

    assert asked.question.complaint()
    assert referral().state is ReferralState.PREP


def test_ticks_are_kept_on_leaving_and_taken_back_when_unticked(
    refer: Any, referral: Any, qtbot: Any
) -> None:
    screen = refer(referral())
    asked = screen.part.asked.question_of("address")
    asked.box.click()
    qtbot.keyClicks(asked.reason.box, "Visite")
    screen.leave()

    again = refer(referral())
    asked = again.part.asked.question_of("address")
    assert asked.is_ticked
    assert asked.reason.box.value() == "Visite"
    asked.box.click()
    assert not asked.question.isVisible()
    again.leave()

    assert not refer(referral()).part.asked.question_of("address").is_ticked


def test_a_telephone_number_in_a_printed_text_is_pointed_out(
    refer: Any, referral: Any, hands_on: Any, qtbot: Any
) -> None:
    screen = refer(referral())
    box = screen.part.form.question("summary").editor.box
    qtbot.keyClicks(box, "Sa voisine au 0661234567")

    told = "\n".join(hands_on(screen).texts())
    assert (
        "«\u00a0Résumé des faits\u00a0» semble contenir un numéro de téléphone." in told
    )

    box.clear()
    qtbot.keyClicks(box, "Sa voisine")
    assert "numéro de téléphone" not in "\n".join(hands_on(screen).texts())


def test_the_very_page_stands_beside_and_follows(
    refer: Any, referral: Any, jobs: Any, qtbot: Any
) -> None:
    screen = refer(referral())
    assert screen.part.preview.pages() == 1

    screen.part.form.question("commune").editor.box.setText("Tabriquet")
    screen.part.preview.update_now()
    settle(jobs, qtbot)

    assert screen.part.preview.pages() == 1


def test_the_letter_to_the_prosecutor_is_seen_in_arabic_first(
    refer: Any, referral: Any
) -> None:
    screen = refer(referral(Addressee.PROSECUTOR))

    assert screen.part._languages.value() == "ar"
    assert screen.part.preview.pages() >= 1


def test_what_is_typed_is_kept_on_leaving(
    association: Any, refer: Any, referral: Any, case_id: Any, qtbot: Any
) -> None:
    screen = refer(referral())
    qtbot.keyClicks(screen.part.form.question("summary").editor.box, "Un fait")

    screen.leave()

    kept = association.opened(case_id).file.sheet(SheetCode.UPE_CAPE)
    assert kept.content["summary"] == "Un fait"
    again = refer(referral())
    assert again.part.form.content()["summary"] == "Un fait"


def test_what_the_sheet_lacks_is_said_beside_its_question(
    refer: Any, referral: Any, hands_on: Any
) -> None:
    screen = refer(referral())

    hands_on(screen).press("Valider la fiche")

    assert screen.part.form.question("summary").complaint()
    assert referral().state is ReferralState.PREP


def test_a_signed_sheet_is_ready_to_be_printed(ready: Any, referral: Any) -> None:
    assert referral().state is ReferralState.READY
    assert not ready.part.form.send.isEnabled()
    assert not ready.part.panel._button.isEnabled(), "not before one stands there"


def test_printing_numbers_a_copy_and_keeps_its_digest(
    association: Any, ready: Any, case_id: Any, tray: Any, print_it: Any
) -> None:
    print_it(ready)

    ((pdf, copies),) = tray.printed
    (copy,) = association.opened(case_id).copies
    assert copies == 1
    assert copy.state is CopyState.PRINTED
    assert copy.digest == digest(pdf).hex()
    assert ready.part.form.send.isEnabled()


def test_a_copy_that_does_not_come_out_is_void(
    association: Any, ready: Any, tray: Any, hands_on: Any, print_it: Any
) -> None:
    tray.jams = True

    print_it(ready)

    (copy,) = association.opened(ready._place.case).copies
    assert copy.state is CopyState.VOID
    assert not ready.part.form.send.isEnabled()
    assert "Rien n'est sorti : cette copie est annulée." in hands_on(ready).texts()


def test_without_a_printer_the_referral_stays_ready_and_says_so(
    refer: Any, ready: Any, referral: Any, tray: Any, hands_on: Any
) -> None:
    tray.plugged_in = False
    screen = refer(referral())

    told = "\n".join(hands_on(screen).texts())
    assert "Aucune imprimante n'est reliée" in told
    assert not screen.part.panel._present.isEnabled()
    assert referral().state is ReferralState.READY


def test_a_printed_sheet_is_marked_as_sent(
    ready: Any, referral: Any, hands_on: Any, print_it: Any, qtbot: Any
) -> None:
    print_it(ready)
    form = ready.part.form
    form.channel.button("BY_HAND").click()
    qtbot.keyClicks(form.whom, "Secretariat")

    hands_on(ready).press("Marquer comme envoyée")

    sent = referral()
    assert (sent.state, sent.handed_to) == (ReferralState.SENT, "Secretariat")
    assert sent.sent_on.isoformat() == "2026-03-02"
    assert any("Fiche envoyée" in each for each in hands_on(ready).texts())


def test_how_it_left_must_be_said(
    ready: Any, referral: Any, hands_on: Any, print_it: Any, qtbot: Any
) -> None:
    print_it(ready)
    ready.part.form.day.set_value("2026-03-09")

    hands_on(ready).press("Marquer comme envoyée")
    assert ready.part.form.fields["channel"].complaint()
    assert ready.part.form.fields["handed_to"].complaint()

    ready.part.form.channel.button("FAX").click()
    qtbot.keyClicks(ready.part.form.whom, "Secretariat")
    hands_on(ready).press("Marquer comme envoyée")
    assert "pas encore arrivée" in ready.part.form.fields["sent_on"].complaint()
    assert referral().state is ReferralState.READY


def test_everything_can_be_reached_without_a_mouse(
    refer: Any, referral: Any, ready: Any, hands_on: Any
) -> None:
    assert hands_on(refer()).unreachable() == []
    assert hands_on(refer(referral(Addressee.HOSPITAL))).unreachable() == []
    assert hands_on(ready).unreachable() == []
