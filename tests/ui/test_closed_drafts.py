"""Two sheets reopen, from a page, what was begun with a forgotten passphrase."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.keys import ShareGroup
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.home.screen import EducatorHome
from casedesk.ui.navigation import ConcernPlace, HomePlace, PeoplePlace
from casedesk.ui.people.screen import PeopleScreen
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.workspace import Surroundings, Tools
from tests.ui.conftest import tools_of

REOPEN = "Rouvrir avec ces deux feuilles"


@pytest.fixture
def sheets(house: TrainingVault) -> tuple[str, ...]:
    with house.sitting(DIRECTOR) as sitting:
        offer = sitting.keys.begin_shares(ShareGroup.TEAM)
        shares = offer.shares[1:]
        assert offer.confirm(shares)
        offer.finish()
    return shares


@pytest.fixture
def draft(sheets: tuple[str, ...], house: TrainingVault) -> ReceiptId:
    with house.sitting(EDUCATOR) as sitting:
        return sitting.desk.do(BeginDraft("no", "no"))


@pytest.fixture
def forgetful(
    draft: ReceiptId,
    house: TrainingVault,
    around: Surroundings,
    jobs: Any,
    tray: Any,
    visited: list[Any],
) -> Iterator[Tools]:
    """What a screen is given for an educator who was given another passphrase."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.keys.renew(house.person(EDUCATOR))
    with house.sitting(replace(EDUCATOR, passphrase=new.passphrase)) as sitting:
        tools = tools_of(sitting, around, jobs, tray, visited)
        yield tools
        tools.changes.stop()


def type_in(hands: Any, sheets: tuple[str, ...]) -> None:
    for told, words in zip(("Une feuille", "Une autre feuille"), sheets, strict=True):
        hands.type(told, words)
    hands.press(REOPEN)


@pytest.mark.parametrize(
    "made",
    [
        lambda tools: EducatorHome(tools, HomePlace()),
        lambda tools: ConcernScreen(tools, ConcernPlace()),
    ],
)
def test_its_author_reopens_it_from_where_drafts_are_listed(
    forgetful: Tools,
    sheets: tuple[str, ...],
    draft: ReceiptId,
    hands_on: Callable[[Any], Any],
    qtbot: Any,
    made: Callable[[Tools], Any],
) -> None:
    page = made(forgetful)
    qtbot.addWidget(page)
    page.show()
    hands = hands_on(page)
    assert "Restés fermés" in hands.texts()
    assert "Commencé le 2 mars 2026, 12\u00a0h\u00a000" in hands.texts()
    assert REOPEN not in hands.buttons()

    hands.press("Rouvrir avec deux feuilles de secours")
    assert hands.unreachable() == []
    hands.press(REOPEN)
    assert forgetful.desk.reads.my_drafts() == ()
    type_in(hands, sheets)

    assert [row.id for row in forgetful.desk.reads.my_drafts()] == [draft]
    assert forgetful.desk.reads.closed_drafts() == ()


def test_its_author_gives_it_up_when_there_are_no_sheets_for_it(
    forgetful: Tools, hands_on: Callable[[Any], Any], qtbot: Any
) -> None:
    home = EducatorHome(forgetful, HomePlace())
    qtbot.addWidget(home)
    home.show()
    hands = hands_on(home)

    hands.press("Abandonner")
    hands.press("Oui, l'effacer")

    assert forgetful.desk.reads.closed_drafts() == ()


def test_the_direction_gives_it_back_with_another_passphrase_and_learns_nothing(
    draft: ReceiptId,
    sheets: tuple[str, ...],
    director: Tools,
    house: TrainingVault,
    hands_on: Callable[[Any], Any],
    qtbot: Any,
) -> None:
    people = PeopleScreen(director, PeoplePlace())
    qtbot.addWidget(people)
    people.show()
    hands = hands_on(people)
    person = house.person(EDUCATOR)
    (row,) = (each for each in director.desk.reads.people() if each.id == person)
    people.person.show_person(row, director.desk.actor.person)
    assert any("deux feuilles de secours le rouvrent" in each for each in hands.texts())

    hands.press("A oublié sa phrase de passe")
    hands.press("Oui, lui en donner une autre")
    (phrase,) = people.findChildren(Phrase)
    words = phrase.accessibleName()
    with qtbot.waitSignal(director.jobs.idle):
        hands.press("C'est noté")
    said: list[str] = []
    people.told.connect(said.append)
    type_in(hands, sheets)

    assert said == ["Ce que ces feuilles rouvrent est rendu à son auteur."]
    assert REOPEN not in hands.buttons()
    director.sitting.lock()
    with house.sitting(replace(EDUCATOR, passphrase=words)) as sitting:
        assert [row.id for row in sitting.desk.reads.my_drafts()] == [draft]
