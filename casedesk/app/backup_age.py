"""How old the last verified backup is, as a locked vault can tell: by names and notes.

Light and unproven: for the page before anybody has a key. `sticks` keeps the notes.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

from casedesk.circuit.changes import Home
from casedesk.circuit.threshold import LastBackup

LOCAL = "backups"  # the folder of the sets beside the vault
NOTES = "backups.json"  # in the settings of this machine
MANIFEST = "manifest.json"  # written last: without it a folder is no backup
SET = re.compile(r"casedesk-(\d{8}T\d{4})-g\d+")  # how a set's name begins
_NAME = re.compile(rf"{SET.pattern}.*(?<!\.partial)")


def newest_backup(vault: Path, vault_id: str, settings: Path) -> LastBackup | None:
    """The last on a stick, which outlives this computer; else the last there is."""
    away = noted_at(vault_id, settings, "away")
    if away is not None:
        return LastBackup(away, only_here=False)
    found = [noted_at(vault_id, settings, "verified"), newest_set(vault / LOCAL)]
    at = max((each for each in found if each is not None), default=None)
    return LastBackup(at, only_here=True) if at is not None else None


def newest_set(folder: Path) -> datetime | None:
    """When the newest set there was made, as its name says; of those that were read."""
    dated = [(at, each) for each in _sets(folder) if (at := _made_at(each)) is not None]
    return next((at for at, each in sorted(dated)[::-1] if _was_read(each)), None)


def noted_at(vault_id: str, settings: Path, what: str) -> datetime | None:
    """What this machine noted of the last backup: `away` on a stick, or `verified`."""
    try:
        notes = json.loads((settings / NOTES).read_text(encoding="utf-8"))
        return datetime.fromisoformat(notes[vault_id][what]).astimezone(UTC)
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _sets(folder: Path) -> list[Path]:
    try:
        return [each for each in folder.iterdir() if (each / MANIFEST).exists()]
    except OSError:
        return []


def _was_read(made: Path) -> bool:
    """Whoever made it had the keys: what was copied as it lies is not verified."""
    try:
        told = json.loads((made / MANIFEST).read_text(encoding="ascii"))
        read = {each["cid"] for each in told["cmps"] if each["read"]}
    except (OSError, ValueError, TypeError, KeyError):
        return False
    return read >= {Home.DESK, Home.CASES}


def _made_at(made: Path) -> datetime | None:
    named = _NAME.fullmatch(made.name)
    try:
        return named and datetime.strptime(named[1], "%Y%m%dT%H%M").replace(tzinfo=UTC)
    except ValueError:
        return None
