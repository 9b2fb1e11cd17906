"""What `app` offers to whoever erases a case with a second person beside them."""

from __future__ import annotations

from typing import Protocol

from casedesk.circuit.circles import CircleId
from casedesk.circuit.keys import KeyChange
from casedesk.circuit.people import Person
from casedesk.circuit.two_people import Request, RequestId, Witness


class Erasures(Protocol):
    """A second signature by passphrase, and erasing down to the file."""

    def witness(self, request: Request, person: Person, passphrase: str) -> Witness:
        """On a worker: this person's signature, for `ConfirmRequest`.

        Raises vault.errors.WrongPassphrase or TooSoon, NotYours while somebody else
        chose their passphrase, NotPermitted for whoever may not confirm.
        """
        ...

    def erase(self, request: RequestId, circle: CircleId = ...) -> KeyChange:
        """Erase the case; the change gives the compartment a new file and new keys.

        Raises what EraseCase raises, and vault.errors.NotAdmin; nothing is erased then.
        """
        ...

    def owed(self, circle: CircleId = ...) -> bool:
        """A case was erased, and its compartment has no new file since."""
        ...

    def finish(self, circle: CircleId = ...) -> KeyChange:
        """The new file, when an erasure was cut short."""
        ...
