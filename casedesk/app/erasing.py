"""Erasing with proof: two people, one transaction, and a file without a past.

1. New keys are drawn for the compartment, in memory: whoever may not is told here.
2. `EraseCase`, one transaction: THE COMMIT POINT. Before it the case is whole; after it
   there is a tombstone, and nothing of the case in any row, index or image.
3. `ForgetDrops`: the sealed drops it came from leave the desk.
4. The compartment is copied without its freed pages under the new keys, and the old
   file goes (app/rotation.py).

A cut after 2 leaves 3 and 4 to do: `owed` says so, from the records alone, and `finish`
does them, as often as need be.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing

from casedesk.app import rotation
from casedesk.app.reasons import in_words
from casedesk.app.rotation import KeyMove, Seat
from casedesk.app.tries import WrongTries
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.erasure import (
    BeginAct,
    EraseCase,
    ForgetDrops,
    ForgetTyping,
)
from casedesk.circuit.desk import Desk
from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Person
from casedesk.circuit.rights import Right
from casedesk.circuit.rules import Rules
from casedesk.circuit.threshold import TooSoon
from casedesk.circuit.two_people import NotYours, Request, RequestId, Witness
from casedesk.vault import vault
from casedesk.vault.errors import WrongPassphrase
from casedesk.vault.keyring import Keyring


class VaultErasures:
    """The port `circuit.erasing.Erasures` on an open vault."""

    def __init__(
        self,
        seat: Seat,
        desk: Desk,
        circles: Mapping[CircleId, Desk],
        rules: Rules,
    ) -> None:
        self._seat, self._rules = seat, rules
        self._desks = {CASE_TEAM: desk, **circles}

    def witness(self, request: Request, person: Person, passphrase: str) -> Witness:
        tries = WrongTries(self._seat.folder, self._seat.clock)
        if tries.wait(person.id):
            raise TooSoon
        try:
            with in_words():
                second = vault.unlock(
                    self._seat.folder, person.id, passphrase, limits=self._seat.limits
                )
        except WrongPassphrase:
            tries.add(person.id)
            raise
        with closing(second):
            self._require_second(second, person)
            message = request.assent(second.vault_id, person.id)
            return Witness(person.id, second.sign(message))

    def erase(self, request: RequestId, circle: CircleId = CASE_TEAM) -> KeyMove:
        move = self._next_file(circle)
        self._desks[circle].do(BeginAct(request))
        self._desks[circle].do(EraseCase(request))
        return self._held(move, circle)

    def erase_moved(
        self, request: RequestId, packed: bytes, circle: CircleId
    ) -> KeyMove | None:
        """The same for a case that was sealed to another circle (app/moving.py).

        Without the new file, for now, by whoever is no admin.
        """
        is_admin = self._seat.keyring.is_admin
        move = self._next_file(circle) if is_admin else None
        self._desks[circle].do(EraseCase(request, packed))
        if move is None:
            self._forget_drops(circle)
            self._seat.stores[circle or Home.CASES].checkpoint()
            return None
        return self._held(move, circle)

    def owed(self, circle: CircleId = CASE_TEAM) -> bool:
        desk = self._desks[circle]
        if not (desk.holds(Home.CASES) and desk.actor.may(Right.REQUEST_ERASURE)):
            return False
        return desk.reads.compaction_due()

    def finish(self, circle: CircleId = CASE_TEAM) -> KeyMove:
        self._desks[circle].actor.require(Right.REQUEST_ERASURE)
        return self._held(self._next_file(circle), circle)

    def _next_file(self, circle: CircleId) -> KeyMove:
        return rotation.begin(self._seat, cids=[circle or Home.CASES], compact=True)

    def _held(self, move: KeyMove, circle: CircleId) -> KeyMove:
        self._forget_drops(circle)
        move.hold()
        return move

    def _forget_drops(self, circle: CircleId) -> None:
        """A circle leaves its drops to their age: one that went would tell of whom.

        What was typed about the case goes from everywhere: no journal says of it.
        """
        desk = self._desks[circle]
        typed = desk.reads.typing_to_forget()
        if typed:
            desk.do(ForgetTyping(typed))
        if circle == CASE_TEAM:
            left = desk.reads.drops_to_forget()
            if left:
                desk.do(ForgetDrops(left))

    def _require_second(self, second: Keyring, person: Person) -> None:
        """Their own passphrase, and a role that an admin has signed."""
        if second.must_change:
            raise NotYours
        statement = person.statement(second.vault_id)
        proven = second.admin_verify(statement, person.certificate)
        rights = self._rules.rights.of(person)
        if not (person.is_active and proven and Right.CONFIRM_ERASURE in rights):
            raise NotPermitted(right=Right.CONFIRM_ERASURE)
