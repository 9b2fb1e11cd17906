"""What the desk keeps of verifications, in a vault that no window holds."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path

from casedesk.app import rulebook
from casedesk.app.compartments import compartment_key, identity, open_stores
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.keys import is_proven
from casedesk.app.reasons import in_words
from casedesk.app.seals import KeyringSeals
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.verification import NoteVerified
from casedesk.circuit.journal import CompartmentVerdict, Head
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Actor
from casedesk.circuit.threshold import VaultUnusable
from casedesk.store.connection import open_read_only
from casedesk.store.reads.sqlreads import SqlReads
from casedesk.store.sqlstore import DeskStore
from casedesk.vault.keyring import Keyring


def noted_heads(folder: Path, keyring: Keyring, clock: Clock) -> dict[Home, Head]:
    """Where journals stood when they were last found sound.

    None of a desk that does not open or is not readable: verifying it says why.
    """
    if Home.DESK not in keyring.compartments:
        return {}
    path = folder / keyring.database_name(Home.DESK)
    nobody = Actor(PersonId(keyring.person), "", Role.TECHNICIAN, frozenset())
    rules, seals = rulebook.shipped_rules(), KeyringSeals(keyring)
    with (
        suppress(VaultUnusable, ValueError),
        in_words(),
        compartment_key(keyring, Home.DESK) as key,
        closing(open_read_only(path, key, identity(keyring, Home.DESK))) as db,
    ):
        reads = SqlReads(nobody, DeskStore(db, clock, seals, rules), None)
        noted = {home: reads.last_verified(home) for home in Home}
        return {home: each.head for home, each in noted.items() if each is not None}
    return {}


def note_verified(
    folder: Path,
    keyring: Keyring,
    clock: Clock,
    verdicts: Iterable[CompartmentVerdict],
) -> None:
    """Journal it as a window does, for whoever may sit down; only the desk is opened.

    Nothing is written into a desk that is not sound. Raises VaultUnusable.
    """
    found = {each.compartment: each for each in verdicts}
    desk_is_sound = Home.DESK in found and found[Home.DESK].is_sound
    if keyring.must_change or not desk_is_sound:
        return
    seal = FreshnessSeal(folder, keyring)
    with (
        in_words(),
        closing(open_stores(folder, keyring, clock, seal, only_desk=True)) as stores,
    ):
        person = stores.person
        if person is None or not person.is_active or not is_proven(person, keyring):
            return
        desk = stores.desk_for(person)
        for home in Home:
            verdict = found.get(home)
            if verdict is not None and verdict.trouble is None:
                desk.do(NoteVerified(home, verdict.head, verdict.is_sound))
        seal.write([stores.desk.db])
