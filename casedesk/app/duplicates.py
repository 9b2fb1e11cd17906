"""Looking through all cases of a compartment for those that may be of one child."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from casedesk.app.compartments import compartment_key, identity
from casedesk.app.reasons import in_words
from casedesk.circuit.apart import LikelyPair, Looked
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.desk import Desk
from casedesk.circuit.longwork import Cancelled, Report
from casedesk.circuit.rights import Right
from casedesk.store.alike import likely_pairs
from casedesk.store.connection import open_read_only
from casedesk.store.reads.duplicates import pair_of
from casedesk.vault.keyring import Keyring


class VaultDuplicates:
    """The port `circuit.apart.DuplicatesOffice`; a connection of its own that reads."""

    def __init__(
        self,
        folder: Path,
        keyring: Keyring,
        desk: Desk,
        circles: Mapping[CircleId, Desk],
    ) -> None:
        self._folder, self._keyring = folder, keyring
        self._desks = {CASE_TEAM: desk, **circles}

    def look(self, report: Report, circle: CircleId = CASE_TEAM) -> Looked:
        self._desks[circle].actor.require(Right.SEE_ALL_CASES)
        cid, keyring = circle or Home.CASES, self._keyring
        path, which = self._folder / keyring.database_name(cid), identity(keyring, cid)
        found: list[LikelyPair] = []
        whole = True
        with (
            in_words(),
            compartment_key(keyring, cid) as key,
            closing(open_read_only(path, key, which)) as db,
        ):
            try:
                for known, other in likely_pairs(db, report):
                    found.append(pair_of(known, other))
            except Cancelled:
                whole = False
        found.sort(key=lambda each: -each.judgement.points)
        return Looked(tuple(found), whole)
