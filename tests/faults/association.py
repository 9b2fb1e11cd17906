"""The training vault the lab works on: made once, copied for each trial, and examined.

Examining is what the program itself does when somebody comes back: the stores opened as
it opens them, everything verified, then somebody sits down.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casedesk.app import training
from casedesk.app.compartments import compartment_key, identity
from casedesk.app.entrance import VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import DIRECTOR
from casedesk.circuit.changes import Home
from casedesk.circuit.errors import Trouble
from casedesk.circuit.ports import Reads
from casedesk.circuit.queries import CaseList
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.database import Database
from casedesk.store.verify import verify
from casedesk.vault.errors import VaultError
from casedesk.vault.kdf import KdfCost
from casedesk.vault.keyring import Keyring
from tests.faults.tally import lost
from tests.faults.witness import ANY, Testimony, state

CHEAP = Passphrases(KdfCost(memory_kib=8, passes=1, lanes=1))
NOON = datetime(2026, 4, 1, 12, tzinfo=UTC)
TYPED = (Trouble, VaultError, VaultUnusable)
_MEMORY = Path("/dev/shm")  # noqa: S108 -- where a copy costs nothing


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder of one's own, in memory where there is such a place."""
    place = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="faults-", dir=place) as folder:
        yield Path(folder)


def at(folder: Path) -> TrainingVault:
    """The vault in this folder, with a clock that stands still."""
    clock = PastClock(lambda: NOON)
    settings = folder.parent / "settings"
    return TrainingVault(folder, VaultEntrance(settings, clock, CHEAP), clock)


def founded(folder: Path, *, filled: bool = True) -> TrainingVault:
    """A vault with its three people, and cases at different stages."""
    vault = at(folder)
    training.found(folder, vault.entrance, vault.clock)
    if filled:
        training.fill(vault)
    return vault


def copied(vault: TrainingVault, folder: Path) -> TrainingVault:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(vault.folder, folder)
    return at(folder)


@contextmanager
def director_of(vault: TrainingVault) -> Iterator[Keyring]:
    person = vault.person(DIRECTOR)
    keys = vault.entrance.unlock(vault.folder, person, DIRECTOR.passphrase)
    try:
        yield keys.keyring
    finally:
        keys.close()


@contextmanager
def reader(vault: TrainingVault, keyring: Keyring, home: Home) -> Iterator[Database]:
    """The file of a compartment, opened to be read only."""
    path = vault.folder / keyring.database_name(home)
    with (
        compartment_key(keyring, home) as key,
        closing(open_read_only(path, key, identity(keyring, home))) as db,
    ):
        yield db


def recovered(vault: TrainingVault, keyring: Keyring, home: Home) -> None:
    """Open a store as the program does, and let it move its log into the file."""
    path = vault.folder / keyring.database_name(home)
    with (
        compartment_key(keyring, home) as key,
        closing(open_database(path, key, identity(keyring, home))) as db,
    ):
        db.checkpoint()


@dataclass(frozen=True, slots=True)
class Finding:
    """One store: the state it is in, or the code of what keeps it from being used."""

    state: str = ""
    trouble: str = ""


def examined(vault: TrainingVault) -> dict[str, Finding]:
    """Each store by the name of its file: opened, moved in, verified.

    Raises one of TYPED when the keys themselves cannot be had.
    """
    found = {}
    with director_of(vault) as keyring:
        for home in Home:
            found[keyring.database_name(home)] = _store(vault, keyring, home)
    return found


def _store(vault: TrainingVault, keyring: Keyring, home: Home) -> Finding:
    try:
        recovered(vault, keyring, home)
        with reader(vault, keyring, home) as db:
            verdict = verify(db, keyring.verify)
            if verdict.is_sound:
                return Finding(state(db))
            return Finding(trouble=verdict.problems[0].code)
    except TYPED as trouble:
        return Finding(trouble=code_of(trouble))


def code_of(trouble: Exception) -> str:
    """What is wrong, in one word."""
    return str(getattr(trouble, "reason", "") or getattr(trouble, "code", "untyped"))


def seated(vault: TrainingVault) -> str:
    """What keeps the director from sitting down, or nothing; typed, or it is lost."""
    try:
        with vault.sitting(DIRECTOR) as sitting:
            return _loose_end(sitting.desk.reads)
    except TYPED as trouble:
        return code_of(trouble)


def _loose_end(reads: Reads) -> str:
    """What must hold of the cases whatever happened: promise 2 of the design."""
    for row in reads.cases(CaseList.ALL, NOON, None, 1000):
        if row.due_at is None and row.stage != "CLOSED":
            return "a case without a clock"
    return ""


def judged(vault: TrainingVault, told: dict[str, Testimony]) -> str:
    """After a kill or an honest cut: nothing confirmed is gone, nothing is half there.

    An outcome for the tally.
    """
    found = examined(vault)
    for name, finding in found.items():
        if finding.trouble:
            return lost(f"{name} {finding.trouble}")
        testimony = told.get(name)
        if testimony is None or ANY in testimony.possible:
            continue
        if finding.state not in testimony.possible:
            known = finding.state in testimony.states
            return lost(f"{name}: {'acknowledged' if known else 'torn'}")
    unseated = seated(vault)
    return lost(f"not seated: {unseated}") if unseated else "sound"


def typed(trial: Callable[[], str]) -> str:
    """The outcome of a trial; an exception without a code is one nobody may see."""
    try:
        return trial()
    except TYPED as trouble:
        return f"refused {code_of(trouble)}"
    except Exception as bug:
        return lost(f"untyped {type(bug).__name__}")
