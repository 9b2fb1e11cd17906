"""kill -9 while a case is erased and its store written anew (C07, R03)."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from casedesk.app.rotation import KeyMove
from casedesk.app.session import VaultSitting
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, SOCIAL_WORKER
from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.commands.erasure import ConfirmRequest, RequestAct
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.stages import Stage
from casedesk.circuit.two_people import Act, RequestId
from tests.closing import closing_sheet
from tests.faults.association import (
    copied,
    director_of,
    examined,
    founded,
    workplace,
)
from tests.faults.kills import Life, crash, duration, killed, typed_or_lost
from tests.faults.pages import occurrences
from tests.faults.tally import Tally, lost
from tests.faults.witness import Tell

_OWN = "une phrase bien à elle, longue et sans rapport"


@dataclass(frozen=True, slots=True)
class Doomed:
    """A case that two people have decided to erase, and the name of its child."""

    case: CaseId
    request: RequestId
    name: str


def while_erasing(count: int, seed: int) -> Tally:
    """All of the case is there or nothing; what was cut short is finished later."""
    chance = random.Random(seed)
    with workplace() as place:
        template = founded(place / "template.casedesk")
        doomed = _doomed(template)
        spare = copied(template, place / "spare.casedesk")
        slowest = duration(_erasing(spare, doomed)) * 1.2

        def trial() -> str:
            vault = copied(template, place / "trial.casedesk")
            told = killed(_erasing(vault, doomed), chance.uniform(0.0, slowest))
            return crash(told) or _judged(vault, doomed, done="did" in told)

        return Tally.of(typed_or_lost(trial) for _ in range(count))


def _erasing(vault: TrainingVault, doomed: Doomed) -> Life:
    def life(tell: Tell) -> None:
        with vault.sitting(DIRECTOR) as sitting:
            _carry_out(sitting.erasures.erase(doomed.request))
            tell("did")

    return life


def _carry_out(move: KeyMove) -> None:
    try:
        move.carry_out()
    finally:
        move.settle()


def _judged(vault: TrainingVault, doomed: Doomed, *, done: bool) -> str:
    with vault.sitting(DIRECTOR) as sitting:
        erased = _is_erased(sitting, doomed)
        listed = sitting.desk.reads.count(CaseList.CLOSED, vault.clock())
        owed = sitting.erasures.owed()
        if owed:
            _carry_out(sitting.erasures.finish())
    troubles = [each.trouble for each in examined(vault).values() if each.trouble]
    if troubles:
        return lost(troubles[0])
    left = _left(vault, doomed.name)
    if not erased:
        kept = listed == 1 and left and not done
        return "the case is there" if kept else lost("the case came back in parts")
    if listed or left:
        return lost("something of the case is left")
    return "the case is gone" if owed else "gone, and the file is new"


def _is_erased(sitting: VaultSitting, doomed: Doomed) -> bool:
    try:
        sitting.desk.reads.erased(doomed.case)
    except NotFound:
        return False
    return True


def _left(vault: TrainingVault, name: str) -> int:
    """How often the name stands in the pages, whatever a query would say."""
    with director_of(vault) as keyring:
        path = Path(vault.folder, keyring.database_name(Home.CASES))
        key = bytes(keyring.db_key(Home.CASES))
    return occurrences(path, key, [name])[name]


def _doomed(vault: TrainingVault) -> Doomed:
    """Closed by the director, who asks for its erasure; a deputy agrees."""
    with vault.sitting(SOCIAL_WORKER) as sitting:
        desk = sitting.desk
        rows = desk.reads.cases(CaseList.MINE, vault.clock(), None, 100)
        case = next(row.id for row in rows if row.stage is Stage.DECISION)
        sheet = closing_sheet(desk, case, reason="NO_CONCERN")
        desk.do(SignClosing(case, sheet))
    with vault.sitting(DIRECTOR) as sitting:
        desk = sitting.desk
        desk.do(ViewCase(case))
        name = desk.reads.case_page(case).child.given_latin
        desk.do(CloseCase(case, "UNFOUNDED"))
        new = sitting.add_person("Suppléante", Role.SOCIAL_WORKER)
        sitting.enrol(new, Role.SOCIAL_WORKER, (Duty.DEPUTY,))
        request = desk.do(RequestAct(case, Act.ERASE, "PERIOD"))
    for phrase in (new.passphrase, _OWN):
        keys = vault.entrance.unlock(vault.folder, new.id, phrase)
        with closing(_Seat(vault.entrance.sit_down(keys))) as seat:
            if phrase is not _OWN:
                seat.sitting.change_passphrase(phrase, _OWN)
            else:
                seat.sitting.desk.do(ConfirmRequest(request))
    return Doomed(case, request, name)


@dataclass(frozen=True, slots=True)
class _Seat:
    sitting: VaultSitting

    def close(self) -> None:
        self.sitting.lock()
