"""The same program once more, in a process that has never held a key."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QProcess

from casedesk.circuit.people import PersonId

ARRIVING = "--for"  # the id of a person, which says nothing to whoever reads it


def begin_again(vault: Path, arriving: PersonId | None) -> bool:
    """The port `ui.lock.machine.Restart`; this process ends by itself."""
    program, *arguments = command(vault, arriving)
    begun, _process = QProcess.startDetached(program, arguments)
    return begun


def command(vault: Path, arriving: PersonId | None) -> list[str]:
    """How this program was started, with the vault it showed."""
    program = [sys.executable]
    if not getattr(sys, "frozen", False):
        program += ["-m", "casedesk"]
    whom = [ARRIVING, arriving] if arriving else []
    return [*program, str(vault.absolute()), *whom]
