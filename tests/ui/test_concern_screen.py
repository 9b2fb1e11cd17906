"""Recording a concern: danger first, nothing kept too early, nothing lost later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import Qt

from casedesk.circuit.commands.concerns import BeginDraft, SendConcern
from casedesk.circuit.desk import Desk
from casedesk.circuit.errors import NotFound, Trouble
from casedesk.circuit.people import Role
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.navigation import ConcernPlace, HomePlace, ReceiptPlace
from casedesk.ui.workspace import Tools

DANGER = "L'enfant est-il en danger maintenant ?"
MEMBER = "Une personne de l'association est-elle mise en cause ?"


@pytest.fixture
def educator(tools: Callable[[Role], Tools]) -> Tools:
    return tools(Role.EDUCATOR)


@pytest.fixture
def open_screen(educator: Tools, qtbot: Any) -> Callable[..., ConcernScreen]:
    def opened(place: ConcernPlace | None = None) -> ConcernScreen:
        screen = ConcernScreen(educator, place or ConcernPlace(), pause=0)
        qtbot.addWidget(screen)
        screen.resize(1100, 700)
        screen.show()
        return screen

    return opened


@pytest.fixture
def screen(open_screen: Callable[..., ConcernScreen]) -> ConcernScreen:
    return open_screen()


@pytest.fixture
def hands(screen: ConcernScreen, hands_on: Callable[..., Any]) -> Any:
    return hands_on(screen)


@pytest.fixture
def answer(screen: ConcernScreen, qtbot: Any) -> Callable[[str, str], None]:
    """Press this answer to one of the two questions."""

    def press(question: str, value: str) -> None:
        gate = screen.gates.danger if question == DANGER else screen.gates.member
        qtbot.mouseClick(gate.button(value), Qt.MouseButton.LeftButton)

    return press


def drops(association: Any) -> int:
    return len(association.director.reads.drops())


def only_draft(desk: Desk) -> Any:
    (draft,) = desk.reads.my_drafts()
    return draft


def test_the_first_question_stands_alone(screen: ConcernScreen, hands: Any) -> None:
    assert screen.gates.danger.isVisible()
    assert not screen.gates.member.isVisible()
    assert not screen.form.isVisible()
    assert not screen.bar.isVisible()
    assert hands.unreachable() == []


@pytest.mark.parametrize("told", ["yes", "unknown"])
def test_danger_shows_at_once_whom_to_call(
    told: str, screen: ConcernScreen, answer: Callable[[str, str], None], hands: Any
) -> None:
    answer(DANGER, told)

    assert screen.gates.emergency.isVisible()
    assert {"19", "177", "2511"} <= set(hands.texts())
    assert "Appelez d'abord. Vous noterez après." in hands.texts()
    assert hands.unreachable() == []


def test_nothing_is_kept_before_both_questions_are_answered(
    answer: Callable[[str, str], None], educator: Tools, association: Any
) -> None:
    answer(DANGER, "yes")

    assert educator.desk.reads.my_drafts() == ()
    assert drops(association) == 0


@pytest.mark.parametrize("told", ["yes", "unknown"])
def test_when_a_member_may_be_involved_nothing_is_kept_and_the_way_out_is_shown(
    told: str,
    screen: ConcernScreen,
    answer: Callable[[str, str], None],
    educator: Tools,
    association: Any,
    hands: Any,
) -> None:
    answer(DANGER, "yes")
    screen.gates.emergency.called.emit("CALLED_POLICE", "Police")
    answer(MEMBER, told)

    assert screen.outside.isVisible()
    assert screen.gates.emergency.isVisible()
    assert screen.gates.emergency.notes() == []
    assert not screen.form.isVisible()
    assert any("procureur du Roi" in each for each in hands.texts())
    assert educator.desk.reads.my_drafts() == ()
    assert drops(association) == 0


def test_the_second_answer_can_be_taken_back(
    screen: ConcernScreen,
    answer: Callable[[str, str], None],
    hands: Any,
    educator: Tools,
) -> None:
    answer(DANGER, "no")
    answer(MEMBER, "yes")

    hands.press("Changer ma réponse")
    answer(MEMBER, "no")

    assert screen.form.isVisible()
    assert not screen.outside.isVisible()
    assert only_draft(educator.desk).content == {"in_danger": "no"}


def test_the_keyboard_stays_with_what_one_is_doing(
    screen: ConcernScreen, answer: Callable[[str, str], None], hands: Any, qtbot: Any
) -> None:
    with qtbot.waitActive(screen):
        screen.activateWindow()
    answer(DANGER, "yes")

    answer(MEMBER, "yes")
    aside = screen.focusWidget()
    hands.press("Changer ma réponse")
    answer(MEMBER, "no")
    where = screen.form.question("where_now")

    assert aside is screen.outside.done
    assert where.isAncestorOf(screen.focusWidget())
    assert where.visibleRegion().boundingRect() == where.rect()


def test_danger_alerts_the_team_and_keeps_the_call_that_was_made(
    screen: ConcernScreen,
    answer: Callable[[str, str], None],
    association: Any,
    qtbot: Any,
    hands: Any,
) -> None:
    answer(DANGER, "unknown")
    call = hands.box("J'ai appelé : Police")
    qtbot.mouseClick(call, Qt.MouseButton.LeftButton)
    assert screen.gates.emergency.notes() == ["Noté : Police, 12\u00a0h\u00a000"]

    answer(MEMBER, "no")

    made = [{"at": "2026-03-02T12:00 exact", "act": "CALLED_POLICE", "who": "Police"}]
    assert drops(association) == 1
    assert only_draft(association.educator).content["actions"] == made
    assert screen.form.content()["actions"] == made


def test_without_danger_no_alert_goes_out(
    screen: ConcernScreen, answer: Callable[[str, str], None], association: Any
) -> None:
    answer(DANGER, "no")
    answer(MEMBER, "no")

    assert drops(association) == 0
    assert not screen.gates.emergency.isVisible()


@pytest.fixture
def begun(screen: ConcernScreen, answer: Callable[[str, str], None]) -> ConcernScreen:
    """A concern without danger, both questions answered."""
    answer(DANGER, "no")
    answer(MEMBER, "no")
    return screen


def test_the_form_does_not_ask_the_first_question_again(begun: ConcernScreen) -> None:
    with pytest.raises(KeyError):
        begun.form.question("in_danger")
    assert begun.content()["in_danger"] == "no"


def test_what_is_typed_is_kept_after_a_pause(
    begun: ConcernScreen, hands: Any, educator: Tools, qtbot: Any, clock: Any
) -> None:
    with qtbot.waitSignal(begun.autosave.saved):
        hands.type("Où est l'enfant maintenant, et avec qui ?", "chez sa tante")

    assert only_draft(educator.desk).content["where_now"] == "chez sa tante"
    clock.pass_(seconds=4)
    begun.refresh()
    assert begun.bar.status.text() == "Enregistré il y a 4\u00a0s"


def test_what_is_typed_is_kept_before_one_leaves(
    begun: ConcernScreen, hands: Any, educator: Tools
) -> None:
    hands.type("Où est l'enfant maintenant, et avec qui ?", "chez sa tante")

    begun.leave()

    assert only_draft(educator.desk).content["where_now"] == "chez sa tante"


def test_a_draft_is_taken_up_where_it_was_left(
    begun: ConcernScreen,
    hands: Any,
    educator: Tools,
    open_screen: Callable[..., ConcernScreen],
) -> None:
    hands.type("Où est l'enfant maintenant, et avec qui ?", "chez sa tante")
    begun.leave()

    again = open_screen(ConcernPlace(only_draft(educator.desk).id))

    assert again.content() == {"in_danger": "no", "where_now": "chez sa tante"}
    assert again.form.isVisible()


def test_a_new_concern_offers_the_drafts_one_has_not_finished(
    educator: Tools,
    open_screen: Callable[..., ConcernScreen],
    hands_on: Callable[..., Any],
    visited: list[Any],
) -> None:
    draft = educator.desk.do(BeginDraft("no", "no"))

    hands_on(open_screen()).press("Reprendre")

    assert visited == [ConcernPlace(draft)]


def test_nobody_takes_up_the_draft_of_somebody_else(
    tools: Callable[[Role], Tools], educator: Tools
) -> None:
    draft = educator.desk.do(BeginDraft("no", "no"))

    with pytest.raises(NotFound):
        ConcernScreen(tools(Role.DIRECTOR), ConcernPlace(draft))


def test_the_kind_of_entry_unfolds_its_account(
    begun: ConcernScreen, qtbot: Any
) -> None:
    assert begun.form.section("said").is_folded
    entry: Any = begun.form.question("entry").editor

    qtbot.mouseClick(entry.box.button("DEVOIL"), Qt.MouseButton.LeftButton)

    assert not begun.form.section("said").is_folded
    assert begun.form.section("seen").is_folded


def test_what_is_missing_is_said_beside_it(begun: ConcernScreen, hands: Any) -> None:
    hands.press("Transmettre au référent")

    assert begun.form.question("where_now").complaint() == "À compléter."
    assert begun.form.question("guardian_informed").complaint() == "À compléter."
    assert begun.form.question("told_person").complaint() == ""  # nobody may be there
    assert not begun.notice.isVisible()


def test_without_any_account_signs_or_words_are_asked_for(
    begun: ConcernScreen, hands: Any, the_dozen: dict[str, Any]
) -> None:
    begun.form.set_content({**the_dozen, "physical_signs": ""})

    hands.press("Transmettre au référent")

    assert begun.form.question("physical_signs").complaint() == "À compléter."
    assert begun.form.question("physical_signs").isVisible()


@pytest.fixture
def the_dozen(association: Any) -> dict[str, Any]:
    """As little as can be sent, after a doubt."""
    return {
        "where_now": "Chez sa tante",
        "entry": "DOUTE",
        "sex": "F",
        "birth": "~9@2026-03-02",
        "physical_signs": "Deux traces rouges sur l'avant-bras.",
        "observed_at": "2026-03-02T11:00 about",
        "present": "personne",
        "actions": [{"at": "2026-03-02T11:30 exact", "act": "TOLD_REFERENT"}],
        "told_person": association.people[Role.DIRECTOR],
        "told_at": "2026-03-02T11:30 exact",
        "guardian_informed": "no",
    }


def test_ctrl_enter_sends_it_and_shows_the_number_to_keep(
    begun: ConcernScreen,
    the_dozen: dict[str, Any],
    association: Any,
    qtbot: Any,
    hands: Any,
) -> None:
    begun.form.set_content(the_dozen)
    box = begun.form.question("physical_signs").editor.focusProxy()

    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    (receipt,) = association.educator.reads.my_receipts()
    assert any(receipt.number in each for each in hands.texts())
    assert begun.focusWidget().text() == "Retour à l'accueil"
    assert association.educator.reads.my_drafts() == ()
    assert drops(association) == 1
    assert not begun.form.isVisible()


def test_after_sending_one_goes_home_or_adds_to_it(
    begun: ConcernScreen,
    the_dozen: dict[str, Any],
    educator: Tools,
    hands: Any,
    visited: list[Any],
) -> None:
    begun.form.set_content(the_dozen)
    hands.press("Transmettre au référent")

    hands.press("Ajouter un complément")
    hands.press("Retour à l'accueil")

    (receipt,) = educator.desk.reads.my_receipts()
    assert visited == [ReceiptPlace(receipt.id), HomePlace()]


def test_leaving_after_it_was_sent_begins_nothing_anew(
    begun: ConcernScreen, the_dozen: dict[str, Any], educator: Tools, hands: Any
) -> None:
    begun.form.set_content(the_dozen)
    begun.autosave.touch()
    hands.press("Transmettre au référent")

    begun.leave()

    assert educator.desk.reads.my_drafts() == ()


def test_a_draft_is_given_up_only_when_one_says_so_twice(
    begun: ConcernScreen, hands: Any, educator: Tools, visited: list[Any]
) -> None:
    hands.press("Abandonner ce brouillon")
    assert len(educator.desk.reads.my_drafts()) == 1

    hands.press("Oui, effacer ce brouillon")
    assert educator.desk.reads.my_drafts() == ()
    assert visited == [HomePlace()]


@contextmanager
def no_room_to_grow(association: Any) -> Iterator[None]:
    """A disk that is full, as far as the store can tell."""
    db = association.sit(Role.EDUCATOR).desk_store.db
    db.set_authorizer(lambda *_: 0)  # lets the test set what the store never sets
    db.value(f"PRAGMA max_page_count = {db.value('PRAGMA page_count')}")
    yield
    db.value("PRAGMA max_page_count = 4294967294")


def test_a_full_disk_is_told_and_nothing_typed_is_lost(
    begun: ConcernScreen, educator: Tools, association: Any, qtbot: Any
) -> None:
    long = "Deux traces rouges. " * 5_000
    signs: Any = begun.form.question("physical_signs").editor

    with no_room_to_grow(association):
        with qtbot.waitSignal(begun.autosave.failed):
            signs.box.insertPlainText(long)
        assert "disque est plein" in begun.notice.sentence()
        assert begun.notice.isVisible()
        assert begun.content()["physical_signs"] == long.strip()
        with pytest.raises(Trouble):
            begun.leave()

    begun.leave()

    assert not begun.notice.isVisible()
    assert only_draft(educator.desk).content["physical_signs"] == long.strip()


def test_danger_that_is_seen_later_warns_the_team_once_and_is_kept(
    begun: ConcernScreen,
    answer: Callable[[str, str], None],
    educator: Tools,
    association: Any,
) -> None:
    answer(DANGER, "yes")
    answer(DANGER, "unknown")
    answer(DANGER, "yes")
    begun.leave()

    assert begun.gates.emergency.isVisible()
    assert begun.gates.emergency.notes() == [
        "L'équipe verra l'alerte en ouvrant casedesk."
    ]
    assert drops(association) == 1
    assert only_draft(educator.desk).content["in_danger"] == "yes"


def test_whoever_has_no_receipts_at_home_finds_them_where_they_write(
    tools: Callable[[Role], Tools],
    the_dozen: dict[str, Any],
    qtbot: Any,
    hands_on: Any,
    visited: list[Any],
) -> None:
    """The home of the case team shows cases: theirs were shown nowhere."""
    worker = tools(Role.SOCIAL_WORKER)
    screen = ConcernScreen(worker, ConcernPlace())
    qtbot.addWidget(screen)
    screen.show()
    assert not screen.receipts.isVisible()
    content = {**the_dozen, "in_danger": "no"}
    numbers = [
        worker.desk.do(SendConcern(worker.desk.do(BeginDraft("no", "no")), content))
        for _ in range(6)
    ]

    screen = ConcernScreen(worker, ConcernPlace())
    qtbot.addWidget(screen)
    screen.show()
    hands = hands_on(screen)
    assert "Vos transmissions" in hands.texts()
    assert len(set(numbers) & set(hands.buttons())) == 5
    hands.press("Voir les plus anciennes")
    hands.press(numbers[0])

    assert visited == [ReceiptPlace(worker.desk.reads.my_receipts()[-1].id)]
    screen.gates.danger.button("no").click()
    screen.gates.member.button("no").click()
    assert not screen.receipts.isVisible()


def test_whoever_leads_records_a_concern_too(
    tools: Callable[[Role], Tools], qtbot: Any
) -> None:
    screen = ConcernScreen(tools(Role.DIRECTOR), ConcernPlace())
    qtbot.addWidget(screen)
    screen.show()

    qtbot.mouseClick(screen.gates.danger.button("no"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.gates.member.button("no"), Qt.MouseButton.LeftButton)

    assert screen.form.isVisible()
