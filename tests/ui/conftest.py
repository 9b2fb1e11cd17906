"""A window on real desks; only the tray, the questions and the clock are fake."""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMainWindow,
    QWidget,
)

from casedesk import paths
from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.headers import HeaderKeeper
from casedesk.app.passphrases import Passphrases
from casedesk.app.rotation import Seat
from casedesk.app.session import OpenVault, VaultSitting
from casedesk.app.spooler import NoQueue
from casedesk.app.sticks import BackupMemory
from casedesk.app.training_texts import DIRECTOR, Trainee
from casedesk.app.upkeep import Upkeep
from casedesk.app.viewer import ChildViewer
from casedesk.circuit.people import Role
from casedesk.forms.printer import PdfPrinter
from casedesk.ui import theme
from casedesk.ui.changes import ChangeSignal
from casedesk.ui.jobs import Jobs
from casedesk.ui.navigation import Place
from casedesk.ui.printing import Done, NoPrinter
from casedesk.ui.screen import Screen
from casedesk.ui.screens import SCREENS
from casedesk.ui.workspace import Surroundings, Tools, Workspace
from casedesk.vault.kdf import KdfCost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
A_MONTH_LATER = datetime(2026, 4, 1, 12, 0, tzinfo=UTC)
CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))


@dataclass
class FakeTray:
    """Keeps what would have come out on paper; `jams` is a dialog closed without it."""

    printed: list[tuple[bytes, int]] = field(default_factory=list)
    plugged_in: bool = True
    jams: bool = False

    def has_printer(self) -> bool:
        return self.plugged_in

    def print(self, pdf: bytes, copies: int, done: Done) -> None:
        if not self.plugged_in:
            raise NoPrinter
        if not self.jams:
            self.printed.append((pdf, copies))
        done(not self.jams)


@dataclass
class Answers:
    """Answers every question as a test decided beforehand; None is "cancel"."""

    folder: Path | None = None
    file: Path | None = None
    asked: list[str] = field(default_factory=list)

    def choose_folder(
        self,
        asker: QWidget,
        title: str,
        start: Path | None,
        chosen: Callable[[Path], None],
    ) -> None:
        self.asked.append(title)
        if self.folder is not None:
            chosen(self.folder)

    def choose_file(
        self,
        asker: QWidget,
        title: str,
        patterns: Sequence[str],
        chosen: Callable[[Path], None],
    ) -> None:
        self.asked.append(title)
        if self.file is not None:
            chosen(self.file)


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The program in its own fonts and colours."""
    theme.dress(qapp)
    return qapp


@pytest.fixture(autouse=True)
def nothing_stays_open(dressed: QApplication) -> Iterator[None]:
    """A screen that outlives its test shows records of a vault that is locked."""
    yield
    if _screens(dressed):
        gc.collect()  # one that refused to be made goes with its traceback
    left = _screens(dressed)
    names = [type(each).__name__ for each in left]
    for each in left:
        each.deleteLater()  # the next test is not to answer for it
    assert names == []


def _screens(app: QApplication) -> list[Screen]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [each for each in app.allWidgets() if isinstance(each, Screen)]


@pytest.fixture
def no_stray_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shown before it has a place, a widget opens as a window and takes the keyboard.

    Only what the program shows counts: tests show what they please.
    """
    was = QWidget.setVisible

    def shown(widget: QWidget, visible: bool) -> None:
        caller = sys._getframe(1).f_code.co_filename
        stray = visible and widget.parentWidget() is None
        if stray and f"casedesk{os.sep}ui" in caller:
            assert isinstance(widget, QMainWindow), widget
        was(widget, visible)

    monkeypatch.setattr(QWidget, "setVisible", shown)


@pytest.fixture
def tray() -> FakeTray:
    return FakeTray()


@pytest.fixture
def prompts() -> Answers:
    return Answers()


@pytest.fixture
def visited() -> list[Place]:
    """Where the screen under test wanted to go."""
    return []


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    jobs = Jobs()
    yield jobs
    jobs.close()


@pytest.fixture
def typesetter() -> PdfPrinter:
    return PdfPrinter(paths.resource("fonts"))


@pytest.fixture
def sitting(association: Any) -> Callable[[Role], VaultSitting]:
    """Somebody at their desk, by role."""

    def sit(role: Role) -> VaultSitting:
        place = association.sit(role)
        folder, keyring, limits = association.folder, place.keyring, CHEAP.limits
        headers = HeaderKeeper(folder, keyring, limits, ())
        seat = Seat(
            folder, keyring, {}, headers, lambda: None, association.clock, limits
        )
        nothing = OpenVault(
            association.folder,
            place.keyring,
            lambda: None,
            VaultLock(association.folder),
            Upkeep(
                (),
                FreshnessSeal(association.folder, place.keyring),
                association.clock,
            ),
            seat,
            BackupMemory(
                association.folder.parent / "settings",
                place.keyring.vault_id,
                association.clock,
            ),
        )
        clock, rules = association.clock, association.rules
        return VaultSitting(nothing, place.desk, rules, clock, CHEAP)

    return sit


@pytest.fixture
def tools(
    sitting: Callable[[Role], VaultSitting],
    around: Surroundings,
    tray: FakeTray,
    jobs: Jobs,
    visited: list[Any],
) -> Iterator[Callable[[Role], Tools]]:
    """What a screen is given, by role; a screen that navigates ends in `visited`."""
    given: list[Tools] = []

    def of(role: Role) -> Tools:
        given.append(tools_of(sitting(role), around, jobs, tray, visited))
        return given[-1]

    yield of
    for each in given:
        each.changes.stop()


def tools_of(
    sitting: VaultSitting,
    around: Surroundings,
    jobs: Jobs,
    tray: FakeTray,
    visited: list[Any],
) -> Tools:
    """What the screens of this sitting are given."""
    return Tools(
        desk=sitting.desk,
        changes=ChangeSignal(sitting.desk),
        jobs=jobs,
        go_to=visited.append,
        prompts=around.prompts,
        clock=around.clock,
        tray=tray,
        typesetter=around.typesetter,
        viewer=around.viewer,
        sitting=sitting,
        draw_passphrase=CHEAP.draw,
        enter=visited.append,
    )


@pytest.fixture
def entrance(tmp_path: Path, clock: Any) -> VaultEntrance:
    """The real way in, at a cost tests can afford."""
    settings = tmp_path / "settings"
    settings.mkdir()
    return VaultEntrance(settings, clock, CHEAP)


@pytest.fixture
def around(
    entrance: VaultEntrance,
    clock: Any,
    prompts: Answers,
    tray: FakeTray,
    typesetter: PdfPrinter,
) -> Surroundings:
    """What the window is given."""
    return Surroundings(
        entrance=entrance,
        clock=clock,
        prompts=prompts,
        make_tray=lambda *_: tray,
        typesetter=typesetter,
        queue=NoQueue(),
        viewer=ChildViewer(),
    )


@pytest.fixture(scope="session")
def exercise(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A training vault with three people, made once; every test gets a copy."""
    place = tmp_path_factory.mktemp("exercise")
    past = training.PastClock(lambda: datetime(2026, 3, 2, 12, 0, tzinfo=UTC))
    entrance = VaultEntrance(place / "settings", past, CHEAP)
    return training.found(place / "exercice.casedesk", entrance, past).folder


@pytest.fixture(scope="session")
def worked_in(exercise: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The training vault with cases at every stage, made once."""
    place = tmp_path_factory.mktemp("worked-in")
    past = training.PastClock(lambda: A_MONTH_LATER)
    folder = Path(shutil.copytree(exercise, place / exercise.name))
    house = training.TrainingVault(
        folder, VaultEntrance(place / "settings", past, CHEAP), past
    )
    training.bring_in_technician(house)
    past.set_back(26)
    training.record_and_decide(house)
    training.fill(house)
    return folder


@pytest.fixture
def vault(exercise: Path, tmp_path: Path) -> Path:
    """A training vault of one's own; TRAINEES open it."""
    return Path(shutil.copytree(exercise, tmp_path / "exercice.casedesk"))


@pytest.fixture
def house(vault: Path, entrance: VaultEntrance, clock: Any) -> training.TrainingVault:
    """The same vault, and how to sit down in it."""
    return training.TrainingVault(vault, entrance, training.PastClock(clock))


@pytest.fixture
def director(
    house: training.TrainingVault,
    around: Surroundings,
    jobs: Jobs,
    tray: FakeTray,
    visited: list[Any],
) -> Iterator[Tools]:
    """What a screen is given while the director sits at the real vault."""
    with house.sitting(DIRECTOR) as sitting:
        tools = tools_of(sitting, around, jobs, tray, visited)
        yield tools
        tools.changes.stop()


class Seats:
    """The workspace of one person after the other: whoever sat there locks."""

    def __init__(
        self, house: training.TrainingVault, around: Surroundings, qtbot: Any
    ) -> None:
        self._house, self._around, self._qtbot = house, around, qtbot
        self._taken: Workspace | None = None

    def __call__(self, trainee: Trainee) -> Workspace:
        self.stand_up()
        folder, person = self._house.folder, self._house.person(trainee)
        keys = self._house.entrance.unlock(folder, person, trainee.passphrase)
        sitting = self._house.entrance.sit_down(keys)
        self._taken = workspace = Workspace(sitting, self._around, SCREENS)
        self._qtbot.addWidget(workspace)
        workspace.show()
        workspace.begin()
        return workspace

    def stand_up(self) -> None:
        if self._taken is not None:
            self._taken.close_down()
            self._taken.lock()
            self._taken = None


@pytest.fixture
def seated(
    house: training.TrainingVault, around: Surroundings, qtbot: Any
) -> Iterator[Seats]:
    """Somebody at home in the real vault."""
    seats = Seats(house, around, qtbot)
    yield seats
    seats.stand_up()


class Hands:
    """What a person does with one page, found by what it says."""

    def __init__(self, page: QWidget, qtbot: Any) -> None:
        self.page, self._qtbot = page, qtbot

    def box(self, label: str) -> Any:
        """The box under this label."""
        found = [
            each
            for each in self.page.findChildren(QWidget)
            if each.accessibleName() == label and not each.isHidden()
        ]
        assert len(found) == 1, f"{len(found)} boxes are called {label}"
        return found[0]

    def type(self, label: str, text: str) -> None:
        """Write this into the box; letters beyond ASCII are set, QTest has no keys."""
        self.box(label).clear()
        if text.isascii():
            self._qtbot.keyClicks(self.box(label), text)
        else:
            self.box(label).setText(text)

    def press(self, text: str) -> None:
        """Press the button that says this."""
        found = [
            each
            for each in self.page.findChildren(QAbstractButton)
            if each.text().replace("&", "") == text and each.isVisibleTo(self.page)
        ]
        assert len(found) == 1, f"{len(found)} buttons say {text}"
        self._qtbot.mouseClick(found[0], Qt.MouseButton.LeftButton)

    def buttons(self) -> list[str]:
        """What its buttons say."""
        found = self.page.findChildren(QAbstractButton)
        return [each.text() for each in found if each.isVisibleTo(self.page)]

    def texts(self) -> list[str]:
        """What the page says."""
        labels = self.page.findChildren(QLabel)
        return [each.text() for each in labels if each.isVisibleTo(self.page)]

    def unreachable(self) -> list[str]:
        """What a person without a mouse or without sight cannot use."""
        return [
            f"{type(each).__name__} {each.objectName()}: {fault}"
            for each in self.page.findChildren(QWidget)
            if each.isVisibleTo(self.page)
            and each.focusPolicy() & Qt.FocusPolicy.TabFocus
            for fault in _faults(each)
        ]


@pytest.fixture
def hands_on(qtbot: Any) -> Callable[[QWidget], Hands]:
    """Hands on a page."""
    return lambda page: Hands(page, qtbot)


def _faults(each: QWidget) -> Iterator[str]:
    heard = QAccessible.queryAccessibleInterface(each)
    name = heard.text(QAccessible.Text.Name) if heard else ""
    if not name and not each.accessibleName():
        yield "has no name"
    if each.sizeHint().height() < 32:
        yield f"is {each.sizeHint().height()} pixels high"
