"""Somebody leaves: their cases, the list to sign, their key, what is left of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
import shiboken6
from PySide6.QtWidgets import QStackedWidget

from casedesk.app.compartments import identity
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import BOARD, DIRECTOR, EDUCATOR, Trainee
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.events import EventKind
from casedesk.store.connection import create_database
from casedesk.store.errors import StoreBusy
from casedesk.ui.departure.screen import DepartureScreen
from casedesk.ui.navigation import DeparturePlace
from casedesk.ui.workspace import Tools
from casedesk.vault import rotation

CLOSE = "Fermer son accès et changer les clés"
YES = "Oui, fermer son accès pour toujours"


@pytest.fixture
def leaving(
    house: TrainingVault, director: Tools, qtbot: Any
) -> Callable[[Trainee], DepartureScreen]:
    """The page of the departure of somebody, shown to the director."""
    window = QStackedWidget()
    qtbot.addWidget(window)
    window.show()

    def shown(leaver: Trainee) -> DepartureScreen:
        screen = DepartureScreen(director, DeparturePlace(house.person(leaver)))
        window.setCurrentIndex(window.addWidget(screen))
        return screen

    return shown


@pytest.fixture
def alone_in_a_circle(house: TrainingVault) -> None:
    """A member of the board who is the only one to open a circle."""
    with house.sitting(DIRECTOR) as sitting:
        new = sitting.add_person(BOARD.label, BOARD.role)
        sitting.enrol(new, BOARD.role, ())
    limits = house.entrance._passphrases.limits
    keys = house.entrance.unlock(
        house.folder, house.person(DIRECTOR), DIRECTOR.passphrase
    )
    with closing(keys.keyring) as keyring:
        only = rotation.found_circle(
            house.folder, keyring, (new.id,), keep=False, limits=limits
        )
        of = replace(identity(keyring, Home.CASES), compartment=only.cid, generation=1)
        create_database(house.folder / only.database_name, only.db_key(), of).close()
        only.finish()


def test_why_somebody_cannot_leave_yet_is_said_in_a_sentence(
    alone_in_a_circle: None, leaving: Any, hands_on: Any
) -> None:
    hands = hands_on(leaving(BOARD))

    hands.press(CLOSE)
    hands.press(YES)

    assert any("ouvrir certains dossiers réservés" in each for each in hands.texts())


@pytest.mark.parametrize("stopped", [False, True])
def test_the_page_may_be_left_while_keys_change(
    leaving: Any,
    director: Tools,
    house: TrainingVault,
    hands_on: Any,
    qtbot: Any,
    stopped: bool,
) -> None:
    leaver = house.person(EDUCATOR)
    screen = leaving(EDUCATOR)
    hands = hands_on(screen)
    hands.press(CLOSE)
    hands.press(YES)
    if stopped:
        hands.press("Arrêter")

    shiboken6.delete(screen)
    qtbot.waitUntil(lambda: not director.jobs.is_busy, timeout=20_000)

    desk, keys = director.desk, director.sitting.keys
    qtbot.waitUntil(lambda: _may_write(desk))
    left = () if leaver not in keys.departures_to_finish() else (leaver,)
    assert bool(left) is stopped


def _may_write(desk: Desk) -> bool:
    """Whether the change of keys is settled."""
    try:
        desk.do(NoteEvent(EventKind.DRILL))
    except StoreBusy:
        return False
    return True
