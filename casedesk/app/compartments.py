"""The compartments of a vault as open stores: made, opened, and put behind a desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from casedesk.app import rulebook
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.seals import KeyringSeals
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.furnishing import EDITION, CompleteFurnishing
from casedesk.circuit.dates import local
from casedesk.circuit.desk import Desk
from casedesk.circuit.leaves import standing_in
from casedesk.circuit.people import Person, PersonId, Role
from casedesk.circuit.ports import Clock, Store
from casedesk.circuit.rights import Actor
from casedesk.circuit.rules import Rules
from casedesk.store.connection import create_database, open_database
from casedesk.store.database import Database, StoreIdentity
from casedesk.store.reads.sqlreads import SqlReads
from casedesk.store.sqlstore import CaseStore, DeskStore, SqlStore
from casedesk.vault.kdf import wipe
from casedesk.vault.keyring import Keyring


@dataclass(frozen=True, slots=True)
class OpenStores:
    """The compartments one person can open; `cases` is None without its key.

    `person` is None while nobody has enrolled whoever holds the keys. `circles` are the
    restricted ones this person is in.
    """

    desk: DeskStore
    cases: CaseStore | None
    rules: Rules
    person: Person | None
    circles: Mapping[CircleId, CaseStore]
    stands_in_for: frozenset[PersonId] = frozenset()  # those away today

    def desk_for(self, person: Person) -> Desk:
        """A desk with the rights of this person."""
        actor = Actor(
            person.id,
            person.label,
            person.role,
            self.rules.rights.of(person),
            self.stands_in_for,
        )
        stores: dict[Home, Store[Any]] = {Home.DESK: self.desk}
        if self.cases is not None:
            stores[Home.CASES] = self.cases
        return Desk(actor, stores, SqlReads(actor, self.desk, self.cases))

    def circle_desks(self, person: Person) -> dict[CircleId, Desk]:
        """A desk in each circle: the same commands and questions, on its cases only.

        So its numbers, lists and journal are its own, and nothing of it can show
        anywhere else.
        """
        rights = self.rules.rights.in_circle(person)
        actor = Actor(person.id, person.label, person.role, rights)
        return {
            circle: Desk(
                actor,
                {Home.DESK: self.desk, Home.CASES: store},
                SqlReads(actor, self.desk, store),
            )
            for circle, store in self.circles.items()
        }

    def all(self) -> tuple[SqlStore, ...]:
        """Every open store."""
        cases = () if self.cases is None else (self.cases,)
        return (self.desk, *cases, *self.circles.values())

    def close(self) -> None:
        with ExitStack() as stores:
            stores.callback(self.desk.close)
            if self.cases is not None:
                stores.callback(self.cases.close)
            for store in self.circles.values():
                stores.callback(store.close)


def completed(stores: OpenStores, person: Person) -> OpenStores:
    """The stores with whatever this version ships and the vault had not."""
    desk, edition = stores.desk_for(person), rulebook.edition()
    if desk.reads.setting(EDITION) == edition:
        return stores
    desk.do(
        CompleteFurnishing(
            edition,
            rulebook.shipped_codes(),
            rulebook.shipped_organisations(),
            rulebook.shipped_services(),
            rulebook.shipped_hotlines(),
        )
    )
    rules = replace(stores.rules, codes=desk.reads.codes())
    for store in stores.all():
        store.rules = rules
    return replace(stores, rules=rules)


def identity(keyring: Keyring, cid: str) -> StoreIdentity:
    """Which store the file of this compartment must be."""
    generation = keyring.compartment_generation(cid)
    return StoreIdentity(keyring.vault_id, cid, generation, home_of(cid))


def home_of(cid: str) -> Home:
    """What a compartment holds: everything but the desk holds cases."""
    return Home.DESK if cid == Home.DESK else Home.CASES


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


def open_stores(
    folder: Path,
    keyring: Keyring,
    clock: Clock,
    seal: FreshnessSeal | None = None,
    *,
    only_desk: bool = False,
) -> OpenStores:
    """Whatever this person has a key for; the drop keys go to the keyring.

    Each store is held against the seal before anything can be written.
    """
    seals = KeyringSeals(keyring)
    with ExitStack() as undo:
        desk_db = _opened(folder, keyring, Home.DESK, seal)
        undo.callback(desk_db.close)
        desk = DeskStore(desk_db, clock, seals, rulebook.shipped_rules())
        reads = SqlReads(_visitor(keyring), desk, None)
        desk.rules = rules = rulebook.rules_of(reads)
        found: dict[str, CaseStore] = {}
        for cid in () if only_desk else keyring.compartments:
            if home_of(cid) is Home.CASES:
                db = _opened(folder, keyring, cid, seal)
                undo.callback(db.close)
                found[cid] = CaseStore(db, clock, seals, rules, desk.facts)
                for private in found[cid].drop_keys():
                    readers = CASE_TEAM if cid == Home.CASES else cid
                    keyring.add_drop_key(private, readers)
        people = {each.id: each for each in reads.people()}
        undo.pop_all()
    cases = found.pop(Home.CASES, None)
    return OpenStores(
        desk,
        cases,
        rules,
        people.get(PersonId(keyring.person)),
        {CircleId(cid): store for cid, store in found.items()},
        standing_in(reads.leaves(), PersonId(keyring.person), local(clock()).date()),
    )


def _opened(
    folder: Path, keyring: Keyring, cid: str, seal: FreshnessSeal | None
) -> Database:
    prove = None if seal is None else seal.prove(cid)
    with compartment_key(keyring, cid) as key:
        path = folder / keyring.database_name(cid)
        return open_database(path, key, identity(keyring, cid), prove)


@contextmanager
def compartment_key(keyring: Keyring, cid: str) -> Iterator[bytearray]:
    """The raw key, for as long as it takes to open the file."""
    key = keyring.db_key(cid)
    try:
        yield key
    finally:
        wipe(key)


def _visitor(keyring: Keyring) -> Actor:
    """Whoever holds the keyring, before their role is proven: no right at all."""
    return Actor(PersonId(keyring.person), "", Role.TECHNICIAN, frozenset())
