"""What is due: late, today, and in the week that begins today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from casedesk.circuit.case import CaseId
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import midnight_after
from casedesk.circuit.people import PersonId
from casedesk.circuit.stages import Stage

WEEK = timedelta(days=7)
_FEARED = 3


class DueKind(StrEnum):
    """What one is expected to do."""

    STAGE = "stage"  # bring the case on from the stage it is at
    SEND = "send"  # write a liaison sheet and send it
    ANSWER = "answer"  # ask a service that has not answered
    TASK = "task"  # do what somebody was asked to
    REVIEW = "review"  # look at all of a follow-up, every 90 days


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing with its hour: no name but that of a service."""

    kind: DueKind
    id: str  # of the record it is about
    case_id: CaseId
    case_number: str
    stage: Stage
    owner: PersonId
    danger: str
    urgent: bool
    due_at: datetime
    version: int = 0  # of that record: it grows when the hour moves
    service_fr: str = ""  # of a referral
    service_ar: str = ""
    organisation: str = ""
    task: str = ""  # what sort of task: handover.TaskKind

    @property
    def gravity(self) -> int:
        """The level of danger; feared and not assessed yet, it counts as grave."""
        level = int(self.danger) if self.danger.isdecimal() else 0
        return max(level, _FEARED if self.urgent else 0)


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A concern nobody took in charge although its hours are over."""

    case_id: CaseId
    case_number: str
    logged_at: datetime
    due_at: datetime
    urgent: bool


@dataclass(frozen=True, slots=True)
class Day:
    """What is due, in the order one would do it."""

    late: tuple[DueRow, ...] = ()
    today: tuple[DueRow, ...] = ()
    week: tuple[DueRow, ...] = ()

    @property
    def all(self) -> tuple[DueRow, ...]:
        return (*self.late, *self.today, *self.week)


def week_ends(now: datetime) -> datetime:
    """The end of the seventh day, today being the first."""
    return midnight_after(local(now).date() + WEEK - timedelta(days=1))


def by_day(rows: Iterable[DueRow], now: datetime) -> Day:
    """The late ones worst first, the others as they come; beyond the week: none."""
    tonight, last = midnight_after(local(now).date()), week_ends(now)
    ordered = sorted(rows, key=lambda each: (each.due_at, each.case_number))
    late = [each for each in ordered if each.due_at < now]
    return Day(
        late=tuple(sorted(late, key=lambda each: each.gravity, reverse=True)),
        today=tuple(each for each in ordered if now <= each.due_at < tonight),
        week=tuple(each for each in ordered if tonight <= each.due_at < last),
    )
