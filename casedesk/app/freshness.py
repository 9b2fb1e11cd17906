"""The freshness seal: how far each journal had come (security §6.2).

SQLCipher proves that a page was once written with the key, not that it is today's: an
old file, an old log or a lost log opens without a word. `seal.json` beside the stores
keeps how far each journal had come, under a key derived from the compartment's. It can
be behind its store by the second that passes before it is written, never ahead of it.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from casedesk import atomic
from casedesk.app.folder import SEAL as FILE
from casedesk.circuit.journal import Head
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.connection import Prove, has_log
from casedesk.store.database import Database
from casedesk.store.journal import hash_at, head_of
from casedesk.store.verify import case_number, lately_changed
from casedesk.vault import canonical
from casedesk.vault.canonical import Form, number, octets, record, table, text
from casedesk.vault.errors import HeaderDamaged
from casedesk.vault.header import COMPARTMENT, LATEST_GEN, VAULT_ID
from casedesk.vault.keyring import Keyring

DOMAIN = "casedesk-seal-v1"
FAR = (1 << 53) - 1  # a sequence no journal reaches
_LARGEST = 1 << 16
_HASH = 32


@dataclass(frozen=True, slots=True)
class Mark:
    """Where one journal stood, in which generation of its store."""

    gen: int
    seq: int
    head: bytes
    mac: bytes


@dataclass(frozen=True, slots=True)
class _Seal:
    vid: str
    stores: Mapping[str, Mark]


def marks(folder: Path) -> Mapping[str, Mark] | None:
    """What the file says, unproven; None when there is none that can be read."""
    seal = _read(folder)
    return None if seal is None else seal.stores


class FreshnessSeal:
    """The seal of one vault, as one of its people can check and renew it.

    Entries of compartments this person has no key of are kept as they are.
    `is_missing` says that something there was could not be compared with it.
    """

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder, self._keyring = folder, keyring
        seal = _read(folder)
        ours = seal is not None and seal.vid == keyring.vault_id
        self._marks: dict[str, Mark] = dict(seal.stores) if ours and seal else {}
        self.is_missing = False

    def prove(self, cid: str) -> Prove:
        """A check for the moment when the store is open for reading only.

        It raises VaultUnusable: `behind` (`missing` entries) and `diverged` for a store
        that is not the one the seal was written for, `older` for one whose keys have
        been changed since, `contradicted` (`case`) for an old log beside it.
        """

        def proven(db: Database) -> None:
            if has_log(db.path):
                _require_agreement(db)
            self._compare(db, cid)

        return proven

    def write(self, stores: Iterable[Database]) -> None:
        """Bring it up to what is committed; nothing is written when it says so already.

        Raises OSError, and the old seal stays.
        """
        known = dict(self._marks)
        for db in stores:
            cid, gen = db.identity.compartment, db.identity.generation
            if gen == self._keyring.compartment_generation(cid):
                self._mark(known, cid, head_of(db))
        if known != self._marks or not (self._folder / FILE).exists():
            seal = _Seal(self._keyring.vault_id, known)
            data = canonical.encode(_form().write(seal))
            atomic.replace(self._folder / FILE, data)
            self._marks = known

    def _mark(self, known: dict[str, Mark], cid: str, head: Head) -> None:
        gen = self._keyring.compartment_generation(cid)
        bare = Mark(gen, head.sequence, head.hash, bytes(_HASH))
        there = known.get(cid)
        if there is None or replace(there, mac=bare.mac) != bare:
            known[cid] = replace(bare, mac=self._mac(cid, bare))

    def _compare(self, db: Database, cid: str) -> None:
        mark, head = self._marks.get(cid), head_of(db)
        if mark is None:
            self.is_missing |= head.sequence > 0
            return
        if mark.gen > db.identity.generation:
            raise VaultUnusable("older")
        # After the keys were changed the old ones are gone: then only the order counts
        if mark.gen == db.identity.generation and not self._is_ours(cid, mark):
            self.is_missing = True
            return
        if head.sequence < mark.seq:
            raise VaultUnusable("behind", missing=mark.seq - head.sequence)
        if mark.seq and hash_at(db, mark.seq) != mark.head:
            raise VaultUnusable("diverged")

    def _is_ours(self, cid: str, mark: Mark) -> bool:
        return hmac.compare_digest(self._mac(cid, mark), mark.mac)

    def _mac(self, cid: str, mark: Mark) -> bytes:
        said = [DOMAIN, self._keyring.vault_id, cid, mark.gen, mark.seq]
        return self._keyring.seal_mac(cid, canonical.encode([*said, mark.head.hex()]))


def _require_agreement(db: Database) -> None:
    problem = next(lately_changed(db), None)
    if problem is not None:
        number = case_number(db, problem)
        if number:
            raise VaultUnusable("contradicted", case=number)
        raise VaultUnusable("damaged")


def _read(folder: Path) -> _Seal | None:
    try:
        with (folder / FILE).open("rb") as file:
            return _form().read(canonical.decode(file.read(_LARGEST)))
    except (OSError, HeaderDamaged):
        return None


def _form() -> Form[_Seal]:
    mark = record(
        Mark,
        {},
        gen=number(1, LATEST_GEN),
        seq=number(0, FAR),
        head=octets(_HASH),
        mac=octets(_HASH),
    )
    return record(
        _Seal,
        {"fmt": "casedesk-seal", "ver": 1},
        vid=text(VAULT_ID.fullmatch),
        stores=table(COMPARTMENT, mark),
    )
