"""The manifest of a backup set: what is in it, who says so, and what came before.

It is written last, so a folder without one is no backup. It comes from a stick that
anybody may have held: it is read as strictly as the header, and counts once its
signature does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from casedesk import atomic
from casedesk.app.backup_age import LOCAL
from casedesk.circuit.people import PersonId
from casedesk.circuit.safekeeping import BackupSet, Counted
from casedesk.vault import canonical
from casedesk.vault.canonical import Form, array, number, octets, record, text
from casedesk.vault.errors import HeaderDamaged
from casedesk.vault.header import COMPARTMENT, LATEST_GEN, PERSON, SIGNATURE, VAULT_ID
from casedesk.vault.header_file import FILE as HEADER
from casedesk.vault.keyring import Keyring

FILE = "manifest.json"
LEADING = "casedesk-"
PARTIAL = ".partial"
_DOMAIN = b"casedesk-backup-v1"
_LARGEST = 1 << 20
_FAR = (1 << 53) - 1
_HASH = 32
_LAST_SECOND = 253_402_300_799  # of the year 9999


@dataclass(frozen=True, slots=True)
class ListedFile:
    name: str
    size: int
    sha256: bytes


@dataclass(frozen=True, slots=True)
class ListedCompartment:
    cid: str
    gen: int
    seq: int
    head: bytes
    rows: int
    read: int  # 1 when its maker held the key; otherwise there is nothing to count


@dataclass(frozen=True, slots=True)
class Manifest:
    """`prev` is the digest of the set before, empty for the first of a place and for
    one with which a director lets counting begin again."""

    vid: str
    gen: int
    created: int  # seconds since 1970, UTC
    app: str
    files: tuple[ListedFile, ...]
    cmps: tuple[ListedCompartment, ...]
    prev: bytes
    by: str
    sig: bytes

    def signed(self, keyring: Keyring) -> Manifest:
        return replace(self, sig=keyring.sign(self._message()))

    def is_signed(self, keyring: Keyring) -> bool:
        """By one of the people of this keyring's vault, now or before."""
        return self.vid == keyring.vault_id and keyring.verify(
            self.by, self._message(), self.sig
        )

    def write(self, folder: Path) -> str:
        """The commit point of a set; gives its digest."""
        data = canonical.encode(_form().write(self))
        atomic.replace(folder / FILE, data)
        return hashlib.sha256(data).hexdigest()

    def as_set(self, folder: Path, digest: str) -> BackupSet:
        return BackupSet(
            folder=folder,
            created=datetime.fromtimestamp(self.created, UTC),
            by=PersonId(self.by),
            generations={each.cid: each.gen for each in self.cmps},
            compartments=tuple(
                Counted(each.cid, each.seq, each.head, each.rows)
                for each in self.cmps
                if each.read
            ),
            sizes={each.name: each.size for each in self.files},
            digest=digest,
            begins=not self.prev,
        )

    def _message(self) -> bytes:
        bare = replace(self, sig=bytes(SIGNATURE))
        return _DOMAIN + canonical.encode(_form().write(bare))


def read_manifest(folder: Path) -> tuple[Manifest, str] | None:
    """With its digest; None for what is no finished set. Nothing is verified yet."""
    try:
        with (folder / FILE).open("rb") as file:
            data = file.read(_LARGEST)
        found = _form().read(canonical.decode(data))
    except (OSError, HeaderDamaged):
        return None
    return found, hashlib.sha256(data).hexdigest()


def finished(folder: Path, vid: str) -> list[tuple[Path, Manifest, str]]:
    """The sets of this vault in the folder, newest first, whoever signed them."""
    found = []
    try:
        places = [each for each in folder.iterdir() if each.is_dir()]
    except OSError:
        return []  # a stick that is not in
    for place in places:
        if place.name.startswith(LEADING) and not place.name.endswith(PARTIAL):
            read = read_manifest(place)
            if read is not None and read[0].vid == vid:
                found.append((place, *read))
    return sorted(found, key=lambda each: (each[1].created, each[0]), reverse=True)


def sets_near(folder: Path) -> list[BackupSet]:
    """The folder itself, or what lies up to two steps below it, in the folder of a
    stick or of a vault; nothing is verified."""
    below = ("*", f"{LEADING}*/*", f"{LOCAL}/*", f"*/{LOCAL}/*")
    return _found([folder, *(each for way in below for each in folder.glob(way))])


def sets_in(folders: Iterable[Path], vid: str) -> list[BackupSet]:
    """Of this vault, or of any when its id is not known; nothing is verified."""
    return _found([each for folder in folders for each in folder.glob("*")], vid)


def _found(places: Iterable[Path], vid: str = "") -> list[BackupSet]:
    found = [
        read[0].as_set(place, read[1])
        for place in dict.fromkeys(places)
        if not place.name.endswith(PARTIAL)
        if (read := read_manifest(place)) is not None
        if vid in ("", read[0].vid)
    ]
    return sorted(found, key=lambda each: each.created, reverse=True)


def _form() -> Form[Manifest]:
    """File names come from a stick: none that leads out of the set, none but ours."""
    size = number(0, _FAR)
    file = record(ListedFile, {}, name=text(_is_ours), size=size, sha256=octets(_HASH))
    compartment = record(
        ListedCompartment,
        {},
        cid=text(COMPARTMENT.fullmatch),
        gen=number(1, LATEST_GEN),
        seq=size,
        head=octets(_HASH),
        rows=size,
        read=number(0, 1),
    )
    return record(
        Manifest,
        {"fmt": "casedesk-backup", "ver": 1},
        vid=text(VAULT_ID.fullmatch),
        gen=number(1, LATEST_GEN),
        created=number(0, _LAST_SECOND),
        app=text(lambda version: 0 < len(version) < 40 and version.isascii()),
        files=array(file),
        cmps=array(compartment),
        prev=octets(0, _HASH),
        by=text(PERSON.fullmatch),
        sig=octets(SIGNATURE),
    )


def _is_ours(name: str) -> bool:
    stem, _, end = name.rpartition(".")
    cid, _, gen = stem.partition(".g")
    store = end == "db" and gen.isdecimal() and bool(COMPARTMENT.fullmatch(cid))
    return name == HEADER or (store and name.isascii())
