"""Vaults with any number of invented cases, made by the commands the screens use.

Every entry is chained, and signed by whoever would have made it. Only the commits are
shared: a batch of commands is one transaction.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator
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
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER, Trainee
from casedesk.circuit.changes import Home
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.desk import Desk
from casedesk.circuit.people import Person, PersonId
from casedesk.store import schema
from casedesk.store.connection import open_database
from casedesk.store.database import Database
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.vault import vault
from casedesk.vault.kdf import KdfCost
from casedesk.vault.keyring import Keyring
from tests.bench import invented
from tests.bench.lives import Calendar, Team

PRESENT = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))
IN_HAND = 200  # what a team works at; the rest is what grows with the years
_PAST = timedelta(days=3650)
_BATCH = 100  # cases to a transaction
_COMMANDS = 20  # more than any case takes


def cached(count: int, build: Path) -> Path:
    """Such a vault, made the first time it is asked for; not to be written to."""
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

    `in_hand` of them, but never more than half, stand at every point of the circuit and
    have receipts; the older ones went through all of it.
    """
    first_in_hand = count - min(in_hand, count // 2)
    clock = Calendar(PRESENT - _PAST)
    with tempfile.TemporaryDirectory() as settings, ExitStack() as close:
        past = PastClock(clock)
        entrance = VaultEntrance(Path(settings), past, CHEAP)
        founded = training.found(folder, entrance, past)
        bench = _Bench(founded, clock, close)
        team = bench.team()
        for number in range(count):
            in_hand_ = number >= first_in_hand
