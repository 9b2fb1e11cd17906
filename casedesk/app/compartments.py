"""The compartments of a vault as open stores: made, opened, and put behind a desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casedesk.app import rulebook
from casedesk.app.seals import KeyringSeals
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.ports import Clock, Store
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.store.connection import create_database, open_database
from casedesk.store.database import Database, StoreIdentity
from casedesk.store.reads.sqlreads import SqlReads
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.vault.kdf import wipe
from casedesk.vault.keyring import Keyring


@dataclass(frozen=True, slots=True)
class OpenStores:
    """The compartments one person can open; `cases` is None without its key.

    `person` is None while nobody has enrolled whoever holds the keys.
    """

    desk: DeskStore
    cases: CaseStore | None
    rules: Rules
    person: Person | None

    def desk_for(self, person: Person) -> Desk:
        """A desk with the rights of this person."""
        actor = Actor(
            person.id, person.label, person.role, self.rules.rights.of(person)
        )
        stores: dict[Home, Store[Any]] = {Home.DESK: self.desk}
        if self.cases is not None:
            stores[Home.CASES] = self.cases
        return Desk(actor, stores, SqlReads(actor, self.desk, self.cases))

    def close(self) -> None:
        with ExitStack() as stores:
            stores.callback(self.desk.close)
            if self.cases is not None:
                stores.callback(self.cases.close)


def identity(keyring: Keyring, home: Home) -> StoreIdentity:
    """Which store the file of this compartment must be."""
    generation = keyring.compartment_generation(home)
    return StoreIdentity(keyring.vault_id, home, generation, home)


def make_stores(
    folder: Path, keyring: Keyring, drops: Mapping[str, bytes], clock: Clock
) -> None:
    """The empty files of a new vault; the case team's keeps the key of its drops.

    Files without a header beside them are what a cut left of an earlier attempt.
    """
    for home in Home:
        path = folder / keyring.database_name(home)
        for each in folder.glob(f"{path.name}*"):
            each.unlink()
        with compartment_key(keyring, home) as key:
            create_database(path, key, identity(keyring, home)).close()
    with closing(open_stores(folder, keyring, clock)) as stores:
        if stores.cases is not None:
            stores.cases.add_drop_key(drops[Home.CASES])


def open_stores(folder: Path, keyring: Keyring, clock: Clock) -> OpenStores:
    """Whatever this person has a key for; the drop keys go to the keyring."""
    seals = KeyringSeals(keyring)
    with ExitStack() as undo:
        desk_db = _opened(folder, keyring, Home.DESK)
        undo.callback(desk_db.close)
        desk = DeskStore(desk_db, clock, seals, rulebook.rules(CodeBook(())))
        reads = SqlReads(_visitor(keyring), desk, None)
        desk.rules = rules = rulebook.rules(reads.codes())
        cases = None
        if Home.CASES in keyring.compartments:
            cases_db = _opened(folder, keyring, Home.CASES)
            undo.callback(cases_db.close)
            cases = CaseStore(cases_db, clock, seals, rules, desk.facts)
            for private in cases.drop_keys():
                keyring.add_drop_key(private)
        people = {each.id: each for each in reads.people()}
        undo.pop_all()
    return OpenStores(desk, cases, rules, people.get(PersonId(keyring.person)))


def _opened(folder: Path, keyring: Keyring, home: Home) -> Database:
    with compartment_key(keyring, home) as key:
        path = folder / keyring.database_name(home)
        return open_database(path, key, identity(keyring, home))


@contextmanager
def compartment_key(keyring: Keyring, home: Home) -> Iterator[bytearray]:
    """The raw key, for as long as it takes to open the file."""
    key = keyring.db_key(home)
    try:
        yield key
    finally:
        wipe(key)


def _visitor(keyring: Keyring) -> Actor:
    """Whoever holds the keyring, before their role is proven: no right at all."""
    return Actor(PersonId(keyring.person), "", Role.TECHNICIAN, frozenset())
