"""Linking two cases, and parting them again (domain §2.11)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.commands.steps import require_reason
from casedesk.circuit.errors import IllegalStep, NotFound, Refused
from casedesk.circuit.links import Link, LinkKind
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SHORTEST_REASON
from casedesk.circuit.stages import Step


class AlreadyLinked(Refused):
    """These two cases have this link, or they are one and the same case."""

    code = "already_linked"


@dataclass(frozen=True, slots=True)
class LinkCases(CaseCommand[str]):
    """Say what two cases have to do with each other; each keeps its own text.

    A child who may have hurt another has a case of their own, to be protected as well:
    `case_id` is theirs, and only those who see every case see the link. Duplicates are
    MergeCase's. Raises NotFound for a case one may not know of, AlreadyLinked.
    """

    case_id: CaseId
    other: CaseId
    relation: LinkKind
    reason: str = field(default="", repr=False)

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> str:
        if self.relation is LinkKind.DUPLICATE:
            raise IllegalStep(step=Step.MERGE)
        if self.relation is LinkKind.CHILD_AUTHOR:
            work.actor.require(Right.SEE_ALL_CASES)
        seen(work, self.case_id)
        seen(work, self.other)
        return linked(work, self.case_id, self.other, self.relation, self.reason).id


@dataclass(frozen=True, slots=True)
class UndoLink(CaseCommand[None]):
    """Say that two cases have nothing to do with each other after all, and why.

    Raises NotFound when there is no such link any more.
    """

    case_id: CaseId
    link: str
    reason: str = field(repr=False)

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        seen(work, self.case_id)
        link = work.links.get(self.link)
        if self.case_id not in (link.case_id, link.other) or not link.stands:
            raise NotFound()
        if link.relation is LinkKind.DUPLICATE:
            raise IllegalStep(step=Step.SEPARATE)
        if link.relation is LinkKind.CHILD_AUTHOR:
            work.actor.require(Right.SEE_ALL_CASES)
        require_reason(self.reason, least=SHORTEST_REASON)
        parted(work, link, self.reason)


def linked(
    work: CaseWork, case_id: CaseId, other: CaseId, relation: LinkKind, reason: str
) -> Link:
    """The link, saved. Raises AlreadyLinked."""
    there = (each for each in work.links.of_case(case_id) if each.stands)
    same = any(
        each.relation is relation and each.other_end(case_id) == other for each in there
    )
    if same or case_id == other:
        raise AlreadyLinked()
    link = Link(
        id=work.new_id(),
        case_id=case_id,
        other=other,
        relation=relation,
        made_at=work.now,
        made_by=work.actor.person,
        reason=reason.strip(),
    )
    work.links.save(link)
    return link


def parted(work: CaseWork, link: Link, reason: str) -> None:
    work.links.save(
        replace(
            link,
            undone_at=work.now,
            undone_by=work.actor.person,
            why_undone=reason.strip(),
        )
    )
