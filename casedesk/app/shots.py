"""`dev.py shots`: a picture of every screen on training data, at 1366 by 768."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from casedesk import i18n, paths
from casedesk.app import clock, start, training, training_people
from casedesk.app.entrance import VaultEntrance
from casedesk.app.paper import LatePrinter
from casedesk.app.rooms import rooms_behind
from casedesk.app.scenes import scenes
from casedesk.app.training import TrainingVault
from casedesk.app.visit import Shot, Visit
from casedesk.app.walk import walk
from casedesk.circuit.codes import Language
from casedesk.i18n import _
from casedesk.i18n.pseudo import MIRRORED
from casedesk.ui import theme
from casedesk.ui.main_window import MainWindow
from casedesk.ui.prompts import SystemPrompts
from casedesk.ui.workspace import Workspace

WIDTH, HEIGHT = 1366, 768
SETTLING = 700  # ms: longer than any preview waits before it is drawn


class Photographer:
    """Takes one picture after the other, each once its screen has settled."""

    def __init__(self, window: MainWindow, target: Path) -> None:
        self._window, self._target = window, target
        self._pending: list[Shot] = []
        self._was_busy = False

    def take(self, shots: Sequence[Shot]) -> None:
        self._pending = list(shots)
        self._next()

    def _next(self) -> None:
        if not self._pending:
            self._window.close()
            QApplication.quit()
            return
        try:
            self._pending[0].act()
        except Exception:
            QApplication.exit(1)
            raise
        QTimer.singleShot(SETTLING, self._grab)

    def _grab(self) -> None:
        seat = self._window.workspace
        was_busy, self._was_busy = self._was_busy, False
        if isinstance(seat, Workspace):
            self._was_busy = seat.tools.jobs.is_busy
        if self._was_busy or was_busy:  # what a job found settles as well
            QTimer.singleShot(SETTLING, self._grab)
            return
        shot = self._pending.pop(0)
        path = self._target / f"{shot.name}.png"
        self._window.grab().save(str(path))
        sys.stdout.write(f"{path}\n")
        self._next()


def main(arguments: Sequence[str] | None = None) -> int:
    """Take the pictures the arguments ask for."""
    asked = _parser().parse_args(arguments)
    asked.target.mkdir(parents=True, exist_ok=True)
    if asked.lang in MIRRORED:
        i18n.pretend(asked.lang)
    else:
        i18n.use(Language(asked.lang))
    os.environ["QT_SCALE_FACTOR"] = str(asked.scale)  # as the system sets it
    application = start.prepared(QApplication(sys.argv[:1]))
    if asked.dark:
        theme.dress(application, dark=True)
    with ExitStack() as stack:
        place = Path(
            stack.enter_context(tempfile.TemporaryDirectory(prefix="casedesk-"))
        )
        vault = _vault(place)
        inside = rooms_behind(vault.entrance, vault.clock)
        window = MainWindow(vault.entrance, SystemPrompts(), lambda: inside)
        window.resize(round(WIDTH / asked.scale), round(asked.height / asked.scale))
        window.show()
        shots = [
            shot
            for shot in scenes(Visit(window, vault))
            if asked.role in ("", shot.role)
        ]
        photographer = Photographer(window, asked.target)
        QTimer.singleShot(0, lambda: photographer.take(shots))
        return application.exec()


def _vault(place: Path) -> TrainingVault:
    """Cases at every stage: those of the stories, and one walked to its end."""
    past = training.PastClock(clock.now)
    entrance = VaultEntrance(place / "settings", past, training.PUBLISHED)
    vault = training.found(place / "exercice.casedesk", entrance, past)
    training.draw_circles(vault)
    training.bring_in_technician(vault)
    past.set_back(40 * 24)
    training.record_and_close(vault)
    past.set_back(90)
    for _printed in walk(vault, LatePrinter(paths.resource("fonts"))):
        pass
    past.set_back(26)
    training.record_and_decide(vault)
    training.fill(vault)
    training.record_in_circle(vault)
    training_people.note_people(vault)
    return vault


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="dev.py shots", description=_("Photographier chaque écran.")
    )
    parser.add_argument("target", type=Path, metavar="DIR")
    parser.add_argument(
        "--lang", choices=[*map(str, Language), *MIRRORED], default="fr"
    )
    parser.add_argument("--role", default="", help=_("seulement les écrans de ce rôle"))
    parser.add_argument("--scale", type=float, default=1.0, help="1.5 = 150 %%")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--height", type=int, default=HEIGHT, help="px")
    return parser


if __name__ == "__main__":
    sys.exit(main())
