"""The threshold: one sentence for every cause, and nothing else said."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from casedesk.app.entrance import VaultEntrance
from casedesk.circuit.people import Role
from casedesk.ui.jobs import Jobs
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.unlock.veil import Veil

WHO, PASSPHRASE = "Qui êtes-vous ?", "Phrase de passe"
WRONG = "Cette phrase n'ouvre pas ce coffre pour la personne choisie."


@pytest.fixture
def threshold(
    entrance: VaultEntrance, association: Any, jobs: Jobs, qtbot: Any
) -> UnlockPage:
    page = UnlockPage(entrance.unlock, entrance.look(association.folder), jobs)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.fixture
def hands(threshold: UnlockPage, hands_on: Any) -> Any:
    return hands_on(threshold)


def test_the_right_phrase_opens(
    threshold: UnlockPage, association: Any, hands: Any, qtbot: Any
) -> None:
    hands.box(WHO).set_value(association.people[Role.EDUCATOR])
    qtbot.keyClicks(hands.box(PASSPHRASE), "phrase de l'educatrice")

    with qtbot.waitSignal(threshold.unlocked) as opened:
        qtbot.keyClick(hands.box(PASSPHRASE), Qt.Key.Key_Return)

    opened.args[0].close()
    assert hands.box(PASSPHRASE).text() == ""


@pytest.mark.parametrize("role", [Role.EDUCATOR, Role.DIRECTOR])
def test_a_wrong_phrase_says_one_sentence_and_nothing_else(
    role: Role,
    threshold: UnlockPage,
    association: Any,
    hands: Any,
    jobs: Jobs,
    qtbot: Any,
) -> None:
    hands.box(WHO).set_value(association.people[role])
    hands.box(PASSPHRASE).setText("phrase de l'assistante")

    with qtbot.waitSignal(jobs.idle):
        hands.press("Ouvrir")

    assert hands.texts().count(WRONG) == 1
    assert hands.box(PASSPHRASE).isEnabled()


def test_the_window_stays_alive_while_keys_are_derived(
    threshold: UnlockPage, association: Any, hands: Any, qtbot: Any
) -> None:
    hands.box(WHO).set_value(association.people[Role.EDUCATOR])
    hands.box(PASSPHRASE).setText("phrase de l'educatrice")

    hands.press("Ouvrir")

    assert "Ouverture du coffre…" in hands.texts()
    assert not hands.box(PASSPHRASE).isEnabled()
    with qtbot.waitSignal(threshold.unlocked) as opened:
        pass
    opened.args[0].close()


def test_nobody_is_chosen_beforehand(threshold: UnlockPage, hands: Any) -> None:
    hands.box(PASSPHRASE).setText("phrase de la directrice")

    hands.press("Ouvrir")

    assert "Choisir une personne." in hands.texts()


def test_an_arabic_keyboard_is_noticed(
    threshold: UnlockPage, hands: Any, qtbot: Any
) -> None:
    typed = hands.box(PASSPHRASE)
    unmodified = Qt.KeyboardModifier.NoModifier

    for letter, expected in (("ل", True), ("l", False)):
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, unmodified, letter)
        QApplication.sendEvent(typed, key)
        assert ("Le clavier écrit en arabe." in hands.texts()) == expected


def test_a_damaged_vault_is_handed_on(
    threshold: UnlockPage, association: Any, hands: Any, qtbot: Any
) -> None:
    (association.folder / "vault.json").write_bytes(b"")
    hands.box(WHO).set_value(association.people[Role.EDUCATOR])
    hands.box(PASSPHRASE).setText("phrase de l'educatrice")

    with qtbot.waitSignal(threshold.unusable) as told:
        hands.press("Ouvrir")

    assert told.args[0].reason.startswith("header_")


def test_another_vault_can_be_chosen(
    threshold: UnlockPage, hands: Any, qtbot: Any
) -> None:
    with qtbot.waitSignal(threshold.elsewhere):
        hands.press("Ouvrir un autre coffre")


def test_the_threshold_can_be_used_without_a_mouse(
    threshold: UnlockPage, hands: Any
) -> None:
    assert hands.unreachable() == []


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_the_veil_is_lifted_by_a_key(key: Qt.Key, qtbot: Any) -> None:
    veil = Veil()
    qtbot.addWidget(veil)

    with qtbot.waitSignal(veil.lifted):
        qtbot.keyClick(veil, key)
