"""What is done for the files while somebody sits: sealed, and emptied of logs."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from casedesk.app.freshness import FreshnessSeal
from casedesk.circuit.errors import Trouble
from casedesk.circuit.ports import Clock
from casedesk.store.connection import has_log
from casedesk.store.sqlstore import SqlStore

# Emptying after each commit would cost what the log is there for (security §18, 15).
QUIET = timedelta(seconds=30)
_BACK = timedelta(minutes=5)
_AHEAD = timedelta(days=400)


class Upkeep:
    """The stores of one sitting and their seal."""

    def __init__(
        self, stores: Sequence[SqlStore], seal: FreshnessSeal, clock: Clock
    ) -> None:
        self._stores, self._seal, self._clock = stores, seal, clock
        self._written = self._changes()
        self._quiet_since = clock()

    @property
    def seal_missing(self) -> bool:
        return self._seal.is_missing

    @property
    def refusals(self) -> int:
        """Statements that no command of ours gives, and that the stores refused."""
        return sum(store.db.refusals for store in self._stores)

    def tick(self) -> None:
        """Once a second: what was committed is sealed, and a quiet log is emptied.

        A disk that does not answer is left for the next command to tell.
        """
        written, now = self._changes(), self._clock()
        if written != self._written:
            self._written, self._quiet_since = written, now
            self.seal()
        elif now - self._quiet_since >= QUIET:
            self._quiet_since = now
            self._empty_logs()

    def seal(self) -> None:
        with suppress(OSError, Trouble):
            self._seal.write([store.db for store in self._stores])

    def clock_doubt(self) -> datetime | None:
        """The last entry's time, when this machine's cannot follow on it (J10)."""
        lasts = [store.last_entry_at() for store in self._stores]
        last = max((each for each in lasts if each is not None), default=None)
        if last is None or -_BACK <= self._clock() - last <= _AHEAD:
            return None
        return last

    def _changes(self) -> int:
        return sum(store.db.changes for store in self._stores)

    def _empty_logs(self) -> None:
        with suppress(Trouble):
            for store in self._stores:
                if has_log(store.db.path):
                    store.checkpoint()
