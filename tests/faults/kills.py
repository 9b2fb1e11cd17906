"""kill -9 at any moment of real work, and what the next one to come finds."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlite

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.store import schema
from casedesk.store.database import Database
from casedesk.store.verify import verify
from casedesk.vault import vault as keys
from casedesk.vault.errors import WrongPassphrase
from tests.faults.association import (
    CHEAP,
    copied,
    director_of,
    founded,
    judged,
    reader,
    recovered,
    typed,
    workplace,
)
from tests.faults.day import live_and_tell
from tests.faults.tally import Tally, lost
from tests.faults.witness import Tell, heard

Life = Callable[[Tell], None]
_CHUNK = 1 << 16
_PATIENCE = 60.0  # seconds for what nobody cuts
_TRIALS_PER_COPY = 8  # a vault that has been cut a few times is worth cutting again
_GROW = (
    "CREATE TABLE growing_# (id INTEGER PRIMARY KEY, text TEXT) STRICT;"
    "INSERT INTO growing_# WITH RECURSIVE n (i) AS"
    " (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400)"
    " SELECT i, hex(randomblob(100)) FROM n;"
)
_GROWING = tuple(_GROW.replace("#", str(number)) for number in range(4))


def killed(life: Life, after: float) -> list[str]:
    """Live in a child process that is killed after so many seconds; what it told."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _be_born(life, writing)
    os.close(writing)
    try:
        told = _listened(reading, time.monotonic() + after)
        os.kill(child, signal.SIGKILL)
        told += b"".join(iter(lambda: os.read(reading, _CHUNK), b""))
    finally:
        os.waitpid(child, 0)
        os.close(reading)
    return told.decode().split("\n")[:-1]  # the last line may have been cut off


def duration(life: Life) -> float:
    """Seconds that it takes here and today when nobody cuts it short."""
    begun = time.monotonic()
    killed(life, _PATIENCE)
    return time.monotonic() - begun


def _be_born(life: Life, writing: int) -> None:
    """Never comes back: what the parent would go on with is not the child's."""

    def tell(line: str) -> None:
        os.write(writing, f"{line}\n".encode())

    try:
        life(tell)
    except BaseException as bug:
        tell(f"crashed {type(bug).__name__}")
        raise
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _listened(reading: int, until: float) -> bytes:
    """What is told until then, or until there is nobody to tell."""
    told = b""
    while (left := until - time.monotonic()) > 0:
        ready, _, _ = select.select([reading], [], [], left)
        if not ready:
            break
        more = os.read(reading, _CHUNK)
        if not more:
            break
        told += more
    return told


def at_work(count: int, seed: int) -> Tally:
    """C01: educator, social worker and director, in mixed writes."""
    chance = random.Random(seed)

    def trial(vault: TrainingVault) -> str:
        number = chance.randrange(1 << 30)
        after = chance.uniform(0.0, 0.25)
        told = killed(lambda tell: live_and_tell(vault, number, tell), after)
        return crash(told) or judged(vault, heard(told))

    with workplace() as place:
        return Tally.of(_trials(place, count, trial, filled=True))


def while_changing_passphrase(count: int, seed: int) -> Tally:
    """K07: exactly one of the old and the new opens, and the others go on as before."""
    chance = random.Random(seed)
    old, new = SOCIAL_WORKER.passphrase, "une phrase toute neuve"

    def change(vault: TrainingVault) -> Life:
        person = vault.person(SOCIAL_WORKER)

        def life(tell: Tell) -> None:
            keys.change_passphrase(vault.folder, person, old, new, CHEAP.cost)
            tell("did")

        return life

    def judge(vault: TrainingVault, told: list[str]) -> str:
        return _one_of_two(vault, (old, new), "did" in told)

    return _cut_short(count, chance, change, judge)


def while_upgrading(count: int, seed: int) -> Tally:
    """S14: the store has the old schema or the new one, whole."""

    def upgrade(vault: TrainingVault) -> Life:
        def life(tell: Tell) -> None:
            with _newer_program(), director_of(vault) as keyring:
                recovered(vault, keyring, Home.CASES)
            tell("did")

        return life

    def judge(vault: TrainingVault, told: list[str]) -> str:
        with _newer_program() as known:
            return _old_or_new(vault, known, "did" in told)

    return _cut_short(count, random.Random(seed), upgrade, judge)


def _cut_short(
    count: int,
    chance: random.Random,
    act: Callable[[TrainingVault], Life],
    judge: Callable[[TrainingVault, list[str]], str],
) -> Tally:
    """One act, on a fresh vault each time, killed at any moment of it."""

    def trial(vault: TrainingVault) -> str:
        told = killed(act(vault), chance.uniform(0.0, slowest))
        return crash(told) or judge(vault, told)

    with workplace() as place:
        spare = founded(place / "spare.casedesk", filled=False)
        slowest = duration(act(spare)) * 1.1
        return Tally.of(_trials(place, count, trial, filled=False, per_copy=1))


def _trials(
    place: Path,
    count: int,
    trial: Callable[[TrainingVault], str],
    *,
    filled: bool,
    per_copy: int = _TRIALS_PER_COPY,
) -> Iterator[str]:
    """So many trials on copies of one vault; after a loss always on a new one."""
    template = founded(place / "template.casedesk", filled=filled)
    outcome, vault = lost(""), template
    for number in range(count):
        if number % per_copy == 0 or outcome.startswith(lost("")):
            vault = copied(template, place / "trial.casedesk")
        outcome = typed_or_lost(lambda here=vault: trial(here))  # type: ignore[misc]
        yield outcome


def typed_or_lost(trial: Callable[[], str]) -> str:
    """After a kill even a typed refusal is a loss: the program must go on."""
    outcome = typed(trial)
    return lost(outcome) if outcome.startswith("refused") else outcome


def crash(told: list[str]) -> str:
    """The child was to be killed, not to break."""
    crashed = [line for line in told if line.startswith("crashed")]
    return lost(crashed[0]) if crashed else ""


def _one_of_two(vault: TrainingVault, phrases: tuple[str, str], done: bool) -> str:
    person = vault.person(SOCIAL_WORKER)
    opens = []
    for phrase in phrases:
        with suppress(WrongPassphrase):
            vault.entrance.unlock(vault.folder, person, phrase).close()
            opens.append(phrase)
    if len(opens) != 1:
        return lost(f"{len(opens)} passphrases open")
    if done and opens != [phrases[1]]:
        return lost("the old passphrase came back")
    for other in (DIRECTOR, EDUCATOR):
        with vault.sitting(other):
            continue
    return "the new one opens" if opens == [phrases[1]] else "the old one opens"


def _old_or_new(vault: TrainingVault, known: tuple[str, ...], done: bool) -> str:
    before = len(known) - len(_GROWING)
    with director_of(vault) as keyring:
        with reader(vault, keyring, Home.CASES) as db:
            version, grown = _schema(db)
            problems = {each.code for each in verify(db, keyring.verify).problems}
        if (version, grown) not in ((before, 0), (len(known), len(_GROWING))):
            return lost(f"schema {version} with {grown} of the new tables")
        if done and version == before:
            return lost("the upgrade came back")
        if problems - {"log_beside"}:
            return lost("not sound")
        recovered(vault, keyring, Home.CASES)  # now it runs to its end
        with reader(vault, keyring, Home.CASES) as db:
            if _schema(db) != (len(known), len(_GROWING)):
                return lost("not upgraded afterwards")
    return "old" if version == before else "new"


def _schema(db: Database) -> tuple[int, int]:
    """How many migrations it has been through, how many of the new tables it has."""
    db.set_authorizer(lambda *_: sqlite.SQLITE_OK)
    grown = db.value("SELECT count(*) FROM sqlite_master WHERE name LIKE 'growing%'")
    return schema.version(db), int(grown)


@contextmanager
def _newer_program() -> Iterator[tuple[str, ...]]:
    """casedesk as a later release: a few more migrations, long enough to be killed."""
    scripts = schema.scripts
    known = (*scripts(Home.CASES), *_GROWING)
    schema.scripts = lambda home: known if home is Home.CASES else scripts(home)
    try:
        yield known
    finally:
        schema.scripts = scripts
