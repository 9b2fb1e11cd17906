"""Closing a case, and keeping one that must not go."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.consent import consents_of
from casedesk.circuit.commands.followup import tell_author
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.commands.sheets import require_whole, signed_sheet
from casedesk.circuit.commands.steps import taken
from casedesk.circuit.dates import local
from casedesk.circuit.errors import IllegalStep, NotFound
from casedesk.circuit.followup import guardian_may_know
from casedesk.circuit.guards import CaseFile, explains
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import anyone_took_it
from casedesk.circuit.retention import (
    CLASSES,
    HANDED_OVER,
    LONGEST_YEARS,
    PARAGRAPH,
    Closing,
    Hold,
    HoldId,
    RetentionClass,
    closing_reason_fits,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    SHORTEST_REASON,
    Content,
    Gap,
    Incomplete,
    Lack,
    SheetCode,
    text_gaps,
)
from casedesk.circuit.stages import Stage, Step
from casedesk.circuit.two_people import Act, AlreadyAsked, MustBeKept


@dataclass(frozen=True, slots=True)
class SignClosing(CaseCommand[None]):
    """Sign the closing sheet for the first time, and put it before the direction.

    Raises Incomplete with one gap per field: a reason that does not fit where the case
    stands, or a referral nobody answered and nobody explains, is one too.
    """

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.FOLLOW_UP

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id).current
        work.rules.circuit.transition(file.case.stage, Step.CLOSE)
        may_know = "yes" if guardian_may_know(consents_of(work, file)) else "no"
        content = {**self.content, "guardian_may_know": may_know}
        more = _closing_gaps(file, content)
        require_whole(work, SheetCode.CLOSING, content, more)
        signed_sheet(work, file, SheetCode.CLOSING, content)


@dataclass(frozen=True, slots=True)
class CloseCase(CaseCommand[None]):
    """Sign the closing sheet for the second time: the case is closed (T08, T16).

    The day to look at it again follows from the class. Raises NotReady while somebody
    else has not signed the sheet first, or something has come up since.
    """

    case_id: CaseId
    retention: str  # code list RETENTION

    right = Right.CLOSE_CASE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        case = taken(work, file, Step.CLOSE)
        sheet = file.sheet(SheetCode.CLOSING)
        gaps = _not_a_code(work, "retention", CLASSES, self.retention)
        kept = work.rules.retention.get(self.retention)
        if gaps or kept is None or sheet is None:
            raise Incomplete(Gap("retention", Lack.NOT_A_CODE))
        work.cases.save(case)
        tell_author(work, case.id, sheet.content["feedback"])
        work.closings.save(
            Closing(
                id=work.new_id(),
                case_id=self.case_id,
                closed_at=work.now,
                closed_by=work.actor.person,
                reason=sheet.content["reason"],
                retention=self.retention,
                review_on=kept.review_on(local(work.now).date()),
                detail=sheet.content["detail"],
                sheet_id=sheet.id,
                first_signed_by=sheet.signed_by,
            )
        )


@dataclass(frozen=True, slots=True)
class KeepLonger(CaseCommand[None]):
    """Look again at a closed case on a later day: a grave one each year, for example.

    The reason joins what was retained at the closing, as its last paragraph. Raises
    Incomplete, AlreadyAsked while an erasure is asked for, IllegalStep for a case that
    is not closed.
    """

    case_id: CaseId
    until: date
    reason: str = field(repr=False)

    right = Right.CLOSE_CASE

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        if case.stage is not Stage.CLOSED:
            raise IllegalStep(stage=case.stage)
        gaps = [
            *_not_ahead(self.until, local(work.now).date()),
            *text_gaps("reason", self.reason, least=SHORTEST_REASON),
        ]
        if gaps:
            raise Incomplete(*gaps)
        _require_no_erasure(work, case.id)
        closing = work.closings.of_case(case.id)[-1]
        reason = "\n".join(filter(str.strip, self.reason.splitlines()))
        detail = f"{closing.detail}{PARAGRAPH}{reason}"
        work.closings.save(replace(closing, review_on=self.until, detail=detail))


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


def _not_handed_over(reason: str, file: CaseFile) -> list[Gap]:
    """To leave a case to others one has their receipt (domain §2.11)."""
    handed = reason not in HANDED_OVER or anyone_took_it(file.current.referrals)
    return [] if handed else [Gap("reason", Lack.NOT_HANDED_OVER)]


def _closing_gaps(file: CaseFile, content: Content) -> Iterator[Gap]:
    reason = str(content.get("reason") or "")
    if reason and not closing_reason_fits(reason, file.case.stage):
        yield Gap("reason", Lack.NOT_A_CODE)
    yield from _not_handed_over(reason, file)
    if not explains(content, file.referrals):
        yield Gap("unanswered", Lack.MISSING)


def require_no_hold(work: CaseWork, case_id: CaseId) -> None:
    """Raises MustBeKept."""
    if any(each.is_in_force for each in work.holds.of_case(case_id)):
        raise MustBeKept()


def _require_no_erasure(work: CaseWork, case_id: CaseId) -> None:
    """Raises AlreadyAsked."""
    asked = (each for each in work.requests.of_case(case_id) if each.lives(work.now))
    if any(each.act is Act.ERASE for each in asked):
        raise AlreadyAsked()


def _not_ahead(until: date, today: date) -> list[Gap]:
    last = RetentionClass("", f"P{LONGEST_YEARS}Y").review_on(today)
    ahead = today < until <= last
    return [] if ahead else [Gap("until", Lack.NOT_AHEAD, LONGEST_YEARS)]


def _not_a_code(work: CaseWork, key: str, listed: str, code: str) -> list[Gap]:
    known = code in [each.code for each in work.rules.codes.options(listed)]
    return [] if known else [Gap(key, Lack.NOT_A_CODE)]
