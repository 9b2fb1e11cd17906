"""Following a child up: contacts sought and had, what is planned, when to meet again.

A contact that took place is a signed sheet F-F (domain §3.f); an attempt that nobody
answered is a `Contact`, and counts where a child is looked for (domain §2.5, T14).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.consent import Consents
from casedesk.circuit.course import DangerLevel
from casedesk.circuit.dates import Moment, local
from casedesk.circuit.deadlines import midnight_after
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import Referral
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import Content, SheetCode
from casedesk.circuit.stages import Stage

KINDS, RESULTS, SENTENCES = "CONTACT", "CONTACT_RESULT", "FEEDBACK"  # code lists
REVIEW = "review"  # the deadline of a full review
DONE, NOT_DONE = "DONE", "NOT_DONE"  # code list RESULT
NOT_FOLLOWED = frozenset({Stage.DRAFT, Stage.LOGGED, Stage.CLOSED, Stage.DUPLICATE})
_GUARDIANS = frozenset({"FATHER", "MOTHER", "KAFIL"})  # of code list AUTH
_NEVER_TOLD = "NO"  # code list INFORM
_IN_THE_END = timedelta(minutes=1)  # a day is over at its last minute


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to reach somebody, which did not lead to them."""

    id: str
    case_id: CaseId
    at: str  # circuit.dates.Moment, stored form
    kind: str  # code list CONTACT
    whom: str = field(repr=False)  # by function or link, never by name
    result: str  # code list CONTACT_RESULT
    noted_at: datetime
    noted_by: PersonId
    next_on: date | None = None  # when one will try again
    detail: str = field(default="", repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class Feedback:
    """What the author of a concern is to know: one sentence, nothing of the child."""

    id: str
    case_id: CaseId
    at: datetime
    by: PersonId
    told: str  # code list FEEDBACK
    version: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """One line of the plan: an objective, or something somebody is to do.

    `result` is what the latest follow-up or review says of it: code list RESULT, or
    nothing yet.
    """

    what: str = field(repr=False)
    who: str = field(default="", repr=False)
    when: str = ""  # an ISO date, or as it was said
    sheet: str = ""  # the number of the sheet that planned it
    is_objective: bool = False
    result: str = ""

    @property
    def is_open(self) -> bool:
        return self.result not in (DONE, NOT_DONE)


def signed(sheets: Iterable[FilledSheet], *codes: SheetCode) -> list[FilledSheet]:
    """The signed sheets of these kinds in the order they were signed."""
    found = [each for each in sheets if each.code in codes and each.signed_at]
    return sorted(found, key=lambda each: each.signed_at or each.written_at)


def latest(sheets: Iterable[FilledSheet], code: SheetCode) -> FilledSheet | None:
    found = signed(sheets, code)
    return found[-1] if found else None


def plan(sheets: Iterable[FilledSheet]) -> tuple[Planned, ...]:
    """What was planned since the last assessment, and what became of each.

    A line keeps its words from sheet to sheet: by them it is known again.
    """
    lines: dict[str, Planned] = {}
    sources = SheetCode.ASSESSMENT, SheetCode.FOLLOW_UP, SheetCode.REVIEW
    for sheet in signed(sheets, *sources):
        if sheet.code is SheetCode.ASSESSMENT:
            lines.clear()
        for said in _said_of_it(sheet.content):
            key = _words(said.get("what"))
            if key in lines:
                lines[key] = replace(lines[key], result=str(said.get("result") or ""))
        for line in _planned(sheet):
            lines.setdefault(_words(line.what), line)
    return tuple(lines.values())


def _said_of_it(content: Content) -> Iterator[Content]:
    yield from content.get("plan") or ()
    yield from content.get("objectives") or ()


def _planned(sheet: FilledSheet) -> Iterator[Planned]:
    """The lines a sheet adds; an objective named first in a review is one too."""
    content = sheet.content
    if sheet.code is SheetCode.ASSESSMENT:
        goals = [row.get("goal") for row in content.get("proposals") or ()]
    else:
        rows = content.get("new_objectives") or ()
        goals = [row.get("what") for row in (*(content.get("objectives") or ()), *rows)]
    results = {
        _words(row.get("what")): str(row.get("result") or "")
        for row in content.get("objectives") or ()
    }
    for goal in filter(None, goals):
        result = results.get(_words(goal), "")
        yield Planned(goal, sheet=sheet.number, is_objective=True, result=result)
    for row in content.get("safety_plan") or content.get("actions") or ():
        if row.get("what"):
            who, when = str(row.get("who") or ""), str(row.get("when") or "")
            yield Planned(row["what"], who, when, sheet.number)


def _words(text: object) -> str:
    return " ".join(str(text or "").split()).casefold()


def last_contact(sheets: Iterable[FilledSheet]) -> datetime | None:
    """When somebody was last reached: civil time of the latest follow-up."""
    met = (
        Moment.parse(each.content["met_at"]).at or local(each.written_at)
        for each in signed(sheets, SheetCode.FOLLOW_UP)
    )
    return max((each.replace(tzinfo=None) for each in met), default=None)


def days_without_contact(sheets: Iterable[FilledSheet], now: datetime) -> int | None:
    """Civil days since; None when there was no contact yet."""
    last = last_contact(sheets)
    return None if last is None else (local(now).date() - last.date()).days


def next_contact(sheets: Iterable[FilledSheet]) -> date | None:
    """The day that the latest follow-up says."""
    found = latest(sheets, SheetCode.FOLLOW_UP)
    return date.fromisoformat(found.content["next_on"]) if found else None


def latest_next(case: Case, rules: Rules, danger: str, now: datetime) -> date:
    """How far off the next contact may be without saying why (domain §2.14)."""
    followed = replace(case, stage=Stage.FOLLOWUP, since=now, danger=danger)
    due = followed.clocked(rules.circuit).due_at
    return local(due or now).date()


def review_due(case: Case, sheets: Iterable[FilledSheet], rules: Rules) -> date:
    """The day of the next full review: as the last one said, or from its clock."""
    known = tuple(sheets)
    last = latest(known, SheetCode.REVIEW)
    said = str(last.content.get("next_review") or "") if last is not None else ""
    since = min((*_followed_since(known), case.since))
    return review_day(said, since, rules)


def review_day(said: str, since: datetime, rules: Rules) -> date:
    """As the last review said, an ISO date; else so long after the first contact."""
    if said:
        return date.fromisoformat(said)
    return local(rules.deadlines.due(REVIEW, since)).date()


def _followed_since(sheets: tuple[FilledSheet, ...]) -> list[datetime]:
    """The times of the follow-ups since the case was last closed, if it ever was."""
    closed = latest(sheets, SheetCode.CLOSING)
    over = closed.signed_at if closed else None
    found = (each.signed_at for each in signed(sheets, SheetCode.FOLLOW_UP))
    return [at for at in found if at and (over is None or at > over)]


def latest_review(rules: Rules, now: datetime) -> date:
    """How far off the next review may be put."""
    return local(rules.deadlines.due(REVIEW, now)).date()


def followed(case: Case, sheets: tuple[FilledSheet, ...], rules: Rules) -> Case:
    """The case with the clock that its follow-ups and reviews now call for.

    Elsewhere than in follow-up the clock of the stage stays, unless one meets earlier.
    """
    days = [review_due(case, sheets, rules)] if case.stage is Stage.FOLLOWUP else []
    met = next_contact(sheets)
    days += [met] if met else []
    if not days:
        return case
    due = midnight_after(min(days)) - _IN_THE_END
    if case.stage is Stage.FOLLOWUP and met:
        return replace(case, due_at=due)
    return replace(case, due_at=min(filter(None, (due, case.due_at))))


def guardian_may_know(consents: Consents) -> bool:
    """Whether to ask about telling the guardian: never one who may be the author.

    Nor one whom the last decision said not to tell (domain §2.8).
    """
    sheets = consents.sheets
    decided = latest(sheets, SheetCode.DECISION) or latest(sheets, SheetCode.ASSESSMENT)
    if decided is not None and decided.content.get("inform_guardian") == _NEVER_TOLD:
        return False
    return not (consents.links & _GUARDIANS or consents.all_guardians_implicated)


@dataclass(frozen=True, slots=True)
class Followed:
    """A follow-up in figures: what a review and a closing begin with."""

    since: date
    until: date
    contacts: int
    attempts: int
    services: tuple[tuple[Referral, str], ...]  # with code list PROGRESS, if told
    dangers: tuple[tuple[date, str], ...]  # code list DANGER, as it changed


def in_figures(
    case: Case,
    sheets: tuple[FilledSheet, ...],
    referrals: Iterable[Referral],
    contacts: Iterable[Contact],
    levels: Iterable[DangerLevel],
    now: datetime,
) -> Followed:
    """As they were at a time: a sheet says what was known when it was signed."""
    met = [
        each
        for each in signed(sheets, SheetCode.FOLLOW_UP)
        if each.signed_at and each.signed_at <= now
    ]
    told = {
        row["referral"]: row["state"]
        for each in met
        for row in each.content.get("progress") or ()
    }
    return Followed(
        since=local(case.opened_at).date(),
        until=local(now).date(),
        contacts=len(met),
        attempts=sum(each.noted_at <= now for each in contacts),
        services=tuple((each, told.get(each.id, "")) for each in referrals),
        dangers=tuple(
            (local(each.at).date(), each.level) for each in levels if each.at <= now
        ),
    )
