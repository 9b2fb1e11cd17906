"""A store copied whole, also under another key, and the copy proven.

A copy never leaves SQLCipher's hands: pages go from one keyed connection to another, so
nothing plain touches a disk. It is in the journal mode DELETE when it has to be opened
where nobody can write, on a stick with its lock on (security §8).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from casedesk.circuit.journal import Head
from casedesk.circuit.longwork import Report, unheard
from casedesk.store.connection import claim, open_read_only, remove, unguarded
from casedesk.store.database import Database, StoreIdentity
from casedesk.store.errors import StoreDamaged, StoreUnreachable
from casedesk.store.journal import head_of

_SALT = 16  # bytes, before the first page's own
_TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
)


@dataclass(frozen=True, slots=True)
class Contents:
    """What must be found again in a copy: the journal's end, and rows by table."""

    head: Head
    rows: Mapping[str, int]


def salt_of(path: Path) -> bytes:
    """How a file begins: drawn with its keys, it never changes. Raises OSError."""
    with path.open("rb") as file:
        return file.read(_SALT)


def contents(db: Database) -> Contents:
    """What the store holds now."""
    rows = {}
    for (name,) in [*db.each(_TABLES)]:
        count = f'SELECT count(*) FROM "{name}"'  # noqa: S608 -- SQLite's own name
        rows[name] = int(db.value(count))
    return Contents(head_of(db), rows)


def copy_store(  # noqa: PLR0913 - which store, where to, and how: each is named
    db: Database,
    path: Path,
    key: bytearray,
    identity: StoreIdentity,
    *,
    portable: bool = False,
    compact: bool = False,
    progress: Report = unheard,
) -> Contents:
    """Write a new file of this generation, under this raw key; gives what it must hold.

    `db` may be read-only and somebody else may write meanwhile: the copy is the store
    of one instant, its log included. With `portable` it keeps the salt too, by which
    whoever has no key knows the file again; with `compact` no freed page travels.
    Raises StoreExists, StoreFull, StoreUnreachable, and Cancelled when `progress` says
    so; nothing is left of the file then.
    """
    claim(path)
    loose = path.with_name(f"{path.name}.loose") if compact else path
    try:
        if compact:
            claim(loose)
        with unguarded(loose, key, identity) as target:
            if portable:
                salt = salt_of(db.path)
                target.rows(f"PRAGMA cipher_salt = \"x'{salt.hex()}'\"")
            held = _copied(db, target, progress)
            _settle(target, portable=portable or compact)
            if compact:
                target.run("VACUUM INTO ?", (str(path),))
        if compact:
            remove(loose)
        _flush(path)
    except BaseException:
        with suppress(OSError):  # a stick that was pulled out
            remove(path)
            remove(loose)
        raise
    return held


def prove_copy(
    path: Path, key: bytearray, identity: StoreIdentity, original: Contents
) -> None:
    """Read all of a copy, writing nothing: pages, structure, references, contents.

    Raises StoreDamaged for one that is not the original, and as opening does.
    """
    with closing(open_read_only(path, key, identity)) as db:
        if db.rows("PRAGMA cipher_integrity_check"):
            raise StoreDamaged(reason="pages")
        if db.value("PRAGMA integrity_check(1)") != "ok":
            raise StoreDamaged(reason="structure")
        if db.rows("PRAGMA foreign_key_check"):
            raise StoreDamaged(reason="references")
        if contents(db) != original:
            raise StoreDamaged(reason="contents")


def _copied(db: Database, target: Database, progress: Report) -> Contents:
    """Both inside one reading: what is counted is what is copied."""
    db.run("BEGIN")
    try:
        held = contents(db)
        db.copy_to(target, progress)
    finally:
        db.run("ROLLBACK")
    return held


def _settle(target: Database, *, portable: bool) -> None:
    """The copy says itself which it is; nothing of it stays beside it."""
    if portable:
        target.rows("PRAGMA journal_mode = DELETE")
    if target.value("SELECT generation FROM meta") != target.identity.generation:
        target.run("UPDATE meta SET generation = ?", (target.identity.generation,))
    if not portable:
        target.checkpoint()


def _flush(path: Path) -> None:
    """Onto the disk, with the name it has in its folder."""
    try:
        _sync(path)
        if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be flushed
            _sync(path.parent)
    except OSError as error:
        raise StoreUnreachable from error


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
