"""Adding somebody: their first passphrase is shown once, and their role counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casedesk.app.entrance import VaultEntrance
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, Trainee
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import JournalFilter
from casedesk.circuit.people import Duty, Newcomer, NewPerson, PersonId, Role
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.departure.screen import DepartureScreen
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import DeparturePlace, HomePlace, PeoplePlace
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.people.table_model import PeopleModel
from casedesk.ui.rooms import Rooms
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.workspace import Surroundings, Tools, Workspace
from casedesk.vault.errors import WrongPassphrase


@pytest.fixture
def at_desk(tools: Callable[[Role], Tools]) -> Tools:
    return tools(Role.DIRECTOR)


@pytest.fixture
def screen(at_desk: Tools, qtbot: Any) -> PeopleScreen:
    screen = PeopleScreen(at_desk, PeoplePlace())
    qtbot.addWidget(screen)
    screen.show()
    return screen


@pytest.fixture
def hands(screen: PeopleScreen, hands_on: Any) -> Any:
    return hands_on(screen)


def shown(screen: PeopleScreen) -> list[str]:
    (model,) = screen.findChildren(PeopleModel)
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_everybody_is_listed_by_label(screen: PeopleScreen) -> None:
    assert sorted(shown(screen)) == ["Assistante sociale", "Directrice", "Éducatrice"]


def test_the_list_is_a_proper_model(at_desk: Tools, qtmodeltester: Any) -> None:
    model = PeopleModel()
    model.start_over(at_desk.desk.reads.people())

    qtmodeltester.check(model)


def test_somebody_is_added_and_can_unlock_with_the_phrase_shown(
    screen: PeopleScreen,
    at_desk: Tools,
    association: Any,
    entrance: VaultEntrance,
    hands: Any,
    qtbot: Any,
) -> None:
    qtbot.keyClicks(hands.box("Libellé"), "Educateur 2")
    hands.press("Travail social")
    hands.press("Référent protection")
    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Ajouter")

    (phrase,) = screen.findChildren(Phrase)
    (new,) = [p for p in at_desk.desk.reads.people() if p.label == "Educateur 2"]
    keys = entrance.unlock(association.folder, new.id, phrase.accessibleName())
    assert keys.must_change
    keys.close()
    assert (new.role, new.duties) == (Role.SOCIAL_WORKER, (Duty.REFERENT,))
    assert "Educateur 2" in shown(screen)
    assert any("vive voix" in text for text in hands.texts())


def test_a_phrase_that_was_noted_is_gone(
    screen: PeopleScreen, at_desk: Tools, hands: Any, qtbot: Any
) -> None:
    qtbot.keyClicks(hands.box("Libellé"), "Educateur 2")
    hands.press("Éducation")
    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Ajouter")

    hands.press("C'est noté")

    (phrase,) = screen.findChildren(Phrase)
    assert phrase.accessibleName() == ""
    assert not any("vive voix" in text for text in hands.texts())


def test_what_is_missing_is_said_beside_its_box(
    screen: PeopleScreen, hands: Any
) -> None:
    hands.press("Ajouter")

    assert "Indiquer un libellé." in hands.texts()
    assert "Choisir un rôle." in hands.texts()


def test_a_label_that_is_taken_is_refused_beside_its_box(
    screen: PeopleScreen, at_desk: Tools, hands: Any, qtbot: Any
) -> None:
    qtbot.keyClicks(hands.box("Libellé"), "Directrice")
    hands.press("Éducation")

    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Ajouter")

    assert "Ce libellé est déjà pris. En choisir un autre." in hands.texts()
    assert hands.box("Libellé").text() == "Directrice"


def test_the_page_can_be_used_without_a_mouse(screen: PeopleScreen, hands: Any) -> None:
    assert hands.unreachable() == []


# Keys that are being made, on a vault with its real files


@pytest.fixture
def people(director: Tools, hands_on: Any, qtbot: Any) -> Any:
    """Hands on the page, as the director sees it now."""
    screen = PeopleScreen(director, PeoplePlace())
    qtbot.addWidget(screen)
    screen.show()
    return hands_on(screen)


def words_shown(people: Any) -> str:
    (phrase,) = people.page.findChildren(Phrase)
    return phrase.accessibleName() if phrase.isVisible() else ""


def chosen(people: Any, tools: Tools, role: Role) -> PersonId:
    """Somebody of this role, whose row was pressed."""
    person = next(each for each in tools.desk.reads.people() if each.role is role)
    people.page.person.show_person(person, tools.desk.actor.person)
    return person.id


def opens(house: TrainingVault, person: PersonId, passphrase: str) -> bool:
    try:
        house.entrance.unlock(house.folder, person, passphrase).close()
    except WrongPassphrase:
        return False
    return True


def test_the_passphrase_of_before_stays_until_the_new_one_is_noted(
    people: Any, director: Tools, house: TrainingVault
) -> None:
    educator = chosen(people, director, Role.EDUCATOR)
    people.press("A oublié sa phrase de passe")
    people.press("Oui, lui en donner une autre")
    words = words_shown(people)

    people.press("Ne rien changer")

    assert len(words.split()) == 6
    assert words_shown(people) == ""
    assert opens(house, educator, EDUCATOR.passphrase)
    assert not opens(house, educator, words)


@pytest.fixture
def draft_begun(house: TrainingVault) -> None:
    with house.sitting(EDUCATOR) as sitting:
        sitting.desk.do(BeginDraft("no", "no"))


def test_another_passphrase_is_said_to_lose_what_was_not_sent(
    draft_begun: None, people: Any, director: Tools
) -> None:
    chosen(people, director, Role.EDUCATOR)
    (told,) = (each for each in people.texts() if "brouillon" in each)

    people.press("A oublié sa phrase de passe")
    people.press("Oui, lui en donner une autre")

    assert told.startswith("1 brouillon non transmis, commencé le 2 mars 2026")
    lost = "est perdu : ce coffre n'a pas de feuilles de secours."
    assert told.endswith(lost)
    assert [each for each in people.texts() if each.endswith(lost)][1:]  # both times


@pytest.fixture
def cut_short(house: TrainingVault) -> NewPerson:
    """Keys for somebody, and the power went before their role was written."""
    with house.sitting(DIRECTOR) as sitting:
        return sitting.add_person("Educateur 2", Role.SOCIAL_WORKER)


def test_an_enrolment_that_was_cut_short_is_finished_under_words_somebody_saw(
    cut_short: NewPerson, people: Any, director: Tools, house: TrainingVault, qtbot: Any
) -> None:
    told = "n'est pas terminée."
    assert any(told in each and "Travail social" in each for each in people.texts())
    people.press("Terminer l'inscription")
    words = words_shown(people)
    with qtbot.waitSignal(director.jobs.idle):
        people.press("C'est noté")

    assert people.page.unfinished.banners == []
    assert cut_short.label in shown(people.page)
    director.sitting.lock()
    newcomer = Trainee(cut_short.label, Role.SOCIAL_WORKER, words)
    with house.sitting(newcomer) as sitting:
        assert sitting.must_change
        assert sitting.desk.actor.role is Role.SOCIAL_WORKER
        assert sitting.desk.holds(Home.CASES)


@pytest.mark.parametrize("role", Role)
def test_the_keys_of_a_newcomer_say_what_they_were_to_be(
    house: TrainingVault, role: Role
) -> None:
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person("Nouvelle", role)

        (newcomer,) = sitting.newcomers()

    assert newcomer == Newcomer(new.id, "Nouvelle", role)


def test_an_enrolment_that_was_cut_short_is_taken_back(
    cut_short: NewPerson, people: Any, director: Tools, hands_on: Any, qtbot: Any
) -> None:
    people.press("Retirer…")
    screen = DepartureScreen(director, DeparturePlace(cut_short.id))
    qtbot.addWidget(screen)
    page = hands_on(screen)
    page.press("Fermer son accès et changer les clés")
    with qtbot.waitSignal(director.jobs.idle, timeout=20_000):
        page.press("Oui, fermer son accès pour toujours")

    assert any("n'ouvre plus ce coffre" in each for each in page.texts())
    assert director.sitting.newcomers() == ()
    assert not director.sitting.keys.has_key(cut_short.id)
    (line,) = director.desk.reads.journal(JournalFilter(Home.DESK), None, 1)
    assert line.event == EventKind.PERSON_ENDED
    again = director.sitting.add_person(cut_short.label, Role.EDUCATOR)
    assert again.id != cut_short.id


@pytest.fixture
def window(around: Surroundings, house: TrainingVault, qtbot: Any) -> MainWindow:
    """The director at the people page of the real window."""
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, house.folder)
    qtbot.addWidget(window)
    window.show()
    person = house.person(DIRECTOR)
    window.sit_down(house.entrance.unlock(house.folder, person, DIRECTOR.passphrase))
    assert isinstance(window.workspace, Workspace)
    window.workspace.go_to(PeoplePlace())
    return window


def begin_adding(window: MainWindow, hands_on: Any) -> Any:
    """Somebody is added, and their keys are not made yet."""
    workspace = window.workspace
    assert isinstance(workspace, Workspace)
    page = hands_on(workspace.shown)
    page.type("Libellé", "Educateur 2")
    page.press("Travail social")
    page.press("Ajouter")
    return page


def test_nobody_leaves_the_page_before_the_words_are_there(
    window: MainWindow, hands_on: Any, qtbot: Any
) -> None:
    page = begin_adding(window, hands_on)
    workspace = window.workspace
    assert isinstance(workspace, Workspace)

    workspace.go_to(HomePlace())
    stayed = workspace.shown is page.page
    qtbot.waitUntil(lambda: not workspace.is_busy)

    assert stayed
    assert any("Des clés se préparent." in each for each in hands_on(window).texts())
    assert len(words_shown(page).split()) == 6
    assert "Educateur 2" in shown(page.page)
    workspace.go_to(HomePlace())
    assert isinstance(workspace.shown, BoardScreen)
    window.lock()


def test_a_lock_waits_until_the_newcomer_is_enrolled(
    window: MainWindow, house: TrainingVault, hands_on: Any, qtbot: Any
) -> None:
    begin_adding(window, hands_on)

    window.lock()
    qtbot.waitUntil(lambda: window.workspace is None)

    with house.sitting(DIRECTOR) as sitting:
        assert sitting.newcomers() == ()
        assert "Educateur 2" in {each.label for each in sitting.desk.reads.people()}


def test_a_role_that_cannot_be_written_leaves_somebody_to_be_finished(
    director: Tools, people: Any, qtbot: Any
) -> None:
    people.type("Libellé", "Educateur 2")
    people.press("Travail social")
    move = director.sitting.keys.begin_rotation()  # from here on nothing is written
    with qtbot.waitSignal(director.jobs.idle):
        people.press("Ajouter")
    move.settle()

    assert words_shown(people) == ""
    (newcomer,) = director.sitting.newcomers()
    assert newcomer.label == "Educateur 2"
    assert len(people.page.unfinished.banners) == 1
