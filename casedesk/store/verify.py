"""Whether a store is whole, and says what its journal says was written.

The checks go from the file to the meaning: pages, structure, references, the chain,
what each entry names, who signed it, and every record against the journal's last word
on it. A tail cut off cleanly shows in none of them, only in the head: give `known`, one
kept elsewhere (security §9).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.journal import Head, Problem
from casedesk.circuit.longwork import Report, go_on, unheard
from casedesk.circuit.people import PersonId
from casedesk.store import schema
from casedesk.store.attachments import damaged
from casedesk.store.connection import has_log
from casedesk.store.database import Database, Row
from casedesk.store.erasure import forgotten
from casedesk.store.errors import StoreDamaged
from casedesk.store.journal import (
    JournalEntry,
    JournalRow,
    digest_of_image,
    digest_of_rows,
    head_of,
    image_of,
    to_sign,
)
from casedesk.store.tables import PLACES, UNJOURNALLED, Place, columns, selection

Verifies = Callable[[PersonId, bytes, bytes], bool]
NOTHING_KNOWN = Head()
_STEP = 500  # entries between two reports
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
    " (SELECT key, ord, after, max(seq) AS seq FROM journal_row"
    " WHERE kind = ? AND seq > ? GROUP BY key) AS last"
    " LEFT JOIN journal_image USING (seq, ord)"
    " LEFT JOIN ({}) AS record ON record.id = last.key"
)
_LAST_WORD = (
    "SELECT after, salt FROM journal_row LEFT JOIN journal_image USING (seq, ord)"
    " WHERE kind = ? AND key = ? ORDER BY seq DESC LIMIT 1"
)
_LATELY = 500  # entries: more than a sitting writes
_NUMBER = (
    "SELECT number FROM cases JOIN journal ON cases.id = journal.subject"
    " WHERE journal.seq = ?"
)
_STRAYED = (
    "SELECT 1 FROM findable JOIN cases ON cases.id = findable.case_id"
    " WHERE findable.owner <> cases.owner LIMIT 1"
)
_NEVER_NOTED = (
    "SELECT id FROM {} AS record WHERE NOT EXISTS"
    " (SELECT 1 FROM journal_row WHERE kind = ? AND key = record.id)"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found."""

    entries: int
    head: Head
    problems: tuple[Problem, ...]

    @property
    def is_sound(self) -> bool:
        return not self.problems


def verify(
    db: Database,
    verifies: Verifies,
    *,
    known: Head = NOTHING_KNOWN,
    signed_up_to: int = 0,
    in_use: bool = False,
    report: Report = unheard,
) -> Verdict:
    """Read everything; signatures only after the entry they are known good up to.

    `known` is where the journal is known to have stood. A store `in_use` may have its
    log beside it. Raises Cancelled.
    """
    ended = [*_end(db, known)]
    problems = [*_file(db, in_use=in_use), *ended]
    chain = _Chain(db, verifies, 0 if ended else signed_up_to, report)
    for check in (chain.problems(), _records(db)):
        go_on(report, 0, 1)
        try:
            problems += check
        except StoreDamaged:
            problems.append(Problem("unreadable"))
    return Verdict(chain.entries, chain.head, tuple(problems))


def judged(db: Database, kind: Kind, key: str) -> str:
    """What is wrong with one record, as the code of a Problem; empty: nothing."""
    last = db.row(_LAST_WORD, (kind, key))
    row = db.row(f"{selection(kind)} WHERE id = ?", (key,))
    if last is None:
        return "record_unjournalled" if row else "record_missing"
    return _judged(kind, row, last["after"], last["salt"])


def lately_changed(db: Database) -> Iterator[Problem]:
    """The records that the last entries are about, against what these say of them.

    For a store that was not closed: a log from another day beside it puts old records
    back under a journal that says otherwise, and no other check sees it.
    """
    yield from _records_since(db, head_of(db).sequence - _LATELY)


def case_number(db: Database, problem: Problem) -> str:
    """The case that a problem is about; empty when it is about none."""
    if db.identity.home is not Home.CASES:
        return ""
    return str(db.value(_NUMBER, (problem.sequence,)) or "")


def _file(db: Database, *, in_use: bool) -> Iterator[Problem]:
    if has_log(db.path) and not in_use:  # the check of the pages would miss it
        yield Problem("log_beside")
    elif db.rows("PRAGMA cipher_integrity_check"):
        yield Problem("pages")
    try:
        _read_indexes_anew(db)
        if db.value("PRAGMA integrity_check(1)") != "ok":
            yield Problem("structure")
        if db.rows("PRAGMA foreign_key_check"):
            yield Problem("references")
        if db.identity.home is Home.CASES and db.value(_STRAYED):
            yield Problem("structure")  # a page of the index from another day
    except StoreDamaged:
        yield Problem("structure")


def _read_indexes_anew(db: Database) -> None:
    """FTS5 checks what it remembers of an index, though another connection has written
    since: it calls that damage. A question makes it read the index again."""
    for table in db.rows(
        "SELECT name FROM sqlite_master WHERE sql LIKE '% USING fts5 %'"
    ):
        name = table["name"]
        db.rows(f"SELECT rowid FROM {name} WHERE {name} MATCH '\"-\"' LIMIT 1")  # noqa: S608 -- from the schema


def _end(db: Database, known: Head) -> Iterator[Problem]:
    """Whether the journal still goes through where it is known to have stood."""
    if not known.sequence:
        return
    try:
        found = db.value("SELECT hash FROM journal WHERE seq = ?", (known.sequence,))
    except StoreDamaged:
        return  # the chain will say so
    if found is None:
        yield Problem("head_missing", known.sequence)
    elif found != known.hash:
        yield Problem("head_changed", known.sequence)


class _Chain:
    """The journal from its first entry to its last, each with its rows."""

    def __init__(
        self, db: Database, verifies: Verifies, signed_up_to: int, report: Report
    ) -> None:
        self._db, self._verifies = db, verifies
        self._signed_up_to, self._report = signed_up_to, report
        self.entries, self.head = 0, Head()

    def problems(self) -> Iterator[Problem]:
        """Closes what it reads from, also when it is stopped half way."""
        with (
            closing(self._db.each(_ROWS)) as rows,
            closing(self._db.each(_ENTRIES)) as entries,
        ):
            yield from self._walked(entries, _Ahead(rows))

    def _walked(
        self, entries: Iterator[tuple[Any, ...]], rows: _Ahead
    ) -> Iterator[Problem]:
        total = self._db.value("SELECT max(seq) FROM journal") or 0
        for *fields, stored, signature in entries:
            entry = JournalEntry(*fields)
            yield from self._link(entry)
            yield from self._seal(entry, stored, signature)
            yield from _rows_of(entry, rows)
            self.entries, self.head = self.entries + 1, Head(entry.sequence, stored)
            if not self.entries % _STEP:
                go_on(self._report, min(self.entries, total), total)
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
    yield from _records_since(db, 0)
    for kind, place in _journalled(db):
        for (key,) in db.each(_NEVER_NOTED.format(place.table), (kind,)):
            yield Problem("record_unjournalled", 0, kind, key)
    if Kind.ATTACHMENT in dict(_journalled(db)):
        for key in damaged(db):
            yield Problem("record_changed", 0, Kind.ATTACHMENT, key)
    for sequence, of_kind, key in forgotten(db):
        yield Problem("image_missing", sequence, of_kind, key)


def _records_since(db: Database, since: int) -> Iterator[Problem]:
    for kind, _ in _journalled(db):
        names = columns(kind)
        for key, sequence, after, salt, *values in db.each(
            _LAST_WORDS.format(selection(kind)), (kind, since)
        ):
            row = dict(zip(names, values, strict=True)) if values[0] else None
            code = _judged(kind, row, after, salt)
            if code:
                yield Problem(code, sequence, kind, key)


def _journalled(db: Database) -> Iterator[tuple[Kind, Place]]:
    """None of a store from before the last upgrade: its tables are not ours to read."""
    if schema.version(db) < len(schema.scripts(db.identity.home)):
        return
    for kind, place in PLACES.items():
        if place.home is db.identity.home and kind not in UNJOURNALLED:
            yield kind, place


def _judged(
    kind: Kind, row: Row | None, after: bytes | None, salt: bytes | None
) -> str:
    """What is wrong with a record, against the journal's last word; empty: nothing."""
    if row is None:
        return "record_missing" if after else ""
    if after is None:
        return "record_unjournalled"  # the journal saw it go
    if salt is None:
        return "record_unprovable"
    same = digest_of_image(salt, image_of(kind, row)) == after
    return "" if same else "record_changed"
