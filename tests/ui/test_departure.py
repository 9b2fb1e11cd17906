"""Somebody leaves: their cases, the list to sign, their key, what is left of them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from casedesk.app.compartments import identity
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import BOARD, DIRECTOR, Trainee
from casedesk.circuit.changes import Home
from casedesk.store.connection import create_database
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

    def shown(leaver: Trainee) -> DepartureScreen:
        screen = DepartureScreen(director, DeparturePlace(house.person(leaver)))
        qtbot.addWidget(screen)
        screen.show()
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
