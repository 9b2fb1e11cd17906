"""Taking a step: what every command that moves a case does alike."""

from __future__ import annotations

from dataclasses import replace

from casedesk.circuit.case import Case
from casedesk.circuit.course import DangerLevel, Motive
from casedesk.circuit.guards import CaseFile, step_taken
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.sheet import Incomplete, text_gaps
from casedesk.circuit.stages import Step


def taken(work: CaseWork, file: CaseFile, step: Step) -> Case:
    """The case one step further, not saved yet. Raises IllegalStep or NotReady."""
    return step_taken(file, step, work.rules.circuit, work.now)


def reasoned(
    work: CaseWork,
    file: CaseFile,
    step: Step,
    reason: str,
    code: str = "",
    *,
    key: str = "reason",
) -> CaseFile:
    """The file with the motive of a step, saved. Raises Incomplete, IllegalStep.

    `key`: what the command calls that text.
    """
    work.rules.circuit.transition(file.case.stage, step)
    require_reason(reason, key)
    motive = Motive(
        id=work.new_id(),
        case_id=file.case.id,
        step=step,
        at=work.now,
        by=work.actor.person,
        reason=reason.strip(),
        code=code,
    )
    work.motives.save(motive)
    return replace(
        file, motives=(*file.motives, motive), fresh=file.fresh | {motive.id}
    )


def rated(work: CaseWork, case: Case, level: str, motive: str) -> Case:
    """The case at this level of danger, from now on; the levels before it stay."""
    work.danger_levels.save(
        DangerLevel(
            id=work.new_id(),
            case_id=case.id,
            level=level,
            at=work.now,
            by=work.actor.person,
            motive=motive,
        )
    )
    return replace(case, danger=level)


def require_reason(reason: str, key: str = "reason", *, least: int = 1) -> None:
    """Raises Incomplete."""
    gaps = text_gaps(key, reason, least=least)
    if gaps:
        raise Incomplete(*gaps)
