"""Store files outside any vault, and the tools of somebody who has the key."""

from __future__ import annotations

import hashlib
import secrets
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Home
from casedesk.store.connection import (
    create_database,
    open_database,
    open_read_only,
)
from casedesk.store.database import StoreIdentity


@dataclass(frozen=True)
class StoreFile:
    """One file with its key and identity."""

    path: object
    key: bytearray
    identity: StoreIdentity

    def create(self):
        return create_database(self.path, self.key, self.identity)

    def open(self):
        return open_database(self.path, self.key, self.identity)

    def read(self):
        return open_read_only(self.path, self.key, self.identity)

    def raw(self):
        """A connection with none of our settings, guards or checks."""
        return raw_connection(self.path, self.key)

    def beside(self, suffix):
        return self.path.with_name(self.path.name + suffix)

    def digests(self):
        """The content of the file and of its log; reading may leave an empty one."""
        files = (self.path, self.beside("-wal"))
        found = [each for each in files if each.exists() and each.stat().st_size]
        return {
            each.name: hashlib.sha256(each.read_bytes()).hexdigest() for each in found
        }


def raw_connection(path, key):
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
    return connection


@pytest.fixture
def new_file(tmp_path):
    """Names and keys for stores; nothing is made yet."""

    def made(name="cases", vault="f" * 32):
        identity = StoreIdentity(vault, name, 1, Home.CASES)
        key = bytearray(secrets.token_bytes(32))
        return StoreFile(tmp_path / f"{name}.g1.db", key, identity)

    return made


@pytest.fixture
def file(new_file):
    """A store with one drop key in it, closed."""
    store = new_file()
    with closing(store.create()) as db:
        add_key(db, b"k" * 32)
    return store


def add_key(db, private):
    db.run("INSERT INTO drop_key (private, made_at) VALUES (?, '')", (private,))


@pytest.fixture
def tampering():
    """Let somebody with the key and another program at a store of an association."""

    @contextmanager
    def at(store, key):
        with closing(raw_connection(store.db.path, key)) as connection:
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            ).fetchall():
                connection.execute(f"DROP TRIGGER {name}")
            yield connection

    return at
