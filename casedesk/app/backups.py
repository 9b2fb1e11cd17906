"""Making a backup set: copied, read again where it lies, signed, and only then named.

The order, which a cut may end at any point: a folder `….partial` with the header and a
copy of each store; the proof of each copy; the manifest; the name. What has no name or
no manifest is never offered, and goes at the next backup. Sets are never written over.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from casedesk import __version__, atomic
from casedesk.app.compartments import compartment_key, identity
from casedesk.app.manifest import (
    FILE,
    LEADING,
    PARTIAL,
    ListedCompartment,
    ListedFile,
    Manifest,
    finished,
)
from casedesk.circuit.longwork import Cancelled, Report, go_on
from casedesk.circuit.safekeeping import (
    FAT_LIMIT,
    Alarm,
    AlarmKind,
    BackupSet,
    Made,
    SafekeepingTrouble,
    alarms,
    compared,
    require_room,
)
from casedesk.store.connection import has_log, open_read_only
from casedesk.store.copying import Contents, copy_store, prove_copy, salt_of
from casedesk.store.errors import StoreError, StoreFull, StoreUnreachable
from casedesk.store.verify import verify
from casedesk.vault.doorplate import labels
from casedesk.vault.errors import VaultError
from casedesk.vault.header_file import FILE as HEADER
from casedesk.vault.kdf import KdfLimits
from casedesk.vault.keyring import Keyring

_CHUNK = 1 << 20
_FAT = frozenset({b"vfat", b"msdos", b"FAT32", b"FAT", b"FAT16"})
_LOOSE_ENDS = 1 << 16  # bytes for the manifest and the folder itself


class Way:
    """How far one long work of several files has come, in bytes."""

    def __init__(self, report: Report, total: int) -> None:
        self._report, self._total = report, max(total, 1)
        self._done = 0

    def part(self, size: int) -> Report:
        """The report of the next `size` bytes, whatever steps they are told in."""
        begun, self._done = self._done, self._done + size

        def told(done: int, total: int) -> bool:
            share = size * done // total if total > 0 else 0
            return self._report(min(begun + share, self._total), self._total)

        return told


@dataclass(frozen=True, slots=True)
class _Copied:
    listed: ListedCompartment
    is_sound: bool


class SetMaker:
    """One new set of a vault, as one of its people makes it."""

    def __init__(self, vault: Path, keyring: Keyring, now: datetime) -> None:
        self._vault, self._keyring, self._now = vault, keyring, now
        self._header = keyring.header
        self._cids = sorted(self._header.signed.cmps)

    def make(self, destination: Path, report: Report, *, begins: bool = False) -> Made:
        """With `begins` the sets that are there are no measure any more.

        Raises SafekeepingTrouble, Trouble, Cancelled, OSError; older sets stay.
        """
        destination.mkdir(parents=True, exist_ok=True)
        sizes = self._sizes()
        require_room(
            [*sizes.values(), _LOOSE_ENDS],
            shutil.disk_usage(destination).free,
            _largest_file(destination),
        )
        way = Way(report, 3 * sum(sizes.values()))
        partial = self._begin(destination)
        try:
            return self._finish(partial, way, sizes, begins=begins)
        except Cancelled:
            shutil.rmtree(partial)
            raise

    def lacks_room(self, destination: Path) -> bool:
        """Whether a set cannot fit; of a stick that is gone nobody knows."""
        try:
            return shutil.disk_usage(destination).free < sum(self._sizes().values())
        except OSError:
            return False

    def _sizes(self) -> dict[str, int]:
        return {cid: _size(self._path(cid)) for cid in self._cids}

    def _begin(self, destination: Path) -> Path:
        name = f"{LEADING}{self._now:%Y%m%dT%H%M}-g{self._header.signed.gen}"
        partial = _free(destination, name)
        partial.mkdir(mode=0o700)
        # As the file has it: somebody may have changed their passphrase meanwhile
        atomic.replace(partial / HEADER, (self._vault / HEADER).read_bytes())
        return partial

    def _finish(
        self, partial: Path, way: Way, sizes: dict[str, int], *, begins: bool
    ) -> Made:
        copied = [self._copy(cid, partial, way, sizes[cid]) for cid in self._cids]
        there = () if begins else signed_sets(partial.parent, self._keyring)
        listed = tuple(each.listed for each in copied)
        manifest = Manifest(
            vid=self._keyring.vault_id,
            gen=self._header.signed.gen,
            created=int(self._now.timestamp()),
            app=__version__,
            files=tuple(_hashed(partial, way, sizes)),
            cmps=listed,
            prev=bytes.fromhex(there[0].digest) if there else b"",
            by=self._keyring.person,
            sig=bytes(64),
        ).signed(self._keyring)
        digest = manifest.write(partial)
        made = manifest.as_set(_named(partial, listed), digest)
        unsound = tuple(
            Alarm(AlarmKind.UNSOUND, each.listed.cid)
            for each in copied
            if not each.is_sound
        )
        before = compared(there)
        strange = tuple(_strange(before, made))
        return Made(
            made,
            alarms=(*unsound, *strange, *alarms(before, made)),
            hash_only=tuple(each.cid for each in listed if not each.read),
        )

    def _copy(self, cid: str, partial: Path, way: Way, size: int) -> _Copied:
        if cid in self._keyring.compartments:
            return self._copy_pages(cid, partial, way, size)
        return self._copy_bytes(cid, partial, way.part(2 * size))

    def _copy_pages(self, cid: str, partial: Path, way: Way, size: int) -> _Copied:
        """Page by page under the key, while others may write; then read it all again.

        What the store itself says wrongly is copied too, and told.
        """
        which, source = identity(self._keyring, cid), self._path(cid)
        copy = partial / source.name
        with compartment_key(self._keyring, cid) as key:
            with (
                _or_else("source_damaged", copy.name),
                closing(open_read_only(source, key, which)) as db,
            ):
                held = copy_store(
                    db, copy, key, which, portable=True, progress=way.part(size)
                )
            go_on(way.part(size), 0, size)
            with _or_else("copy_damaged", copy.name):
                prove_copy(copy, key, which, held)
                with closing(open_read_only(copy, key, which)) as db:
                    is_sound = verify(db, self._keyring.verify).is_sound
        return _Copied(_counted(cid, which.generation, held), is_sound)

    def _copy_bytes(self, cid: str, partial: Path, report: Report) -> _Copied:
        """What one has no key of, as it lies: its log was emptied at a lock."""
        path = self._path(cid)
        if has_log(path):
            raise SafekeepingTrouble("log_beside", file=path.name)
        with path.open("rb") as source, (partial / path.name).open("xb") as copy:
            size, done = path.stat().st_size, 0
            while chunk := source.read(_CHUNK):
                copy.write(chunk)
                done += len(chunk)
                go_on(report, done, size)
            atomic.flush(copy)
        generation = self._header.signed.cmps[cid].gen
        return _Copied(
            ListedCompartment(cid, generation, 0, bytes(32), 0, read=0), is_sound=True
        )

    def _path(self, cid: str) -> Path:
        return self._vault / self._header.signed.cmps[cid].file


@contextmanager
def _or_else(reason: str, name: str) -> Iterator[None]:
    """A disk that is full or gone says so itself."""
    try:
        yield
    except (StoreFull, StoreUnreachable):
        raise
    except StoreError as error:
        raise SafekeepingTrouble(reason, file=name) from error


def signed_sets(folder: Path, keyring: Keyring) -> tuple[BackupSet, ...]:
    """The sets there that one of the vault's people signed, newest first."""
    return tuple(
        manifest.as_set(place, digest)
        for place, manifest, digest in finished(folder, keyring.vault_id)
        if manifest.is_signed(keyring)
    )


def _strange(before: Sequence[BackupSet], made: BackupSet) -> Iterator[Alarm]:
    """Closed files that do not begin as they did: written over, whatever their size.

    A set that read the file says how it begins; without any, the oldest there is.
    """
    for cid, generation in made.generations.items():
        if cid in made.read:
            continue
        name = f"{cid}.g{generation}.db"
        ours = [each for each in before if name in each.sizes]
        ours.sort(key=lambda each: cid not in each.read)
        known = ours[:1] if ours and cid in ours[0].read else ours[-1:]
        if known and _begins_otherwise(known[0].folder / name, made.folder / name):
            yield Alarm(AlarmKind.OTHER_FILE, cid)


def _begins_otherwise(known: Path, copy: Path) -> bool:
    try:
        return salt_of(known) != salt_of(copy)
    except OSError:
        return False  # a set that lost a file is told when it is verified


def newest_signed(folder: Path, keyring: Keyring) -> BackupSet | None:
    return next(iter(signed_sets(folder, keyring)), None)


def destroy(old: BackupSet) -> None:
    """The manifest first: from then on it is no backup any more."""
    (old.folder / FILE).unlink()
    shutil.rmtree(old.folder)


def digest_of(path: Path, report: Report) -> bytes:
    """SHA-256 of a file, read in pieces."""
    sha, size, done = hashlib.sha256(), path.stat().st_size, 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            sha.update(chunk)
            done += len(chunk)
            go_on(report, done, size)
    return sha.digest()


def _hashed(partial: Path, way: Way, sizes: dict[str, int]) -> Iterator[ListedFile]:
    share = sum(sizes.values()) // (len(sizes) + 1)
    for path in sorted(partial.iterdir()):
        digest = digest_of(path, way.part(share))
        yield ListedFile(path.name, path.stat().st_size, digest)


def _counted(cid: str, generation: int, held: Contents) -> ListedCompartment:
    rows = sum(held.rows.values())
    head = held.head
    return ListedCompartment(cid, generation, head.sequence, head.hash, rows, read=1)


def _named(partial: Path, listed: tuple[ListedCompartment, ...]) -> Path:
    furthest = max((each.seq for each in listed), default=0)
    stem = partial.name.removesuffix(PARTIAL)
    name = _free(partial.parent, f"{stem}-s{furthest}").name.removesuffix(PARTIAL)
    final = partial.rename(partial.with_name(name))
    atomic.flush_folder(final.parent)
    return final


def _free(destination: Path, name: str) -> Path:
    """A `.partial` of this name, or with a number when a set of it is there already."""
    for turn in range(1, 1000):
        numbered = name if turn == 1 else f"{name}-{turn}"
        partial = destination / f"{numbered}{PARTIAL}"
        if not partial.exists() and not (destination / numbered).exists():
            return partial
    raise SafekeepingTrouble("no_room", needed=0, free=0)


def clear_leftovers(destination: Path, vid: str, limits: KdfLimits) -> None:
    """What a cut, a full stick or a pulled one left of earlier attempts of ours."""
    for partial in destination.glob(f"{LEADING}*{PARTIAL}"):
        try:
            ours = labels(partial, limits=limits).vault_id == vid
        except (VaultError, OSError):
            continue
        if ours:
            shutil.rmtree(partial)


def _size(path: Path) -> int:
    """With the log beside it: a copy holds both."""
    log = path.with_name(f"{path.name}-wal")
    return path.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _largest_file(destination: Path) -> int | None:
    kind = QStorageInfo(str(destination)).fileSystemType().data()
    return FAT_LIMIT if kind in _FAT else None
