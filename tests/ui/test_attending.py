"""Somebody without keys: they keep the vault safe and see nothing of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, TECHNICIAN
from casedesk.circuit.changes import Home
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import JournalFilter
from casedesk.ui.attending import KeylessSeat
from casedesk.ui.main_window import MainWindow
from casedesk.ui.rooms import Rooms
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.workspace import Surroundings


@pytest.fixture
def house(vault: Path, entrance: Any, clock: Any) -> TrainingVault:
    return TrainingVault(vault, entrance, PastClock(clock))


@pytest.fixture(autouse=True)
def first(house: TrainingVault) -> str:
    """The phrase the director gives them."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(TECHNICIAN.label, TECHNICIAN.role)
        sitting.enrol(new, TECHNICIAN.role, ())
    return new.passphrase


@pytest.fixture
def window(around: Surroundings, house: TrainingVault, qtbot: Any) -> MainWindow:
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, house.folder)
    qtbot.addWidget(window)
    window.show()
    return window


def sit(window: MainWindow, house: TrainingVault, passphrase: str) -> KeylessSeat:
    keys = house.entrance.unlock(house.folder, house.person(TECHNICIAN), passphrase)
    window.sit_down(keys)
    assert isinstance(window.workspace, KeylessSeat)
    return window.workspace


def choose_own(seat: KeylessSeat, first: str, hands: Any, qtbot: Any) -> None:
    hands.press("Une phrase à moi")
    for box, text in (
        ("Phrase de passe actuelle", first),
        ("Taper la nouvelle phrase", TECHNICIAN.passphrase),
        ("La taper encore une fois", TECHNICIAN.passphrase),
    ):
        hands.box(box).setText(text)
    with qtbot.waitSignal(seat.form.saved):
        hands.press("Changer ma phrase")


def test_the_technician_chooses_a_phrase_then_backs_up_and_proves_it(
    window: MainWindow, house: TrainingVault, first: str, hands_on: Any, qtbot: Any
) -> None:
    seat = sit(window, house, first)
    hands = hands_on(seat._pages.currentWidget())
    choose_own(seat, first, hands, qtbot)
    backups = hands_on(seat.page)

    backups.press("Sauvegarder maintenant")
    qtbot.waitUntil(lambda: not seat.page.is_at_work)

    assert len(list((house.folder / "backups").glob("*/manifest.json"))) == 1
    told = "\n".join(backups.texts())
    assert "Copié tel quel, sans être relu" in told
    window.lock()
    assert isinstance(window.page, UnlockPage)
    sit(window, house, TECHNICIAN.passphrase)
    window.lock()


def test_K11_a_phrase_the_technician_changed_alarms_nobody(
    window: MainWindow, house: TrainingVault, first: str, hands_on: Any, qtbot: Any
) -> None:
    seat = sit(window, house, first)
    choose_own(seat, first, hands_on(seat._pages.currentWidget()), qtbot)
    window.lock()

    for trainee in (EDUCATOR, DIRECTOR):
        with house.sitting(trainee) as sitting:
            assert not sitting.slot_warning
    with house.sitting(DIRECTOR) as sitting:
        lines = sitting.desk.reads.journal(JournalFilter(Home.DESK), None, 20)
    assert EventKind.TECHNICIAN in {each.event for each in lines}


def test_it_locks_veils_and_shows_no_case(
    window: MainWindow, house: TrainingVault, first: str, hands_on: Any
) -> None:
    seat = sit(window, house, first)

    said = "\n".join(hands_on(seat).texts())
    hands_on(seat).press("Verrouiller")

    assert TECHNICIAN.label in said
    assert "Dossier" not in said.replace("Dossier :", "")
    assert window.workspace is None


def test_before_a_phrase_of_ones_own_there_is_only_one_place(
    window: MainWindow, house: TrainingVault, first: str
) -> None:
    seat = sit(window, house, first)

    seat._show_page()

    assert seat._pages.currentWidget() is seat.form
    window.lock()


def test_everything_can_be_reached_by_keyboard_and_heard(
    window: MainWindow, house: TrainingVault, first: str, hands_on: Any
) -> None:
    seat = sit(window, house, first)

    assert hands_on(seat).unreachable() == []
    window.lock()


def test_a_technician_is_the_second_person_of_a_restore(
    house: TrainingVault, first: str, entrance: Any
) -> None:
    """With a phrase of their own, which the window lets them choose."""
    keys = entrance.unlock(house.folder, house.person(TECHNICIAN), first)
    there = entrance.attend(keys)
    there.change_passphrase(first, TECHNICIAN.passphrase)
    there.safekeeping.close()

    own = replace(TECHNICIAN)
    again = entrance.unlock(house.folder, house.person(own), own.passphrase)
    assert not again.must_change
    assert again.is_keyless
    again.close()
