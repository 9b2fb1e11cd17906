"""Setting an existing case apart: who may, what arrives, what is left, cuts between."""

from __future__ import annotations

from contextlib import closing

import pytest

from casedesk.app.training_texts import (
    ASSESSED,
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
)
from casedesk.circuit.attachment import AttachmentKind, Part
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.commands.attachments import AddAttachment, NoteAttachmentView
from casedesk.circuit.commands.cases import SubmitForDecision, ViewCase
from casedesk.circuit.commands.closing import SetHold
from casedesk.circuit.commands.concerns import SendComplement
from casedesk.circuit.commands.erasure import (
    ConfirmRequest,
    DeclineRequest,
    EraseCase,
    RequestAct,
)
from casedesk.circuit.commands.moving import PackCase, SendPart
from casedesk.circuit.concern import ConcernStatus, DropKind
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.moving import PART, parts_of
from casedesk.circuit.people import Duty, Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.two_people import (
    Act,
    AlreadyAsked,
    NotAReader,
    NotProven,
    RequestOver,
    RequestState,
    SamePerson,
)
from casedesk.store.erasure import of_cases
from casedesk.store.tables import codec, selection
from casedesk.store.verify import verify
from tests.faults.association import director_of, reader
from tests.faults.pages import occurrences

NAMES = ("Salma", "سلمى", "Benali", "بنعلي", "السمطة", "avant-bras")
OWN = "une phrase bien à elle, longue et sans rapport"
LETTER = b"Un mot de la petite.\n" * 3000  # more than one part, once it is random


@pytest.fixture
def known_case(house, ringed, clock):
    """Assessed, held and with a file that fills several parts."""
    clock.pass_(hours=1)
    case_id = house.case_in_charge()
    with house.sitting(SOCIAL_WORKER) as sitting:
        desk = sitting.desk
        desk.do(ViewCase(case_id))
        desk.do(SubmitForDecision(case_id, dict(ASSESSED)))
        desk.do(AddAttachment(case_id, "Lettre", AttachmentKind.TEXT, letter()))
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ViewCase(case_id))
        sitting.desk.do(SetHold(case_id, "Réquisition 12/2026"))
    return case_id


def letter():
    """Text that does not grow small."""
    import hashlib

    told = b"".join(hashlib.sha256(bytes([n, m])).hexdigest().encode() for n in range(40) for m in range(40))
    return told


@pytest.fixture
def asked(house, ringed, known_case):
    with house.sitting(DIRECTOR) as sitting:
        return sitting.desk.do(RequestAct(known_case, Act.MOVE, "", ringed.of_board))


def witnessed(house, sitting, request, trainee=BOARD):
    desk = sitting.desk
    person = next(
        each for each in desk.reads.people() if each.id == house.person(trainee)
    )
    told = desk.reads.request(request)
    return sitting.erasures.witness(told, person, trainee.passphrase)


@pytest.fixture
def agreed(house, asked):
    """The board member typed their passphrase on the director's screen."""
    with house.sitting(DIRECTOR) as sitting:
        sitting.desk.do(ConfirmRequest(asked, witnessed(house, sitting, asked)))
    return asked


def carry_out(change):
    if change is not None:
        try:
            change.carry_out()
        finally:
            change.settle()


def seal_all(passage):
    while passage.done < passage.total:
        passage.step()
    return passage


def move(house, request, trainee=DIRECTOR):
    with house.sitting(trainee) as sitting:
        carry_out(seal_all(sitting.moves.begin(request)).erase())


def left_in(house, home, texts=NAMES):
    keyring = house.keyring(DIRECTOR)
    with closing(keyring):
        path = house.folder / keyring.database_name(home)
        return occurrences(path, bytes(keyring.db_key(home)), texts)


def nothing(texts=NAMES):
    return dict.fromkeys(texts, 0)


def in_circle(house, ringed):
    """The desk of the circle, of the only one who is in it."""
    sitting = house.unlock(BOARD)
    sat = house.entrance.sit_down(sitting)
    return sat, sat.circles[ringed.of_board]


def records(house, cid, trainee, case_id):
    """Every record of the case, by kind, without its version."""
    keyring = house.keyring(trainee)
    found = {}
    with closing(keyring), reader(house, keyring, cid) as db:
        for kind in of_cases():
            rows = db.rows(f"{selection(kind)} WHERE case_id = ? ORDER BY rowid", (case_id,))
            found[kind] = [{**row, "version": 0} for row in rows]
        (case,) = db.rows(f"{selection(Kind.CASE)} WHERE id = ?", (case_id,))
        found[Kind.CASE] = [{**case, "version": 0}]
    return found
