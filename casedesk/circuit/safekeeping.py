"""Safekeeping: backups, the proof that they are whole, exercises, and restoring.

What screens see of it; `app` provides it. What copies or reads whole files has no bound
and belongs on a worker; `note` afterwards on the thread of the desk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from casedesk.circuit.changes import Home
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.longwork import Report
from casedesk.circuit.paper import Sender
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.threshold import LastBackup

KEPT_DAYS, KEPT_WEEKS, KEPT_MONTHS = 7, 4, 12
FEWEST = 2  # verified sets that stay, whatever their age
FALL = 0.9  # less than this of what the last backup held is an alarm
SECONDS = (Role.DIRECTOR, Role.TECHNICIAN, Role.BOARD)  # who confirms a restoring
DRILL_EVERY = timedelta(days=30)
FAT_LIMIT = (1 << 32) - 1  # bytes: the largest file a stick formatted as FAT32 takes


class SafekeepingTrouble(Trouble):
    """A backup cannot be made, or is not what it should be; `reason` has a sentence."""

    code = "safekeeping"

    def __init__(self, reason: str, **parameters: object) -> None:
        super().__init__(reason=reason, **parameters)
        self.reason = reason


class SafekeepingRefused(Refused):
    """Not by these people, or not there; `reason` has a sentence."""

    code = "safekeeping_refused"

    def __init__(self, reason: str, **parameters: object) -> None:
        super().__init__(reason=reason, **parameters)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Counted:
    """Where one compartment stood when it was copied, and how many rows it had."""

    cid: str
    seq: int
    head: bytes
    rows: int


@dataclass(frozen=True, slots=True)
class BackupSet:
    """One finished backup, as its manifest describes it."""

    folder: Path
    created: datetime
    by: PersonId
    generations: Mapping[str, int]  # of every compartment in it, by id
    compartments: tuple[Counted, ...]  # those its maker held the key of
    sizes: Mapping[str, int]  # of its files, by name
    digest: str  # of the manifest
    begins: bool = False  # nothing before it is there, or counts for an alarm

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def read(self) -> frozenset[str]:
        """The compartments whose contents its maker could read again in the copy."""
        return frozenset(each.cid for each in self.compartments)


class AlarmKind(StrEnum):
    """What about a backup says that something happened to the vault."""

    SMALLER = "smaller"
    FEWER_ROWS = "fewer_rows"
    OLDER = "older"
    UNSOUND = "unsound"
    OTHER_FILE = "other_file"


@dataclass(frozen=True, slots=True)
class Alarm:
    """What was so much more in the backup before; numbers of bytes, rows or entries."""

    kind: AlarmKind
    name: str
    before: int = 0
    now: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """A new verified set.

    `hash_only` are the compartments its maker has no key of: copied as they are, and
    proven by size and digest only.
    """

    set: BackupSet
    alarms: tuple[Alarm, ...]
    hash_only: tuple[str, ...]
    removed: tuple[str, ...] = ()  # by the rotation of days, weeks and months
    renewed: tuple[str, ...] = ()  # because keys were changed since

    @property
    def has_shrunk(self) -> bool:
        """Something is not as in the sets before, which a director may have meant."""
        return any(each.kind is not AlarmKind.UNSOUND for each in self.alarms)


class FileState(StrEnum):
    """What a verification found of one file of a set."""

    SOUND = "sound"
    HASH_ONLY = "hash_only"
    MISSING = "missing"
    CHANGED = "changed"
    UNSOUND = "unsound"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class FileVerdict:
    name: str
    state: FileState


@dataclass(frozen=True, slots=True)
class SetVerdict:
    """What a verification found, file by file; no set when the manifest is none."""

    set: BackupSet | None
    files: tuple[FileVerdict, ...]

    @property
    def is_sound(self) -> bool:
        good = (FileState.SOUND, FileState.HASH_ONLY)
        return self.set is not None and all(each.state in good for each in self.files)

    @property
    def closed(self) -> tuple[str, ...]:
        """The files that nobody read for it: only their digest is as it was signed."""
        closed = FileState.HASH_ONLY
        return tuple(each.name for each in self.files if each.state is closed)

    @property
    def reads_the_records(self) -> bool:
        """The desk and the cases were read, as whoever restores them needs."""
        sound = [e.name for e in self.files if e.state is FileState.SOUND]
        read = {name.partition(".")[0] for name in sound}
        return self.is_sound and read >= {Home.DESK, Home.CASES}

    @property
    def damaged(self) -> tuple[str, ...]:
        good = (FileState.SOUND, FileState.HASH_ONLY)
        return tuple(each.name for each in self.files if each.state not in good)


@dataclass(frozen=True, slots=True)
class Drill:
    """An exercise of restoring: the newest set read, and not one byte changed."""

    at: datetime
    by: PersonId
    verdict: SetVerdict
    anchors: Mapping[str, str]  # printed codes, by compartment

    @property
    def set(self) -> BackupSet | None:
        return self.verdict.set


@dataclass(frozen=True, slots=True)
class RestoreFolders:
    """Which set, into which new folder, and instead of which vault if there is one."""

    set: Path
    new: Path
    live: Path | None = None


@dataclass(frozen=True, slots=True)
class Loss:
    """What restoring would undo in one compartment; None where nobody can tell."""

    cid: str
    kept: int
    lost: int | None


@dataclass(frozen=True, slots=True)
class Restored:
    """The certificate of a restoring: what, where, by whom, and the journals."""

    folder: Path
    set: BackupSet
    at: datetime
    by: PersonId
    confirmed_by: PersonId
    sender: Sender  # whose vault it is, for the paper
    losses: tuple[Loss, ...]
    anchors: Mapping[str, str]


class Safekeeping(Protocol):
    """What somebody with keys, or a technician without, can do for the vault's safety.

    Raises SafekeepingTrouble, SafekeepingRefused, NotPermitted, VaultUnusable, and
    Cancelled when a report says so.
    """

    @property
    def local(self) -> Path:
        """The folder of the sets kept beside the vault."""
        ...

    def sets(self, folder: Path | None = None) -> tuple[BackupSet, ...]:
        """The sets of this vault there, signed by one of its people, newest first."""
        ...

    def last_verified(self) -> LastBackup | None:
        """The newest verified backup of this vault that this machine knows of."""
        ...

    def back_up(self, destination: Path, report: Report) -> Made:
        """On a worker: copy, read the copy again, sign, name. Then `note`."""
        ...

    def accept(self, destination: Path, report: Report) -> Made:
        """On a worker: a set with which counting begins again, after an alarm.

        What shrank was meant to. Nothing older goes. Then `note`.
        """
        ...

    def verify(self, folder: Path, report: Report) -> SetVerdict:
        """On a worker: everything that can be known about one set. Then `note`."""
        ...

    def drill(self, folder: Path, report: Report) -> Drill:
        """On a worker: verify the newest set there and change nothing. Then `note`."""
        ...

    def renew(self, destination: Path, report: Report) -> Made:
        """On a worker: a new set, and away with those that older keys still open."""
        ...

    def note(self, outcome: Made | SetVerdict | Drill) -> None:
        """Journal what a worker has done."""
        ...

    def known_stick(self) -> Path | None:
        """The backup folder of a plugged-in stick that has served before."""
        ...

    def remember_stick(self, root: Path) -> Path:
        """The folder for this vault's sets on a stick; made when it is not there."""
        ...

    def stick_always_in(self) -> bool:
        """The same stick has been in for three days: what harms the PC harms it too."""
        ...

    def close(self) -> None:
        """For somebody without a sitting: forget the keys, release the folder."""
        ...


def two_may_restore(people: Iterable[Person]) -> bool:
    """A director, and another person who may confirm it."""
    roles = [each.role for each in people if each.is_active and each.role in SECONDS]
    return Role.DIRECTOR in roles and len(roles) > 1


def is_drill_due(last: datetime | None, now: datetime) -> bool:
    return last is None or now - last > DRILL_EVERY


def outdated(
    sets: Sequence[BackupSet], civil: Callable[[datetime], datetime]
) -> tuple[BackupSet, ...]:
    """Which sets may go, the newest first; the newest of them all was just made.

    A set goes only when enough newer ones are kept whose makers read all that its maker
    read: a copy of closed files proves nothing of them and takes no other's place. So
    each has its calendar among those that read as much; and what the newest one did not
    read, it gives no reason to remove.
    """
    newest_first = sorted(sets, key=lambda each: (each.created, each.name))[::-1]
    gone = []
    for each in newest_first:
        equals = [other for other in newest_first if each.read <= other.read]
        if newest_first[0] in equals and each not in _kept(equals, civil):
            gone.append(each)
    return tuple(gone)


def _kept(
    newest_first: Sequence[BackupSet], civil: Callable[[datetime], datetime]
) -> list[BackupSet]:
    """The newest of 7 days, 4 weeks, 12 months; two always stay.

    Days, weeks and months are those that have a set, so a holiday costs none; `civil`
    is the local time of an instant.
    """
    kept = list(newest_first[:FEWEST])
    for many, period in (
        (KEPT_DAYS, "%Y-%j"),
        (KEPT_WEEKS, "%G-%V"),
        (KEPT_MONTHS, "%Y-%m"),
    ):
        newest: dict[str, BackupSet] = {}
        for each in newest_first:
            newest.setdefault(civil(each.created).strftime(period), each)
        kept += list(newest.values())[:many]
    return kept


def compared(newest_first: Sequence[BackupSet]) -> tuple[BackupSet, ...]:
    """Those a new set is measured against: back to where counting began."""
    found: list[BackupSet] = []
    for each in newest_first:
        found.append(each)
        if each.begins:
            break
    return tuple(found)


def alarms(before: Sequence[BackupSet], now: BackupSet) -> tuple[Alarm, ...]:
    """What has shrunk since one of these sets: deleted, encrypted or rolled back.

    The largest of them counts and not the last, which may itself have shrunk: so an
    alarm lasts until all is back, or a director accepts it.
    """
    sizes, rows, ends = _largest(before)
    found = [
        Alarm(AlarmKind.SMALLER, name, sizes[name], size)
        for name, size in now.sizes.items()
        if name.endswith(".db") and size < FALL * sizes.get(name, size)
    ]
    for each in now.compartments:
        had, ended = rows.get(each.cid, 0), ends.get(each.cid, 0)
        if each.rows < FALL * had:
            found.append(Alarm(AlarmKind.FEWER_ROWS, each.cid, had, each.rows))
        if each.seq < ended:
            found.append(Alarm(AlarmKind.OLDER, each.cid, ended, each.seq))
    return tuple(found)


def _largest(
    sets: Sequence[BackupSet],
) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Of each file its bytes; of each compartment its rows and its journal."""
    sizes: dict[str, int] = {}
    rows: dict[str, int] = {}
    ends: dict[str, int] = {}
    for made in sets:
        for name, size in made.sizes.items():
            sizes[name] = max(size, sizes.get(name, 0))
        for each in made.compartments:
            rows[each.cid] = max(each.rows, rows.get(each.cid, 0))
            ends[each.cid] = max(each.seq, ends.get(each.cid, 0))
    return sizes, rows, ends


def require_room(sizes: Iterable[int], free: int, largest: int | None) -> None:
    """Raises SafekeepingTrouble before anything is written where it cannot fit."""
    listed = list(sizes)
    if largest is not None and max(listed, default=0) > largest:
        raise SafekeepingTrouble("too_large")
    needed = sum(listed)
    if needed > free:
        raise SafekeepingTrouble(
            "no_room", needed=_mebibytes(needed), free=_mebibytes(free)
        )


def _mebibytes(size: int) -> int:
    return -(-size // (1 << 20))
