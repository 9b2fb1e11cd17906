"""A case: one child's file as it moves through the circuit."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NewType

from casedesk.circuit.dates import Birth
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import Content
from casedesk.circuit.stages import Circuit, Guard, Stage, Step

CaseId = NewType("CaseId", str)
ChildId = NewType("ChildId", str)

GRAVE = frozenset("34")  # levels of danger with short clocks (domain §2.6)
CHILD_FIELDS = (  # answers of a concern that describe the child
    "given_latin",
    "given_arabic",
    "family_latin",
    "family_arabic",
    "usual_name",
    "sex",
    "birth",
    "commune",
)


@dataclass(frozen=True, slots=True)
class Child:
    """A child as known: each name as heard, in its script; anything may be missing."""

    id: ChildId
    case_id: CaseId
    given_latin: str = field(default="", repr=False)
    given_arabic: str = field(default="", repr=False)
    family_latin: str = field(default="", repr=False)
    family_arabic: str = field(default="", repr=False)
    usual_name: str = field(default="", repr=False)
    sex: str = ""
    birth: str = field(default="", repr=False)  # circuit.dates.Birth, stored form
    commune: str = field(default="", repr=False)
    living: str = ""  # code list LIVING
    unaccompanied: str = ""  # nobody represents them: yes, no, unknown
    care_title: str = ""  # code list CARE_TITLE
    care_detail: str = field(default="", repr=False)
    disabilities: tuple[str, ...] = ()  # code list DISAB
    communication: str = field(default="", repr=False)
    place_needs: str = field(default="", repr=False)
    support_person: str = field(default="", repr=False)
    nationality: str = field(default="", repr=False)
    papers: str = field(default="", repr=False)
    version: int = 0

    @classmethod
    def from_concern(cls, id: ChildId, case_id: CaseId, content: Content) -> Child:
        def known(key: str) -> str:
            return str(content.get(key) or "")

        return cls(
            id,
            case_id,
            given_latin=known("given_latin"),
            given_arabic=known("given_arabic"),
            family_latin=known("family_latin"),
            family_arabic=known("family_arabic"),
            usual_name=known("usual_name"),
            sex=known("sex"),
            birth=known("birth"),
            commune=known("commune"),
        )

    def age_on(self, day: date) -> int | None:
        return Birth.parse(self.birth).age_on(day) if self.birth else None


@dataclass(frozen=True, slots=True)
class Case:
    """Where one child's file stands, whose it is, and until when."""

    id: CaseId
    number: str
    stage: Stage
    since: datetime
    opened_at: datetime
    due_at: datetime | None
    author: PersonId  # who wrote the concern; learns the status, never the content
    receipt: str  # the concern's receipt id in the desk compartment
    entry: str  # code list ENTRY
    owner: PersonId = NOBODY
    danger: str = ""  # code list DANGER; empty until assessed
    urgent: bool = False
    relaxed: tuple[Guard, ...] = ()  # guards its last step passed without
    episode: int = 1  # one more each time it is reopened
    episode_since: datetime | None = None  # of the first: since it was opened
    received_on: date | None = None  # of a case from the paper register
    register_number: str = ""
    version: int = 0

    def taken(self, step: Step, circuit: Circuit, now: datetime) -> Case:
        """The case after a step. Raises IllegalStep; guards are `guards.check`'s."""
        stage = circuit.transition(self.stage, step).leads_to(self.stage)
        return replace(self, stage=stage, since=now).clocked(circuit)

    def clocked(self, circuit: Circuit) -> Case:
        """With the due time that stage, danger and urgency now call for."""
        urgent = is_urgent(self)
        due = circuit.due(self.stage, self.since, self.danger, urgent=urgent)
        return replace(self, due_at=due)


def is_urgent(case: Case) -> bool:
    """Whether short clocks hold."""
    return case.urgent or case.danger in GRAVE


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """That somebody saw that a concern waits too long, and what they do about it."""

    id: str
    case_id: CaseId
    at: datetime
    by: PersonId
    told: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class EmergencyOpening:
    """That somebody opened a case which is not theirs, and why it could not wait."""

    id: str
    case_id: CaseId
    at: datetime
    by: PersonId
    reason: str = field(repr=False)
    version: int = 0


@dataclass(frozen=True, slots=True)
class EmergencyAction:
    """Somebody was called or told because it could not wait, with the real time."""

    id: str
    case_id: CaseId
    at: str  # circuit.dates.Moment, stored form
    act: str  # code list ACT
    who: str = field(repr=False)
    author: PersonId = NOBODY
    version: int = 0
