"""A training vault behind its real entrance, at a cost that tests can afford."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest

from casedesk.app import training
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, WALKED
from casedesk.circuit.changes import Home
from casedesk.circuit.entrance import Founding
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.database import StoreIdentity
from casedesk.store.verify import verify
from casedesk.vault import vault as keys
from casedesk.vault.kdf import KdfCost
from tests.app.circles import encircled

CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))
PAST = datetime(2026, 3, 2, 12, tzinfo=UTC)


@dataclass(frozen=True)
class House(training.TrainingVault):
    """The training vault of one test: who sits down in it, and what lies in it."""

    def person(self, trainee):
        """Also in a backup of it, which is no vault to look at."""
        people = self.entrance.people_of_set(self.folder)
        return next(person for person, label in people if label == trainee.label)

    def unlock(self, trainee):
        return self.entrance.unlock(
            self.folder, self.person(trainee), trainee.passphrase
        )

    def keyring(self, trainee):
        return self.unlock(trainee).keyring

    def path(self, home=Home.CASES):
        return self.folder / f"{home}.g1.db"

    @contextmanager
    def store(self, home, *, reading=False):
        """The file under its key, as somebody with the keys opens it."""
        keyring = self.keyring(DIRECTOR)
        opened = open_read_only if reading else open_database
        identity = StoreIdentity(keyring.vault_id, home, 1, home)
        db = opened(self.path(home), keyring.db_key(home), identity)
        try:
            yield db
        finally:
            db.close()
            keyring.close()

    def problems(self):
        """What a verification of both compartments finds."""
        found = []
        for home in Home:
            keyring = self.keyring(DIRECTOR)
            with self.store(home, reading=True) as db:
                found += verify(db, keyring.verify).problems
            keyring.close()
        return found

    def record(self, **changed):
        """A concern from the educator; gives what its receipt says."""
        with self.sitting(EDUCATOR) as sitting:
            training.record(sitting, {**WALKED, **changed}, self.clock())
            return sitting.desk.reads.my_receipts()[0]

    def receipt(self):
        with self.sitting(EDUCATOR) as sitting:
            return sitting.desk.reads.my_receipts()[0]

    def case_in_charge(self):
        self.record()
        with self.sitting(SOCIAL_WORKER) as sitting:
            case_id = training.newest_case(sitting, self.clock())
            training.take(sitting, case_id)
        return case_id

    def digests(self):
        """Every byte of every file; an empty log and its index hold none."""
        return {
            each.name: hashlib.sha256(each.read_bytes()).hexdigest()
            for each in sorted(self.folder.iterdir())
            if each.stat().st_size and each.suffix != ".db-shm"
        }


@pytest.fixture(scope="session")
def passphrases():
    """What it costs to try one in a test."""
    return CHEAP


@pytest.fixture(scope="session")
def founded_house(tmp_path_factory):
    """The vault that every test gets a copy of."""
    place = tmp_path_factory.mktemp("house")
    clock = training.PastClock(lambda: PAST)
    entrance = VaultEntrance(place / "settings", clock, CHEAP)
    return training.found(place / "vault.casedesk", entrance, clock)


@pytest.fixture(scope="session")
def new_house():
    """The house in this folder, at a time that stands still."""

    def made(folder, now):
        clock = training.PastClock(lambda: now)
        entrance = VaultEntrance(folder.parent / "settings", clock, CHEAP)
        return House(folder, entrance, clock)

    return made


@pytest.fixture
def past(clock):
    """The clock of a test, which training sets back."""
    return training.PastClock(clock)


@pytest.fixture
def entrance(tmp_path, past):
    return VaultEntrance(tmp_path / "settings", past, CHEAP)


@pytest.fixture
def house(founded_house, entrance, tmp_path, past):
    """A training vault of one's own, with nothing recorded yet."""
    folder = tmp_path / "exercice.casedesk"
    shutil.copytree(founded_house.folder, folder)
    return House(folder, entrance, past)


@pytest.fixture
def other_house(founded_house, house, tmp_path):
    """Another association's vault, founded like the first."""
    folder = tmp_path / "autre.casedesk"
    training.found(folder, house.entrance, training.PastClock(lambda: PAST))
    return replace(house, folder=folder)


@pytest.fixture
def founding(tmp_path):
    """What the wizard asks, for a vault that is no exercise."""

    def asked(**changed):
        answers = {
            "folder": tmp_path / "vrai.casedesk",
            "association": "Association Exemple",
            "territory": "SAL",
            "label": "Directrice",
            "passphrase": "orage velours pirogue lanterne muscade tilleul",
        }
        return Founding(**{**answers, **changed})

    return asked


@pytest.fixture
def with_slot_of():
    """Unlock with a passphrase that is not the published one."""

    @contextmanager
    def sat(house, person, passphrase):
        sitting = house.entrance.sit_down(
            house.entrance.unlock(house.folder, person, passphrase)
        )
        try:
            yield sitting
        finally:
            sitting.lock()

    return sat


@pytest.fixture
def add_person(house):
    """The director brings somebody in; gives what the newcomer is told."""

    def add(label, role, duties=(), *, enrol=True):
        with house.sitting(DIRECTOR) as sitting:
            new = sitting.add_person(label, role)
            if enrol:
                sitting.enrol(new, role, duties)
        return new

    return add


@pytest.fixture
def ringed(house):
    """With a member of the board and both circles."""
    return encircled(house, CHEAP.limits)


@pytest.fixture
def stick(tmp_path):
    """A stick with nothing on it."""
    folder = tmp_path / "clé"
    folder.mkdir()
    return folder


@pytest.fixture
def cheap_unlock():
    """Keys without an entrance."""

    def unlock(folder, person, passphrase):
        return keys.unlock(folder, person, passphrase, limits=CHEAP.limits)

    return unlock
