"""New keys for stores that are in use, because somebody leaves or a key leaked.

1. `hold` (the screens' thread): from here on the stores refuse to be written.
2. `carry_out` (a worker): each store is copied under its next key into a new file, the
   copy is read back and compared, and its next drop key is kept in it.
3. The header is replaced in one step: THE COMMIT POINT. A cut before it leaves the
   vault as it was and files the header does not name; a cut after it leaves the new
   vault, and the old files the header does not name any more.
4. `settle` (the screens' thread): the open stores go on in the new files and remember
   the new header, the freshness seal follows, and the old files are deleted.

All of it can be repeated. At every unlock `sweep` deletes what 2 or 4 left behind. The
stores keep their identity as objects, so desk, reads and upkeep go on with them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from casedesk.app.compartments import compartment_key, identity
from casedesk.app.headers import HeaderKeeper
from casedesk.app.reasons import in_words
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM
from casedesk.circuit.keys import KeysUnderWay
from casedesk.circuit.longwork import Report, unheard
from casedesk.circuit.ports import Clock
from casedesk.store.connection import open_database, open_read_only, remove
from casedesk.store.copying import copy_store, prove_copy
from casedesk.store.errors import StoreBusy
from casedesk.store.sqlstore import CaseStore, SqlStore, keep_drop_key
from casedesk.vault import rotation
from casedesk.vault.header import COMPARTMENT
from casedesk.vault.header_file import renew_copy
from casedesk.vault.kdf import KdfLimits, wipe
from casedesk.vault.keyring import Keyring
from casedesk.vault.rotation import Rotation

_STEPS = 1000  # that the way of one store is told in
_STORE_FILE = re.compile(
    rf"(?P<store>({COMPARTMENT.pattern})\.g\d+\.db)(-\w+|\.loose.*)?"
)


@dataclass(frozen=True, slots=True)
class Seat:
    """The files and keys somebody sits at."""

    folder: Path
    keyring: Keyring
    stores: Mapping[str, SqlStore]
    headers: HeaderKeeper
    seal: Callable[[], None]
    clock: Clock
    limits: KdfLimits


class KeyMove:
    """The port `circuit.keys.KeyChange` on an open vault."""

    def __init__(self, seat: Seat, pending: Rotation, *, compact: bool) -> None:
        self._seat, self._pending = seat, pending
        self._compact = compact
        self._old = {
            cid: (
                seat.folder / seat.keyring.database_name(cid),
                identity(seat.keyring, cid),
            )
            for cid in pending.compartments
        }
        self._is_committed = False

    def hold(self) -> None:
        """From here on nothing is written; `settle` ends it, whatever happens."""
        self._seat.headers.suspended = True
        for store in self._seat.stores.values():
            store.may_write = _refuse

    def carry_out(self, report: Report = unheard) -> None:
        with in_words():
            try:
                for number, cid in enumerate(self._old):
                    self._copy(cid, _part(report, number, len(self._old)))
            except BaseException:
                self._forget_copies()
                raise
            # Whether it succeeded or not, the header on the disk decides: see `sweep`
            self._pending.finish()
            self._is_committed = True

    def settle(self) -> None:
        seat = self._seat
        try:
            if self._is_committed:
                with in_words():
                    self._move()
                    seat.headers.remember()
                for path, _ in self._old.values():
                    with suppress(OSError):
                        remove(path)
        finally:
            self._pending.abandon()
            seat.headers.suspended = False
            for store in seat.stores.values():
                store.may_write = seat.headers.require_ours
        seat.seal()

    def _copy(self, cid: str, report: Report) -> None:
        seat, pending = self._seat, self._pending
        old_path, of = self._old[cid]
        path = seat.folder / pending.database_name(cid)
        to = replace(of, generation=pending.generation(cid))
        key = pending.db_key(cid)
        try:
            remove(path)  # of an attempt that was cut
            with (
                compartment_key(seat.keyring, cid) as old_key,
                closing(open_read_only(old_path, old_key, of)) as source,
            ):
                held = copy_store(
                    source, path, key, to, compact=self._compact, progress=report
                )
            prove_copy(path, key, to, held)
            drop = pending.drop_private(cid)
            if drop is not None:
                with closing(open_database(path, key, to)) as db:
                    keep_drop_key(db, drop, seat.clock())
                    db.checkpoint()
        finally:
            wipe(key)

    def _forget_copies(self) -> None:
        with suppress(OSError):
            for cid in self._old:
                remove(self._seat.folder / self._pending.database_name(cid))

    def _move(self) -> None:
        keyring = self._seat.keyring
        for cid, store in self._seat.stores.items():
            if cid not in self._old:
                continue
            path = self._seat.folder / keyring.database_name(cid)
            with compartment_key(keyring, cid) as key:
                store.move_to(open_database(path, key, identity(keyring, cid)))
            if isinstance(store, CaseStore):
                readers = CASE_TEAM if cid == Home.CASES else cid
                keyring.add_drop_key(store.drop_keys()[-1], readers)


def begin(
    seat: Seat,
    *,
    without: str | None = None,
    cids: Iterable[str] | None = None,
    compact: bool = False,
) -> KeyMove:
    """New keys for these compartments, or for all that are ours.

    `without` leaves the vault altogether; with `compact` no freed page of the old files
    is carried over. Raises KeysUnderWay, for two changes would delete one another's
    files, and what `vault.rotation.begin` raises.
    """
    if seat.headers.suspended:
        raise KeysUnderWay
    wanted = seat.keyring.compartments if cids is None else tuple(cids)
    with in_words():
        pending = rotation.begin(
            seat.folder, seat.keyring, wanted, without=without, limits=seat.limits
        )
    return KeyMove(seat, pending, compact=compact)


def rotate(
    seat: Seat, *, without: str | None = None, cids: Iterable[str] | None = None
) -> None:
    """All of it at once, on one thread."""
    at_once(begin(seat, without=without, cids=cids))


def at_once(move: KeyMove) -> None:
    """The steps after the keys are drawn, for whoever has no screen to keep alive."""
    move.hold()
    try:
        move.carry_out()
    finally:
        move.settle()


def sweep(folder: Path, keyring: Keyring, limits: KdfLimits) -> None:
    """Delete store files that the header does not name, once the vault has been opened.

    Not while one that it names is missing: then the header may be the wrong one.
    """
    named = {each.file for each in keyring.header.signed.cmps.values()}
    if not all((folder / name).is_file() for name in named):
        return
    renew_copy(folder, limits)  # which may name what is deleted here
    for path in folder.iterdir():
        match = _STORE_FILE.fullmatch(path.name)
        if match and match["store"] not in named:
            with suppress(OSError):  # the next unlock tries again
                path.unlink()


def _refuse() -> None:
    raise StoreBusy


def _part(report: Report, number: int, count: int) -> Report:
    """The progress of one store among several."""

    def told(done: int, total: int) -> bool:
        share = _STEPS * done // total if total else _STEPS
        return report(number * _STEPS + share, count * _STEPS)

    return told
