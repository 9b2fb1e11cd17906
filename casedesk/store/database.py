"""One open store file: statements, transactions, and its errors as ours."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Home
from casedesk.circuit.longwork import Report, go_on
from casedesk.store.errors import trouble_behind

Row = dict[str, Any]
Values = Sequence[Any] | Mapping[str, Any]
_PAGES = 256  # copied at a time, then somebody may say stop


@dataclass(frozen=True, slots=True)
class StoreIdentity:
    """Which store a file is; it says so itself, inside its encryption."""

    vault: str
    compartment: str
    generation: int
    home: Home


class Database:
    """A connection of one thread. Every statement may raise a StoreError.

    What is none, a wrong statement or a refusal of the authorizer, is a bug and passes
    through as it came.
    """

    def __init__(
        self, path: Path, identity: StoreIdentity, connection: sqlite.Connection
    ) -> None:
        self.path, self.identity = path, identity
        self._connection = connection
        self.refusals = 0  # statements the authorizer did not let through

    def __repr__(self) -> str:
        return "<Database>"

    def rows(self, sql: str, values: Values = ()) -> list[Row]:
        with in_our_words():
            cursor = self._connection.execute(sql, values)
            names = [column[0] for column in cursor.description or ()]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, values: Values = ()) -> Row | None:
        """The only row there can be."""
        return next(iter(self.rows(sql, values)), None)

    def value(self, sql: str, values: Values = ()) -> Any:
        """The first column of the only row there can be, or None."""
        with in_our_words():
            found = self._connection.execute(sql, values).fetchone()
        return found[0] if found else None

    def each(self, sql: str, values: Values = ()) -> Generator[tuple[Any, ...]]:
        """Rows one by one, for answers that have no bound."""
        with in_our_words():
            yield from self._connection.execute(sql, values)

    def run(self, sql: str, values: Values = ()) -> int:
        """How many rows it has written."""
        with in_our_words():
            return int(self._connection.execute(sql, values).rowcount)

    def run_script(self, sql: str) -> None:
        with in_our_words():
            self._connection.executescript(sql)

    @property
    def in_transaction(self) -> bool:
        return bool(self._connection.in_transaction)

    @property
    def changes(self) -> int:
        """How many rows were written through this connection; grows with each."""
        return int(self._connection.total_changes)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is written meanwhile, or nothing; also when the disk is full."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self.in_transaction:
                self.run("ROLLBACK")
            raise

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the file; False while somebody is reading."""
        busy: int = self.value("PRAGMA wal_checkpoint(TRUNCATE)")
        return not busy

    def copy_to(self, target: Database, progress: Report) -> None:
        """Every page, into an empty file under the key of that. Raises Cancelled."""

        def told(_status: int, remaining: int, total: int) -> None:
            go_on(progress, total - remaining, total)

        with in_our_words():
            self._connection.backup(target._connection, pages=_PAGES, progress=told)

    def set_authorizer(self, authorize: Callable[..., int]) -> None:
        """What it refuses is counted, for whoever keeps the journal of the sitting.

        Counted only: nothing may be written from inside the question.
        """

        def asked(*question: object) -> int:
            answer = authorize(*question)
            self.refusals += answer == sqlite.SQLITE_DENY
            return answer

        self._connection.set_authorizer(asked)

    def close(self) -> None:
        self._connection.close()


@contextmanager
def in_our_words() -> Iterator[None]:
    """The one place where an error of the engine becomes one of the store."""
    try:
        yield
    except sqlite.Error as error:
        trouble = trouble_behind(error)
        if trouble is None:
            raise
        raise trouble from error
