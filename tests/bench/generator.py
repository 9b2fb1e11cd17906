"""Vaults with any number of invented cases, made by the commands the screens use.

Every journal entry is chained, and signed by whoever would have made it. Only two
things differ from life, and neither stays in the files: many commands share a commit,
and SQLCipher does not lock and wipe the memory of the process that writes them, which
would take four times as long.
"""

from __future__ import annotations

import gc
import hashlib
import inspect
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from casedesk.app import rulebook, training, training_texts
from casedesk.app.compartments import OpenStores, compartment_key, identity
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.headers import HeaderKeeper
from casedesk.app.passphrases import Passphrases
from casedesk.app.rotation import Seat
from casedesk.app.seals import KeyringSeals
from casedesk.app.session import OpenVault, VaultSitting
from casedesk.app.sticks import BackupMemory
from casedesk.app.training import PastClock
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TRAINEES,
    Trainee,
)
from casedesk.app.upkeep import Upkeep
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.rules import Rules
from casedesk.store import schema
from casedesk.store.database import Database
from casedesk.store.findable import Findables
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.vault import vault
from casedesk.vault.doorplate import labels
from casedesk.vault.kdf import KdfCost
from casedesk.vault.keyring import Keyring
from tests.bench.invented import story
from tests.bench.lives import Calendar, Team

ROOT = Path(__file__).parents[2]
PRESENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))
IN_HAND = 200  # what one team works at, however long its archive
_PAST = timedelta(days=3650)
_BATCH = 200  # cases to a transaction
_COMMANDS = 20  # more than any story takes, one after the other
_MADE_HERE = ("generator.py", "invented.py", "lives.py")
_SETTINGS = (
    "temp_store = MEMORY",
    "secure_delete = ON",
    "foreign_keys = ON",
    "synchronous = OFF",
    "cache_size = -65536",
)


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
    with tempfile.TemporaryDirectory() as settings:
        past = PastClock(Calendar(PRESENT - _PAST))
        training.found(folder, VaultEntrance(Path(settings), past, CHEAP), past)
    # Elsewhere: in this process SQLCipher now locks memory for good.
    fill = (sys.executable, "-m", __name__, str(folder), str(count), str(in_hand))
    subprocess.run(fill, cwd=ROOT, check=True)


def _fill(folder: Path, count: int, in_hand: int) -> None:
    archived = count - min(in_hand, count // 2)
    clock, apart = Calendar(PRESENT - _PAST), _PAST / count
    with _at_work(folder, clock) as (team, stores):
        for start in range(0, count, _BATCH):
            with ExitStack() as batch:
                for store in stores.values():
                    batch.enter_context(store.batch())
                for number in range(start, min(start + _BATCH, count)):
                    clock.at = PRESENT - _PAST + number * apart
                    fresh = number >= archived
                    told = story(number, clock(), in_hand=fresh)
                    team.live(told, apart / _COMMANDS, with_receipt=fresh)
        team.tell_authors()
        clock.at = PRESENT
        team.answer_for_unread()
        index = Findables(stores[Home.CASES])
        while not index.is_made:
            index.make_some(rulebook.rules(CodeBook(rulebook.shipped_codes())))


class _Bulk(Database):
    """An open store on which each transaction is part of a greater one."""

    @contextmanager
    def transaction(self) -> Iterator[None]:
        yield

    def batch(self) -> AbstractContextManager[None]:
        return super().transaction()


@contextmanager
def _at_work(
    folder: Path, clock: Calendar
) -> Iterator[tuple[Team, Mapping[Home, _Bulk]]]:
    """Everybody in the vault at once, each with their own keys."""
    rules = rulebook.rules(CodeBook(rulebook.shipped_codes()))
    with ExitStack() as close:
        keyrings = {trainee: _keyring(folder, trainee) for trainee in TRAINEES}
        for keyring in keyrings.values():
            close.callback(keyring.close)
        stores = {home: _opened(folder, keyrings[DIRECTOR], home) for home in Home}
        for store in stores.values():
            close.callback(store.close)
            close.callback(store.checkpoint)
        director, worker, educator = (
            _desk(trainee, keyrings[trainee], stores, rules, clock)
            for trainee in (DIRECTOR, SOCIAL_WORKER, EDUCATOR)
        )
        keyring = keyrings[DIRECTOR]
        held = OpenVault(
            folder,
            keyring,
            close.close,
            VaultLock(folder),
            Upkeep((), FreshnessSeal(folder, keyring), clock),
            _seat(folder, keyring, clock),
            BackupMemory(folder / "settings", keyring.vault_id, clock),
        )
        sitting = VaultSitting(held, director, rules, clock, CHEAP)
        yield Team(sitting, worker, educator, stores[Home.CASES], clock), stores


def _seat(folder: Path, keyring: Keyring, clock: Calendar) -> Seat:
    """Of somebody who changes no keys."""
    headers = HeaderKeeper(folder, keyring, CHEAP.limits, ())
    return Seat(folder, keyring, {}, headers, lambda: None, clock, CHEAP.limits)


def _keyring(folder: Path, trainee: Trainee) -> Keyring:
    people = labels(folder, limits=CHEAP.limits).people
    person = next(person for person, label in people if label == trainee.label)
    return vault.unlock(folder, person, trainee.passphrase, limits=CHEAP.limits)


def _opened(folder: Path, keyring: Keyring, home: Home) -> _Bulk:
    path = folder / keyring.database_name(home)
    connection = sqlite.connect(str(path), isolation_level=None, cached_statements=256)
    with compartment_key(keyring, home) as key:
        connection.set_key(bytearray(b"x'" + key.hex().encode() + b"'"))
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return _Bulk(path, identity(keyring, home), connection)


def _desk(
    trainee: Trainee,
    keyring: Keyring,
    stores: Mapping[Home, _Bulk],
    rules: Rules,
    clock: Calendar,
) -> Desk:
    seals = KeyringSeals(keyring)
    desk = DeskStore(stores[Home.DESK], clock, seals, rules)
    cases = None
    if Home.CASES in keyring.compartments:
        cases = CaseStore(stores[Home.CASES], clock, seals, rules, desk.facts)
        for private in cases.drop_keys():
            keyring.add_drop_key(private)
    me = PersonId(keyring.person)
    person = Person(me, trainee.label, trainee.role, trainee.duties)
    return OpenStores(desk, cases, rules, person, {}).desk_for(person)


def _recipe() -> str:
    """What a vault is made by: another schema or other stories make another vault."""
    made_by = [each for home in Home for each in schema.scripts(home)]
    made_by += [
        Path(__file__).with_name(each).read_text("utf-8") for each in _MADE_HERE
    ]
    made_by.append(inspect.getsource(training_texts))
    return hashlib.sha256("".join(made_by).encode()).hexdigest()[:8]


if __name__ == "__main__":
    gc.disable()  # nothing here goes round in circles, and there is much to look at
    _fill(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
