"""The header of a sitting: held against what the stores remember, and kept by them.

Stores are told after the header is replaced, so a cut in between leaves them behind,
which is no rollback; a store that remembers a later header than there is shows one.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path

from casedesk.circuit.changes import Home
from casedesk.circuit.errors import Trouble
from casedesk.circuit.keys import SittingEnded
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.header_memory import (
    RememberedHeader,
    remember_header,
    remembered_header,
)
from casedesk.store.sqlstore import SqlStore
from casedesk.vault.errors import VaultError
from casedesk.vault.header import Header
from casedesk.vault.header_file import BACKUP, FILE, read_header, reinstate_header
from casedesk.vault.kdf import KdfLimits
from casedesk.vault.keyring import Keyring
from casedesk.vault.memory import HeaderMemory, memory_of, slots_digest
from casedesk.vault.replacing import current


class HeaderKeeper:
    """`slot_warning`: somebody's slot was changed outside the program (K11).

    `suspended` while this sitting itself changes keys and the stores lag behind.
    """

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        limits: KdfLimits,
        stores: Sequence[SqlStore],
    ) -> None:
        """Raises HeaderOlder and Tampered, before anything is written."""
        self._folder, self._keyring, self._limits = folder, keyring, limits
        self._stores = tuple(stores)
        self.slot_warning = self.suspended = False
        self._slots_due = self._ended = False
        self._seen = _mark_of(folder / FILE)
        for store in self._stores:
            self._compare(store)
        for store in self._stores:
            store.may_write = self.require_ours

    @property
    def ended(self) -> bool:
        """Whether somebody else put a header in place under which we do not sit.

        We are not in it any more, or under other keys, or it names other store files.
        One that cannot be read says nothing: it can be mended.
        """
        mark = _mark_of(self._folder / FILE)
        if not self._ended and not self.suspended and mark != self._seen:
            self._seen = mark
            self._ended = self._is_without_us()
        return self._ended

    def end(self) -> None:
        """From here on nothing is written in this sitting."""
        self._ended = True

    def require_ours(self) -> None:
        """Raises SittingEnded."""
        if self.ended:
            raise SittingEnded

    def slots_changed(self) -> None:
        """A passphrase was changed here: `tick` tells the stores. For a worker."""
        self._slots_due = True

    def tick(self) -> None:
        """Tell the stores of a header that this sitting has written.

        Never raises Trouble: what cannot be told now is told at the next unlock.
        """
        if self.suspended or self.ended:
            return
        with suppress(OSError, Trouble, VaultError):
            known = remembered_header(self._stores[0].db)
            late = known is None or known.generation != self._keyring.generation
            if late or self._slots_due:
                self.remember()
                self._slots_due = False

    def remember(self) -> None:
        """In every store that is open; a warning stands until somebody accepts it.

        What a worker has just replaced is read from the disk, and must be ours.
        """
        header = current(self._folder, self._keyring, self._limits)
        now = RememberedHeader(**asdict(memory_of(header)))
        for store in self._stores:
            known = remembered_header(store.db)
            wanted = now
            if self.slot_warning and known is not None:
                wanted = replace(now, slots=known.slots)
            if known != wanted:
                remember_header(store.db, wanted)

    def accept_slots(self) -> None:
        """Somebody knows why they are others; the warning is over."""
        self.slot_warning = False
        self.remember()

    def mend_slots(self) -> None:
        """Put the copy of the header back in place, if its slots are those remembered.

        Raises VaultUnusable("header_damaged") when they are not.
        """
        known = remembered_header(self._stores[0].db)
        copy = self._copy()
        if copy is None or known is None or slots_digest(copy) != known.slots:
            raise VaultUnusable("header_damaged")
        reinstate_header(self._folder, self._limits)
        self.slot_warning = False
        self.remember()

    def _compare(self, store: SqlStore) -> None:
        known = remembered_header(store.db)
        if known is None:
            return
        self._keyring.require_header(HeaderMemory(**asdict(known)))
        if store.db.identity.home is Home.DESK:  # the one that everybody brings up
            self.slot_warning = self._keyring.slots_changed

    def _copy(self) -> Header | None:
        """The copy beside the header, if it has the same signed part."""
        try:
            data = (self._folder / BACKUP).read_bytes()
            copy = Header.from_bytes(data, self._limits)
        except (OSError, VaultError):
            return None
        return copy if copy.signed == self._keyring.header.signed else None

    def _is_without_us(self) -> bool:
        try:
            there = read_header(self._folder, self._limits).signed
        except (OSError, VaultError):
            return False
        if there.gen < self._keyring.generation:
            return False
        mine = self._keyring.header.signed.users[self._keyring.person]
        if there.users.get(self._keyring.person) != mine:
            return True
        opened = [store.db.identity for store in self._stores]
        return any(
            each.compartment not in there.cmps
            or there.cmps[each.compartment].gen != each.generation
            for each in opened
        )


def _mark_of(path: Path) -> tuple[int, int, int]:
    """What tells one file of this name from another, without reading it."""
    try:
        found = path.stat()
    except OSError:
        return (0, 0, 0)
    return (found.st_ino, found.st_size, found.st_mtime_ns)
