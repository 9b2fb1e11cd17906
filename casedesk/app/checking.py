"""Whether a backup set is what its maker signed, file by file, writing nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from casedesk.app.backups import Way, digest_of
from casedesk.app.compartments import compartment_key, identity
from casedesk.app.manifest import (
    FILE,
    ListedCompartment,
    ListedFile,
    Manifest,
    read_manifest,
)
from casedesk.circuit.longwork import Report
from casedesk.circuit.safekeeping import FileState, FileVerdict, SetVerdict
from casedesk.store.connection import open_read_only
from casedesk.store.copying import contents
from casedesk.store.errors import StoreError, StoreUnreachable
from casedesk.store.verify import verify
from casedesk.vault.doorplate import labels
from casedesk.vault.errors import VaultError
from casedesk.vault.header_file import FILE as HEADER
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits
from casedesk.vault.keyring import Keyring


def verify_set(
    folder: Path,
    keyring: Keyring,
    report: Report,
    limits: KdfLimits = DEFAULT_LIMITS,
) -> SetVerdict:
    """The signature, each file's size and digest, and all of what one has the key of.

    A store of an older generation than the keyring's keys is proven by its digest.
    """
    read = read_manifest(folder)
    if read is None:
        return SetVerdict(None, (FileVerdict(FILE, FileState.MISSING),))
    manifest, digest = read
    if manifest.vid != keyring.vault_id:
        return SetVerdict(None, (FileVerdict(FILE, FileState.FOREIGN),))
    if not manifest.is_signed(keyring) or not _is_complete(manifest):
        return SetVerdict(None, (FileVerdict(FILE, FileState.CHANGED),))
    sizes = [each.size for each in manifest.files]
    way = Way(report, sum(sizes))
    check = _Check(folder, keyring, manifest, limits)
    files = tuple(
        FileVerdict(each.name, check.state(each, way.part(each.size)))
        for each in manifest.files
    )
    return SetVerdict(manifest.as_set(folder, digest), files)


class _Check:
    """One set against its manifest, once that is known to be signed."""

    def __init__(
        self, folder: Path, keyring: Keyring, manifest: Manifest, limits: KdfLimits
    ) -> None:
        self._folder, self._keyring, self._limits = folder, keyring, limits
        self._compartments = {f"{e.cid}.g{e.gen}.db": e for e in manifest.cmps}

    def state(self, listed: ListedFile, report: Report) -> FileState:
        path = self._folder / listed.name
        try:
            if not path.is_file():
                return FileState.MISSING
            if path.stat().st_size != listed.size:
                return FileState.CHANGED
            if digest_of(path, report) != listed.sha256:
                return FileState.CHANGED
        except OSError:
            return FileState.MISSING  # the stick does not give it back
        if listed.name == HEADER:
            return self._header()
        return self._store(path, self._compartments[listed.name])

    def _header(self) -> FileState:
        try:
            plate = labels(self._folder, limits=self._limits)
        except VaultError:
            return FileState.UNSOUND
        ours = plate.vault_id == self._keyring.vault_id
        return FileState.SOUND if ours else FileState.FOREIGN

    def _store(self, path: Path, listed: ListedCompartment) -> FileState:
        cid, keyring = listed.cid, self._keyring
        at_hand = cid in keyring.compartments and listed.read
        if not at_hand or keyring.compartment_generation(cid) != listed.gen:
            return FileState.HASH_ONLY
        try:
            with (
                compartment_key(keyring, cid) as key,
                closing(open_read_only(path, key, identity(keyring, cid))) as db,
            ):
                held, verdict = contents(db), verify(db, keyring.verify)
        except StoreUnreachable:
            return FileState.HASH_ONLY
        except StoreError:
            return FileState.UNSOUND
        counted = held.head.sequence, held.head.hash, sum(held.rows.values())
        same = counted == (listed.seq, listed.head, listed.rows)
        return FileState.SOUND if same and verdict.is_sound else FileState.UNSOUND


def _is_complete(manifest: Manifest) -> bool:
    """Every compartment with its file, and every file one of them or the header."""
    names = [each.name for each in manifest.files]
    needed = {HEADER, *_stores(manifest)}
    return len(names) == len(set(names)) and set(names) == needed


def _stores(manifest: Manifest) -> Iterator[str]:
    for each in manifest.cmps:
        yield f"{each.cid}.g{each.gen}.db"
