"""What the benchmarks measure on is a vault like any other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from casedesk.app.compartments import (
    OpenStores,
    compartment_key,
    identity,
    open_stores,
)
from casedesk.app.entrance import VaultEntrance
from casedesk.app.training_texts import DIRECTOR
from casedesk.circuit.changes import Home
from casedesk.circuit.referral import ReferralState
from casedesk.circuit.stages import Stage
from casedesk.store.connection import open_read_only
from casedesk.store.verify import verify
from casedesk.vault.keyring import Keyring
from tests.bench.generator import CHEAP, PRESENT, generate
from tests.bench.lives import Calendar

COUNT = 30


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bench") / "thirty.casedesk"
    generate(made, COUNT)
    return made


@pytest.fixture
def keyring(folder: Path, tmp_path: Path) -> Iterator[Keyring]:
    entrance = VaultEntrance(tmp_path, Calendar(PRESENT), CHEAP)
    people = entrance.look(folder).people
    director = next(person for person, label in people if label == DIRECTOR.label)
    with closing(entrance.unlock(folder, director, DIRECTOR.passphrase)) as keys:
        yield keys.keyring


@pytest.fixture
def stores(folder: Path, keyring: Keyring) -> Iterator[OpenStores]:
    with closing(open_stores(folder, keyring, Calendar(PRESENT))) as opened:
        yield opened


@pytest.mark.parametrize("home", Home)
def test_every_check_finds_it_sound(folder: Path, keyring: Keyring, home: Home) -> None:
    path = folder / keyring.database_name(home)
    with ExitStack() as close:
        key = close.enter_context(compartment_key(keyring, home))
        db = close.enter_context(
            closing(open_read_only(path, key, identity(keyring, home)))
        )

        verdict = verify(db, keyring.verify)

    assert verdict.problems == ()
    assert verdict.entries > COUNT


def test_its_cases_stand_at_every_point_of_the_circuit(stores: OpenStores) -> None:
    assert stores.cases is not None
    db = stores.cases.db
    stages = {row["stage"] for row in db.rows("SELECT stage FROM cases")}
    states = {row["state"] for row in db.rows("SELECT state FROM referrals")}

    assert db.value("SELECT count(*) FROM cases") == COUNT
    later = {Stage.WATCH, Stage.SUSPENDED}  # the generator does not wander
    assert stages == {each for each in Stage if each.is_open} - {Stage.DRAFT} - later
    assert states == set(ReferralState) - {
        ReferralState.DONE,
        ReferralState.NO_REPLY,
        ReferralState.CANCELLED,
    }


def test_some_names_are_known_in_one_script_only(stores: OpenStores) -> None:
    assert stores.cases is not None
    children = stores.cases.db.rows("SELECT given_latin, given_arabic FROM children")

    scripts = {
        (bool(each["given_latin"]), bool(each["given_arabic"])) for each in children
    }

    assert scripts == {(True, True), (True, False), (False, True)}


def test_only_what_is_in_hand_has_receipts(stores: OpenStores) -> None:
    db = stores.desk.db

    assert db.value("SELECT count(*) FROM receipts") == COUNT // 2
