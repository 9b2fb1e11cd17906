"""What is still missing before a step: pure questions to a case file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from casedesk.circuit.case import Case, EmergencyAction
from casedesk.circuit.course import (
    LONGEST_SEARCH,
    RENEWALS,
    Motive,
    Watch,
    searching_since,
)
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.flags import Flag
from casedesk.circuit.followup import Contact
from casedesk.circuit.links import Link, LinkKind
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.referral import (
    Referral,
    anyone_took_it,
    nobody_is_left,
    unanswered,
)
from casedesk.circuit.retention import Hold
from casedesk.circuit.rights import Actor
from casedesk.circuit.sheet import Content, SheetCode
from casedesk.circuit.stages import Circuit, Guard, Stage, Step, Transition
from casedesk.circuit.two_people import Act, Request, RequestState


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
    motives: tuple[Motive, ...] = ()
    watches: tuple[Watch, ...] = ()
    contacts: tuple[Contact, ...] = ()
    flags: tuple[Flag, ...] = ()
    links: tuple[Link, ...] = ()
    holds: tuple[Hold, ...] = ()
    requests: tuple[Request, ...] = ()
    fresh: frozenset[str] = frozenset()  # ids of what the command at work has noted
    now: datetime | None = None  # while a command is at work
    by: PersonId = NOBODY  # whoever is about to take a step

    @property
    def current(self) -> CaseFile:
        """What belongs to this episode: guards count nothing from before."""
        since = self.case.episode_since
        if since is None:
            return self
        return replace(
            self,
            sheets=tuple(each for each in self.sheets if each.written_at >= since),
            referrals=tuple(
                each for each in self.referrals if each.created_at >= since
            ),
            actions=(),
            motives=tuple(each for each in self.motives if each.at >= since),
            watches=tuple(each for each in self.watches if each.set_at >= since),
            contacts=tuple(each for each in self.contacts if each.noted_at >= since),
        )

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


def _reason_given(file: CaseFile) -> bool:
    """By the command that takes the step: no earlier one counts."""
    return any(each.id in file.fresh for each in file.motives)


def _watch_planned(file: CaseFile) -> bool:
    return any(each.id in file.fresh for each in file.watches)


def _watch_renewable(file: CaseFile) -> bool:
    """From elsewhere a watch begins anew."""
    watched = file.case.stage is Stage.WATCH
    planned = [each for each in file.watches if each.id not in file.fresh]
    return not (watched and planned and planned[-1].renewal >= RENEWALS)


def _contact_sought(file: CaseFile) -> bool:
    """Two attempts of different kinds, since the case came here (domain §2.5, T14)."""
    since = file.case.since
    return len({each.kind for each in file.contacts if each.noted_at >= since}) > 1


def _search_not_over(file: CaseFile) -> bool:
    if file.case.stage is not Stage.SUSPENDED:
        return True
    before = (each for each in file.motives if each.id not in file.fresh)
    began = searching_since(before) or file.case.since
    return file.now is None or file.now < began + LONGEST_SEARCH


def _two_agreed(file: CaseFile) -> bool:
    return any(
        each.state is RequestState.CONFIRMED
        and each.act in (Act.REOPEN, Act.ERASE)
        and (file.now is None or each.lives(file.now))
        for each in file.requests
    )


def _master_chosen(file: CaseFile) -> bool:
    return any(
        each.relation is LinkKind.DUPLICATE
        and each.case_id == file.case.id
        and each.stands
        for each in file.links
    )


def _no_referral_open(file: CaseFile) -> bool:
    """None that waits for an answer, or for being sent."""
    return not any(each.is_open for each in file.referrals)


def _no_hold(file: CaseFile) -> bool:
    return not any(each.is_in_force for each in file.holds)


def explains(content: Content, referrals: Iterable[Referral]) -> bool:
    """Whether a closing sheet says why nobody waits for an answer any more."""
    told = {row.get("referral") for row in content.get("unanswered") or ()}
    return all(each.id in told for each in unanswered(referrals))


def _closing_signed(file: CaseFile) -> bool:
    """Signed at this stage, and nobody was met since: that might say otherwise."""
    sheet = file.sheet(SheetCode.CLOSING)
    if sheet is None or sheet.signed_at is None or sheet.signed_at < file.case.since:
        return False
    return not any(
        each.code is SheetCode.FOLLOW_UP
        and each.signed_at is not None
        and each.signed_at > sheet.signed_at
        for each in file.sheets
    )


def _referrals_explained(file: CaseFile) -> bool:
    sheet = file.sheet(SheetCode.CLOSING)
    return sheet is None or explains(sheet.content, file.referrals)


def _two_signatures(file: CaseFile) -> bool:
    """What one person signed, another one signs for the second time."""
    sheet = file.sheet(SheetCode.CLOSING)
    return sheet is None or file.by != sheet.signed_by


GUARDS: Mapping[Guard, Callable[[CaseFile], bool]] = {
    Guard.CONCERN_COMPLETE: _concern_complete,
    Guard.EMERGENCY_ACTION: _emergency_action,
    Guard.ASSESSMENT_SIGNED: _assessment_signed,
    Guard.DECISION_SIGNED: _decision_signed,
    Guard.ADDRESSEE_CHOSEN: _addressee_chosen,
    Guard.REFERRAL_RECEIVED: _referral_received,
    Guard.NO_REFERRAL_LEFT: _no_referral_left,
    Guard.REASON_GIVEN: _reason_given,
    Guard.WATCH_PLANNED: _watch_planned,
    Guard.WATCH_RENEWABLE: _watch_renewable,
    Guard.CONTACT_SOUGHT: _contact_sought,
    Guard.SEARCH_NOT_OVER: _search_not_over,
    Guard.TWO_AGREED: _two_agreed,
    Guard.MASTER_CHOSEN: _master_chosen,
    Guard.NO_HOLD: _no_hold,
    Guard.NO_REFERRAL_OPEN: _no_referral_open,
    Guard.CLOSING_SIGNED: _closing_signed,
    Guard.REFERRALS_EXPLAINED: _referrals_explained,
    Guard.TWO_SIGNATURES: _two_signatures,
}


def missing(guards: Iterable[Guard], file: CaseFile) -> tuple[Guard, ...]:
    current = file.current
    return tuple(guard for guard in guards if not GUARDS[guard](current))


def step_taken(file: CaseFile, step: Step, circuit: Circuit, now: datetime) -> Case:
    """The case one step further; it keeps which guards were relaxed to let it pass.

    Raises IllegalStep or NotReady.
    """
    transition = circuit.transition(file.case.stage, step)
    unmet = missing(transition.guards, replace(file, now=now))
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
