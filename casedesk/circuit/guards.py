"""What is still missing before a step: pure questions to a case file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casedesk.circuit.case import Case, EmergencyAction
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.referral import Referral, anyone_took_it, nobody_is_left
from casedesk.circuit.rights import Actor
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Circuit, Guard, Step, Transition


class NotReady(Refused):
    """Something must be there before this step; `guards` says what."""

    code = "not_ready"

    def __init__(self, *guards: Guard) -> None:
        super().__init__(guards=guards)
        self.guards = guards


IN_THE_HOUSE = frozenset(  # code list ACT: whom these reach is the association
    {"TOLD_REFERENT", "TOLD_DIRECTOR", "LISTENED"}
)


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with everything a guard may ask about."""

    case: Case
    sheets: tuple[FilledSheet, ...]
    referrals: tuple[Referral, ...]
    actions: tuple[EmergencyAction, ...] = ()

    def sheet(self, code: SheetCode) -> FilledSheet | None:
        """The latest sheet with this code; they stand in the order they were begun."""
        of_code = [each for each in self.sheets if each.code is code]
        return of_code[-1] if of_code else None

    def signed_since(self, code: SheetCode, since: datetime) -> bool:
        """Whether such a sheet was signed at this stage, not in an earlier round."""
        return any(
            each.code is code and each.signed_at is not None and each.signed_at >= since
            for each in self.sheets
        )


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step one may take now, or may not yet and why."""

    transition: Transition
    missing: tuple[Guard, ...]
    permitted: bool


def _concern_complete(file: CaseFile) -> bool:
    concern = file.sheet(SheetCode.CONCERN)
    return concern is not None and concern.is_signed


def _emergency_action(file: CaseFile) -> bool:
    """One call or act with its time and whom it reached (domain §2.5, T04).

    Telling one's own house is a duty, not yet an emergency action.
    """
    concern = file.sheet(SheetCode.CONCERN)
    at_once = concern.content.get("actions") or () if concern else ()
    acts = [row.get("act") for row in at_once if row.get("at") and row.get("who")]
    acts += [each.act for each in file.actions]
    return any(act not in IN_THE_HOUSE for act in acts)


def _assessment_signed(file: CaseFile) -> bool:
    return file.signed_since(SheetCode.ASSESSMENT, file.case.since)


def _decision_signed(file: CaseFile) -> bool:
    return file.signed_since(SheetCode.DECISION, file.case.since)


def _addressee_chosen(file: CaseFile) -> bool:
    return any(each.is_open for each in file.referrals)


def _referral_received(file: CaseFile) -> bool:
    return anyone_took_it(file.referrals)


def _no_referral_left(file: CaseFile) -> bool:
    return nobody_is_left(file.referrals)


GUARDS: Mapping[Guard, Callable[[CaseFile], bool]] = {
    Guard.CONCERN_COMPLETE: _concern_complete,
    Guard.EMERGENCY_ACTION: _emergency_action,
    Guard.ASSESSMENT_SIGNED: _assessment_signed,
    Guard.DECISION_SIGNED: _decision_signed,
    Guard.ADDRESSEE_CHOSEN: _addressee_chosen,
    Guard.REFERRAL_RECEIVED: _referral_received,
    Guard.NO_REFERRAL_LEFT: _no_referral_left,
}


def missing(guards: Iterable[Guard], file: CaseFile) -> tuple[Guard, ...]:
    return tuple(guard for guard in guards if not GUARDS[guard](file))


def step_taken(file: CaseFile, step: Step, circuit: Circuit, now: datetime) -> Case:
    """The case one step further; it keeps which guards were relaxed to let it pass.

    Raises IllegalStep or NotReady.
    """
    transition = circuit.transition(file.case.stage, step)
    unmet = missing(transition.guards, file)
    hindering = tuple(each for each in unmet if each not in circuit.relaxed)
    if hindering:
        raise NotReady(*hindering)
    return replace(file.case.taken(step, circuit, now), relaxed=unmet)


def open_steps(file: CaseFile, circuit: Circuit, actor: Actor) -> tuple[OpenStep, ...]:
    """What the screen offers, with why not where it is greyed."""
    return tuple(
        OpenStep(
            row,
            missing((each for each in row.guards if each not in circuit.relaxed), file),
            actor.may(row.right),
        )
        for row in circuit.leading_from(file.case.stage)
    )
