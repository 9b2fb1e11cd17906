"""Whether a store is whole, and says what its journal says was written.

The checks go from the file to the meaning: pages, structure, references, the chain,
what each entry names, who signed it, and every record against the journal's last word
on it. A tail cut off cleanly shows in none of them, only in the head: compare it with
one kept elsewhere (security §9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from casedesk.circuit.people import PersonId
from casedesk.store.connection import has_log
from casedesk.store.database import Database, Row
from casedesk.store.errors import StoreDamaged
from casedesk.store.journal import (
    Head,
    JournalEntry,
    JournalRow,
    digest_of_image,
    digest_of_rows,
    image_of,
    to_sign,
)
from casedesk.store.tables import PLACES, UNJOURNALLED, columns, selection

Verifies = Callable[[PersonId, bytes, bytes], bool]
_ENTRIES = (
    "SELECT seq, at, actor, action, subject, rows_digest, prev, hash, signature"
    " FROM journal ORDER BY seq"
)
_ROWS = (
    "SELECT seq, kind, key, version, before, after, salt, image FROM journal_row"
    " LEFT JOIN journal_image USING (seq, ord) ORDER BY seq, ord"
)
_LAST_WORDS = (  # `ord` and `after` are those of the row with the greatest `seq`
    "SELECT last.key, last.seq, last.after, salt, record.* FROM"
    " (SELECT key, ord, after, max(seq) AS seq FROM journal_row WHERE kind = ?"
    " GROUP BY key) AS last LEFT JOIN journal_image USING (seq, ord)"
    " LEFT JOIN ({}) AS record ON record.id = last.key"
)
_NEVER_NOTED = (
    "SELECT id FROM {} AS record WHERE NOT EXISTS"
    " (SELECT 1 FROM journal_row WHERE kind = ? AND key = record.id)"
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not as it was written.

    The file: `log_beside` (move it in first, then check), `unreadable`, `pages`,
    `structure`, `references`. An entry: `gap`, `link`, `entry_changed`,
    `rows_changed`, `image_changed`, `signature`. A record: `record_changed`,
    `record_missing`, `record_unjournalled`, `record_unprovable` (its salt is gone).
    """

    code: str
    sequence: int = 0
    kind: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found."""

    entries: int
    head: Head
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems


def verify(db: Database, verifies: Verifies, *, signed_up_to: int = 0) -> Verdict:
    """Read everything; signatures only after the entry they are known good up to."""
    problems = [*_file(db)]
    chain = _Chain(db, verifies, signed_up_to)
    for check in (chain.problems(), _records(db)):
        try:
            problems += check
        except StoreDamaged:
            problems.append(Problem("unreadable"))
    return Verdict(chain.entries, chain.head, tuple(problems))


def _file(db: Database) -> Iterator[Problem]:
    if has_log(db.path):  # the check of the pages would see the file without it
        yield Problem("log_beside")
    elif db.rows("PRAGMA cipher_integrity_check"):
        yield Problem("pages")
    try:
        if db.value("PRAGMA integrity_check(1)") != "ok":
            yield Problem("structure")
        if db.rows("PRAGMA foreign_key_check"):
            yield Problem("references")
    except StoreDamaged:
        yield Problem("structure")


class _Chain:
    """The journal from its first entry to its last, each with its rows."""

    def __init__(self, db: Database, verifies: Verifies, signed_up_to: int) -> None:
        self._db, self._verifies = db, verifies
        self._signed_up_to = signed_up_to
        self.entries, self.head = 0, Head()

    def problems(self) -> Iterator[Problem]:
        rows = _Ahead(self._db.each(_ROWS))
        for *fields, stored, signature in self._db.each(_ENTRIES):
            entry = JournalEntry(*fields)
            yield from self._link(entry)
            yield from self._seal(entry, stored, signature)
            yield from _rows_of(entry, rows)
            self.entries, self.head = self.entries + 1, Head(entry.sequence, stored)
        if rows.next is not None:
            yield Problem("gap", rows.next[0])

    def _link(self, entry: JournalEntry) -> Iterator[Problem]:
        if entry.sequence != self.head.sequence + 1:
            yield Problem("gap", entry.sequence)
        if entry.previous != self.head.hash:
            yield Problem("link", entry.sequence)

    def _seal(
        self, entry: JournalEntry, stored: bytes, signature: bytes
    ) -> Iterator[Problem]:
        if entry.hash(self._db.identity) != stored:
            yield Problem("entry_changed", entry.sequence)
        if entry.sequence > self._signed_up_to and not self._verifies(
            PersonId(entry.actor), to_sign(stored), signature
        ):
            yield Problem("signature", entry.sequence)


class _Ahead:
    """Rows in the order of their entries, with a look at the next."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._rows = rows
        self.next = next(rows, None)

    def of(self, sequence: int) -> Iterator[tuple[Any, ...]]:
        while self.next is not None and self.next[0] <= sequence:
            row, self.next = self.next, next(self._rows, None)
            yield row


def _rows_of(entry: JournalEntry, ahead: _Ahead) -> Iterator[Problem]:
    rows = []
    for sequence, *fields, salt, image in ahead.of(entry.sequence):
        row = JournalRow(*fields)
        if sequence == entry.sequence:
            rows.append(row)
        if salt is not None and digest_of_image(salt, image) != row.after:
            yield Problem("image_changed", sequence, row.kind, row.key)
    if digest_of_rows(rows) != entry.rows_digest:
        yield Problem("rows_changed", entry.sequence)


def _records(db: Database) -> Iterator[Problem]:
    for kind, place in PLACES.items():
        if place.home is not db.identity.home or kind in UNJOURNALLED:
            continue
        names = columns(kind)
        for key, sequence, after, salt, *values in db.each(
            _LAST_WORDS.format(selection(kind)), (kind,)
        ):
            row = dict(zip(names, values, strict=True)) if values[0] else None
            code = _judged(row, after, salt)
            if code:
                yield Problem(code, sequence, kind, key)
        for (key,) in db.each(_NEVER_NOTED.format(place.table), (kind,)):
            yield Problem("record_unjournalled", 0, kind, key)


def _judged(row: Row | None, after: bytes | None, salt: bytes | None) -> str:
    """What is wrong with a record, against the journal's last word; empty: nothing."""
    if row is None:
        return "record_missing" if after else ""
    if after is None:
        return "record_unjournalled"  # the journal saw it go
    if salt is None:
        return "record_unprovable"
    return "" if digest_of_image(salt, image_of(row)) == after else "record_changed"
