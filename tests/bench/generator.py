"""Vaults with any number of invented cases, made by the commands the screens use.

Every journal entry is chained, and signed by whoever would have made it. Only the
commits are shared: a batch of commands is one transaction.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from casedesk.app import rulebook, training
from casedesk.app.compartments import OpenStores, compartment_key, identity
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.passphrases import Passphrases
from casedesk.app.seals import KeyringSeals
from casedesk.app.session import OpenVault, VaultSitting
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TRAINEES,
    Trainee,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.ports import Clock
from casedesk.circuit.rules import Rules
from casedesk.store import schema
from casedesk.store.connection import open_database
from casedesk.store.database import Database
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.vault import vault
from casedesk.vault.kdf import KdfCost
from casedesk.vault.keyring import Keyring
from tests.bench.invented import story
from tests.bench.lives import Calendar, Team

PRESENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))
IN_HAND = 200  # what one team works at, however long its archive
_PAST = timedelta(days=3650)
_BATCH = 100  # cases to a transaction
_COMMANDS = 20  # more than any story takes, one after the other
_MADE_HERE = ("generator.py", "invented.py", "lives.py")


def cached(count: int, build: Path) -> Path:
    """Such a vault, made when it is asked for the first time; to be read or copied."""
    folder = build / f"bench-{count}-{_recipe()}.casedesk"
    if not folder.exists():
        for outdated in build.glob(f"bench-{count}-*"):
            shutil.rmtree(outdated)
        unfinished = folder.with_suffix(".unfinished")
        generate(unfinished, count)
        unfinished.rename(folder)
    return folder


def generate(folder: Path, count: int, in_hand: int = IN_HAND) -> None:
    """A training vault with so many cases, begun one after the other until PRESENT.

    The last `in_hand`, half of them all at most, stand at every point of the circuit
    and have receipts; the older ones went through all of it.
    """
    archived = count - min(in_hand, count // 2)
    clock, apart = Calendar(PRESENT - _PAST), _PAST / count
    with tempfile.TemporaryDirectory() as settings:
        past = PastClock(clock)
        founded = training.found(
            folder, VaultEntrance(Path(settings), past, CHEAP), past
        )
    with _at_work(founded, clock) as (team, stores):
        for start in range(0, count, _BATCH):
            with ExitStack() as batch:
                for store in stores.values():
                    batch.enter_context(store.transaction())
                for number in range(start, min(start + _BATCH, count)):
                    clock.at = PRESENT - _PAST + number * apart
                    fresh = number >= archived
                    told = story(number, clock(), in_hand=fresh)
                    team.live(told, apart / _COMMANDS, with_receipt=fresh)
        team.tell_authors()


class _Batched(Database):
    """An open store on which each transaction is part of a greater one."""

    def __init__(self, db: Database) -> None:
        super().__init__(db.path, db.identity, db._connection)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield


@contextmanager
def _at_work(
    founded: TrainingVault, clock: Clock
) -> Iterator[tuple[Team, Mapping[Home, Database]]]:
    """Everybody in the vault at once, each with their own keys."""
    rules = rulebook.rules(CodeBook(rulebook.shipped_codes()))
    with ExitStack() as close:
        keyrings = {}
        for trainee in TRAINEES:
            keyrings[trainee] = _keyring(founded, trainee)
            close.callback(keyrings[trainee].close)
        stores = {
            home: _opened(founded.folder, keyrings[DIRECTOR], home) for home in Home
        }
        for store in stores.values():
            close.callback(store.close)
            close.callback(store.checkpoint)
        desks = {
            trainee: _desk(trainee, keyring, stores, rules, clock)
            for trainee, keyring in keyrings.items()
        }
        lock = VaultLock(founded.folder)
        held = OpenVault(founded.folder, keyrings[DIRECTOR], close.close, lock)
        director = VaultSitting(held, desks[DIRECTOR], rules, clock, CHEAP)
        yield Team(director, desks[SOCIAL_WORKER], desks[EDUCATOR], clock), stores


def _keyring(founded: TrainingVault, trainee: Trainee) -> Keyring:
    return vault.unlock(
        founded.folder,
        founded.person(trainee),
        trainee.passphrase,
        limits=CHEAP.limits,
    )


def _opened(folder: Path, keyring: Keyring, home: Home) -> Database:
    with compartment_key(keyring, home) as key:
        path = folder / keyring.database_name(home)
        return open_database(path, key, identity(keyring, home))


def _desk(
    trainee: Trainee,
    keyring: Keyring,
    stores: Mapping[Home, Database],
    rules: Rules,
    clock: Clock,
) -> Desk:
    seals = KeyringSeals(keyring)
    desk = DeskStore(_Batched(stores[Home.DESK]), clock, seals, rules)
    cases = None
    if Home.CASES in keyring.compartments:
        db = _Batched(stores[Home.CASES])
        cases = CaseStore(db, clock, seals, rules, desk.facts)
        for private in cases.drop_keys():
            keyring.add_drop_key(private)
    me = PersonId(keyring.person)
    person = Person(me, trainee.label, trainee.role, trainee.duties)
    return OpenStores(desk, cases, rules, person).desk_for(person)


def _recipe() -> str:
    """What a vault is made by: another schema or other stories make another vault."""
    made_by = [*(each for home in Home for each in schema.scripts(home))]
    made_by += [Path(__file__).with_name(each).read_text("utf-8") for each in _MADE_HERE]
    return hashlib.sha256("".join(made_by).encode()).hexdigest()[:8]
