"""The journal of one compartment: an entry per command, chained and signed.

hash      = SHA-256(domain, vault, compartment, seq, at, actor, action, subject,
            digest of the rows, hash of the entry before), each field with its length
signature = the actor's, over the hash
A row has the digest of its record before and after: SHA-256(salt, image). Image and
salt stand apart and can be erased without breaking the chain (design §3).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from casedesk.circuit.changes import Kind
from casedesk.circuit.journal import Head
from casedesk.store.codec import canonical, instant
from casedesk.store.database import Database, Row, StoreIdentity
from casedesk.store.errors import JournalBroken
from casedesk.store.tables import UNJOURNALLED, defaults

DOMAIN = b"casedesk-journal-v1"
_SALT_BYTES = 16
_INSERT_ENTRY = (
    "INSERT INTO journal (seq, at, actor, action, subject, rows_digest, prev, hash,"
    " signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_ROW = (
    "INSERT INTO journal_row (seq, ord, kind, key, version, before, after)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_INSERT_IMAGE = "INSERT INTO journal_image (seq, ord, salt, image) VALUES (?, ?, ?, ?)"
_LAST_OF_RECORD = (
    "SELECT after FROM journal_row WHERE kind = ? AND key = ? ORDER BY seq DESC LIMIT 1"
)
_ENTRY = "SELECT seq, at, actor, action, subject, rows_digest, prev, hash FROM journal"


@dataclass(frozen=True, slots=True)
class JournalRow:
    """That one record was written or removed, in digests."""

    kind: str
    key: str
    version: int
    before: bytes | None
    after: bytes | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """The fields of an entry that its hash covers."""

    sequence: int
    at: str
    actor: str
    action: str
    subject: str
    rows_digest: bytes
    previous: bytes

    def hash(self, identity: StoreIdentity) -> bytes:
        return _digest(
            DOMAIN,
            identity.vault.encode(),
            identity.compartment.encode(),
            self.sequence.to_bytes(8, "big", signed=True),
            self.at.encode(),
            self.actor.encode(),
            self.action.encode(),
            self.subject.encode(),
            self.rows_digest,
            self.previous,
        )


class Entry:
    """What one command has touched so far, the last word on each record."""

    def __init__(self) -> None:
        self._written: dict[tuple[Kind, str], tuple[int, Row | None]] = {}
        self._made: set[tuple[Kind, str]] = set()
        self.touched: set[tuple[Kind, str]] = set()
        self.subject = ""  # the case that all this is about

    def note(self, kind: Kind, key: str, version: int, row: Row | None) -> None:
        """That this record was written, or removed when there is no row."""
        self.touched.add((kind, key))
        if kind in UNJOURNALLED:
            return
        if version == 1 and (kind, key) not in self._written:
            self._made.add((kind, key))
        self._written[kind, key] = version, row
        if not self.subject:
            self.subject = key if kind is Kind.CASE else (row or {}).get("case_id", "")

    def note_view(self, case_id: str) -> None:
        self.subject = case_id

    def note_sight(self, kind: Kind, row: Row) -> None:
        """That a record was looked at, as it stands; not a change, so not announced."""
        self._written.setdefault((kind, row["id"]), (row["version"], row))
        self.subject = row["case_id"]

    def is_made(self, kind: Kind, key: str) -> bool:
        """Whether there was no such record before."""
        return (kind, key) in self._made

    def __iter__(self) -> Iterator[tuple[Kind, str, int, Row | None]]:
        for (kind, key), (version, row) in self._written.items():
            yield kind, key, version, row

    def __bool__(self) -> bool:
        """Whether there is anything to journal."""
        return bool(self._written or self.subject)


class Journal:
    """The chain of one compartment, read at its end and written at its end."""

    def __init__(self, db: Database, sign: Callable[[bytes], bytes]) -> None:
        self._db, self._sign = db, sign

    def head(self) -> Head:
        return head_of(self._db)

    def check_last(self) -> None:
        """Raises JournalBroken when one of the last was not written like this.

        Not only the very last: to lock is an entry as well.
        """
        for *values, stored in self._db.each(f"{_ENTRY} ORDER BY seq DESC LIMIT 20"):
            if JournalEntry(*values).hash(self._db.identity) != stored:
                raise JournalBroken(sequence=values[0])

    def write(self, entry: Entry, at: datetime, actor: str, action: str) -> None:
        """The entry of the command that is about to be committed."""
        head = self.head()
        rows, images = self._digested(entry)
        sealed = JournalEntry(
            sequence=head.sequence + 1,
            at=instant(at),
            actor=actor,
            action=action,
            subject=entry.subject,
            rows_digest=digest_of_rows(rows),
            previous=head.hash,
        )
        digest = sealed.hash(self._db.identity)
        self._db.run(
            _INSERT_ENTRY,
            (
                sealed.sequence,
                sealed.at,
                sealed.actor,
                sealed.action,
                sealed.subject,
                sealed.rows_digest,
                sealed.previous,
                digest,
                self._sign(to_sign(digest)),
            ),
        )
        for number, row in enumerate(rows):
            place = sealed.sequence, number
            values = row.kind, row.key, row.version, row.before, row.after
            self._db.run(_INSERT_ROW, (*place, *values))
            if number in images:
                self._db.run(_INSERT_IMAGE, (*place, *images[number]))

    def _digested(
        self, entry: Entry
    ) -> tuple[list[JournalRow], dict[int, tuple[bytes, str]]]:
        rows: list[JournalRow] = []
        images: dict[int, tuple[bytes, str]] = {}
        for kind, key, version, row in entry:
            before = after = None
            if not entry.is_made(kind, key):
                before = self._db.value(_LAST_OF_RECORD, (kind, key))
            if row is not None:
                salt, image = secrets.token_bytes(_SALT_BYTES), image_of(kind, row)
                images[len(rows)] = salt, image
                after = digest_of_image(salt, image)
            rows.append(JournalRow(kind, key, version, before, after))
        return rows, images


def head_of(db: Database) -> Head:
    """Where the journal of this store stands."""
    row = db.row("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1")
    return Head(row["seq"], row["hash"]) if row else Head()


def hash_at(db: Database, sequence: int) -> bytes | None:
    """The hash of one entry; None when the journal has no such entry."""
    found: bytes | None = db.value(
        "SELECT hash FROM journal WHERE seq = ?", (sequence,)
    )
    return found


def to_sign(digest: bytes) -> bytes:
    """What a signature is over: no other message of casedesk begins like this."""
    return DOMAIN + b"\x00" + digest


def image_of(kind: Kind, row: Row) -> str:
    """A record as canonical JSON, sealed parts by their digest only.

    What a later version of casedesk added, and nobody has filled, is not in it.
    """
    added = defaults(kind)
    return canonical(
        {
            name: hashlib.sha256(value).hexdigest()
            if isinstance(value, bytes)
            else value
            for name, value in row.items()
            if name not in added or value != added[name]
        }
    )


def digest_of_image(salt: bytes, image: str) -> bytes:
    return hashlib.sha256(salt + image.encode()).digest()


def digest_of_rows(rows: Iterable[JournalRow]) -> bytes:
    return _digest(
        *(
            _digest(
                row.kind.encode(),
                row.key.encode(),
                row.version.to_bytes(8, "big", signed=True),
                row.before or b"",
                row.after or b"",
            )
            for row in rows
        )
    )


def _digest(*fields: bytes) -> bytes:
    """SHA-256 of fields that cannot run into one another."""
    return hashlib.sha256(
        b"".join(len(each).to_bytes(4, "big") + each for each in fields)
    ).digest()
