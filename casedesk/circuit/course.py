"""What is noted on a case's way: motives of steps, watches, dated series.

Nothing here is ever overwritten: the latest record counts, the others stay (domain
§2.2, §2.6).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from casedesk.circuit.case import CaseId
from casedesk.circuit.people import PersonId
from casedesk.circuit.stages import Step

LONGEST_WATCH = 15  # days until somebody looks again (domain §2.4)
RENEWALS = 3  # of a watch, before another way out
LONGEST_SEARCH = timedelta(days=90)  # then a decision is asked for


@dataclass(frozen=True, slots=True)
class Motive:
    """Why a step was taken, or what was learnt, in the words of whoever did."""

    id: str
    case_id: CaseId
    step: Step
    at: datetime
    by: PersonId
    reason: str = field(repr=False)
    code: str = ""  # of the code list that belongs to the step
    version: int = 0


@dataclass(frozen=True, slots=True)
class Watch:
    """Somebody named observes until a day, and why no service was turned to."""

    id: str
    case_id: CaseId
    set_at: datetime
    set_by: PersonId
    observer: PersonId
    review_on: date
    renewal: int  # 0 when the watch began
    points: str = field(repr=False)
    why_not_referred: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class DangerLevel:
    """The level of danger as somebody saw it at a time, and why."""

    id: str
    case_id: CaseId
    level: str  # code list DANGER
    at: datetime
    by: PersonId
    motive: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class EntryKind:
    """What kind of concern it became, since when, and why."""

    id: str
    case_id: CaseId
    entry: str  # code list ENTRY
    at: datetime
    by: PersonId
    motive: str = field(repr=False)
    version: int = 0


def searching_since(motives: Iterable[Motive]) -> datetime | None:
    """When the search began that goes on now; None when the last step was another."""
    began = None
    for each in motives:
        began = (began or each.at) if each.step is Step.SUSPEND else None
    return began
