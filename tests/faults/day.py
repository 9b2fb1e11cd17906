"""A working day on a real vault: the commands of three people, one after the other.

`python -m tests.faults.day FOLDER SEED SITTINGS TOLD` lives it in a process of its own,
for somebody to trace or to cut short, and writes to the file TOLD what its witness
tells, and `refused CODE` for each trouble that a person would have been shown.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from casedesk.app import training, walk
from casedesk.app.session import VaultSitting
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import (
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    STORIES,
    WALKED,
    Trainee,
)
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.concerns import BeginDraft, DiscardDraft, SaveDraft
from casedesk.circuit.commands.copies import ConfirmPrint, PreparePrint
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList, CaseRow
from casedesk.circuit.stages import Stage
from casedesk.circuit.threshold import VaultUnusable
from tests.faults import association
from tests.faults.witness import Tell, watch_commits

CONCERNS = (WALKED, *(story.concern for story in STORIES))
Chance = random.Random
_Doing = Callable[[VaultSitting, datetime, Chance], None]


def live(vault: TrainingVault, chance: Chance) -> Iterator[None]:
    """One sitting after the other, without end; begins with anybody."""
    turns: list[tuple[Trainee, _Doing]] = [
        (EDUCATOR, _record),
        (SOCIAL_WORKER, _take_and_assess),
        (DIRECTOR, _decide),
        (SOCIAL_WORKER, _refer),
        (DIRECTOR, _sign_reports),
        (DIRECTOR, _bring_somebody_in),
    ]
    first = chance.randrange(len(turns))
    while True:
        for who, does in turns[first:]:
            with vault.sitting(who) as sitting, suppress(Refused):
                does(sitting, vault.clock(), chance)  # half of it may be done already
            yield
        first = 0


def main(folder: Path, seed: int, sittings: int, told: Path) -> int:
    """The day in this process; begins again where a trouble put an end to a sitting."""
    output = os.open(told, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def tell(line: str) -> None:
        os.write(output, f"{line}\n".encode())

    watch_commits(tell)
    vault, chance = association.at(folder), Chance(seed)
    day = live(vault, chance)
    for _ in range(sittings):
        try:
            next(day)
        except (Trouble, VaultUnusable) as trouble:
            tell(f"refused {association.code_of(trouble)}")
            day = live(vault, chance)
    tell("ended")
    return 0


def live_and_tell(vault: TrainingVault, seed: int, tell: Tell) -> None:
    """The same without end, for whoever is going to be killed."""
    watch_commits(tell)
    for _ in live(vault, Chance(seed)):
        continue


def _record(sitting: VaultSitting, now: datetime, chance: Chance) -> None:
    desk = sitting.desk
    for _ in range(chance.randint(2, 5)):
        draft = desk.do(BeginDraft("no", "no"))
        for length in range(chance.randint(0, 4)):
            desk.do(SaveDraft(draft, {"in_danger": "no", "words": "ا" * 200 * length}))
        if chance.random() < 0.4:
            desk.do(DiscardDraft(draft))
        training.record(sitting, chance.choice(CONCERNS), now)


def _take_and_assess(sitting: VaultSitting, now: datetime, chance: Chance) -> None:
    for row in _rows(sitting, CaseList.UNASSIGNED, now):
        training.take(sitting, row.id)
        if chance.random() < 0.8:
            training.assess(sitting, row.id)


def _decide(sitting: VaultSitting, now: datetime, chance: Chance) -> None:
    people = sitting.desk.reads.people()
    worker = next(each.id for each in people if each.label == SOCIAL_WORKER.label)
    for row in _standing(sitting, Stage.DECISION, now)[: chance.randint(1, 3)]:
        training.decide(sitting, row.id, worker, now)


def _refer(sitting: VaultSitting, now: datetime, chance: Chance) -> None:
    for row in _standing(sitting, Stage.ORIENTING, now)[:2]:
        sitting.desk.do(ViewCase(row.id))
        if not sitting.desk.reads.case_page(row.id).copies:
            walk.prepare(sitting, row.id)
            _print(sitting, row.id)
        if chance.random() < 0.7:
            walk.send(sitting, row.id, now)
            walk.answer(sitting, row.id, now)


def _sign_reports(sitting: VaultSitting, now: datetime, chance: Chance) -> None:
    for stage in (Stage.ORIENTING, Stage.FOLLOWUP):
        for row in _standing(sitting, stage, now)[:2]:
            sitting.desk.do(ViewCase(row.id))
            walk.sign_reports(sitting, row.id)


def _bring_somebody_in(sitting: VaultSitting, now: datetime, chance: Chance) -> None:
    """What replaces the header of the vault."""
    new = sitting.add_person(f"Stagiaire {chance.randrange(1 << 30)}", Role.EDUCATOR)
    sitting.enrol(new, Role.EDUCATOR, ())


def _print(sitting: VaultSitting, case_id: CaseId) -> None:
    desk = sitting.desk
    sheets = desk.reads.case_page(case_id).sheets
    for sheet in (each for each in sheets if each.is_signed):
        copy = desk.do(PreparePrint(case_id, sheet.id, PaperLanguage.FRENCH))
        desk.do(ConfirmPrint(copy, "0" * 64))


def _standing(sitting: VaultSitting, stage: Stage, now: datetime) -> list[CaseRow]:
    return [row for row in _rows(sitting, CaseList.ALL, now) if row.stage is stage]


def _rows(sitting: VaultSitting, which: CaseList, now: datetime) -> list[CaseRow]:
    return list(sitting.desk.reads.cases(which, now, None, 1000))


if __name__ == "__main__":
    where, number, count, output = sys.argv[1:]
    sys.exit(main(Path(where), int(number), int(count), Path(output)))
