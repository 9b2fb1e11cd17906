"""A spy over every command: no change without its entry, no entry without its change.

Each command is first cut short between what it changed and its entry, and must leave
neither; then it is carried out, and must leave both, in one transaction.
"""

from __future__ import annotations

from typing import Any

import pytest

from casedesk.circuit.command import Command
from casedesk.circuit.desk import Desk
from casedesk.store.journal import Journal
from casedesk.store.sqlstore import SqlStore
from casedesk.store.tables import PLACES, UNJOURNALLED

# Somebody looked: an entry, and nothing else.
LOOKS = {"ViewCase", "PreviewSheet", "NoteAttachmentView", "ViewAuthors"}


class CutShort(Exception):
    """What a machine does that stops just then."""


class Spy:
    """From now on beside every desk; `changed` are the commands that wrote a record."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.changed: set[type[Any]] = set()
        self.looked: set[type[Any]] = set()
        self._cuts = False
        self._do = Desk.do

        def done(desk: Desk, command: Command[Any, Any]) -> Any:
            return self._seen(desk, command)

        monkeypatch.setattr(Desk, "do", done)
        monkeypatch.setattr(Journal, "write", self._cut_or_written(Journal.write))

    def _cut_or_written(self, write: Any) -> Any:
        def written(journal: Journal, *entry: Any) -> None:
            if self._cuts:
                raise CutShort
            write(journal, *entry)

        return written

    def _seen(self, desk: Desk, command: Command[Any, Any]) -> Any:
        store: Any = desk._stores.get(command.home)
        if store is None:
            return self._do(desk, command)
        before = _records(store), _entries(store)
        self._cuts = True
        try:
            result = self._do(desk, command)
        except CutShort:
            assert (_records(store), _entries(store)) == before, command
            self._cuts = False
            result = self._do(desk, command)
        finally:
            self._cuts = False
        self._judge(command, before, (_records(store), _entries(store)))
        return result

    def _judge(self, command: Any, before: Any, after: Any) -> None:
        action = command.action or type(command).__name__
        new = after[1][len(before[1]) :]
        if after[0] != before[0]:
            self.changed.add(type(command))
            assert new == [action], command
        elif new:
            self.looked.add(type(command))
            assert new == [action], command
            assert action in LOOKS, command


def _records(store: SqlStore) -> dict[str, Any]:
    """Every row that is journalled."""
    return {
        place.table: store.db.rows(f"SELECT * FROM {place.table} ORDER BY id")  # noqa: S608 -- names of our tables
        for kind, place in PLACES.items()
        if place.home is store.db.identity.home and kind not in UNJOURNALLED
    }


def _entries(store: SqlStore) -> list[str]:
    rows = store.db.rows("SELECT action FROM journal ORDER BY seq")
    return [row["action"] for row in rows]
