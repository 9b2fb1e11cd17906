"""Writing rows: the only way to, with versions, and never one the journal misses."""

from __future__ import annotations

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
        if self._version(row["id"]) != row["version"]:
            raise Stale(kind=self._kind)
        self._write({**row, "version": row["version"] + 1})

    def put_over(self, row: Row) -> None:
        """Write a row whatever was there: for facts that the last word settles."""
        self._write({**row, "version": self._version(row["id"]) + 1})

    def remove(self, key: str) -> None:
        """Nothing happens when there is no such row any more."""
        version = self._version(key)
        if not version:
            return
        name = PLACES[self._kind].table
        self._db.run(f"DELETE FROM {name} WHERE id = ?", (key,))  # noqa: S608 -- from code
        self._entry.note(self._kind, key, version + 1, None)

    def _version(self, key: str) -> int:
        name = PLACES[self._kind].table
        return int(
            self._db.value(f"SELECT version FROM {name} WHERE id = ?", (key,))  # noqa: S608 -- from code
            or 0
        )

    def _write(self, row: Row) -> None:
        names = columns(self._kind)
        values = tuple(row[name] for name in names)
        quoted = [f'"{name}"' for name in names]
        changes = ", ".join(f"{name} = excluded.{name}" for name in quoted[1:])
        self._db.run(  # not REPLACE: that deletes first, and triggers see it
            f"INSERT INTO {PLACES[self._kind].table} ({', '.join(quoted)})"  # noqa: S608 -- from code
            f" VALUES ({', '.join('?' * len(names))})"
            f" ON CONFLICT (id) DO UPDATE SET {changes}",
            values,
        )
        self._entry.note(self._kind, row["id"], row["version"], row)
