"""The same child and facts twice: one case goes on, the other keeps its text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.links import linked, parted
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.commands.steps import rated, reasoned, taken
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused
from casedesk.circuit.links import LinkKind
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.retention import Closing
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Step

_REASON, _CLASS = "DUP", "DUPLICATE"  # code lists CLOSE and RETENTION


class MasterNotOpen(Refused):
    """The case to go on with is over itself: reopen it first."""

    code = "master_not_open"


@dataclass(frozen=True, slots=True)
class MergeCase(CaseCommand[None]):
    """Attach a case to the one that goes on for the same child and facts (T18).

    Nothing of its text is lost, and its urgency and danger go over to the other. Raises
    MasterNotOpen, Incomplete, NotReady while a referral of it is under way.
    """

    case_id: CaseId
    into: CaseId
    reason: str = field(repr=False)

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        file, master = opened(work, self.case_id), seen(work, self.into)
        file = reasoned(work, file, Step.MERGE, self.reason)
        if not master.stage.is_open:
            raise MasterNotOpen(number=master.number)
        link = linked(work, self.case_id, self.into, LinkKind.DUPLICATE, self.reason)
        file = replace(file, links=(*file.links, link))
        work.cases.save(taken(work, file, Step.MERGE))
        kept = work.rules.retention[_CLASS]
        work.closings.save(
            Closing(
                id=work.new_id(),
                case_id=self.case_id,
                closed_at=work.now,
                closed_by=work.actor.person,
                reason=_REASON,
                retention=_CLASS,
                review_on=kept.review_on(local(work.now).date()),
                detail=self.reason.strip(),
            )
        )
        _warn(work, master, file.case)


@dataclass(frozen=True, slots=True)
class SeparateCase(CaseCommand[None]):
    """They are two cases after all: this one is assessed for itself again."""

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        file = reasoned(work, file, Step.SEPARATE, self.reason)
        case = taken(work, file, Step.SEPARATE)
        work.cases.save(replace(case, owner=case.owner or work.actor.person))
        for link in file.links:
            attached = link.case_id == case.id and link.relation is LinkKind.DUPLICATE
            if attached and link.stands:
                parted(work, link, self.reason)


def _warn(work: CaseWork, master: Case, duplicate: Case) -> None:
    """The one that goes on is as urgent and as grave as the gravest of the two."""
    warned = replace(master, urgent=master.urgent or duplicate.urgent)
    if duplicate.danger > master.danger:
        motive = f"{duplicate.number} → {master.number}"
        warned = rated(work, warned, duplicate.danger, motive)
    if warned != master:
        work.cases.save(warned.clocked(work.rules.circuit))
