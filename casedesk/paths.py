"""Where the program finds its resources, and where it keeps settings and its log.

The same code runs from a source tree (`resources/` beside the package), from a wheel
and from a frozen bundle (`casedesk/_resources/` in both). An empty file `.portable`
beside the program keeps everything under `data/` there and nothing elsewhere.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one installation. None of them need exist, except `resources`."""

    resources: Path
    settings: Path
    logs: Path


def find(package: Path, program: Path) -> Places:
    """The folders for a package that lies there, of a program that lies there."""
    bundled = package / "_resources"
    resources = bundled if bundled.is_dir() else package.parent / "resources"
    if (program / ".portable").exists():
        data = program / "data"
        return Places(resources, data / "settings", data / "logs")
    return Places(
        resources,
        platformdirs.user_config_path("casedesk", appauthor=False),
        platformdirs.user_log_path("casedesk", appauthor=False),
    )


def places() -> Places:
    """The folders of this installation."""
    frozen = getattr(sys, "frozen", False)
    program = Path(sys.executable).parent if frozen else _PACKAGE.parent
    return find(_PACKAGE, program)


def resource(relative: str) -> Path:
    """A file or folder that comes with the program, as `sheets/F-A.toml`."""
    return places().resources / relative


def read_text(relative: str) -> str:
    """The text of a file that comes with the program."""
    return resource(relative).read_text(encoding="utf-8")


def settings_folder() -> Path:
    """Where this user's settings are; made when it is not there yet."""
    return _made(places().settings)


def log_folder() -> Path:
    """Where the log is; made when it is not there yet."""
    return _made(places().logs)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
