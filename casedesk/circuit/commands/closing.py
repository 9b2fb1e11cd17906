"""Closing a case, and keeping one that must not go."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound
from casedesk.circuit.guards import step_taken
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.retention import (
    CLASSES,
    REASONS,
    Closing,
    Hold,
    HoldId,
    closing_reason_fits,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import SHORTEST_REASON, Gap, Incomplete, Lack, text_gaps
from casedesk.circuit.stages import Step
from casedesk.circuit.two_people import MustBeKept


@dataclass(frozen=True, slots=True)
class CloseCase(CaseCommand[None]):
    """Close a case, say why, and how long it is to be kept (T08, T16).

    The day to look at it again follows from the class. Raises Incomplete with one gap
    per field.
    """

    case_id: CaseId
    reason: str  # code list CLOSE
    retention: str  # code list RETENTION
    detail: str = field(repr=False)

    right = Right.CLOSE_CASE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        case = step_taken(file, Step.CLOSE, work.rules.circuit, work.now)
        fits = closing_reason_fits(self.reason, file.case.stage)
        gaps = [
            *_not_a_code(work, "reason", REASONS, self.reason if fits else ""),
            *_not_a_code(work, "retention", CLASSES, self.retention),
            *text_gaps("detail", self.detail),
        ]
        kept = work.rules.retention.get(self.retention)
        if gaps or kept is None:
            raise Incomplete(*(gaps or [Gap("retention", Lack.NOT_A_CODE)]))
        work.cases.save(case)
        work.closings.save(
            Closing(
                id=work.new_id(),
                case_id=self.case_id,
                closed_at=work.now,
                closed_by=work.actor.person,
                reason=self.reason,
                retention=self.retention,
                review_on=kept.review_on(local(work.now).date()),
                detail=self.detail,
            )
        )


@dataclass(frozen=True, slots=True)
class SetHold(CaseCommand[None]):
    """Keep a case whatever its class says: a procedure, a requisition (T20)."""

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.HOLD_CASE

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        gaps = text_gaps("reason", self.reason)
        if gaps:
            raise Incomplete(*gaps)
        require_no_hold(work, case.id)
        work.holds.save(
            Hold(
                id=HoldId(work.new_id()),
                case_id=case.id,
                set_at=work.now,
                set_by=work.actor.person,
                reason=self.reason,
            )
        )


@dataclass(frozen=True, slots=True)
class LiftHold(CaseCommand[None]):
    """Let a case go by its class again; the reason stays in the journal."""

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.HOLD_CASE

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        held = [each for each in work.holds.of_case(case.id) if each.is_in_force]
        if not held:
            raise NotFound()
        gaps = text_gaps("reason", self.reason, least=SHORTEST_REASON)
        if gaps:
            raise Incomplete(*gaps)
        for hold in held:
            work.holds.save(
                replace(
                    hold,
                    lifted_at=work.now,
                    lifted_by=work.actor.person,
                    why_lifted=self.reason,
                )
            )


def require_no_hold(work: CaseWork, case_id: CaseId) -> None:
    """Raises MustBeKept."""
    if any(each.is_in_force for each in work.holds.of_case(case_id)):
        raise MustBeKept()


def _not_a_code(work: CaseWork, key: str, listed: str, code: str) -> list[Gap]:
    known = code in [each.code for each in work.rules.codes.options(listed)]
    return [] if known else [Gap(key, Lack.NOT_A_CODE)]
