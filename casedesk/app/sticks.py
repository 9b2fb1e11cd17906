"""What this machine remembers of backups: when the last was made, and on which sticks.

A convenience in the settings of this machine: whoever deletes it is asked again. What
makes a stick known is a folder at its root that bears the vault's id.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QStorageInfo

from casedesk import atomic
from casedesk.app.backup_age import NOTES, newest_backup, newest_set, noted_at
from casedesk.app.manifest import LEADING
from casedesk.circuit.dates import local
from casedesk.circuit.ports import Clock
from casedesk.circuit.threshold import LastBackup

ALWAYS = 3  # days in a row that are too many
_ID_CHARACTERS = 12


@dataclass(frozen=True, slots=True)
class Volume:
    """Something that is mounted."""

    root: Path
    id: str


@dataclass(slots=True)
class _Known:
    """For how many days each volume was found in; `looked` is the last of them.

    `away` is the last backup on a stick, `verified` the last anywhere; `on_stick` when
    somebody has read that the vault itself lies on one.
    """

    verified: str = ""
    away: str = ""
    looked: str = ""
    days: dict[str, int] = field(default_factory=dict)
    on_stick: bool = False


def plugged_in() -> tuple[Volume, ...]:
    """Every disk and stick that can be read now."""
    return tuple(
        Volume(Path(each.rootPath()), bytes(each.device().data()).hex())
        for each in QStorageInfo.mountedVolumes()
        if each.isValid() and each.isReady()
    )


def _root(folder: Path, volumes: tuple[Volume, ...]) -> Path | None:
    """Of the innermost volume it lies on."""
    above = _up(folder.absolute())
    roots = [each.root for each in volumes if each.root in above]
    return max(roots, key=lambda each: len(each.parts), default=None)


def _up(folder: Path) -> tuple[Path, ...]:
    return (folder, *folder.parents)


class BackupMemory:
    """The backups of one vault, as this machine has seen them."""

    def __init__(
        self,
        settings: Path,
        vault_id: str,
        clock: Clock,
        volumes: Callable[[], tuple[Volume, ...]] = plugged_in,
    ) -> None:
        self._file, self._vid = settings / NOTES, vault_id
        self._clock, self._volumes = clock, volumes
        self._marker = f"{LEADING}{vault_id[:_ID_CHARACTERS]}"

    def last_verified(self, vault: Path) -> LastBackup | None:
        """The newest that is known of; nothing proves it here.

        Also one that another machine made on the stick that is in.
        """
        stick, settings = self.known_stick(), self._file.parent
        there = newest_set(stick) if stick is not None else None
        noted = noted_at(self._vid, settings, "away")
        if there is not None and (noted is None or there > noted):
            self._note(away=there.isoformat())
        return newest_backup(vault, self._vid, settings)

    def note_verified(self, at: datetime, destination: Path) -> None:
        when = at.isoformat()
        if self._stick_of(destination) is None:
            self._note(verified=when)
        else:
            self._note(verified=when, away=when)

    def remember_stick(self, chosen: Path) -> Path:
        """At the root of the stick, wherever on it one has pointed: there it is known.

        Raises OSError.
        """
        markers = [each for each in _up(chosen) if each.name == self._marker]
        inside = (markers[0].parent if markers else chosen) / self._marker
        root = self._stick_of(chosen)
        folder = root / self._marker if root is not None else inside
        try:
            folder.mkdir(exist_ok=True)
        except PermissionError:  # a disk of which only a part is this person's
            folder = inside
            folder.mkdir(exist_ok=True)
        self._look()
        return folder

    def known_stick(self) -> Path | None:
        here = self._look()
        return here[0].root / self._marker if here else None

    @property
    def told_on_stick(self) -> bool:
        """Whether somebody at this machine has read that the vault lies on a stick."""
        return self._known().on_stick

    def note_told_on_stick(self) -> None:
        known = self._known()
        known.on_stick = True
        self._remember(known)

    def stick_always_in(self) -> bool:
        self._look()
        return max(self._known().days.values(), default=0) >= ALWAYS

    def _look(self) -> list[Volume]:
        """The known sticks that are in; notes for how many days each has stayed."""
        here = [each for each in self._volumes() if (each.root / self._marker).is_dir()]
        known, today = self._known(), local(self._clock()).date().isoformat()
        more = int(known.looked != today)
        days = {each.id: known.days.get(each.id, 1 - more) + more for each in here}
        if (days, today) != (known.days, known.looked):
            known.days, known.looked = days, today
            self._remember(known)
        return here

    def _stick_of(self, folder: Path) -> Path | None:
        """The root of the volume it lies on, unless that is the one of this machine."""
        volumes = self._volumes()
        own, its = _root(self._file, volumes), _root(folder, volumes)
        return its if its != own else None

    def _note(self, *, away: str = "", verified: str = "") -> None:
        known = self._known()
        known.away, known.verified = away or known.away, verified or known.verified
        self._remember(known)

    def _known(self) -> _Known:
        try:
            known = _Known(**self._all()[self._vid])
            known.days = {str(each): int(days) for each, days in known.days.items()}
            for each in (known.verified, known.away):
                datetime.fromisoformat(each or "2000-01-01")
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return _Known()
        return known

    def _all(self) -> dict[str, dict[str, Any]]:
        kept = json.loads(self._file.read_text(encoding="utf-8"))
        if not isinstance(kept, dict):
            raise TypeError("not a table")
        return kept

    def _remember(self, known: _Known) -> None:
        try:
            kept = self._all()
        except (OSError, ValueError, TypeError):
            kept = {}
        kept[self._vid] = asdict(known)
        with suppress(OSError):  # no reason to stop anybody
            self._file.parent.mkdir(parents=True, exist_ok=True)
            atomic.replace(self._file, json.dumps(kept).encode())
