"""J12: whatever somebody with the key and another program changes, it is found."""

from __future__ import annotations

import itertools
import os
import shutil
from contextlib import closing, suppress

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)
from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import GoUrgent, TakeInCharge, ViewCase
from casedesk.circuit.commands.copies import ConfirmPrint, CountSheets, PreparePrint
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import Refused
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.sheet import SheetCode
from casedesk.store.connection import open_read_only
from casedesk.store.tables import PLACES, UNJOURNALLED, columns
from casedesk.store.verify import verify
from tests.store.conftest import raw_connection

EXAMPLES = int(os.environ.get("CASEDESK_TAMPERINGS", "4"))  # more in tests/faults
TEAM = st.sampled_from([Role.SOCIAL_WORKER, Role.DIRECTOR])
WHICH = st.integers(0, 10_000)
HOME = st.sampled_from(Home)
ENTRY = ("at", "actor", "action", "subject", "rows_digest", "prev", "hash", "signature")
ROW = ("kind", "key", "version", "before", "after")


class Tampering(RuleBasedStateMachine):
    """A team at work, and at night somebody at its files; by day all is as before."""

    def __init__(self, association):
        super().__init__()
        self.house = association
        association.logged_case()

    # by day

    @rule(danger=st.sampled_from(["yes", "no"]), role=TEAM)
    def a_concern_comes_in(self, danger, role):
        self.house.record(in_danger=danger)
        self.house.take_in(role)

    @rule(which=WHICH, role=TEAM)
    def take_in_charge(self, which, role):
        self.do(role, TakeInCharge(self.a_case(which)))

    @rule(which=WHICH, role=TEAM)
    def go_urgent(self, which, role):
        place = self.house.director.reads.organisations()[which % 3]
        self.do(role, GoUrgent(self.a_case(which), (place.id,)))

    @rule(which=WHICH, role=TEAM)
    def write_a_sheet(self, which, role):
        content = {"danger_reason": f"Motif {which}"}
        self.do(role, SaveSheet(self.a_case(which), SheetCode.ASSESSMENT, content))

    @rule(which=WHICH, role=TEAM, in_hand=st.integers(0, 2))
    def print_a_sheet(self, which, role, in_hand):
        desk, case_id = self.house.sit(role).desk, self.a_case(which)
        with suppress(Refused):
            desk.do(ViewCase(case_id))
            sheet = desk.reads.case_page(case_id).sheets[0]
            copy = desk.do(PreparePrint(case_id, sheet.id, PaperLanguage.FRENCH))
            desk.do(ConfirmPrint(copy, "ab" * 32))
            desk.do(CountSheets(copy, 1, in_hand))

    # at night

    @rule(home=HOME, which=WHICH, column=WHICH)
    def a_record_is_changed(self, home, which, column):
        kind, key = self.a_record(home, which)
        name = columns(kind)[column % len(columns(kind))]
        self.is_found(home, *changed(PLACES[kind].table, name, "id = ?", key))

    @rule(home=HOME, which=WHICH)
    def a_record_is_taken_out(self, home, which):
        kind, key = self.a_record(home, which)
        self.is_found(home, f"DELETE FROM {PLACES[kind].table} WHERE id = ?", key)  # noqa: S608

    @rule(home=HOME, which=WHICH)
    def a_record_is_put_in(self, home, which):
        kind, key = self.a_record(home, which)
        names = ", ".join(f'"{name}"' for name in columns(kind)[1:])
        table = PLACES[kind].table
        insert = f"INSERT OR IGNORE INTO {table} (id, {names}) SELECT 'forged', {names}"
        self.is_found(home, f"{insert} FROM {table} WHERE id = ?", key)

    @rule(home=HOME, which=WHICH, column=st.sampled_from(ENTRY))
    def an_entry_is_changed(self, home, which, column):
        self.is_found(
            home, *changed("journal", column, "seq = ?", self.an_entry(home, which))
        )

    @rule(home=HOME, which=WHICH)
    def an_entry_is_taken_out(self, home, which):
        sequence = self.an_entry(home, which)
        if sequence < self.head(home).sequence:
            self.is_found(home, "DELETE FROM journal WHERE seq = ?", sequence)

    @rule(home=HOME, which=WHICH)
    def two_entries_change_places(self, home, which):
        sequence = self.an_entry(home, which)
        if sequence < self.head(home).sequence:
            swap = "UPDATE journal SET seq = CASE seq WHEN ?1 THEN -1 ELSE ?1 END"
            self.is_found(home, f"{swap} WHERE seq IN (?1, ?1 + 1)", sequence)

    @rule(home=HOME, which=WHICH, column=st.sampled_from(ROW))
    def a_row_of_an_entry_is_changed(self, home, which, column):
        row = self.a_row(home, which)
        self.is_found(
            home, *changed("journal_row", column, "seq = ? AND ord = ?", *row)
        )

    @rule(home=HOME, which=WHICH)
    def a_row_of_an_entry_is_taken_out(self, home, which):
        where = "WHERE seq = ? AND ord = ?"
        self.is_found(
            home,
            f"DELETE FROM journal_row {where}",  # noqa: S608
            *self.a_row(home, which),
        )

    @rule(home=HOME, which=WHICH, column=st.sampled_from(["salt", "image"]))
    def what_an_entry_kept_is_changed(self, home, which, column):
        row = self.a_row(home, which)
        where = "seq = ? AND ord = ?"
        self.is_found(home, *changed("journal_image", column, where, *row))

    @rule(home=HOME, which=WHICH)
    def the_proof_of_a_record_is_taken_out(self, home, which):
        kind, key = self.a_record(home, which)
        last = "SELECT max(seq) FROM journal_row WHERE kind = ? AND key = ?"
        rows = f"SELECT seq, ord FROM journal_row WHERE seq = ({last}) AND key = ?"  # noqa: S608
        self.is_found(
            home,
            f"DELETE FROM journal_image WHERE (seq, ord) IN ({rows})",  # noqa: S608
            kind,
            key,
            key,
        )

    @rule(home=HOME, length=st.integers(1, 3))
    def the_tail_is_cut_off(self, home, length):
        """With all it wrote: only who knows where the journal stood can tell."""
        head = self.head(home)
        self.is_found(
            home,
            "DELETE FROM journal WHERE seq > ?",
            head.sequence - length,
            known=head,
        )

    def do(self, role, command):
        with suppress(Refused):
            self.house.sit(role).desk.do(command)

    def a_case(self, which):
        reads = self.house.director.reads
        rows = reads.cases(CaseList.ALL, self.house.clock(), None, 50)
        return rows[which % len(rows)].id

    def a_record(self, home, which):
        db = self.db(home)
        found = [
            (kind, row["id"])
            for kind, place in PLACES.items()
            if place.home is home and kind not in UNJOURNALLED
            for row in db.rows(f"SELECT id FROM {place.table} ORDER BY rowid LIMIT 20")  # noqa: S608
        ]
        return found[which % len(found)]

    def an_entry(self, home, which):
        return 1 + which % self.head(home).sequence

    def a_row(self, home, which):
        sql = "SELECT seq, ord FROM journal_row JOIN journal_image USING (seq, ord)"
        rows = self.db(home).rows(f"{sql} ORDER BY seq, ord")
        return tuple(rows[which % len(rows)].values())

    def head(self, home):
        place = self.house.sit_as_director()
        return (place.case_store if home is Home.CASES else place.desk_store).head()

    def db(self, home):
        place = self.house.sit_as_director()
        return (place.case_store if home is Home.CASES else place.desk_store).db

    def is_found(self, home, statement, *values, known=None):
        """Do it to the closed file, let it be found, and put the file back."""
        self.house.stand_up()
        with closing(self.house.unlock(Role.DIRECTOR)) as keyring:
            path = self.house.folder / keyring.database_name(home)
            whole = path.read_bytes()
            with closing(raw_connection(path, keyring.db_key(home))) as raw:
                done = forced(raw, statement, values)
        try:
            problems = self.problems(home, **({"known": known} if known else {}))
        finally:
            path.write_bytes(whole)
        assert problems or not done, statement

    def problems(self, home, **options):
        self.house.stand_up()
        with closing(self.house.unlock(Role.DIRECTOR)) as keyring:
            path = self.house.folder / keyring.database_name(home)
            identity = self.house.identity(keyring, home)
            with closing(open_read_only(path, keyring.db_key(home), identity)) as db:
                return verify(db, keyring.verify, **options).problems


def changed(table, column, where, *values):
    """A statement that puts something else there, of the same type."""
    other = (
        f'CASE typeof("{column}") WHEN \'integer\' THEN "{column}" + 1'
        f" WHEN 'blob' THEN randomblob(length(\"{column}\"))"
        f" WHEN 'text' THEN \"{column}\" || 'x' ELSE 'x' END"
    )
    return f'UPDATE {table} SET "{column}" = {other} WHERE {where}', *values  # noqa: S608


def forced(raw, statement, values):
    """Without triggers, references and checks; whether anything came of it."""
    for pragma in ("foreign_keys = OFF", "ignore_check_constraints = ON"):
        raw.execute(f"PRAGMA {pragma}")
    for (name,) in raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    before = raw.total_changes
    with suppress(sqlite.IntegrityError):  # a type or a uniqueness that SQLite keeps
        raw.execute(statement, values)
    return raw.total_changes > before


def test_J12_every_tampering_is_found_but_a_tail_cut_that_nobody_remembers(
    founded, tmp_path
):
    numbers = itertools.count()

    def begun():
        clock = type(founded.clock)()
        folder = tmp_path / f"{next(numbers)}.casedesk"
        return Ended(founded.copied(folder, clock))

    class Ended(Tampering):
        def teardown(self):
            assert [each for home in Home for each in self.problems(home)] == []
            shutil.rmtree(self.house.folder)

    run_state_machine_as_test(
        begun,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=12,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
