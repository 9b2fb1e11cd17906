"""Starting the window: the application, its surroundings, its last stop for faults."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

import PySide6
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from casedesk import i18n, log, paths
from casedesk.app import away, clock
from casedesk.app.again import begin_again
from casedesk.app.crashes import leave_no_dump
from casedesk.app.door import VaultDoor
from casedesk.circuit.codes import Language
from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.i18n.spoken import spoken
from casedesk.ui import theme
from casedesk.ui.faults import Faults
from casedesk.ui.inside import Inside
from casedesk.ui.language import speak
from casedesk.ui.lock.machine import Machine
from casedesk.ui.main_window import MainWindow
from casedesk.ui.prompts import SystemPrompts

_NEEDS_IMMORTAL_NONE = (6, 12)  # PySide6 from here on loses references below 3.12


def run(vault: Path | None, arriving: str | None = None) -> int:
    """The window, until it is closed; `arriving` has said who they are already."""
    if not is_sound_pair(PySide6.__version_info__, sys.version_info[:2]):
        sys.stderr.write(
            _(
                "PySide6 6.12 et Python 3.11 ne vont pas ensemble : le programme "
                "s'arrêterait en plein travail. Installer Python 3.12 ou plus récent."
            )
            + "\n"
        )
        return 1
    leave_no_dump()
    settings = paths.settings_folder()
    door = VaultDoor(settings)
    i18n.use(first_language(door.language(), QLocale.system().language()))
    application = prepared(QApplication(sys.argv[:1]))
    handler = log.open_log(paths.log_folder())
    try:
        load = partial(inside, settings)
        machine = Machine(clock.now, away.listener(), begin_again)
        window = MainWindow(door, SystemPrompts(), load, vault, machine)
        window.expect(PersonId(arriving) if arriving else None)
        Faults(window.tell).install()
        away.hide_from_capture(application)
        window.resize(window.size().boundedTo(window.screen().availableSize()))
        window.show()
        return application.exec()
    finally:
        log.close_log(handler)


def first_language(last: str, of_the_machine: QLocale.Language) -> Language:
    """The one spoken here last; at the very first start Arabic on an Arabic machine."""
    arabic = of_the_machine is QLocale.Language.Arabic
    return (
        spoken(last) or (spoken(Language.ARABIC) if arabic else None) or Language.FRENCH
    )


def prepared(application: QApplication) -> QApplication:
    """With our own fonts, colours and language, whatever the machine has."""
    application.setApplicationName("casedesk")
    theme.dress(application)
    speak(application)
    return application


def inside(settings: Path) -> Inside:
    """All the rest of the program, with keys, stores and screens."""
    # The one place that decides what the first page need not wait for
    from casedesk.app.entrance import VaultEntrance
    from casedesk.app.rooms import rooms_behind

    return rooms_behind(VaultEntrance(settings, clock.now), clock.now)


def is_sound_pair(pyside: tuple[object, ...], python: tuple[int, ...]) -> bool:
    """Whether this PySide6 keeps its reference counts on this Python."""
    return not (tuple(pyside[:2]) >= _NEEDS_IMMORTAL_NONE and python < (3, 12))
