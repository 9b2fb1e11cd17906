"""Setting a case apart: two people agreed, and it goes into a restricted circle.

1. `BeginAct`: from here on the request is neither taken back nor over with time; and
   `PackCase`: the case as bytes, in memory.
2. `SendPart`, one transaction in the desk for each part, sealed to the circle. None of
   them changes anything for anybody until all are there.
3. `EraseCase`, one transaction: THE COMMIT POINT. It goes through only while the case
   is still what was packed. Before it the case is here, and a circle that has all the
   parts may hold it already; after it there is a mute tombstone here, and the case in
   the circle, or on its way there.
4. As after any erasure: `ForgetDrops`, and a new file under new keys (app/erasing.py).

A cut before 3 leaves the request standing: beginning again packs and seals anew, and
the circle, which knows the case by its id, completes what it has. A cut after 3 leaves
what `Erasures.owed` tells. Whoever is no admin cannot make the new file of 4: an admin
does, as after a cut.

The receipt of the concern stays its author's, as it is, with the statuses they were
told. What they add to it later is sealed to the case team, where nothing says which
circle the case is in: it is set aside there, so that somebody asks them.
"""

from __future__ import annotations

from collections.abc import Mapping

from casedesk.app.erasing import VaultErasures
from casedesk.app.rotation import KeyMove
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.erasure import BeginAct
from casedesk.circuit.commands.moving import PackCase, Packed, SendPart
from casedesk.circuit.desk import Desk
from casedesk.circuit.errors import NotFound
from casedesk.circuit.moving import parts_of
from casedesk.circuit.numbers import digest
from casedesk.circuit.two_people import RequestId


class VaultMoves:
    """The port `circuit.moving.Moves` on an open vault."""

    def __init__(
        self, desk: Desk, circles: Mapping[CircleId, Desk], erasures: VaultErasures
    ) -> None:
        self._desk, self._erasures = desk, erasures
        self._desks = {CASE_TEAM: desk, **circles}

    def begin(self, request: RequestId, here: CircleId = CASE_TEAM) -> VaultPassage:
        self._desks[here].do(BeginAct(request))
        packed = self._desks[here].do(PackCase(request))
        return VaultPassage(self._desk, self._erasures, request, packed, here)


class VaultPassage:
    """The port `circuit.moving.Passage`."""

    def __init__(
        self,
        desk: Desk,
        erasures: VaultErasures,
        request: RequestId,
        packed: Packed,
        here: CircleId,
    ) -> None:
        self._desk, self._erasures = desk, erasures
        self._request, self._here = request, here
        self._circle, self._digest = packed.circle, digest(packed.content)
        self._parts = parts_of(request, packed.content)
        self.done, self.total = 0, len(self._parts)

    def step(self) -> None:
        if self.done < self.total:
            self._desk.do(SendPart(self._circle, self._parts[self.done]))
            self.done += 1

    def erase(self) -> KeyMove | None:
        if self.done < self.total:
            raise NotFound()
        return self._erasures.erase_moved(self._request, self._digest, self._here)
