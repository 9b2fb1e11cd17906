"""Setting an existing case apart: out of here in parts, and into its circle.

What makes it take two is in `erasure`: the request, the second signature, and the
erasing here that comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casedesk.circuit.circles import CircleId
from casedesk.circuit.command import CaseCommand, DeskCommand
from casedesk.circuit.commands.concerns import seal_note
from casedesk.circuit.commands.erasure import require_two
from casedesk.circuit.commands.intake import free_number
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.concern import (
    NO_RECEIPT,
    BadDrop,
    DropKind,
    Intake,
    Note,
)
from casedesk.circuit.errors import NotFound
from casedesk.circuit.moving import joined
from casedesk.circuit.ports import CaseWork, DeskWork
from casedesk.circuit.rights import Right
from casedesk.circuit.two_people import (
    Act,
    NotProven,
    Request,
    RequestId,
    RequestState,
)


@dataclass(frozen=True, slots=True)
class Packed:
    """A whole case as bytes, and the circle two people agreed on."""

    circle: CircleId
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PackCase(CaseCommand[Packed]):
    """Everything of a case that two people agreed to move; changes nothing.

    Raises RequestOver, NotProven, NotFound for a request that is no move.
    """

    request: RequestId

    right = Right.REQUEST_MOVE

    def run(self, work: CaseWork) -> Packed:
        request = work.requests.get(self.request)
        case = seen(work, request.case_id)
        if request.act is not Act.MOVE:
            raise NotFound()
        request.require(RequestState.CONFIRMED, work.now)
        require_two(work, request)
        return Packed(request.circle, work.pack(case))


@dataclass(frozen=True, slots=True)
class SendPart(DeskCommand[None]):
    """Seal one part of a case to its circle, as a complement to a concern would be."""

    circle: CircleId
    content: Mapping[str, Any] = field(repr=False)

    action = "SendSealed"
    right = Right.REQUEST_MOVE

    def run(self, work: DeskWork) -> None:
        seal_note(work, self.circle, DropKind.MOVED, NO_RECEIPT, self.content)


@dataclass(frozen=True, slots=True)
class TakeInCase(CaseCommand[None]):
    """Take a case into its circle, out of all the parts it came in; may be repeated.

    It keeps its id and its days and gets a number of the circle. Sealed again after a
    cut, with what was written meanwhile, it is completed. Raises BadDrop for parts that
    are not what two people agreed to move here.
    """

    parts: tuple[Note, ...]
    circle: CircleId

    action = "TakeInDrop"
    right = Right.TAKE_IN_DROPS

    def run(self, work: CaseWork) -> None:
        new = [each for each in self.parts if work.intakes.find(each.drop) is None]
        if not new:
            return
        moved = work.unpack(joined(self.parts))
        asked = RequestId(self.parts[0].content["request"])
        request = self._agreed(work, moved.requests, asked)
        if request.case_id != moved.case.id:
            raise BadDrop("out_of_place")
        there = work.cases.find(moved.case.id)
        if there is not None and work.requests.find(request.id) is None:
            raise BadDrop("out_of_place")
        moved.keep(there.number if there else free_number(work))
        kept = work.requests.get(request.id)
        if kept.state is RequestState.CONFIRMED:
            work.requests.save(replace(kept, state=RequestState.DONE))
        for each in new:
            taken = Intake(each.drop, each.receipt, DropKind.MOVED, work.now)
            work.intakes.save(taken)

    def _agreed(
        self, work: CaseWork, requests: Iterable[Request], asked: RequestId
    ) -> Request:
        """The request itself came along: its two signatures prove what was decided."""
        found = next((each for each in requests if each.id == asked), None)
        if found is None or (found.act, found.circle) != (Act.MOVE, self.circle):
            raise BadDrop("out_of_place")
        try:
            require_two(work, found)
        except NotProven:
            raise BadDrop("unsigned") from None
        return found
