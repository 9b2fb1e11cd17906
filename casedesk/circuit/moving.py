"""Moving a case into a restricted circle: in sealed parts, as concerns travel.

Whoever moves a case needs no key of the circle. In the desk a part looks like any other
drop; only how many come at once could tell, and attachments alone make them many.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.circles import CircleId
from casedesk.circuit.concern import BadDrop, Note
from casedesk.circuit.keys import KeyChange
from casedesk.circuit.numbers import digest
from casedesk.circuit.people import PersonId
from casedesk.circuit.two_people import Request, RequestId

# In base64, with the rest of its note, less than the one size a drop has.
PART = 22_500  # bytes
_KEYS = {"bundle", "request", "part", "of", "data"}


@dataclass(frozen=True, slots=True)
class Earlier:
    """A journal entry about the case from where it was before it was moved here."""

    id: str
    case_id: CaseId
    at: datetime
    actor: PersonId
    action: str
    details: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    version: int = 0


class PackedCase(Protocol):
    """A case out of its bytes, checked and not kept yet."""

    @property
    def case(self) -> Case: ...
    @property
    def requests(self) -> tuple[Request, ...]: ...
    def keep(self, number: str) -> None:
        """Save all of it under this number.

        What is there already and was not worked on since follows what comes; what was
        worked on stays. Raises BadDrop for a record of another case.
        """
        ...


class Passage(Protocol):
    """One case on its way into a circle."""

    @property
    def done(self) -> int: ...
    @property
    def total(self) -> int: ...
    def step(self) -> None:
        """Seal one more part to the circle."""
        ...

    def erase(self) -> KeyChange | None:
        """Once all parts are sealed: nothing of the case stays here.

        None for whoever may not give the compartment a new file: that is owed then,
        as after an erasure that was cut short.
        """
        ...


class Moves(Protocol):
    """What `app` offers to whoever sets a case apart, once two people agreed to it."""

    def begin(self, request: RequestId, here: CircleId = ...) -> Passage:
        """Raises RequestOver, NotProven, NotFound."""
        ...


def parts_of(request: RequestId, packed: bytes) -> tuple[dict[str, Any], ...]:
    """The contents of the notes that carry these bytes, all of about one size."""
    pieces = [packed[at : at + PART] for at in range(0, len(packed), PART)]
    common = {"bundle": digest(packed).hex(), "request": request, "of": len(pieces)}
    return tuple(
        {**common, "part": number, "data": base64.b64encode(piece).decode()}
        for number, piece in enumerate(pieces)
    )


def require_part(note: Note) -> None:
    """Raises BadDrop for what `parts_of` could not have made."""
    told = note.content if isinstance(note.content, dict) else {}
    texts = all(isinstance(told.get(key), str) for key in ("bundle", "request", "data"))
    counts = all(type(told.get(key)) is int for key in ("part", "of"))
    if set(told) != _KEYS or not (texts and counts and 0 <= told["part"] < told["of"]):
        raise BadDrop("unreadable")


def bundles(notes: Iterable[Note]) -> tuple[tuple[Note, ...], ...]:
    """Those of which all parts are there, the one sent first ahead; others wait.

    Parts that were sealed twice, because the first time was cut short, come along.
    """
    found: dict[tuple[str, str, int], list[Note]] = {}
    for note in notes:
        told = note.content
        of = told["request"], told["bundle"], told["of"]
        found.setdefault(of, []).append(note)
    return tuple(
        tuple(each)
        for (_, _, parts), each in found.items()
        if len({note.content["part"] for note in each}) == parts
    )


def joined(notes: Iterable[Note]) -> bytes:
    """The bytes a bundle carries. Raises BadDrop when they are not what was sent."""
    parts = {each.content["part"]: each.content for each in notes}
    try:
        pieces = [base64.b64decode(parts[at]["data"]) for at in sorted(parts)]
    except ValueError:
        raise BadDrop("unreadable") from None
    packed = b"".join(pieces)
    if any(digest(packed).hex() != each["bundle"] for each in parts.values()):
        raise BadDrop("unreadable")
    return packed
