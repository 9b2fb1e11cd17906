"""Saying that two cases are of two children, and doubting it again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.circuit.apart import ToldApart, in_order
from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.duplicates import judged
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import NOBODY
from casedesk.circuit.portrait import Portrait
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SheetCode


@dataclass(frozen=True, slots=True)
class TellApart(CaseCommand[None]):
    """Remember that two cases are of two children, with what spoke for one until now.

    They are shown together again only when much more speaks for it. By whoever sees
    both; said twice, the last time counts.
    """

    case_id: CaseId
    other: CaseId

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        case, other = seen(work, self.case_id), seen(work, self.other)
        if case.id == other.id:
            raise NotFound()
        known = judged(_portrait(work, case), _portrait(work, other))
        first, second = in_order(case.id, other.id)
        there = work.apart.of_pair(first, second) or ToldApart(
            work.new_id(), first, second, work.now, work.actor.person
        )
        work.apart.save(
            replace(
                there,
                said_at=work.now,
                said_by=work.actor.person,
                points=known.points,
                reasons=known.reasons,
                taken_back_at=None,
                taken_back_by=NOBODY,
            )
        )


@dataclass(frozen=True, slots=True)
class DoubtAgain(CaseCommand[None]):
    """Take back that two cases are of two children. Raises NotFound."""

    case_id: CaseId
    other: CaseId

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        case, other = seen(work, self.case_id), seen(work, self.other)
        told = work.apart.of_pair(case.id, other.id)
        if told is None or not told.stands:
            raise NotFound()
        work.apart.save(
            replace(told, taken_back_at=work.now, taken_back_by=work.actor.person)
        )


def _portrait(work: CaseWork, case: Case) -> Portrait:
    (child,) = work.children.of_case(case.id)
    sheets = work.sheets.of_case(case.id)
    concern = next((each for each in sheets if each.code is SheetCode.CONCERN), None)
    return Portrait.of(
        child,
        case,
        work.relatives.of_case(case.id),
        work.safe_contacts.of_case(case.id),
        concern.content if concern else None,
    )
