"""The window: unlocking, going about, veiling, locking, and what goes wrong."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, Trainee
from casedesk.circuit.commands.concerns import BeginDraft, DiscardDraft
from casedesk.circuit.errors import NotFound, Trouble
from casedesk.circuit.people import Role
from casedesk.ui.answer.screen import AnswerScreen
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.concern.screen import ConcernScreen
from casedesk.ui.faults import Faults
from casedesk.ui.home.screen import EducatorHome
from casedesk.ui.main_window import MainWindow
from casedesk.ui.navigation import (
    AnswerPlace,
    ConcernPlace,
    HomePlace,
    PassphrasePlace,
    PeoplePlace,
)
from casedesk.ui.passphrase.screen import PassphraseScreen
from casedesk.ui.rooms import Rooms
from casedesk.ui.screen import Screen
from casedesk.ui.screens import SCREENS
from casedesk.ui.start.create_page import CreatePage
from casedesk.ui.start.start_page import StartPage
from casedesk.ui.start.trouble_page import TroublePage
from casedesk.ui.today.screen import TodayScreen
from casedesk.ui.unlock.unlock_page import UnlockPage
from casedesk.ui.unlock.veil import Veil
from casedesk.ui.workspace import Surroundings, Tools, Workspace

SitDown = Callable[[Trainee], Workspace]
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


class Writing(Screen):
    """Stands in for a screen with something typed in it."""

    def __init__(self, tools: Tools, place: object) -> None:
        super().__init__(tools)
        self.saved = 0
        self.cannot_save = False

    def title(self) -> str:
        return "Écrire"

    def leave(self) -> None:
        if self.cannot_save:
            raise DiskFull
        self.saved += 1


class HalfGreyed(Screen):
    """Stands in for a case whose first step is for somebody else."""

    def __init__(self, tools: Tools, place: object) -> None:
        super().__init__(tools)
        greyed, self.usable = QPushButton("Décider", self), QPushButton("Lire", self)
        greyed.setEnabled(False)

    def title(self) -> str:
        return "À moitié grisé"


class DiskFull(Trouble):
    """Stands in for what the store says of a full disk."""

    code = "no_printer"  # any code that has a sentence


def not_for_you(tools: Tools, place: object) -> Screen:
    raise NotFound


def window_on(
    around: Surroundings, vault: Path | None = None, screens: Any = SCREENS
) -> MainWindow:
    rooms = Rooms(around, screens)
    return MainWindow(around.entrance, around.prompts, lambda: rooms, vault)


@pytest.fixture
def window(around: Surroundings, vault: Path, qtbot: Any) -> Iterator[MainWindow]:
    window = window_on(around, vault)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    yield window
    window.lock()


def typing_in(around: Surroundings, vault: Path, **screens: Any) -> MainWindow:
    return window_on(around, vault, {**SCREENS, ConcernPlace: Writing, **screens})


@pytest.fixture
def sit_down(window: MainWindow, entrance: VaultEntrance, vault: Path) -> SitDown:
    return lambda trainee: seated(window, entrance, vault, trainee)


def seated(
    window: MainWindow, entrance: VaultEntrance, vault: Path, trainee: Trainee
) -> Workspace:
    """The window after somebody unlocked the vault."""
    people = {label: person for person, label in entrance.look(vault).people}
    passphrase = trainee.passphrase
    window.sit_down(entrance.unlock(vault, people[trainee.label], passphrase))
    assert window.workspace is not None
    return window.workspace


def notices(window: MainWindow) -> list[str]:
    labels = window.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and each.text()]


def screens_alive() -> list[Screen]:
    return [each for each in QApplication.allWidgets() if isinstance(each, Screen)]


def test_the_vault_opened_last_is_at_the_door(
    window: MainWindow, around: Surroundings, sit_down: SitDown, qtbot: Any
) -> None:
    sit_down(EDUCATOR)
    window.lock()

    again = window_on(around)
    qtbot.addWidget(again)

    assert isinstance(again.page, UnlockPage)


def test_without_a_vault_the_window_starts_with_choosing_one(
    around: Surroundings, qtbot: Any
) -> None:
    window = window_on(around)
    qtbot.addWidget(window)

    assert isinstance(window.page, StartPage)


def test_what_lies_inside_is_loaded_as_soon_as_the_first_page_is_seen(
    around: Surroundings, vault: Path, qtbot: Any
) -> None:
    loads: list[Rooms] = []

    def load() -> Rooms:
        loads.append(Rooms(around))
        return loads[-1]

    window = MainWindow(around.entrance, around.prompts, load, vault)
    qtbot.addWidget(window)
    unseen = len(loads)
    window.show()
    qtbot.waitUntil(lambda: len(loads) == 1)

    assert unseen == 0


def test_a_new_vault_is_made_from_the_first_page(
    around: Surroundings, hands_on: Any, qtbot: Any
) -> None:
    window = window_on(around)
    qtbot.addWidget(window)
    window.show()

    hands_on(window.page).press("Créer un coffre")
    made = isinstance(window.page, CreatePage)
    hands_on(window.page).press("Retour")

    assert made
    assert isinstance(window.page, StartPage)


def test_unlocking_leads_home(window: MainWindow, hands_on: Any, qtbot: Any) -> None:
    hands = hands_on(window.page)
    people = hands.box("Qui êtes-vous ?")
    people.setCurrentText(EDUCATOR.label)
    hands.type("Phrase de passe", EDUCATOR.passphrase)

    hands.press("Ouvrir")
    qtbot.waitUntil(lambda: window.workspace is not None)

    assert isinstance(window.workspace.shown, EducatorHome)
    assert window.windowTitle() == "casedesk"
    assert "Coffre d'entraînement : rien ici n'est réel" in notices(window)


def test_home_is_the_board_for_whoever_decides(sit_down: SitDown) -> None:
    assert isinstance(sit_down(DIRECTOR).shown, BoardScreen)


def test_home_is_the_day_for_whoever_works_on_cases(sit_down: SitDown) -> None:
    assert isinstance(sit_down(SOCIAL_WORKER).shown, TodayScreen)


@pytest.mark.parametrize("place", SCREENS, ids=lambda each: each.__name__)
def test_every_place_without_a_case_opens(place: type, sit_down: SitDown) -> None:
    try:
        wanted = place()
    except TypeError:
        pytest.skip("this place is of a case")
    workspace = sit_down(DIRECTOR)

    workspace.go_to(wanted)

    assert workspace.shown is not None
    assert workspace.shown.title()


def test_alt_and_a_digit_go_to_a_section_and_escape_goes_back(
    window: MainWindow, sit_down: SitDown, qtbot: Any
) -> None:
    workspace = sit_down(DIRECTOR)

    digit = 1 + workspace.side.places.index(AnswerPlace())
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{digit}"), ALT)
    there = workspace.shown
    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert isinstance(there, AnswerScreen)
    assert isinstance(workspace.shown, BoardScreen)


def test_the_keyboard_starts_on_something_that_can_be_used(
    around: Surroundings, entrance: VaultEntrance, vault: Path, qtbot: Any
) -> None:
    window = window_on(around, vault, {**SCREENS, ConcernPlace: HalfGreyed})
    qtbot.addWidget(window)
    window.show()
    workspace = seated(window, entrance, vault, EDUCATOR)

    workspace.go_to(ConcernPlace())

    assert isinstance(workspace.shown, HalfGreyed)
    assert workspace.shown.focusWidget() is workspace.shown.usable
    window.lock()


def test_escape_passes_over_what_is_not_there_any_more(
    window: MainWindow, sit_down: SitDown, qtbot: Any
) -> None:
    workspace = sit_down(EDUCATOR)
    desk = workspace.tools.desk
    draft = desk.do(BeginDraft("no", "no"))
    workspace.go_to(ConcernPlace(draft))
    desk.do(DiscardDraft(draft))
    workspace.go_to(PassphrasePlace())

    with qtbot.assertNotEmitted(workspace.refused):
        qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert isinstance(workspace.shown, EducatorHome)


def test_control_n_begins_a_concern_from_anywhere(
    window: MainWindow, sit_down: SitDown, qtbot: Any
) -> None:
    workspace = sit_down(EDUCATOR)

    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)

    assert isinstance(workspace.shown, ConcernScreen)


def test_what_is_refused_is_said_and_one_stays(
    around: Surroundings, entrance: VaultEntrance, vault: Path, qtbot: Any
) -> None:
    screens = {**SCREENS, PeoplePlace: not_for_you}
    window = window_on(around, vault, screens)
    qtbot.addWidget(window)
    window.show()
    workspace = seated(window, entrance, vault, DIRECTOR)

    workspace.go_to(PeoplePlace())
    said = notices(window)
    window.close()

    assert any(text.startswith("Introuvable") for text in said)
    assert isinstance(workspace.shown, BoardScreen)


def test_leaving_a_screen_saves_what_is_typed(
    around: Surroundings, entrance: VaultEntrance, vault: Path, qtbot: Any
) -> None:
    window = typing_in(around, vault)
    qtbot.addWidget(window)
    workspace = seated(window, entrance, vault, EDUCATOR)
    workspace.go_to(ConcernPlace())
    writing = workspace.shown

    workspace.go_to(HomePlace())
    window.close()

    assert isinstance(writing, Writing)
    assert writing.saved == 1


def test_control_l_saves_locks_and_leaves_nothing_alive(
    window: MainWindow,
    sit_down: SitDown,
    entrance: VaultEntrance,
    vault: Path,
    qtbot: Any,
) -> None:
    sit_down(EDUCATOR)

    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)

    assert isinstance(window.page, UnlockPage)
    assert window.workspace is None
    qtbot.waitUntil(lambda: screens_alive() == [])
    people = {label: person for person, label in entrance.look(vault).people}
    keys = entrance.unlock(vault, people[DIRECTOR.label], DIRECTOR.passphrase)
    entrance.sit_down(keys).lock()


def test_what_cannot_be_saved_keeps_the_vault_open(
    around: Surroundings, entrance: VaultEntrance, vault: Path, qtbot: Any
) -> None:
    window = typing_in(around, vault)
    qtbot.addWidget(window)
    window.show()
    workspace = seated(window, entrance, vault, EDUCATOR)
    workspace.go_to(ConcernPlace())
    writing = workspace.shown
    assert isinstance(writing, Writing)

    writing.cannot_save = True
    window.lock()
    kept, said, closed = window.workspace, notices(window), window.close()
    writing.cannot_save = False
    window.lock()

    assert kept is workspace
    assert not closed
    assert any("recommencer" in text for text in said)
    assert window.workspace is None


def test_the_veil_hides_at_once_and_lifts_without_a_passphrase(
    window: MainWindow, sit_down: SitDown, qtbot: Any
) -> None:
    workspace = sit_down(EDUCATOR)

    qtbot.keyClick(window, Qt.Key.Key_F12)
    veiled = window.page
    hidden = not workspace.isVisible()
    qtbot.keyClick(window.page, Qt.Key.Key_Return)

    assert isinstance(veiled, Veil)
    assert hidden
    assert window.page is workspace


def test_veiling_twice_locks(window: MainWindow, sit_down: SitDown, qtbot: Any) -> None:
    sit_down(EDUCATOR)

    qtbot.keyClick(window, Qt.Key.Key_F12)
    qtbot.keyClick(window, Qt.Key.Key_F12)

    assert isinstance(window.page, UnlockPage)


def test_a_first_passphrase_is_changed_before_anything_else(
    window: MainWindow,
    sit_down: SitDown,
    entrance: VaultEntrance,
    vault: Path,
    hands_on: Any,
    qtbot: Any,
) -> None:
    sitting = sit_down(DIRECTOR).tools.sitting
    new = sitting.add_person("Educateur 2", Role.EDUCATOR)
    sitting.enrol(new, Role.EDUCATOR, ())
    window.lock()
    workspace = seated(
        window, entrance, vault, Trainee(new.label, Role.EDUCATOR, new.passphrase)
    )

    workspace.go_to(HomePlace())
    held = workspace.shown
    workspace.go_to(PassphrasePlace())
    hands = hands_on(workspace.shown)
    hands.press("Une phrase à moi")
    hands.type("Phrase de passe actuelle", new.passphrase)
    for label in ("Taper la nouvelle phrase", "La taper encore une fois"):
        hands.type(label, "le chat gris dort sur la terrasse")
    with qtbot.waitSignal(workspace.tools.jobs.idle):
        hands.press("Changer ma phrase")

    assert isinstance(held, PassphraseScreen)
    assert isinstance(workspace.shown, EducatorHome)


def test_a_vault_that_went_away_says_so_and_is_found_again(
    around: Surroundings, vault: Path, tmp_path: Path, hands_on: Any, qtbot: Any
) -> None:
    away = Path(shutil.move(vault, tmp_path / "away"))
    window = window_on(around, vault)
    qtbot.addWidget(window)
    window.show()
    told = isinstance(window.page, TroublePage)

    shutil.move(away, vault)
    hands_on(window.page).press("Recommencer")

    assert told
    assert isinstance(window.page, UnlockPage)


def test_a_second_window_on_the_same_vault_is_told_of_the_first(
    window: MainWindow,
    sit_down: SitDown,
    around: Surroundings,
    entrance: VaultEntrance,
    vault: Path,
    qtbot: Any,
) -> None:
    sit_down(EDUCATOR)
    second = window_on(around, vault)
    qtbot.addWidget(second)
    second.show()
    people = {label: person for person, label in entrance.look(vault).people}

    second.sit_down(entrance.unlock(vault, people[DIRECTOR.label], DIRECTOR.passphrase))

    assert isinstance(second.page, TroublePage)
    assert any("autre fenêtre" in text for text in notices(second))


def test_closing_the_window_locks(
    window: MainWindow, sit_down: SitDown, entrance: VaultEntrance, vault: Path
) -> None:
    sit_down(EDUCATOR)

    window.close()

    people = {label: person for person, label in entrance.look(vault).people}
    keys = entrance.unlock(vault, people[DIRECTOR.label], DIRECTOR.passphrase)
    entrance.sit_down(keys).lock()


def test_every_section_can_be_used_without_a_mouse(
    sit_down: SitDown, hands_on: Any
) -> None:
    workspace = sit_down(DIRECTOR)

    assert hands_on(workspace).unreachable() == []


def test_a_bug_is_apologised_for_and_logged_without_its_words(
    window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    faults = Faults(window.tell)
    try:
        raise ValueError("Salma B., 9 ans")
    except ValueError as bug:
        with caplog.at_level(logging.INFO, "casedesk"):
            faults.catch(type(bug), bug, bug.__traceback__)

    assert any("désolé" in text for text in notices(window))
    assert "Salma" not in caplog.text
    assert "ui.fault" in caplog.text


def test_trouble_on_the_way_is_told_in_its_own_words(window: MainWindow) -> None:
    error = DiskFull()

    Faults(window.tell).catch(DiskFull, error, None)

    assert any("imprimante" in text for text in notices(window))


def test_leaving_the_program_is_no_fault(
    window: MainWindow, capsys: pytest.CaptureFixture[str]
) -> None:
    faults = Faults(window.tell)

    faults.catch(KeyboardInterrupt, KeyboardInterrupt(), None)

    assert not any("désolé" in text for text in notices(window))
    assert "KeyboardInterrupt" in capsys.readouterr().err
