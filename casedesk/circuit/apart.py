"""Cases that may be of one child: what is shown of them, and what somebody decided."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from casedesk.circuit.case import CaseId
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.duplicates import Judgement, Kinship, Reason
from casedesk.circuit.family import NO_CASE
from casedesk.circuit.longwork import Report
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.records import OfCase
from casedesk.circuit.sheet import Content
from casedesk.circuit.stages import Stage


@dataclass(frozen=True, slots=True)
class ToldApart:
    """That two cases are of two children, and what spoke for one when it was said.

    Of neither case: it goes with either, and never comes along when one is set apart.
    """

    id: str
    first: CaseId
    second: CaseId
    said_at: datetime
    said_by: PersonId
    points: int = 0
    reasons: tuple[Reason, ...] = ()
    taken_back_at: datetime | None = None
    taken_back_by: PersonId = NOBODY
    version: int = 0

    @property
    def stands(self) -> bool:
        return self.taken_back_at is None

    def settles(self, judgement: Judgement) -> bool:
        """Whether nobody need look again, as far as is known now."""
        return self.stands and not judgement.outweighs(self.points, self.reasons)

    def other_of(self, case_id: CaseId) -> CaseId:
        return self.second if case_id == self.first else self.first


def in_order(one: CaseId, other: CaseId) -> tuple[CaseId, CaseId]:
    """A pair, the same from whichever of the two one looks."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True, slots=True)
class LikelyRow:
    """Another case that may be of the same child, or of a brother or sister.

    Of a case that is somebody else's, number and owner only.
    """

    number: str
    owner: PersonId
    visible: bool
    case_id: CaseId = NO_CASE
    stage: Stage | None = None
    names: tuple[str, ...] = field(default=(), repr=False)  # in each script
    usual_name: str = field(default="", repr=False)
    birth: str = field(default="", repr=False)
    sex: str = ""
    commune: str = field(default="", repr=False)
    opened_at: datetime | None = None
    judgement: Judgement = field(default_factory=lambda: Judgement(Kinship.SAME, 0))

    @property
    def is_open(self) -> bool:
        return self.stage is not None and self.stage.is_open


@dataclass(frozen=True, slots=True)
class ApartRow:
    """Another case of which somebody said that it is of another child."""

    number: str
    visible: bool
    case_id: CaseId
    said_at: datetime
    said_by: PersonId


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """Two cases that may be of one child, the older first."""

    older: LikelyRow
    newer: LikelyRow
    judgement: Judgement


class Apart(OfCase[ToldApart], Protocol):
    """By either of the two cases."""

    def of_pair(self, one: CaseId, other: CaseId) -> ToldApart | None: ...


class ApartWork(Protocol):
    """The pairs that were told apart, for commands."""

    @property
    def apart(self) -> Apart: ...


class DuplicateReads(Protocol):
    """Questions about cases that may be of one child: a part of `ports.Reads`.

    Within one compartment, and never a trace of another. Of cases that are somebody
    else's the rows give number and owner. Not those somebody told apart.
    """

    def may_be(self, case_id: CaseId) -> tuple[LikelyRow, ...]:
        """Who the child of a case may be, the likeliest first; then their siblings."""
        ...

    def may_be_typed(
        self, content: Content, besides: CaseId = NO_CASE
    ) -> tuple[LikelyRow, ...]:
        """The same of a child who is just being typed, leaving out one case."""
        ...

    def told_apart(self, case_id: CaseId) -> tuple[ApartRow, ...]:
        """The cases of other children, as somebody said of them and this one."""
        ...


@dataclass(frozen=True, slots=True)
class Looked:
    """What a search through all cases found, the likeliest first.

    Not `whole` when it was stopped before its end.
    """

    pairs: tuple[LikelyPair, ...]
    whole: bool


class DuplicatesOffice(Protocol):
    """What `app` offers to whoever looks through all cases."""

    def look(self, report: Report, circle: CircleId = CASE_TEAM) -> Looked:
        """On a worker. What was found until it is stopped is found.

        Raises NotPermitted without the right to see everybody's cases.
        """
        ...


def attached_first(one: LikelyRow, other: LikelyRow) -> tuple[LikelyRow, LikelyRow]:
    """Which would be attached, and which goes on: the older, unless it is over."""
    older, newer = sorted((one, other), key=_age)
    if older.is_open or not newer.is_open:
        return newer, older
    return older, newer


def _age(row: LikelyRow) -> tuple[str, CaseId]:
    opened = row.opened_at.isoformat() if row.opened_at else ""
    return opened, row.case_id
