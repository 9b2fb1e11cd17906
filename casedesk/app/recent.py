"""The vaults opened lately, so that nobody has to look for a folder."""

from __future__ import annotations

import json
from pathlib import Path

_FILE = "recent.json"
_KEPT = 5


class RecentVaults:
    """A short list of folders in the settings of this Windows or Linux user."""

    def __init__(self, settings: Path) -> None:
        self._file = settings / _FILE

    def all(self) -> tuple[Path, ...]:
        """The newest first; folders that are gone are left out, not forgotten."""
        return tuple(each for each in self._read() if each.is_dir())

    def remember(self, folder: Path) -> None:
        here = folder.absolute()
        others = [each for each in self._read() if each != here]
        self._write([here, *others][:_KEPT])

    def forget(self, folder: Path) -> None:
        here = folder.absolute()
        self._write([each for each in self._read() if each != here])

    def _read(self) -> list[Path]:
        try:
            kept = json.loads(self._file.read_text(encoding="utf-8"))
            return [Path(each) for each in kept]
        except (OSError, ValueError, TypeError):
            return []  # a convenience: an unreadable list is an empty one

    def _write(self, folders: list[Path]) -> None:
        text = json.dumps([str(each) for each in folders])
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(text, encoding="utf-8")
        except OSError:
            return  # a convenience: no reason to stop anybody
