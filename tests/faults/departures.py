"""kill -9 and power cuts while somebody leaves and the keys are changed."""

from __future__ import annotations

import os
import random
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR, SOCIAL_WORKER
from casedesk.circuit.changes import Home
from casedesk.circuit.keys import Succession
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import CaseList
from casedesk.vault.errors import WrongPassphrase
from tests.faults.association import at, copied, examined, founded, workplace
from tests.faults.disk import recorded, write_out
from tests.faults.kills import Life, killed, typed_or_lost
from tests.faults.tally import Tally, lost
from tests.faults.witness import Tell

_PATIENCE = 60.0  # seconds for a departure that nobody cuts


def while_somebody_leaves(count: int, seed: int) -> Tally:
    """K09: the director gets in, all is there; whoever left, as the header says."""
    chance = random.Random(seed)
    with workplace() as place:
        template = founded(place / "template.casedesk")
        slowest = _uncut(template, place)

        def trial() -> str:
            vault = copied(template, place / "trial.casedesk")
            leaver = vault.person(EDUCATOR)
            told = killed(_departure(vault, leaver), chance.uniform(0.0, slowest))
            if any(line.startswith("crashed") for line in told):
                return lost(told[-1])
            return _judged(template, vault, leaver, acknowledged="did" in told)

        return Tally.of(typed_or_lost(trial) for _ in range(count))


def cuts(count: int, seed: int) -> Tally:
    """C06: the same when the power fails, on a disk that keeps what it says."""
    chance = random.Random(seed)
    with workplace() as place:
        template = founded(place / "template.casedesk")
        vault = copied(template, place / "recorded.casedesk")
        leaver, told = vault.person(EDUCATOR), place / "told"
        command = (sys.executable, "-m", __name__, str(vault.folder), str(told))
        disk = recorded(command, vault.folder, told)

        def trial() -> str:
            until, folder = (
                chance.randrange(len(disk.deeds) + 1),
                place / "cut.casedesk",
            )
            shutil.rmtree(folder, ignore_errors=True)
            write_out(disk.after_a_cut(until, chance), folder)
            done = "did" in disk.told(until)
            return _judged(template, at(folder), leaver, acknowledged=done)

        return Tally.of(typed_or_lost(trial) for _ in range(count))


def _uncut(template: TrainingVault, place: Path) -> float:
    """How long it takes here, today."""
    vault = copied(template, place / "whole.casedesk")
    begun = time.monotonic()
    killed(_departure(vault, vault.person(EDUCATOR)), _PATIENCE)
    return time.monotonic() - begun


def _departure(vault: TrainingVault, leaver: PersonId) -> Life:
    succession = Succession(vault.person(SOCIAL_WORKER))

    def life(tell: Tell) -> None:
        with vault.sitting(DIRECTOR) as sitting:
            sitting.keys.remove_person(leaver, succession)
            tell("did")

    return life


def _judged(
    template: TrainingVault,
    vault: TrainingVault,
    leaver: PersonId,
    *,
    acknowledged: bool,
) -> str:
    left = leaver not in dict(vault.entrance.look(vault.folder).people)
    if acknowledged and not left:
        return lost("somebody who had left came back")
    problem = _problem(template, vault, 2 if left else 1)
    if not problem and left is _opens(vault, leaver):
        problem = "a passphrase that the header does not go with"
    if problem:
        return lost(problem)
    with vault.sitting(DIRECTOR) as sitting:  # for the first time, or once more
        sitting.keys.remove_person(leaver, Succession(vault.person(SOCIAL_WORKER)))
    problem = _problem(template, vault, 2)
    return lost(f"{problem}, the second time") if problem else _told(left)


def _told(left: bool) -> str:
    return "the leaver is out" if left else "the leaver was still in"


def _problem(template: TrainingVault, vault: TrainingVault, generation: int) -> str:
    """What is wrong for the director once they have sat down; empty: nothing."""
    with vault.sitting(DIRECTOR) as sitting:
        count = sitting.desk.reads.count(CaseList.ALL, vault.clock())
    with template.sitting(DIRECTOR) as sitting:
        if count != sitting.desk.reads.count(CaseList.ALL, template.clock()):
            return f"{count} cases"
    names = {f"{home}.g{generation}.db" for home in Home}
    if {each.name for each in vault.folder.glob("*.db")} != names:
        return "files of another generation"
    troubles = [each.trouble for each in examined(vault).values() if each.trouble]
    return troubles[0] if troubles else ""


def _opens(vault: TrainingVault, leaver: PersonId) -> bool:
    with suppress(WrongPassphrase):
        vault.entrance.unlock(vault.folder, leaver, EDUCATOR.passphrase).close()
        return True
    return False


def main(folder: Path, told: Path) -> None:
    """A departure in this process; says `did` when it is over."""
    output = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    vault = at(folder)

    def tell(line: str) -> None:
        os.write(output, f"{line}\n".encode())

    _departure(vault, vault.person(EDUCATOR))(tell)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
