"""Following a child up: contacts, reviews, and what is tried in vain."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.commands.sheets import require_whole, signed_sheet
from casedesk.circuit.commands.steps import rated, reasoned, taken
from casedesk.circuit.dates import Moment, local
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.followup import (
    KINDS,
    NOT_FOLLOWED,
    RESULTS,
    SENTENCES,
    Contact,
    Feedback,
    followed,
    latest_next,
    latest_review,
)
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_LINE,
    Content,
    Gap,
    Incomplete,
    Lack,
    SheetCode,
)
from casedesk.circuit.stages import Step


@dataclass(frozen=True, slots=True)
class RecordFollowUp(CaseCommand[None]):
    """Sign what one contact showed: the level of danger and the clock follow it.

    Raises Incomplete with one gap per field: each open referral wants a word, another
    level its reason, and a date beyond the clock of the level too.
    """

    case_id: CaseId
    content: Content = field(repr=False)
    decide_again: bool = False  # put it before the director at once (T13)

    right = Right.FOLLOW_UP

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        if file.case.stage in NOT_FOLLOWED:
            raise IllegalStep(stage=file.case.stage)
        more = _follow_up_gaps(work, file, self.content)
        require_whole(work, SheetCode.FOLLOW_UP, self.content, more)
        sheet = signed_sheet(work, file, SheetCode.FOLLOW_UP, self.content)
        sheets = (*file.sheets, sheet)
        case, level = file.case, str(sheet.content["danger"])
        if level != case.danger:
            case = rated(work, case, level, sheet.content["danger_reason"])
        file = replace(file, case=followed(case, sheets, work.rules), sheets=sheets)
        if self.decide_again:
            why = _why_decide_again(sheet.content)
            file = reasoned(work, file, Step.DECIDE_AGAIN, why)
            file = replace(file, case=taken(work, file, Step.DECIDE_AGAIN))
        work.cases.save(file.case)


def _why_decide_again(content: Content) -> str:
    """In the words of the follow-up itself, the gravest first."""
    told = (content.get(key) for key in ("unsafe_detail", "danger_reason", "facts"))
    return str(next(filter(None, told), content["purpose"]))


@dataclass(frozen=True, slots=True)
class SignReview(CaseCommand[None]):
    """Look at all of a follow-up and say how it goes on: the director's signature.

    Raises Incomplete with one gap per field, IllegalStep for a case nobody follows.
    """

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.DECIDE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        if file.case.stage in NOT_FOLLOWED:
            raise IllegalStep(stage=file.case.stage)
        more = _review_gaps(work, self.content)
        require_whole(work, SheetCode.REVIEW, self.content, more)
        sheet = signed_sheet(work, file, SheetCode.REVIEW, self.content)
        work.cases.save(followed(file.case, (*file.sheets, sheet), work.rules))


@dataclass(frozen=True, slots=True)
class NoteContact(CaseCommand[None]):
    """Note that somebody was sought and not reached: when, how, whom, what came of it.

    Raises Incomplete with one gap per field, IllegalStep for a closed case.
    """

    case_id: CaseId
    at: str  # circuit.dates.Moment, stored form
    kind: str  # code list CONTACT
    whom: str = field(repr=False)
    result: str  # code list CONTACT_RESULT
    next_on: date | None = None
    detail: str = field(default="", repr=False)

    right = Right.FOLLOW_UP

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        if not case.stage.is_open:
            raise IllegalStep(stage=case.stage)
        gaps = self._gaps(work)
        if gaps:
            raise Incomplete(*gaps)
        work.contacts.save(
            Contact(
                id=work.new_id(),
                case_id=case.id,
                at=self.at,
                kind=self.kind,
                whom=self.whom.strip(),
                result=self.result,
                noted_at=work.now,
                noted_by=work.actor.person,
                next_on=self.next_on,
                detail=self.detail.strip(),
            )
        )

    def _gaps(self, work: CaseWork) -> list[Gap]:
        today = local(work.now).date()
        gaps = [
            *_moment_gaps("at", self.at, today),
            *_code_gaps(work, "kind", KINDS, self.kind),
            *_line_gaps("whom", self.whom, required=True),
            *_code_gaps(work, "result", RESULTS, self.result),
            *_line_gaps("detail", self.detail),
        ]
        if self.next_on is not None and self.next_on < today:
            gaps.append(Gap("next_on", Lack.IN_THE_PAST))
        return gaps


@dataclass(frozen=True, slots=True)
class TellAuthor(CaseCommand[None]):
    """Let whoever wrote the concern know, in a sentence of the list (domain §3.g, 13).

    It appears on their receipt. Raises Incomplete for what is not in the list.
    """

    case_id: CaseId
    told: str  # code list FEEDBACK

    right = Right.FOLLOW_UP

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        gaps = _code_gaps(work, "told", SENTENCES, self.told)
        if gaps:
            raise Incomplete(*gaps)
        tell_author(work, case.id, self.told)


def tell_author(work: CaseWork, case_id: CaseId, told: str) -> None:
    by = work.actor.person
    work.feedbacks.save(Feedback(work.new_id(), case_id, work.now, by, told))


def _follow_up_gaps(work: CaseWork, file: CaseFile, content: Content) -> Iterator[Gap]:
    told = {row.get("referral") for row in _rows(content, "progress")}
    if any(each.is_open and each.id not in told for each in file.referrals):
        yield Gap("progress", Lack.MISSING)
    danger = str(content.get("danger") or "")
    if danger != file.case.danger and not str(content.get("danger_reason") or ""):
        yield Gap("danger_reason", Lack.MISSING)
    next_on = _day(content.get("next_on"))
    if next_on is None:
        return
    if next_on < local(work.now).date():
        yield Gap("next_on", Lack.IN_THE_PAST)
    late = next_on > latest_next(file.case, work.rules, danger, work.now)
    if late and not content.get("next_reason"):
        yield Gap("next_reason", Lack.MISSING)


def _review_gaps(work: CaseWork, content: Content) -> Iterator[Gap]:
    day = _day(content.get("next_review"))
    if day is None:
        return
    today, last = local(work.now).date(), latest_review(work.rules, work.now)
    if not today < day <= last:
        yield Gap("next_review", Lack.TOO_FAR, (last - today).days)


def _rows(content: Content, key: str) -> list[Content]:
    rows = content.get(key)
    found = rows if isinstance(rows, list) else []
    return [each for each in found if isinstance(each, dict)]


def _day(text: object) -> date | None:
    """None for what is no day; the declaration says so already."""
    try:
        return date.fromisoformat(str(text or ""))
    except ValueError:
        return None


def _moment_gaps(key: str, text: str, today: date) -> list[Gap]:
    if not text:
        return [Gap(key, Lack.MISSING)]
    try:
        at = Moment.parse(text).at
    except ValueError:
        return [Gap(key, Lack.NOT_A_DATE)]
    if at is None:  # an attempt without its day counts for nothing
        return [Gap(key, Lack.MISSING)]
    return [Gap(key, Lack.IN_THE_FUTURE)] if at.date() > today else []


def _code_gaps(work: CaseWork, key: str, listed: str, code: str) -> list[Gap]:
    if not code:
        return [Gap(key, Lack.MISSING)]
    return [] if (listed, code) in work.rules.codes else [Gap(key, Lack.NOT_A_CODE)]


def _line_gaps(key: str, text: str, *, required: bool = False) -> list[Gap]:
    if required and not text.strip():
        return [Gap(key, Lack.MISSING)]
    too_long = len(text) > LONGEST_LINE
    return [Gap(key, Lack.TOO_LONG, LONGEST_LINE)] if too_long else []
