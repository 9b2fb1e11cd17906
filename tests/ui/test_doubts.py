"""What is not as it should be is told to whoever sits down, with what can be done."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from casedesk.app import session
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, Trainee
from casedesk.circuit.changes import Home
from casedesk.circuit.events import EventKind
from casedesk.circuit.journal import JournalFilter
from casedesk.circuit.threshold import HEADER_BACKUP, VaultUnusable
from casedesk.ui.journal.screen import JournalScreen
from casedesk.ui.main_window import MainWindow
from casedesk.ui.rooms import Rooms
from casedesk.ui.screens import SCREENS
from casedesk.ui.start.trouble_page import TroublePage
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.workspace import Surroundings, Workspace
from casedesk.vault.errors import WrongPassphrase

Sat = Callable[[Trainee], Workspace]


@pytest.fixture
def house(vault: Path, entrance: Any, clock: Any) -> TrainingVault:
    return TrainingVault(vault, entrance, PastClock(clock))


@pytest.fixture
def seated(house: TrainingVault, around: Surroundings, qtbot: Any) -> Iterator[Sat]:
    with ExitStack() as stack:

        def sit(trainee: Trainee) -> Workspace:
            sitting = stack.enter_context(house.sitting(trainee))
            workspace = Workspace(sitting, around, SCREENS)
            stack.callback(workspace.close_down)
            qtbot.addWidget(workspace)
            workspace.resize(1366, 768)
            workspace.show()
            workspace.begin()
            return workspace

        yield sit


def told(workspace: Workspace) -> list[str]:
    return [each.sentence() for each in workspace.doubts.banners]


def spoil_the_slot_of(house: TrainingVault, trainee: Trainee) -> None:
    file = house.folder / "vault.json"
    header = json.loads(file.read_bytes())
    slot = header["slots"][house.person(trainee)]
    slot["ct"] = ("A" if slot["ct"][0] != "A" else "B") + slot["ct"][1:]
    file.write_bytes(json.dumps(header, sort_keys=True, separators=(",", ":")).encode())


def test_where_all_is_well_nothing_is_said(seated: Sat) -> None:
    workspace = seated(DIRECTOR)

    assert told(workspace) == []
    assert not workspace.doubts.isVisible()


def test_K11_a_slot_changed_outside_is_told_and_the_copy_put_back(
    seated: Sat, house: TrainingVault, hands_on: Any
) -> None:
    with house.sitting(DIRECTOR):
        pass
    spoil_the_slot_of(house, EDUCATOR)
    workspace = seated(DIRECTOR)
    (before,) = told(workspace)

    hands_on(workspace.doubts).press("Rétablir la copie")

    assert "en dehors de casedesk" in before
    assert told(workspace) == []
    unlocked = house.entrance.unlock(
        house.folder, house.person(EDUCATOR), EDUCATOR.passphrase
    )
    unlocked.close()


def test_K11_whoever_cannot_mend_it_is_asked_to_tell_the_direction(
    seated: Sat, house: TrainingVault, hands_on: Any
) -> None:
    with house.sitting(DIRECTOR):
        pass
    spoil_the_slot_of(house, DIRECTOR)
    workspace = seated(EDUCATOR)
    (before,) = told(workspace)

    hands_on(workspace.doubts).press("Compris")

    assert "Le dire à la direction." in before
    assert not workspace.doubts.isVisible()


def test_K11_a_copy_that_mends_nothing_is_said_and_the_warning_stays(
    seated: Sat, house: TrainingVault, hands_on: Any
) -> None:
    with house.sitting(DIRECTOR):
        pass
    spoil_the_slot_of(house, EDUCATOR)
    data = (house.folder / "vault.json").read_bytes()
    (house.folder / "vault.json.bak").write_bytes(data)
    workspace = seated(DIRECTOR)

    hands_on(workspace.doubts).press("Rétablir la copie")
    (after,) = told(workspace)
    hands_on(workspace.doubts).press("Garder ce qui est là")

    assert "abîmé" in after
    assert told(workspace) == []


def test_J10_a_clock_that_jumped_is_asked_about_and_the_answer_is_a_line(
    seated: Sat, house: TrainingVault, clock: Any, hands_on: Any
) -> None:
    with house.sitting(EDUCATOR):
        pass
    clock.at -= timedelta(days=365)
    workspace = seated(DIRECTOR)
    (asked,) = told(workspace)

    hands_on(workspace.doubts).press("L'heure est juste")

    assert "2025" in asked
    assert "2026" in asked
    assert told(workspace) == []
    (line,) = workspace.tools.desk.reads.journal(JournalFilter(Home.DESK), None, 1)
    assert line.event == EventKind.CLOCK_JUMP


def test_J10_one_may_also_lock_and_set_the_clock(
    seated: Sat, house: TrainingVault, clock: Any, hands_on: Any, qtbot: Any
) -> None:
    with house.sitting(EDUCATOR):
        pass
    clock.at -= timedelta(days=365)
    workspace = seated(EDUCATOR)

    with qtbot.waitSignal(workspace.lock_requested):
        hands_on(workspace.doubts).press("Verrouiller")


def test_a_seal_that_is_gone_leads_to_the_journal(
    seated: Sat, house: TrainingVault, hands_on: Any
) -> None:
    with house.sitting(DIRECTOR):
        pass
    (house.folder / "seal.json").unlink()
    workspace = seated(DIRECTOR)
    (before,) = told(workspace)

    hands_on(workspace.doubts).press("Voir le journal")

    assert "le plus récent" in before
    assert isinstance(workspace.shown, JournalScreen)


def test_K01_wrong_phrases_in_ones_name_are_told_once(
    seated: Sat, house: TrainingVault, hands_on: Any
) -> None:
    for _ in range(2):
        with pytest.raises(WrongPassphrase):
            house.entrance.unlock(house.folder, house.person(EDUCATOR), "autre chose")
    workspace = seated(EDUCATOR)
    (before,) = told(workspace)

    hands_on(workspace.doubts).press("Compris")

    assert before.startswith("2 phrases de passe fausses")
    assert told(workspace) == []


def test_K15_a_lost_header_is_put_back_from_its_copy_by_a_press(
    around: Surroundings, house: TrainingVault, qtbot: Any, hands_on: Any
) -> None:
    (house.folder / "vault.json").unlink()
    rooms = Rooms(around)
    window = MainWindow(around.entrance, around.prompts, lambda: rooms, house.folder)
    qtbot.addWidget(window)
    window.show()
    page = window.page
    assert isinstance(page, TroublePage)

    hands_on(page).press("Rétablir la copie")

    assert isinstance(window.page, UnlockPage)
    with house.sitting(DIRECTOR):
        pass


def test_a_copy_that_is_not_good_either_is_not_offered(
    around: Surroundings, qtbot: Any, hands_on: Any
) -> None:
    page = TroublePage(lambda: "Abîmé.")
    qtbot.addWidget(page)
    page.show()

    assert "Rétablir la copie" not in {
        each.replace("&", "") for each in hands_on(page).buttons()
    }
    assert VaultUnusable(HEADER_BACKUP).reason == HEADER_BACKUP


def test_O04_a_vault_on_a_stick_is_told_of_once_on_this_machine(
    seated: Sat, house: TrainingVault, hands_on: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(session, "is_removable", lambda folder: folder == house.folder)
    workspace = seated(EDUCATOR)
    (before,) = told(workspace)

    hands_on(workspace.doubts).press("Compris")

    assert before.startswith("Ce coffre se trouve sur un support amovible")
    assert told(workspace) == []
    workspace.tools.sitting.lock()
    with house.sitting(DIRECTOR) as sitting:
        assert not sitting.lies_on_stick
