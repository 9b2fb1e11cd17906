"""Where a new vault is proposed to lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def documents() -> Path:
    """The folder of the person's documents, as this system has it."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


def free_folder(parent: Path, name: str) -> Path:
    """A folder that is not there yet; `name` says nothing of what it holds."""
    wanted, number = parent / f"{name}.casedesk", 2
    while wanted.exists():
        wanted, number = parent / f"{name}-{number}.casedesk", number + 1
    return wanted
