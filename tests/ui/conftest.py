"""A window on real desks; only the tray, the questions and the clock are fake."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from casedesk import paths
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.passphrases import Passphrases
from casedesk.app.session import OpenVault, VaultSitting
from casedesk.circuit.people import Role
from casedesk.forms.printer import PdfPrinter
from casedesk.ui import theme
from casedesk.ui.changes import ChangeSignal
from casedesk.ui.jobs import Jobs
from casedesk.ui.navigation import Place
from casedesk.ui.printing import Done, NoPrinter
from casedesk.ui.workspace import Surroundings, Tools
from casedesk.vault.kdf import KdfCost

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
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


@pytest.fixture(scope="session", autouse=True)
def dressed(qapp: QApplication) -> QApplication:
    """The program in its own fonts and colours."""
    theme.dress(qapp)
    return qapp


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
        nothing = OpenVault(
            association.folder,
            place.keyring,
            lambda: None,
            VaultLock(association.folder),
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
    visited: list[Place],
) -> Iterator[Callable[[Role], Tools]]:
    """What a screen is given, by role; a screen that navigates ends in `visited`."""
    signals: list[ChangeSignal] = []

    def of(role: Role) -> Tools:
        sat = sitting(role)
        signals.append(ChangeSignal(sat.desk))
        return Tools(
            desk=sat.desk,
            rules=sat.rules,
            changes=signals[-1],
            jobs=jobs,
            go_to=visited.append,
            prompts=around.prompts,
            clock=around.clock,
            tray=tray,
            typesetter=around.typesetter,
            sitting=sat,
            draw_passphrase=CHEAP.draw,
        )

    yield of
    for signal in signals:
        signal.stop()


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
    )
