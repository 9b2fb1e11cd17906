"""Restricted circles: who reads a case that involves a member of the association.

A circle is a compartment of its own, whose key the person involved never had. Which
circles there are and who is in them stands in the vault's header, not in the records.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NewType, Protocol

from casedesk.circuit.errors import Refused
from casedesk.circuit.people import Person, PersonId, Role

CircleId = NewType("CircleId", str)
CASE_TEAM = CircleId("")  # no circle: the compartment of the case team


class ReaderInvolved(Refused):
    """Somebody who is involved would be among the readers."""

    code = "reader_involved"


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle that can be written to; without members until the first opens it."""

    id: CircleId
    members: tuple[PersonId, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """That somebody holds the key of the circle this stands in, as it tells itself."""

    id: PersonId
    since: datetime
    by: PersonId  # who gave it; nobody where it came otherwise
    until: datetime | None = None
    version: int = 0


def leaving_out(
    circles: Iterable[Circle], involved: Iterable[PersonId]
) -> tuple[Circle, ...]:
    """The circles none of the people involved is in, the one with most readers first.

    More readers: somebody is there sooner. Raises nothing: no circle is an answer too.
    """
    out = set(involved)
    fit = [circle for circle in circles if out.isdisjoint(circle.members)]
    return tuple(sorted(fit, key=lambda circle: (-len(circle.members), circle.id)))


def would_read(
    circles: Iterable[Circle], circle: CircleId, person: PersonId, role: Role
) -> bool:
    """Of a circle nobody is in yet: anybody but the direction, whom it leaves out."""
    members = next((each.members for each in circles if each.id == circle), ())
    return person in members if members else role is not Role.DIRECTOR


class CirclesOffice(Protocol):
    """Making circles and letting people in; an admin of the vault at work.

    On a worker: it makes keys and files. A circle made or joined is entered at the next
    unlock, and can be written to at once.
    """

    def missing(self) -> tuple[tuple[PersonId, ...], ...]:
        """The members of each standing circle that nobody has made yet."""
        ...

    def found(self, members: tuple[PersonId, ...], group: str) -> CircleId:
        """A circle of these people; two of three shares of the group open it too."""
        ...

    def may_give(self) -> tuple[Circle, ...]:
        """The circles one is in and can let others into."""
        ...

    def give(self, circle: CircleId, person: PersonId) -> None:
        """Let one more person read everything in the circle, whose journal says so.

        One that was made in this sitting has no journal yet: it is not offered.
        """
        ...


def standing(people: Iterable[Person]) -> tuple[tuple[PersonId, ...], ...]:
    """The circles every association needs (design §2): direction with board, and board.

    The second is there before the first board member is: what is written to it waits
    for whoever opens it with the shares of its group.
    """
    active = [each for each in people if each.is_active]
    board = tuple(each.id for each in active if each.role is Role.BOARD)
    direction = tuple(each.id for each in active if each.role is Role.DIRECTOR)
    return (direction + board, board)
