"""Writing rows: the only way to, with versions, and never one the journal misses."""

from __future__ import annotations

from functools import cache

from casedesk.circuit.changes import Kind
from casedesk.circuit.errors import Stale
from casedesk.store.database import Database, Row, Values
from casedesk.store.journal import Entry
from casedesk.store.tables import PLACES, columns, selection


class Table:
    """The table of one kind. Its name and columns come from code, never from data."""

    def __init__(self, db: Database, entry: Entry, kind: Kind) -> None:
        self._db, self._entry, self._kind = db, entry, kind

    def row(self, key: str) -> Row | None:
        return self._db.row(f"{selection(self._kind)} WHERE id = ?", (key,))

    def rows(self, condition: str, values: Values) -> list[Row]:
        """In the order they were made."""
        return self._db.rows(
            f"{selection(self._kind)} WHERE {condition} ORDER BY rowid", values
        )

    def put(self, row: Row) -> None:
        """Write a row that was read at `row["version"]`, 0 for a new one."""
        known = row["version"]
        written = {**row, "version": known + 1}
        sql = _update(self._kind) if known else _insert(self._kind)
        if not self._db.run(sql, {**written, "known": known}):
            raise Stale(kind=self._kind)
        self._entry.note(self._kind, row["id"], known + 1, written)

    def put_over(self, row: Row) -> None:
        """Write a row whatever was there: for facts that the last word settles."""
        there = self.row(row["id"])
        self.put({**row, "version": there["version"] if there else 0})

    def remove(self, key: str) -> None:
        """Nothing happens when there is no such row any more."""
        gone = self._db.row(_delete(self._kind), (key,))
        if gone is not None:
            self._entry.note(self._kind, key, gone["version"] + 1, None)


@cache
def _insert(kind: Kind) -> str:
    names = columns(kind)
    listed = ", ".join(f'"{name}"' for name in names)
    return (
        f"INSERT INTO {PLACES[kind].table} ({listed})"  # noqa: S608 -- from code
        f" VALUES ({', '.join(f':{name}' for name in names)})"
        " ON CONFLICT (id) DO NOTHING"
    )


@cache
def _update(kind: Kind) -> str:
    changes = ", ".join(f'"{name}" = :{name}' for name in columns(kind)[1:])
    return (
        f"UPDATE {PLACES[kind].table} SET {changes}"  # noqa: S608 -- from code
        " WHERE id = :id AND version = :known"
    )


@cache
def _delete(kind: Kind) -> str:
    name = PLACES[kind].table
    return f"DELETE FROM {name} WHERE id = ? RETURNING version"  # noqa: S608 -- from code
