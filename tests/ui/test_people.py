"""Adding somebody: their first passphrase is shown once, and their role counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casedesk.app.entrance import VaultEntrance
from casedesk.circuit.people import Duty, Role
from casedesk.ui.navigation import PeoplePlace
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.people.table_model import PeopleModel
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.workspace import Tools


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
    model.show_people(at_desk.desk.reads.people())

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
