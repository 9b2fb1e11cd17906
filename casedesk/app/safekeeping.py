"""The office of safekeeping: backups and their proof, for whoever has unlocked."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from casedesk.app.backup_age import LOCAL
from casedesk.app.backups import (
    SetMaker,
    clear_leftovers,
    destroy,
    newest_signed,
    signed_sets,
)
from casedesk.app.checking import verify_set
from casedesk.app.sticks import BackupMemory
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.events import Detail, EventKind
from casedesk.circuit.longwork import Report
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.safekeeping import (
    BackupSet,
    Drill,
    Made,
    SafekeepingTrouble,
    SetVerdict,
    outdated,
)
from casedesk.circuit.threshold import LastBackup
from casedesk.store.errors import StoreFull, StoreUnreachable
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits
from casedesk.vault.keyring import Keyring

Note = Callable[[EventKind, Detail], None]
_OF_THE_DISK = {
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EFBIG: "full",
}


@dataclass(frozen=True, slots=True)
class Keeper:
    """Who keeps which vault safe, and how what they do is noted."""

    folder: Path
    keyring: Keyring
    rights: frozenset[Right]
    note: Note
    close: Callable[[], None]
    limits: KdfLimits = DEFAULT_LIMITS


class VaultSafekeeping:
    """The port `circuit.safekeeping.Safekeeping` on an unlocked vault."""

    def __init__(self, keeper: Keeper, memory: BackupMemory, clock: Clock) -> None:
        self._keeper, self._memory, self._clock = keeper, memory, clock
        self._keyring = keeper.keyring
        self.known_stick = memory.known_stick
        self.stick_always_in = memory.stick_always_in
        self.close = keeper.close

    @property
    def local(self) -> Path:
        return self._keeper.folder / LOCAL

    def sets(self, folder: Path | None = None) -> tuple[BackupSet, ...]:
        return signed_sets(folder or self.local, self._keyring)

    def last_verified(self) -> LastBackup | None:
        return self._memory.last_verified(self._keeper.folder)

    def remember_stick(self, root: Path) -> Path:
        with disk_in_words():
            return self._memory.remember_stick(root)

    def back_up(self, destination: Path, report: Report) -> Made:
        """After an alarm nothing old goes: it may be all that is left."""
        made = self._make(destination, report)
        if made.alarms:
            return made
        with disk_in_words():
            return replace(made, removed=self._prune(destination))

    def accept(self, destination: Path, report: Report) -> Made:
        self._require(Right.RESTORE)
        return self._make(destination, report, begins=True)

    def verify(self, folder: Path, report: Report) -> SetVerdict:
        self._require(Right.BACK_UP)
        with disk_in_words():
            return self._verdict(folder, report)

    def drill(self, folder: Path, report: Report) -> Drill:
        self._require(Right.BACK_UP)
        with disk_in_words():
            newest = newest_signed(folder, self._keyring)
            if newest is None:
                raise SafekeepingTrouble("no_set")
            verdict = self._verdict(newest.folder, report)
        return Drill(
            at=self._clock(),
            by=PersonId(self._keyring.person),
            verdict=verdict,
            anchors=anchors(newest),
        )

    def renew(self, destination: Path, report: Report) -> Made:
        """The old ones open with keys that whoever left still knows."""
        self._require(Right.RESTORE)
        made = self._make(destination, report)
        if made.alarms:
            return made
        now = made.set.generations
        with disk_in_words():
            there = {e.folder: e for e in (*self.sets(destination), *self.sets())}
            old = [
                each
                for each in there.values()
                if any(now.get(cid, 0) > gen for cid, gen in each.generations.items())
            ]
            for each in old:
                destroy(each)
        return replace(made, renewed=tuple(sorted(each.name for each in old)))

    def note(self, outcome: Made | SetVerdict | Drill) -> None:
        match outcome:
            case Made():
                self._note_made(outcome)
            case SetVerdict():
                self._keeper.note(EventKind.VERIFIED, _told(outcome))
            case Drill():
                read = int(outcome.verdict.reads_the_records)
                told = {**_told(outcome.verdict), "read": read}
                self._keeper.note(EventKind.DRILL, told)

    def _verdict(self, folder: Path, report: Report) -> SetVerdict:
        return verify_set(folder, self._keyring, report, self._keeper.limits)

    def _note_made(self, made: Made) -> None:
        self._keeper.note(
            EventKind.BACKED_UP,
            {
                "set": made.set.name,
                "manifest": made.set.digest,
                "alarms": len(made.alarms),
                "removed": len(made.removed),
            },
        )
        if made.renewed:
            self._keeper.note(EventKind.RENEWED, {"sets": len(made.renewed)})

    def _make(self, destination: Path, report: Report, *, begins: bool = False) -> Made:
        self._require(Right.BACK_UP)
        now: datetime = self._clock()
        maker = SetMaker(self._keeper.folder, self._keyring, now)
        try:
            with disk_in_words():
                limits = self._keeper.limits
                clear_leftovers(destination, self._keyring.vault_id, limits)
                made = maker.make(destination, report, begins=begins)
        except SafekeepingTrouble as trouble:
            # A full disk also shows as one that does not answer
            if trouble.reason == "gone" and maker.lacks_room(destination):
                raise SafekeepingTrouble("full") from trouble
            raise
        if made.set.read >= {Home.DESK, Home.CASES}:
            self._memory.note_verified(now, destination)
        return made

    def _prune(self, destination: Path) -> tuple[str, ...]:
        """Only whole sets count as kept: a set with a lost file saves nobody."""
        whole = [each for each in self.sets(destination) if _is_whole(each)]
        old = outdated(whole, local)
        for each in old:
            destroy(each)
        return tuple(each.name for each in old)

    def _require(self, right: Right) -> None:
        if right not in self._keeper.rights:
            raise NotPermitted(right=right)


def anchors(made: BackupSet) -> dict[str, str]:
    """The printed code of each journal that has begun, as the set has it."""
    return {
        each.cid: numbers.anchor(each.seq, each.head)
        for each in made.compartments
        if each.seq
    }


@contextmanager
def disk_in_words() -> Iterator[None]:
    """Say what a disk or stick does not do as SafekeepingTrouble."""
    try:
        yield
    except StoreFull as error:
        raise SafekeepingTrouble("full") from error
    except StoreUnreachable as error:
        raise SafekeepingTrouble("gone") from error
    except OSError as error:
        reason = _OF_THE_DISK.get(error.errno or 0, "gone")
        raise SafekeepingTrouble(reason) from error


def _is_whole(made: BackupSet) -> bool:
    try:
        return all(
            (made.folder / name).stat().st_size == size
            for name, size in made.sizes.items()
        )
    except OSError:
        return False


def _told(verdict: SetVerdict) -> Detail:
    name = verdict.set.name if verdict.set else ""
    return {"set": name, "sound": int(verdict.is_sound)}
