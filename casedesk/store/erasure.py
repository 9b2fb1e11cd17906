"""Erasing a case from a compartment: its rows, and every image the journal has of them.

The chain stays whole: entries and digests remain, and note that each record went. What
an image said can no longer be read or guessed, for its salt went with it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from casedesk.circuit.case import Case
from casedesk.circuit.changes import Home, Kind
from casedesk.store.database import Database, Row
from casedesk.store.journal import Entry, image_of
from casedesk.store.table import Table
from casedesk.store.tables import PLACES, columns, selection

_IMAGES = (
    "DELETE FROM journal_image WHERE (seq, ord) IN"
    " (SELECT seq, ord FROM journal_row WHERE kind = ? AND key = ?)"
)
# Of a record there still is, every image stays: only what was removed may be forgotten.
_FORGOTTEN = (
    "SELECT seq, kind, key FROM journal_row AS row"
    " LEFT JOIN journal_image AS image USING (seq, ord)"
    " WHERE image.seq IS NULL AND row.after IS NOT NULL AND EXISTS"
    " (SELECT 1 FROM journal_row AS last WHERE last.kind = row.kind"
    " AND last.key = row.key AND last.after IS NOT NULL AND last.seq > row.seq"
    " AND NOT EXISTS (SELECT 1 FROM journal_row AS later WHERE later.kind = row.kind"
    " AND later.key = row.key AND later.seq > last.seq))"
)
_OTHER_OF_RECEIPT = "SELECT count(*) FROM cases WHERE receipt = ? AND id <> ?"


class CaseErasure:
    """For one transaction; the entry of its command notes all that goes."""

    def __init__(self, db: Database, entry: Entry) -> None:
        self._db, self._entry = db, entry

    def erase(self, case: Case) -> str:
        """Leave nothing of it; gives a digest over all that was there, in hexadecimal.

        The intakes stay. They say of a drop, by its id, that it was taken in: without
        them the sealed drop, which goes by age, would become a case again at the next
        unlock.
        """
        content = hashlib.sha256()
        self._part(case)
        for kind, row in [*rows_of(self._db, case)]:
            content.update(f"{kind}\n{image_of(kind, row)}\n".encode())
            self._remove(kind, row["id"])
        return content.hexdigest()

    def _part(self, case: Case) -> None:
        """Told apart from another: of neither, and gone with either."""
        pairs = f"{selection(Kind.TOLD_APART)} WHERE first = ? OR second = ?"
        for row in self._db.rows(pairs, (case.id, case.id)):
            self._remove(Kind.TOLD_APART, row["id"])

    def _remove(self, kind: Kind, key: str) -> None:
        Table(self._db, self._entry, kind).remove(key)
        self._db.run(_IMAGES, (kind, key))


def rows_of(db: Database, case: Case) -> Iterator[tuple[Kind, Row]]:
    """Every record of a case, for erasing it and for moving it.

    The case last: the journal goes by the first record it is told of.
    """
    for kind in of_cases():
        for row in _rows(db, kind, "case_id", case.id):
            yield kind, row
    if not db.value(_OTHER_OF_RECEIPT, (case.receipt, case.id)):
        for row in _rows(db, Kind.ALERT, "receipt", case.receipt):
            yield Kind.ALERT, row
    for row in _rows(db, Kind.CASE, "id", case.id):
        yield Kind.CASE, row


def _rows(db: Database, kind: Kind, column: str, value: str) -> list[Row]:
    sql = f"{selection(kind)} WHERE {column} = ? ORDER BY rowid"
    return db.rows(sql, (value,))


def forgotten(db: Database) -> Iterator[tuple[int, str, str]]:
    """Entry, kind and key of each image that is gone though its record is not.

    An erasure takes the images of a record with the record; the latest image is told
    by the record itself, which cannot be proven without it.
    """
    yield from db.each(_FORGOTTEN)


def of_cases() -> tuple[Kind, ...]:
    """The kinds of record that belong to one case each."""
    return tuple(
        kind
        for kind, place in PLACES.items()
        if place.home is Home.CASES and "case_id" in columns(kind)
    )
