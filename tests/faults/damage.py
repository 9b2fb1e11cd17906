"""Files that are not as they were written: rotten, cut, mixed from old and new."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator, Sequence

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.queries import CaseList
from casedesk.store.journal import Head
from casedesk.store.verify import verify
from casedesk.vault.keyring import Keyring
from tests.faults.association import (
    NOON,
    TYPED,
    code_of,
    director_of,
    founded,
    reader,
    recovered,
    typed,
    workplace,
)
from tests.faults.pages import PAGE
from tests.faults.tally import Tally, lost
from tests.faults.witness import state

MOST_PAGES = 12  # taken in every combination: 4,095 ways to put some of them back
_LOG_HEADER = 32


class Bench:
    """One store of a vault, to be spoilt again and again, and looked at."""

    def __init__(self, vault: TrainingVault, keyring: Keyring) -> None:
        self._vault, self._keyring = vault, keyring
        self.path = vault.folder / keyring.database_name(Home.CASES)
        self.log = self.path.with_name(self.path.name + "-wal")

    def put(self, content: bytes, log: bytes = b"") -> None:
        for each in self.path.parent.glob(f"{self.path.name}*"):
            each.unlink()
        self.path.write_bytes(content)
        if log:
            self.log.write_bytes(log)

    def look(self) -> tuple[str, Head, str]:
        """What is wrong with it, where its journal stands, and what it holds."""
        try:
            if self.log.exists():
                recovered(self._vault, self._keyring, Home.CASES)
            with reader(self._vault, self._keyring, Home.CASES) as db:
                verdict = verify(db, self._keyring.verify)
                if not verdict.is_sound:
                    return verdict.problems[0].code, verdict.head, ""
                return "", verdict.head, state(db)
        except TYPED as trouble:
            return code_of(trouble), Head(), ""


Ways = Callable[[list[int]], Iterator[Sequence[int]]]


def replayed(count: int, seed: int) -> Tally:
    """S07: after one command some of the changed pages are put back as they were.

    All ways to do so with twelve of them, or a choice when fewer are asked for.
    """

    def ways(changed: list[int]) -> Iterator[Sequence[int]]:
        found = list(_subsets(changed[:MOST_PAGES]))
        if count < len(found):
            found = random.Random(seed).sample(found, count)
        return iter(found)

    return _put_back(ways)


def replayed_at_random(count: int, seed: int) -> Tally:
    """S07: the same with all the changed pages, of which there are a few more."""
    chance = random.Random(seed)

    def ways(changed: list[int]) -> Iterator[Sequence[int]]:
        for _ in range(count):
            yield chance.sample(changed, chance.randint(1, len(changed)))

    return _put_back(ways)


def _put_back(ways: Ways) -> Tally:
    with workplace() as place:
        vault = founded(place / "vault.casedesk")
        with director_of(vault) as keyring:
            bench = Bench(vault, keyring)
            old = bench.path.read_bytes()
            _take_one_in_charge(vault)
            new = bench.path.read_bytes()
            _, head, whole = bench.look()

            def trial(pages: Sequence[int]) -> str:
                bench.put(_mixed(old, new, pages))
                trouble, at, held = bench.look()
                if trouble:
                    return "noticed by the checks"
                if at != head:
                    return "noticed by the head of the journal"
                return "the same" if held == whole else lost("taken for whole")

            changed = _changed(old, new)
            return Tally.of(typed(lambda: trial(each)) for each in ways(changed))  # noqa: B023


def rotten(count: int, seed: int) -> Tally:
    """S12: a bit flipped, an end cut off or added, two pages exchanged."""
    chance = random.Random(seed)
    kinds: list[Callable[[bytes, random.Random], bytes]] = [_flipped] * 12
    kinds += [_cut_at_a_page, _cut_inside_a_page, _longer, _exchanged]
    with workplace() as place:
        vault = founded(place / "vault.casedesk")
        with director_of(vault) as keyring:
            bench = Bench(vault, keyring)
            whole = bench.path.read_bytes()

            def trial(spoil: Callable[[bytes, random.Random], bytes]) -> str:
                bench.put(spoil(whole, chance))
                trouble, _, _ = bench.look()
                return "noticed" if trouble else lost(f"{spoil.__name__} unnoticed")

            return Tally.of(
                typed(lambda: trial(kinds[number % len(kinds)]))  # noqa: B023
                for number in range(count)
            )


def cut_logs(count: int, seed: int) -> Tally:
    """C05: a log that ends too early gives an earlier state of the store, whole."""
    chance = random.Random(seed)
    with workplace() as place:
        vault = founded(place / "vault.casedesk")
        with director_of(vault) as keyring:
            bench = Bench(vault, keyring)
            file, log, states = _hot(vault, keyring, bench)

            def trial() -> str:
                end = chance.randrange(_LOG_HEADER, len(log) + 1)
                bench.put(file, log[:end])
                trouble, _, held = bench.look()
                if trouble:
                    return lost(trouble)
                if held not in states:
                    return lost("between two states")
                return "the last state" if held == states[-1] else "an earlier state"

            return Tally.of(typed(trial) for _ in range(count))


def _take_one_in_charge(vault: TrainingVault) -> None:
    with vault.sitting(SOCIAL_WORKER) as sitting:
        rows = sitting.desk.reads.cases(CaseList.UNASSIGNED, NOON, None, 1)
        sitting.desk.do(TakeInCharge(rows[0].id))


def _hot(
    vault: TrainingVault, keyring: Keyring, bench: Bench
) -> tuple[bytes, bytes, list[str]]:
    """A file with a long log beside it, and every state the two went through."""
    with vault.sitting(SOCIAL_WORKER) as sitting:
        rows = sitting.desk.reads.cases(CaseList.ALL, NOON, None, 100)
        states = [_now(vault, keyring)]
        for row in rows:
            sitting.desk.do(ViewCase(row.id))
            states.append(_now(vault, keyring))
            if not row.owner:
                sitting.desk.do(TakeInCharge(row.id))
                states.append(_now(vault, keyring))
        return bench.path.read_bytes(), bench.log.read_bytes(), states


def _now(vault: TrainingVault, keyring: Keyring) -> str:
    with reader(vault, keyring, Home.CASES) as db:
        return state(db)


def _changed(old: bytes, new: bytes) -> list[int]:
    """The pages of the old file that the new one has otherwise."""
    return [
        at
        for at in range(0, len(old), PAGE)
        if old[at : at + PAGE] != new[at : at + PAGE]
    ]


def _subsets(pages: Sequence[int]) -> Iterator[tuple[int, ...]]:
    sizes = range(1, len(pages) + 1)
    return itertools.chain.from_iterable(
        itertools.combinations(pages, size) for size in sizes
    )


def _mixed(old: bytes, new: bytes, pages: Sequence[int]) -> bytes:
    mixed = bytearray(new)
    for at in pages:
        mixed[at : at + PAGE] = old[at : at + PAGE]
    return bytes(mixed)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    spoilt[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _cut_at_a_page(data: bytes, chance: random.Random) -> bytes:
    return data[: PAGE * chance.randrange(1, len(data) // PAGE)]


def _cut_inside_a_page(data: bytes, chance: random.Random) -> bytes:
    return _cut_at_a_page(data, chance) + data[: chance.randrange(1, PAGE)]


def _longer(data: bytes, chance: random.Random) -> bytes:
    return data + chance.randbytes(PAGE * chance.randrange(1, 3))


def _exchanged(data: bytes, chance: random.Random) -> bytes:
    one, other = chance.sample(range(1, len(data) // PAGE), 2)
    pages = [data[at : at + PAGE] for at in range(0, len(data), PAGE)]
    pages[one], pages[other] = pages[other], pages[one]
    return b"".join(pages)
