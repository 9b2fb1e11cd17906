"""From the keys to a home one can work in, however long the archive has grown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from casedesk.app.entrance import VaultEntrance
from casedesk.app.rooms import rooms_behind
from casedesk.app.training_texts import DIRECTOR
from casedesk.ui.board.screen import BoardScreen
from casedesk.ui.main_window import MainWindow
from casedesk.ui.prompts import SystemPrompts
from casedesk.ui.unlock.unlock_page import UnlockPage
from tests.bench.generator import CHEAP, PRESENT
from tests.bench.lives import Calendar
from tests.bench.ratio import Ratio, compare, stopwatch


class Door:
    """A window before a locked vault, to go through again and again."""

    def __init__(self, vault: Path, settings: Path) -> None:
        self._vault = vault
        clock = Calendar(PRESENT)
        self._entrance = VaultEntrance(settings, clock, CHEAP)
        inside = rooms_behind(self._entrance, clock)
        self.window = MainWindow(self._entrance, SystemPrompts(), lambda: inside, vault)
        self.window.show()

    def seconds_to_home(self) -> float:
        """From the derived keys to the pixels of the home screen; locks again."""
        people = self._entrance.look(self._vault).people
        director = next(person for person, label in people if label == DIRECTOR.label)
        keys = self._entrance.unlock(self._vault, director, DIRECTOR.passphrase)
        page = self.window.page
        assert isinstance(page, UnlockPage)

        def go_in() -> None:
            page.unlocked.emit(keys)
            self.window.grab()  # lays out and paints all of it, here and now

        seconds = stopwatch(go_in)
        workspace = self.window.workspace
        assert workspace is not None
        assert isinstance(workspace.shown, BoardScreen)
        self.window.lock()
        return seconds


@pytest.fixture
def door_to(
    qtbot: QtBot, vault_of: Callable[[int], Path], tmp_path: Path
) -> Iterator[Callable[[int], Door]]:
    """The window before the vault with so many cases."""
    doors: list[Door] = []

    def open_window(count: int) -> Door:
        doors.append(Door(vault_of(count), tmp_path))
        qtbot.addWidget(doors[-1].window)
        return doors[-1]

    yield open_window
    for door in doors:
        door.window.close()


def test_home_comes_as_fast_when_the_archive_is_ten_times_as_long(
    door_to: Callable[[int], Door], report: Callable[[Ratio], Ratio]
) -> None:
    young, old = door_to(1_000), door_to(10_000)

    measured = report(
        compare(
            "unlock to home drawn, 10,000 cases to 1,000",
            2,
            baseline=young.seconds_to_home,
            ours=old.seconds_to_home,
            runs=15,
        )
    )

    assert measured.is_kept
