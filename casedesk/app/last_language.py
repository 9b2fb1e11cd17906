"""The language spoken last on this machine: that of the first page, before anybody is
known. No secret, and nobody's own: whoever unlocks goes on in theirs.
"""

from __future__ import annotations

from pathlib import Path

_FILE = "language"


class LastLanguage:
    """One code in the settings of this Windows or Linux user."""

    def __init__(self, settings: Path) -> None:
        self._file = settings / _FILE

    def code(self) -> str:
        """Empty where nothing was kept, or it cannot be read."""
        try:
            return self._file.read_text(encoding="utf-8").strip()
        except (OSError, ValueError):
            return ""  # a convenience: without it one chooses once more

    def keep(self, code: str) -> None:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(code, encoding="utf-8")
        except OSError:
            return  # a convenience: no reason to stop anybody
