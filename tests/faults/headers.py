"""Headers that were damaged by chance, by hand, or by a cut while they were written."""

from __future__ import annotations

import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.vault import canonical
from casedesk.vault import vault as keys
from casedesk.vault.errors import VaultError
from casedesk.vault.header_file import BACKUP, FILE
from tests.faults.association import CHEAP, at, code_of, founded, typed, workplace
from tests.faults.disk import recorded, write_out
from tests.faults.tally import Tally, lost

TRAINEES = (DIRECTOR, SOCIAL_WORKER, EDUCATOR)


def mutated(count: int, seed: int) -> Tally:
    """K03: half of them in the bytes, half well formed; never another signed part."""
    chance = random.Random(seed)
    with workplace() as place:
        vault = founded(place / "vault.casedesk", filled=False)
        file = vault.folder / FILE
        data = file.read_bytes()
        people = {trainee: vault.person(trainee) for trainee in TRAINEES}

        def trial(mutate: Callable[[bytes, random.Random], bytes]) -> str:
            file.write_bytes(mutate(data, chance))
            who = chance.choice(TRAINEES)
            opened = keys.unlock(
                vault.folder, people[who], who.passphrase, limits=CHEAP.limits
            )
            if canonical.encode(_signed(opened.header.to_bytes())) != before:
                return lost("opened with another signed part")
            return "opened, what was signed unchanged"

        before = canonical.encode(_signed(data))
        kinds = (in_the_bytes, in_the_value)
        return Tally.of(
            typed(lambda: trial(kinds[number % 2]))  # noqa: B023
            for number in range(count)
        )


def cuts(count: int, seed: int) -> Tally:
    """C04: the power fails while somebody changes their passphrase."""
    chance = random.Random(seed)
    old, new = SOCIAL_WORKER.passphrase, "une autre phrase de passe"
    with workplace() as place:
        vault = founded(place / "vault.casedesk", filled=False)
        folder, told = place / "cut.casedesk", place / "told"
        who = (vault.person(SOCIAL_WORKER), old, new)
        command = (sys.executable, "-m", __name__, str(vault.folder), *who)
        disk = recorded(command, vault.folder, told)

        def trial() -> str:
            until = chance.randrange(len(disk.deeds) + 1)
            shutil.rmtree(folder, ignore_errors=True)
            write_out(disk.after_a_cut(until, chance), folder)
            return _old_or_new(folder, *who, done=until == len(disk.deeds))

        outcomes = []
        for _ in range(count):
            outcome = typed(trial)
            refused = outcome.startswith("refused")
            outcomes.append(lost(outcome) if refused else outcome)
        return Tally.of(outcomes)


def in_the_bytes(data: bytes, chance: random.Random) -> bytes:
    """A bit flipped, an end cut off, bytes put in or taken out."""
    where, kind = chance.randrange(len(data)), chance.randrange(4)
    changed = bytearray(data)
    if kind == 0:
        changed[where] ^= 1 << chance.randrange(8)
    elif kind == 1:
        del changed[where:]
    elif kind == 2:
        changed[where:where] = chance.randbytes(chance.randrange(1, 5))
    else:
        del changed[where : where + chance.randrange(1, 9)]
    return bytes(changed)


def in_the_value(data: bytes, chance: random.Random) -> bytes:
    """Another value somewhere in the tree, canonical again: it gets further in."""
    tree: Any = canonical.decode(data)
    node, key = tree, chance.choice(sorted(tree))
    while isinstance(node[key], dict | list) and node[key] and chance.random() < 0.9:
        node = node[key]
        key = (
            chance.randrange(len(node))
            if isinstance(node, list)
            else chance.choice(sorted(node))
        )
    old = node[key]
    if isinstance(old, str) and len(old) > 8 and chance.random() < 0.8:
        size = len(old) * 3 // 4 - old.count("=")
        node[key] = canonical.base64_text(chance.randbytes(size))
    else:
        others = [None, True, False, 0, 1, 2, 3, -1, "", "r1", [], {}, old]
        node[key] = chance.choice(others)
    return canonical.encode(tree)


def _signed(data: bytes) -> Any:
    header: Any = canonical.decode(data)
    return header["signed"]


def _old_or_new(folder: Path, person: str, old: str, new: str, *, done: bool) -> str:
    opens = []
    for phrase in (old, new):
        try:
            keys.unlock(folder, person, phrase, limits=CHEAP.limits).close()
            opens.append(phrase)
        except VaultError as refusal:
            if code_of(refusal) != "wrong_passphrase":
                raise
    if len(opens) != 1 or (done and opens != [new]):
        return lost(f"{len(opens)} passphrases open")
    vault = at(folder)
    for other in (DIRECTOR, EDUCATOR):
        unlocked = vault.entrance.unlock(folder, vault.person(other), other.passphrase)
        unlocked.close()
    if (folder / BACKUP).read_bytes() != (folder / FILE).read_bytes():
        return "sound, the copy is of the other"
    return "sound"


if __name__ == "__main__":
    where, uid, before, after = sys.argv[1:]
    keys.change_passphrase(Path(where), uid, before, after, CHEAP.cost)
