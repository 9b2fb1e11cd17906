"""A passphrase of one's own: drawn or written, typed twice, checked kindly."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from casedesk.app.entrance import VaultEntrance
from casedesk.circuit.people import Role
from casedesk.ui.navigation import HomePlace, PassphrasePlace, Place
from casedesk.ui.passphrase.screen import PassphraseScreen
from casedesk.ui.widgets.phrase import Phrase
from casedesk.ui.workspace import Tools
from casedesk.vault.errors import WrongPassphrase

OLD, NEW, AGAIN = (
    "Phrase de passe actuelle",
    "Taper la nouvelle phrase",
    "La taper encore une fois",
)


@pytest.fixture
def at_desk(tools: Callable[[Role], Tools]) -> Tools:
    return tools(Role.EDUCATOR)


@pytest.fixture
def screen(at_desk: Tools, qtbot: Any) -> PassphraseScreen:
    screen = PassphraseScreen(at_desk, PassphrasePlace())
    qtbot.addWidget(screen)
    screen.show()
    return screen


@pytest.fixture
def hands(screen: PassphraseScreen, hands_on: Any) -> Any:
    return hands_on(screen)


@pytest.fixture
def opens(entrance: VaultEntrance, association: Any) -> Callable[[str], None]:
    """Open the vault as the educator with this passphrase."""
    me = association.people[Role.EDUCATOR]
    return lambda words: entrance.unlock(association.folder, me, words).close()


def fill(hands: Any, *typed: str) -> None:
    for name, text in zip((OLD, NEW, AGAIN), typed, strict=True):
        hands.type(name, text)


def drawn(screen: PassphraseScreen) -> str:
    (phrase,) = screen.findChildren(Phrase)
    return phrase.accessibleName()


def test_six_drawn_words_become_the_passphrase(
    screen: PassphraseScreen,
    at_desk: Tools,
    opens: Callable[[str], None],
    visited: list[Place],
    hands: Any,
    qtbot: Any,
) -> None:
    words = drawn(screen)
    fill(hands, "phrase de l'éducatrice", words, words)

    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Changer ma phrase")

    opens(words)
    with pytest.raises(WrongPassphrase):
        opens("phrase de l'éducatrice")
    assert visited == [HomePlace()]


def test_a_sentence_of_ones_own_will_do(
    screen: PassphraseScreen,
    at_desk: Tools,
    opens: Callable[[str], None],
    hands: Any,
    qtbot: Any,
) -> None:
    mine = "le chat gris dort sur la terrasse bleue"
    hands.press("Une phrase à moi")
    fill(hands, "phrase de l'éducatrice", mine, mine)

    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Changer ma phrase")

    opens(mine)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (("", "", ""), "Taper la phrase de passe actuelle."),
        (("vieille", "", ""), "Taper la nouvelle phrase."),
        (
            ("vieille", "neuve et longue", "autre"),
            "Les deux phrases ne sont pas les mêmes.",
        ),
    ],
)
def test_what_is_missing_is_said_before_anything_is_tried(
    typed: tuple[str, str, str],
    told: str,
    screen: PassphraseScreen,
    at_desk: Tools,
    hands: Any,
) -> None:
    hands.press("Une phrase à moi")
    fill(hands, *typed)

    hands.press("Changer ma phrase")

    assert told in hands.texts()
    assert not at_desk.jobs.is_busy


def test_drawn_words_must_be_the_ones_that_are_shown(
    screen: PassphraseScreen, hands: Any
) -> None:
    fill(hands, "vieille", "d'autres mots", "d'autres mots")

    hands.press("Changer ma phrase")

    assert "Ce ne sont pas les six mots affichés." in hands.texts()


def test_a_wrong_present_phrase_is_said_beside_it(
    screen: PassphraseScreen, at_desk: Tools, hands: Any, qtbot: Any
) -> None:
    words = drawn(screen)
    fill(hands, "ce n'est pas elle", words, words)

    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Changer ma phrase")

    assert "Ce n'est pas la phrase actuelle." in hands.texts()


def test_the_old_phrase_is_no_new_one(
    screen: PassphraseScreen, at_desk: Tools, hands: Any, qtbot: Any
) -> None:
    hands.press("Une phrase à moi")
    fill(hands, *["phrase de l'éducatrice"] * 3)

    with qtbot.waitSignal(at_desk.jobs.idle):
        hands.press("Changer ma phrase")

    assert "Prendre une phrase différente de l'ancienne." in hands.texts()


def test_other_words_may_be_drawn(screen: PassphraseScreen, hands: Any) -> None:
    first = drawn(screen)

    hands.press("Proposer d'autres mots")

    assert drawn(screen) != first


def test_the_page_can_be_used_without_a_mouse(
    screen: PassphraseScreen, hands: Any
) -> None:
    assert hands.unreachable() == []
