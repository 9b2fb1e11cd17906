"""What waits in the technician's file: read as coming from anybody (design §2)."""

from __future__ import annotations

import base64
import json
from contextlib import closing

import pytest

from casedesk.app.compartments import compartment_key, identity
from casedesk.app.technician import TechnicianLog
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.changes import Home
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import Succession
from casedesk.store.connection import open_read_only
from casedesk.vault import canonical


def events(house, what):
    keyring = house.keyring(DIRECTOR)
    path = house.folder / keyring.database_name(Home.DESK)
    with (
        compartment_key(keyring, Home.DESK) as key,
        closing(open_read_only(path, key, identity(keyring, Home.DESK))) as db,
    ):
        sql = "SELECT detail FROM events WHERE what = ? ORDER BY rowid"
        found = [json.loads(row["detail"]) for row in db.rows(sql, (what,))]
    keyring.close()
    return found


@pytest.mark.parametrize(
    "told",
    [
        "no json",
        "[" * 9_000,
        '["{vault}","{by}","2026-03-03",["restored"],{{}}]',
        '["{vault}","{by}","2026-03-03","restored",[]]',
        '["{vault}","{by}","2026-03-03","restored",{{"set":["a"]}}]',
        '["{vault}","{by}","2026-03-03","some words",{{}}]',
        '["{vault}","{by}"]',
        "\ud800",
    ],
)
def test_no_line_that_somebody_signed_keeps_the_director_out(house, told):
    keyring = house.keyring(EDUCATOR)
    told = told.format(vault=keyring.vault_id, by=keyring.person)
    signed = b"casedesk-technician-v1" + told.encode(errors="replace")
    sig = base64.b64encode(keyring.sign(signed)).decode()
    keyring.close()
    line = {"by": house.person(EDUCATOR), "sig": sig, "told": told}
    written = {"fmt": "casedesk-technician", "lines": [line], "ver": 1}
    (house.folder / "technician.json").write_bytes(canonical.encode(written))

    with house.sitting(DIRECTOR):
        pass

    (noted,) = events(house, EventKind.TECHNICIAN)
    assert noted["sound"] == 0
    assert "did" not in noted


def test_nobody_signs_a_line_in_the_name_of_another(house):
    keyring = house.keyring(EDUCATOR)
    log = TechnicianLog(house.folder, keyring, house.clock)
    log.note(EventKind.RESTORED, {"by": house.person(DIRECTOR)})
    keyring.close()

    with house.sitting(DIRECTOR):
        pass

    (noted,) = events(house, EventKind.TECHNICIAN)
    assert noted["by"] == house.person(EDUCATOR)


def test_whoever_left_writes_no_more_lines(house):
    keyring = house.keyring(EDUCATOR)
    with house.sitting(DIRECTOR) as sitting:
        leaver = house.person(EDUCATOR)
        sitting.keys.remove_person(leaver, Succession(house.person(DIRECTOR)))
    TechnicianLog(house.folder, keyring, house.clock).note(EventKind.RESTORED, {})
    keyring.close()

    with house.sitting(DIRECTOR):
        pass

    (noted,) = events(house, EventKind.TECHNICIAN)
    assert noted["sound"] == 0
    assert "did" not in noted
