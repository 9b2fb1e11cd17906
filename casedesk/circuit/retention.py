"""Closing a case and keeping it: why it was closed, how long it stays, why longer.

Periods are data (`resources/retention.toml`, domain §8.4). They propose a day to look
at a closed case again; nothing is ever erased because a day has come.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NewType

from casedesk.circuit.case import GRAVE, CaseId
from casedesk.circuit.filled import NO_SHEET, SheetId
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.stages import Stage
from casedesk.circuit.tables import read_table

HoldId = NewType("HoldId", str)

REASONS, CLASSES = "CLOSE", "RETENTION"  # code lists
LONGEST_YEARS = 10  # how far off the day may be put that a case is looked at again
PARAGRAPH = "\n\n"  # before each reason to keep a case longer, in its closing
SETTING = "retention.{}"  # of one class: its period, and by whom it was checked when
# Without any further action, straight from the decision (domain §2.5, T08).
_AT_DECISION = frozenset({"NO_CONCERN", "DUP", "OUT_SCOPE"})
# And what a case may come back to the decision for, at the end of its way.
_AT_DECISION |= {"DEATH", "LOST", "MAJORITY"}
HANDED_OVER = frozenset({"TRANSFER", "MOVED"})  # with a receipt only
_BY_REASON = {
    "NO_CONCERN": "UNFOUNDED",
    "OUT_SCOPE": "UNFOUNDED",
    "DUP": "DUPLICATE",
    "JUDICIAL": "AUTHORITIES",
}
_PERIOD = re.compile(r"P(\d{1,4})([DMY])")  # ISO 8601, one unit


@dataclass(frozen=True, slots=True)
class RetentionClass:
    """How long cases of one class are kept before somebody looks at them again."""

    code: str  # code list RETENTION
    period: str  # ISO 8601: P30D, P12M, P3Y
    checked_on: str = ""
    checked_by: str = ""

    def __post_init__(self) -> None:
        if not _PERIOD.fullmatch(self.period):
            raise ValueError("a period is P30D, P12M or P3Y")

    def review_on(self, closed: date) -> date:
        """The day to look again; the last of its month where the month is shorter."""
        found = _PERIOD.fullmatch(self.period)
        n, unit = int(found[1]) if found else 0, found[2] if found else "D"
        if unit == "D":
            return closed + timedelta(days=n)
        months = closed.month - 1 + n * (12 if unit == "Y" else 1)
        year, month = closed.year + months // 12, months % 12 + 1
        last = calendar.monthrange(year, month)[1]
        return closed.replace(year=year, month=month, day=min(closed.day, last))

    def settled(self, told: str) -> RetentionClass:
        """As the association has set it, `P3Y 2026-03-02 who`; as it is otherwise.

        What cannot be read changes nothing.
        """
        period, on, by = (*told.split(" ", 2), "", "", "")[:3]
        if not _PERIOD.fullmatch(period):
            return self
        return RetentionClass(self.code, period, on, by)


@dataclass(frozen=True, slots=True)
class Closing:
    """That a case was closed: why, and how long it is to be kept."""

    id: str
    case_id: CaseId
    closed_at: datetime
    closed_by: PersonId
    reason: str  # code list CLOSE
    retention: str  # code list RETENTION
    review_on: date
    detail: str = field(repr=False)
    sheet_id: SheetId = NO_SHEET  # the signed F-G; none before there were any
    first_signed_by: PersonId = NOBODY
    version: int = 0


@dataclass(frozen=True, slots=True)
class Hold:
    """That a case must be kept, whatever its class says, until somebody lifts it."""

    id: HoldId
    case_id: CaseId
    set_at: datetime
    set_by: PersonId
    reason: str = field(repr=False)
    lifted_at: datetime | None = None
    lifted_by: PersonId = NOBODY
    why_lifted: str = field(default="", repr=False)
    version: int = 0

    @property
    def is_in_force(self) -> bool:
        return self.lifted_at is None


def closing_reason_fits(reason: str, stage: Stage) -> bool:
    """Before anybody was turned to, only what needs no further action closes a case."""
    return stage is not Stage.DECISION or reason in _AT_DECISION


def proposed_class(reason: str, danger: str, *, reported: bool) -> str:
    """The class to offer first; whoever closes the case chooses."""
    if reason in _BY_REASON:
        return _BY_REASON[reason]
    if reported:
        return "AUTHORITIES"
    return "GRAVE" if danger in GRAVE else "ORIENTED"


def read_retention(
    text: str, setting: Callable[[str], str] = lambda _: ""
) -> Mapping[str, RetentionClass]:
    """The shipped classes from their TOML text, each as the association has set it.

    Raises KeyError or ValueError when the text is wrong.
    """
    return {
        code: RetentionClass(code, row["period"]).settled(setting(SETTING.format(code)))
        for code, row in read_table(text).items()
    }
