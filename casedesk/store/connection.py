"""Opening a store: prove first, without writing, that it is ours and whole.

A read-write open with a wrong key or a stray side file can destroy a store when it is
closed again (security §6.1), so nothing is opened for writing before a read-only
connection has read it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Literal

from sqlcipher3 import dbapi2 as sqlite

from casedesk.store import schema
from casedesk.store.authorizer import authorize
from casedesk.store.database import Database, StoreIdentity, in_our_words
from casedesk.store.errors import (
    StoreDamaged,
    StoreExists,
    StoreMissing,
    StoreNotOurs,
    StoreSettings,
    StoreUnreachable,
)

KEY_BYTES = 32
PATIENCE = 0.5  # seconds to wait for somebody else's transaction
SMALLEST = 4096  # bytes: one page; SQLite takes less for an empty database of any key
_HEX = b"0123456789abcdef"
_CIPHER = (4, 19)
_SQLITE = (3, 51, 3)  # before it, WAL could corrupt: sqlite.org/wal.html#walresetbug
_PLAIN = b"SQLite format 3\x00"

_Settings = Mapping[str, tuple[str, str | int]]
# What is set at every opening, and what must then be read back.
BEFORE_THE_KEY: _Settings = {
    "cipher_log_level": ("NONE", "NONE"),
    "cipher_memory_security": ("ON", "1"),
}
SETTINGS: _Settings = {
    "temp_store": ("MEMORY", 2),
    "secure_delete": ("ON", 1),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "recursive_triggers": ("ON", 1),
}
WRITING: _Settings = {
    "journal_mode": ("WAL", "wal"),
    "synchronous": ("FULL", 2),
    "wal_autocheckpoint": ("1000", 1000),
    "cache_size": ("-16000", -16000),  # KiB at most; what leaves it is deciphered again
}
READING: _Settings = {"query_only": ("ON", 1)}
_Mode = Literal["ro", "rw"]
Prove = Callable[[Database], None]


def open_database(
    path: Path, key: bytearray, identity: StoreIdentity, prove: Prove | None = None
) -> Database:
    """The store at `path` under its raw 32-byte key, brought to today's schema.

    Beside a log that was not moved into the file, after a cut or from elsewhere, the
    whole file is read first: pages of another store would be noticed here and only
    here. `prove` raises what else speaks against opening it, while it can only be read.
    Raises StoreMissing, StoreNotOurs, StoreDamaged, StoreTooNew, StoreSettings.
    """
    with closing(open_read_only(path, key, identity)) as db:
        if has_log(path) and db.value("PRAGMA quick_check(1)") != "ok":
            raise StoreDamaged
        if prove is not None:
            prove(db)
    with _connected(path, key, identity, "rw") as db:
        _apply(db, WRITING)
        with _as_we_know_it():
            schema.upgrade(db, schema.scripts(identity.home))
        _guard(db)
        return db


def open_read_only(path: Path, key: bytearray, identity: StoreIdentity) -> Database:
    """A connection that cannot write, for a job or a check; raises as opening does."""
    _require_key(key)
    if not path.is_file() or path.stat().st_size < SMALLEST:
        raise StoreMissing
    if _beside(path, "-journal").exists():
        raise StoreNotOurs  # ours never has one, and SQLite would play it back
    with _connected(path, key, identity, "ro") as db:
        _apply(db, READING)
        _prove(db)
        schema.require_known(db, schema.scripts(identity.home))
        _guard(db)
        return db


def create_database(path: Path, key: bytearray, identity: StoreIdentity) -> Database:
    """A new store. Raises StoreExists rather than overwrite anything.

    Raises StoreUnreachable where no file can be made.
    """
    _require_key(key)
    claim(path)
    try:
        with _connected(path, key, identity, "rw") as db:
            _apply(db, WRITING)
            schema.upgrade(db, schema.scripts(identity.home))
            db.run("INSERT INTO meta VALUES (1, ?, ?, ?, ?)", astuple(identity))
            db.checkpoint()
            with path.open("rb") as file:
                if file.read(len(_PLAIN)) == _PLAIN:
                    raise StoreSettings(setting="encryption")
            _guard(db)
            return db
    except BaseException:
        remove(path)
        raise


def claim(path: Path) -> None:
    """An empty file of ours alone. Raises StoreExists and StoreUnreachable."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreExists from None
    except OSError as error:
        raise StoreUnreachable from error


def remove(path: Path) -> None:
    """A store file with whatever lies beside it; nothing happens when it is gone."""
    for each in (path, *(_beside(path, end) for end in ("-wal", "-shm", "-journal"))):
        each.unlink(missing_ok=True)


@contextmanager
def unguarded(
    path: Path, key: bytearray, identity: StoreIdentity
) -> Iterator[Database]:
    """A file in the making: a connection that may change what no command may."""
    _require_key(key)
    with _connected(path, key, identity, "rw") as db:
        db.rows("PRAGMA synchronous = FULL")
        try:
            yield db
        finally:
            db.close()


def has_log(path: Path) -> bool:
    """Whether some commits are still beside the file and not in it."""
    log = _beside(path, "-wal")
    return log.exists() and log.stat().st_size > 0


@contextmanager
def _connected(
    path: Path, key: bytearray, identity: StoreIdentity, mode: _Mode
) -> Iterator[Database]:
    """A keyed connection with the settings of both modes; closed if anything fails."""
    with in_our_words():
        connection = sqlite.connect(
            f"{path.resolve().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,  # transactions are ours to begin
            timeout=PATIENCE,
            cached_statements=256,
        )
    db = Database(path, identity, connection)
    try:
        _apply(db, BEFORE_THE_KEY)
        _set_key(connection, key)
        _require_engine(db)
        _apply(db, SETTINGS)
        yield db
    except BaseException:
        db.close()
        raise


def _prove(db: Database) -> None:
    """The key, the program and the vault. SQLite cannot tell a wrong key from damage
    to the first page: both are StoreNotOurs."""
    try:
        db.value("SELECT count(*) FROM sqlite_master")
    except StoreDamaged:
        raise StoreNotOurs from None
    if db.value("PRAGMA application_id") != schema.APPLICATION:
        raise StoreNotOurs
    with _as_we_know_it():
        meta = db.row("SELECT vault, compartment, generation, home FROM meta")
    if meta is None or tuple(meta.values()) != astuple(db.identity):
        raise StoreNotOurs


@contextmanager
def _as_we_know_it() -> Iterator[None]:
    """Tables that no released casedesk made: StoreDamaged, whoever made them."""
    try:
        yield
    except sqlite.OperationalError as error:
        raise StoreDamaged(reason="schema") from error


def _require_key(key: bytearray) -> None:
    # SQLCipher would take any other length for a passphrase, without a word.
    if len(key) != KEY_BYTES:
        raise ValueError("a raw key has 32 bytes")


def _set_key(connection: sqlite.Connection, key: bytearray) -> None:
    """The key as `x'…'`, in one buffer that is wiped; never in the text of SQL."""
    text = bytearray(2 * KEY_BYTES + 3)
    text[0:2], text[-1:] = b"x'", b"'"
    for at, byte in enumerate(key):
        text[2 + 2 * at] = _HEX[byte >> 4]
        text[3 + 2 * at] = _HEX[byte & 15]
    try:
        connection.set_key(text)
    finally:
        text[:] = bytes(len(text))


def _require_engine(db: Database) -> None:
    cipher = str(db.value("PRAGMA cipher_version") or "0").split()[0]
    if tuple(map(int, cipher.split(".")[:2])) < _CIPHER:
        raise StoreSettings(setting="cipher_version")
    if sqlite.sqlite_version_info < _SQLITE:
        raise StoreSettings(setting="sqlite_version")
    if {"compile_options": "TEMP_STORE=2"} not in db.rows("PRAGMA compile_options"):
        raise StoreSettings(setting="TEMP_STORE")


def _apply(db: Database, settings: _Settings) -> None:
    for name, (wanted, expected) in settings.items():
        db.rows(f"PRAGMA {name} = {wanted}")
        if db.value(f"PRAGMA {name}") != expected:
            raise StoreSettings(setting=name)


def _guard(db: Database) -> None:
    db.set_authorizer(authorize)


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
