"""What it costs that every command has its rules, its journal entry and its signature.

The raw side writes the very same bytes into a copy of the same file: what the command
has just written is read back, and replayed by plain statements.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlite

from casedesk.app.compartments import compartment_key, open_stores
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import SOCIAL_WORKER
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.commands.cases import TakeInCharge
from casedesk.circuit.queries import CaseList
from casedesk.store.connection import BEFORE_THE_KEY, SETTINGS, WRITING
from casedesk.store.database import Database
from casedesk.store.tables import columns, selection
from casedesk.vault.keyring import Keyring
from tests.bench.generator import CHEAP, PRESENT
from tests.bench.lives import Calendar
from tests.bench.ratio import Ratio, compare, stopwatch

_JOURNAL = ("journal", "journal_row", "journal_image")


class Twins:
    """One vault twice: here the commands are given, there their bytes are written."""

    def __init__(self, ours: Path, theirs: Path, close: ExitStack) -> None:
        clock = Calendar(PRESENT)
        entrance = VaultEntrance(ours.parent, clock, CHEAP)
        people = entrance.look(ours).people
        worker = next(uid for uid, label in people if label == SOCIAL_WORKER.label)
        keys = entrance.unlock(ours, worker, SOCIAL_WORKER.passphrase)
        close.callback(keys.close)
        stores = open_stores(ours, keys.keyring, clock)
        close.callback(stores.close)
        assert stores.cases is not None
        assert stores.person is not None
        self._db = stores.cases.db
        self._desk = stores.desk_for(stores.person)
        self._raw = _raw(theirs / self._db.path.name, keys.keyring)
        close.callback(self._raw.close)
        fresh = self._desk.reads.cases(CaseList.UNASSIGNED, PRESENT, None, 100)
        self._fresh = [row.id for row in fresh]
        self._taken = CaseId("")

    @property
    def runs(self) -> int:
        return len(self._fresh)

    def command(self) -> float:
        self._taken = self._fresh.pop()
        return stopwatch(lambda: self._desk.do(TakeInCharge(self._taken)))

    def raw(self) -> float:
        """The same rows as the last command, without anything of ours."""
        statements = list(_written(self._db, self._taken))

        def write() -> None:
            self._raw.execute("BEGIN IMMEDIATE")
            for sql, values in statements:
                self._raw.execute(sql, values)
            self._raw.execute("COMMIT")

        return stopwatch(write)


@pytest.fixture
def twins(vault_of: Callable[[int], Path]) -> Iterator[Twins]:
    vault = vault_of(1_000)
    with tempfile.TemporaryDirectory(dir=vault.parent) as temporary:
        ours, theirs = Path(temporary, "ours"), Path(temporary, "theirs")
        for folder in (ours, theirs):
            shutil.copytree(vault, folder, copy_function=_copied_for_good)
        with ExitStack() as close:
            yield Twins(ours, theirs, close)


def test_a_command_costs_little_more_than_writing_its_rows(
    twins: Twins, report: Callable[[Ratio], Ratio]
) -> None:
    measured = report(
        compare(
            "one command with its journal entry",
            2,
            baseline=twins.raw,
            ours=twins.command,
            runs=twins.runs - 1,
        )
    )

    assert measured.is_kept


def _copied_for_good(source: str, target: str) -> None:
    """So that no commit has to wait until the copy is on the disk."""
    shutil.copyfile(source, target)
    with Path(target).open("rb+") as copy:
        os.fsync(copy.fileno())


def _raw(path: Path, keyring: Keyring) -> Any:
    """A connection set as ours are, and nothing around it."""
    connection = sqlite.connect(str(path), isolation_level=None, cached_statements=256)
    for name, (wanted, _) in BEFORE_THE_KEY.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
    with compartment_key(keyring, Home.CASES) as key:
        connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
    for name, (wanted, _) in {**SETTINGS, **WRITING}.items():
        connection.execute(f"PRAGMA {name} = {wanted}")
    return connection


def _written(db: Database, case: CaseId) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """The rows of the last command on this case, as statements."""
    row = db.row(f"{selection(Kind.CASE)} WHERE id = ?", (case,))
    assert row is not None
    changed = ", ".join(f"{name} = ?" for name in columns(Kind.CASE)[1:])
    values = (*tuple(row.values())[1:], case)
    yield f"UPDATE cases SET {changed} WHERE id = ?", values  # noqa: S608 -- from code
    owner = row["owner"]  # beside each row of the index that is of this case
    yield "UPDATE findable SET owner = ? WHERE case_id = ?", (owner, case)
    for table in _JOURNAL:
        last = f"SELECT * FROM {table} WHERE seq = (SELECT max(seq) FROM journal)"  # noqa: S608 -- from code
        for values in db.each(last):
            places = ", ".join("?" * len(values))
            yield f"INSERT INTO {table} VALUES ({places})", values  # noqa: S608 -- from code
