"""Keys and departures, on a real training vault from its real entrance."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from casedesk.app.training import TrainingVault, draw_circles
from casedesk.app.training_texts import BOARD, DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import JournalFilter
from casedesk.circuit.keys import ShareGroup
from casedesk.circuit.people import Role
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.changes import ChangeSignal
from casedesk.ui.departure.screen import DepartureScreen
from casedesk.ui.keys.screen import KeysScreen
from casedesk.ui.keys.shares_card import SharesCard
from casedesk.ui.navigation import DeparturePlace, HomePlace, KeysPlace, PeoplePlace
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.start.recovery_page import RecoveryPage
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.workspace import Surroundings, Tools
from casedesk.vault.errors import WrongPassphrase
from casedesk.vault.recovery import RecoverySecret
from casedesk.vault.shares import set_id


@pytest.fixture
def keys(director: Tools, qtbot: Any) -> KeysScreen:
    screen = KeysScreen(director, KeysPlace())
    qtbot.addWidget(screen)
    screen.show()
    return screen


def print_and_type_back(card: SharesCard, hands_on: Any) -> list[str]:
    """All three by hand, then the first and the last."""
    card.draw.click()
    sheets = card.sheets
    assert sheets is not None
    seen = []
    for number in range(3):
        sheets.copy_by_hand(number)
        seen.append(sheets.words.accessibleName())
    hands = hands_on(sheets)
    hands.box("Une feuille").setText(seen[0])
    hands.box("Une autre feuille").setText(seen[2])
    hands.press("Vérifier les deux feuilles")
    return seen


def test_the_page_says_who_could_open_what_and_what_is_missing(
    keys: KeysScreen, hands_on: Any
) -> None:
    told = "\n".join(hands_on(keys).texts())

    assert "Aucune feuille de secours ne rouvre le coffre" in told
    assert "Aucun cercle restreint n'est prêt" in told
    assert "l'accueil de tous, les dossiers de l'équipe" in told


def test_sheets_of_the_vault_come_into_force_when_two_are_typed_back(
    keys: KeysScreen, director: Tools, hands_on: Any, house: TrainingVault
) -> None:
    one, two, _ = print_and_type_back(keys.shares[ShareGroup.TEAM], hands_on)

    reach = director.sitting.keys.drill((one, two))
    assert (reach.desk, reach.cases) == (True, True)
    told = "\n".join(hands_on(keys).texts())
    assert "Aucune feuille de secours ne rouvre le coffre" not in told
    assert "Ces feuilles sont en service." in told


def test_sheets_that_were_not_typed_back_change_nothing(
    keys: KeysScreen, director: Tools
) -> None:
    before = director.sitting.keys.reach()
    card = keys.shares[ShareGroup.TEAM]
    card.draw.click()
    offer = card._offer
    assert offer is not None

    keys.leave()

    assert offer.shares == ()  # the secret is gone with the page
    assert director.sitting.keys.reach() == before


def test_with_their_sheets_the_circles_are_made_and_can_be_written_to(
    keys: KeysScreen, director: Tools, hands_on: Any, house: TrainingVault
) -> None:
    print_and_type_back(keys.shares[ShareGroup.CIRCLES], hands_on)

    circles = director.desk.reads.circles()
    assert {len(each.members) for each in circles} == {0, 1}
    assert "Aucun cercle restreint n'est prêt" not in "\n".join(hands_on(keys).texts())
    director.sitting.lock()
    with house.sitting(DIRECTOR) as again:
        assert len(again.circles) == 1
        again_reach = again.keys.reach()
    assert any(len(each.circles) == 2 for each in again_reach if not each.label)


@pytest.fixture
def circles_drawn(house: TrainingVault) -> None:
    """A member of the board and both circles, before anybody sits down."""
    draw_circles(house)


def test_the_old_sheets_are_kept_while_they_alone_open_a_circle(
    circles_drawn: None, keys: KeysScreen, hands_on: Any
) -> None:
    print_and_type_back(keys.shares[ShareGroup.CIRCLES], hands_on)

    (told,) = (each for each in hands_on(keys).texts() if "sont en service" in each)
    assert "Garder les anciennes feuilles" in told
    assert told.endswith(" : le cercle « \u2068Présidence\u2069 ».")
    assert "Détruire" not in told


def test_circles_are_under_their_own_sheets_after_nine_sets_for_the_vault(
    keys: KeysScreen, director: Tools, hands_on: Any
) -> None:
    for _ in range(9):
        offer = director.sitting.keys.begin_shares(ShareGroup.TEAM)
        offer.confirm(offer.shares[1:])
        offer.finish()

    print_and_type_back(keys.shares[ShareGroup.CIRCLES], hands_on)

    reach = {each.group: each for each in director.sitting.keys.reach() if each.group}
    assert (reach["r9"].cases, reach["r9"].circles) == (True, ())
    assert (reach["r10"].cases, len(reach["r10"].circles)) == (False, 2)


def test_sheets_that_could_not_be_put_in_force_are_typed_back_once_more(
    keys: KeysScreen, director: Tools, hands_on: Any
) -> None:
    """Whatever kept them from it, nobody has to print three others."""
    card = keys.shares[ShareGroup.TEAM]
    move = director.sitting.keys.begin_rotation()
    one, _, three = print_and_type_back(card, hands_on)
    assert not any("sont en service" in each for each in hands_on(keys).texts())
    move.settle()

    assert card.sheets is not None
    hands = hands_on(card.sheets)
    hands.box("Une feuille").setText(one)
    hands.box("Une autre feuille").setText(three)
    hands.press("Vérifier les deux feuilles")

    assert any("sont en service" in each for each in hands_on(keys).texts())


def test_the_exercise_tells_in_words_and_changes_nothing(
    keys: KeysScreen, hands_on: Any, house: TrainingVault
) -> None:
    one, two, _ = print_and_type_back(keys.shares[ShareGroup.TEAM], hands_on)
    header = (house.folder / "vault.json").read_bytes()
    hands = hands_on(keys.drill)
    hands.box("Une feuille").setText(one)
    hands.box("Une autre feuille").setText(two)

    hands.press("Faire l'exercice")

    told = f"Deux feuilles de la série \u2068{set_id(one)}\u2069 : l'accueil de tous"
    assert f"{told}, les dossiers de l'équipe" in hands.texts()
    assert (house.folder / "vault.json").read_bytes() == header


def test_a_set_is_told_by_its_number_and_by_the_day_it_was_last_tried(
    keys: KeysScreen, hands_on: Any, clock: Any
) -> None:
    one, two, _ = print_and_type_back(keys.shares[ShareGroup.TEAM], hands_on)
    clock.pass_(days=200)
    hands = hands_on(keys.drill)
    hands.box("Une feuille").setText(one)
    hands.box("Une autre feuille").setText(two)

    hands.press("Faire l'exercice")

    told = next(each for each in hands_on(keys).texts() if "vérifiées" in each)
    assert told.startswith("Deux feuilles de la série")
    assert set_id(one) in told
    assert told.endswith("(vérifiées le 18 septembre 2026)")


@pytest.fixture
def home(director: Tools, qtbot: Any) -> BoardScreen:
    """Where the direction sees what waits for it."""
    board = BoardScreen(director, HomePlace())
    qtbot.addWidget(board)
    board.show()
    return board


def told_at(home: BoardScreen) -> list[str]:
    home.refresh()
    return [each.sentence() for each in home.watch.banners]


def test_the_direction_is_told_at_home_while_a_circle_is_missing(
    keys: KeysScreen,
    home: BoardScreen,
    director: Tools,
    visited: list[Any],
    hands_on: Any,
) -> None:
    told = "Les cercles restreints ne sont pas tous prêts."
    assert any(told in each for each in told_at(home))
    hands_on(home.watch).press("Voir les clés")
    assert visited == [KeysPlace()]

    print_and_type_back(keys.shares[ShareGroup.CIRCLES], hands_on)

    assert not any(told in each for each in told_at(home))


def test_circles_that_were_not_made_with_their_sheets_can_be_made_later(
    keys: KeysScreen, director: Tools, hands_on: Any, clock: Any
) -> None:
    """Cut between the sheets and the circles: nobody prints three others for it."""
    assert "Créer les cercles" not in hands_on(keys).buttons()
    for group in (ShareGroup.TEAM, ShareGroup.CIRCLES):
        offer = director.sitting.keys.begin_shares(group)
        offer.confirm(offer.shares[1:])
        made = offer.finish().group
    keys.refresh()

    hands_on(keys).press("Créer les cercles")

    reach = {each.group: each for each in director.sitting.keys.reach() if each.group}
    assert len(reach[made].circles) == 2
    assert "Créer les cercles" not in hands_on(keys).buttons()
    assert director.sitting.circle_keys.missing() == ()
    lines = director.desk.reads.journal(JournalFilter(home=Home.DESK), None, 9)
    assert [each.event for each in lines].count(EventKind.CIRCLE_MADE) == 2


def test_the_direction_is_told_at_home_until_sheets_were_tried_within_the_year(
    circles_drawn: None,
    home: BoardScreen,
    director: Tools,
    visited: list[Any],
    clock: Any,
    hands_on: Any,
) -> None:
    assert told_at(home) == [
        "Aucune feuille de secours ne rouvre le coffre : en imprimer une série."
    ]
    offer = director.sitting.keys.begin_shares(ShareGroup.TEAM)
    shares = offer.shares
    offer.confirm(shares[1:])
    offer.finish()
    assert told_at(home) == []

    clock.pass_(days=366)
    assert told_at(home) == [
        "Aucune feuille de secours vérifiée depuis un an : faire l'exercice."
    ]
    hands_on(home.watch).press("Voir les clés")
    assert visited == [KeysPlace()]
    director.sitting.keys.drill(shares[:2])
    assert told_at(home) == []


def test_sheets_that_were_used_are_asked_for_again(
    house: TrainingVault, director: Tools, qtbot: Any, hands_on: Any
) -> None:
    offer = director.sitting.keys.begin_shares(ShareGroup.TEAM)
    shares = offer.shares
    offer.confirm(shares[1:])
    offer.finish()
    director.sitting.lock()
    person, phrase = house.person(DIRECTOR), house.entrance.draw_passphrase()
    keys = house.entrance.recover(house.folder, shares[1:], person, phrase)
    sitting = house.entrance.sit_down(keys)
    signal = ChangeSignal(sitting.desk)
    again = replace(director, desk=sitting.desk, sitting=sitting, changes=signal)
    told = "Deux feuilles de secours ont servi à rouvrir le coffre"

    board = BoardScreen(again, HomePlace())
    page = KeysScreen(again, KeysPlace())
    for screen in (board, page):
        qtbot.addWidget(screen)
        screen.show()
    assert [each.startswith(told) for each in told_at(board)] == [True]
    assert any(each.startswith(told) for each in hands_on(page).texts())

    print_and_type_back(page.shares[ShareGroup.TEAM], hands_on)
    assert not any(each.startswith(told) for each in told_at(board))
    assert not any(each.startswith(told) for each in hands_on(page).texts())
    signal.stop()
    sitting.lock()


def test_new_keys_for_everything_and_everybody_still_gets_in(
    keys: KeysScreen, hands_on: Any, house: TrainingVault, qtbot: Any, director: Tools
) -> None:
    hands = hands_on(keys)
    hands.press("Changer toutes les clés")
    with qtbot.waitSignal(director.jobs.idle, timeout=20_000):
        hands.press("Oui, les changer maintenant")

    assert any("Les clés sont changées." in each for each in hands.texts())
    assert sorted(each.name for each in house.folder.glob("*.db")) == [
        "cases.g2.db",
        "desk.g2.db",
    ]
    assert director.desk.reads.people()
    assert "Changer les clés de mes cercles" not in hands.buttons()
    director.sitting.lock()
    with house.sitting(EDUCATOR) as sitting:
        assert sitting.desk.reads.my_receipts() == ()


def test_the_board_changes_the_keys_of_its_circles_from_the_same_page(
    circles_drawn: None,
    house: TrainingVault,
    director: Tools,
    hands_on: Any,
    qtbot: Any,
) -> None:
    director.sitting.lock()
    with house.sitting(BOARD) as sitting:
        signal = ChangeSignal(sitting.desk)
        at_board = replace(director, desk=sitting.desk, sitting=sitting, changes=signal)
        page = KeysScreen(at_board, KeysPlace())
        qtbot.addWidget(page)
        page.show()
        hands = hands_on(page)
        assert "Changer toutes les clés" not in hands.buttons()
        hands.press("Changer les clés de mes cercles")
        with qtbot.waitSignal(director.jobs.idle, timeout=20_000):
            hands.press("Oui, les changer maintenant")
        assert any("Les clés sont changées." in each for each in hands.texts())
        circles = set(sitting.circles)
        signal.stop()

    files = {each.name for each in house.folder.glob("*.db")}
    assert len(circles) == 2
    assert files == {
        "cases.g1.db",
        "desk.g1.db",
        *(f"{cid}.g2.db" for cid in circles),
    }


@pytest.fixture
def departure(director: Tools, house: TrainingVault, qtbot: Any) -> DepartureScreen:
    place = DeparturePlace(house.person(SOCIAL_WORKER))
    screen = DepartureScreen(director, place)
    qtbot.addWidget(screen)
    screen.show()
    return screen


def test_somebody_leaves_and_their_passphrase_opens_nothing(
    departure: DepartureScreen,
    director: Tools,
    house: TrainingVault,
    hands_on: Any,
    qtbot: Any,
) -> None:
    gone = house.person(SOCIAL_WORKER)
    hands = hands_on(departure)
    hands.press("Fermer son accès et changer les clés")
    with qtbot.waitSignal(director.jobs.idle, timeout=20_000):
        hands.press("Oui, fermer son accès pour toujours")

    assert any("n'ouvre plus ce coffre" in each for each in hands.texts())
    director.sitting.lock()
    assert gone not in dict(house.entrance.look(house.folder).people)
    with pytest.raises(WrongPassphrase):
        house.entrance.unlock(house.folder, gone, SOCIAL_WORKER.passphrase)


def test_somebody_who_forgot_gets_another_passphrase(
    director: Tools, house: TrainingVault, qtbot: Any, hands_on: Any
) -> None:
    screen = PeopleScreen(director, PeoplePlace())
    qtbot.addWidget(screen)
    screen.show()
    hands = hands_on(screen)
    person = next(
        each for each in director.desk.reads.people() if each.role is Role.EDUCATOR
    )
    screen.person.show_person(person, director.desk.actor.person)
    hands.press("A oublié sa phrase de passe")
    hands.press("Oui, lui en donner une autre")
    (shown,) = (each.accessibleName() for each in phrases(screen) if each.isVisible())
    with qtbot.waitSignal(director.jobs.idle):
        hands.press("C'est noté")

    assert not any(each.isVisible() for each in phrases(screen))
    director.sitting.lock()
    with pytest.raises(WrongPassphrase):
        house.entrance.unlock(house.folder, person.id, EDUCATOR.passphrase)
    house.entrance.unlock(house.folder, person.id, shown).close()


def phrases(screen: PeopleScreen) -> list[Any]:
    return screen.findChildren(Phrase)


def test_nobody_renews_or_removes_themselves(director: Tools, qtbot: Any) -> None:
    screen = PeopleScreen(director, PeoplePlace())
    qtbot.addWidget(screen)
    screen.show()
    me = director.desk.actor.person
    mine = next(each for each in director.desk.reads.people() if each.id == me)

    screen.person.show_person(mine, me)

    assert not screen.person.isVisible()


@pytest.mark.parametrize("make", [KeysScreen, DepartureScreen])
def test_everything_can_be_reached_with_the_keyboard(
    make: Callable[..., Any],
    director: Tools,
    house: TrainingVault,
    hands_on: Any,
    qtbot: Any,
) -> None:
    places = {
        KeysScreen: KeysPlace(),
        DepartureScreen: DeparturePlace(house.person(EDUCATOR)),
    }
    screen = make(director, places[make])
    qtbot.addWidget(screen)
    screen.show()

    assert hands_on(screen).unreachable() == []


def test_the_direction_comes_back_with_two_sheets_and_a_new_phrase(
    keys: KeysScreen,
    director: Tools,
    house: TrainingVault,
    hands_on: Any,
    around: Surroundings,
    qtbot: Any,
) -> None:
    one, two, _ = print_and_type_back(keys.shares[ShareGroup.TEAM], hands_on)
    director.sitting.lock()
    page = RecoveryPage(
        house.entrance, house.entrance.look(house.folder), director.jobs
    )
    qtbot.addWidget(page)
    page.show()
    phrase = page.words.accessibleName()
    hands = hands_on(page)
    hands.box("Qui êtes-vous ?").set_value(house.person(DIRECTOR))
    hands.box("Une feuille").setText(two)
    hands.box("Une autre feuille").setText(one)
    hands.box("Retaper la nouvelle phrase en lisant le papier").setText(phrase)
    assert hands.unreachable() == []

    with qtbot.waitSignal(page.recovered) as recovered:
        hands.press("Rouvrir le coffre")

    sitting = house.entrance.sit_down(recovered.args[0])
    assert sitting.desk.actor.role is Role.DIRECTOR
    sitting.lock()
    with house.sitting(replace(DIRECTOR, passphrase=phrase)) as again:
        assert again.keys.reach()
    with pytest.raises(WrongPassphrase):
        house.entrance.unlock(house.folder, house.person(DIRECTOR), DIRECTOR.passphrase)
    assert page.words.accessibleName() == ""


def test_sheets_of_another_vault_are_refused_in_words(
    director: Tools, house: TrainingVault, hands_on: Any, qtbot: Any
) -> None:
    director.sitting.lock()
    page = RecoveryPage(
        house.entrance, house.entrance.look(house.folder), director.jobs
    )
    qtbot.addWidget(page)
    page.show()
    hands = hands_on(page)
    shares = RecoverySecret.new().shares
    hands.box("Qui êtes-vous ?").set_value(house.person(DIRECTOR))
    hands.box("Une feuille").setText(shares[0])
    hands.box("Une autre feuille").setText(shares[1])
    phrase = page.words.accessibleName()
    hands.box("Retaper la nouvelle phrase en lisant le papier").setText(phrase)

    with qtbot.waitSignal(director.jobs.idle):
        hands.press("Rouvrir le coffre")

    assert any("celles de ce coffre" in each for each in hands.texts())
