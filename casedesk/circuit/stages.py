"""The circuit: which step leads from which stage to which, by whom, on what terms.

Stages, steps and guards are closed names here; the table in `resources/circuit/` wires
them. A territory may rewire, not invent. Source: domain §2.4 and §2.5.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from casedesk.circuit.deadlines import Calendar, Deadline, read_deadline
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.rights import Right
from casedesk.circuit.tables import read_table

CLOCK = "stage.{}"  # what the deadline of a stage is called
RELAXED = "guard.{}"  # the setting that says why a guard is relaxed; empty: it is not


class Stage(StrEnum):
    """Where a case stands (domain §2.4).

    REOPENED is a step, TRANSFERRED a reason to close, ARCHIVED what an erasure leaves.
    """

    DRAFT = "DRAFT"
    LOGGED = "LOGGED"
    ASSESSING = "ASSESSING"
    DECISION = "DECISION"
    WATCH = "WATCH"
    ORIENTING = "ORIENTING"
    FOLLOWUP = "FOLLOWUP"
    SUSPENDED = "SUSPENDED"
    CLOSED = "CLOSED"
    DUPLICATE = "DUPLICATE"

    @property
    def is_open(self) -> bool:
        return self not in OVER


OVER = frozenset({Stage.CLOSED, Stage.DUPLICATE})  # nobody waits for these


class Answers(StrEnum):
    """Who answers for a case at a stage (domain §2.4, column owner)."""

    AUTHOR = "author"
    REFERENT = "referent"
    SOCIAL_WORKER = "social_worker"
    DIRECTOR = "director"


class Step(StrEnum):
    """What moves a case (domain §2.5)."""

    WRITE = "WRITE"
    SEND = "SEND"
    TAKE_IN_CHARGE = "TAKE_IN_CHARGE"
    GO_URGENT = "GO_URGENT"
    SUBMIT = "SUBMIT"
    ORIENT = "ORIENT"
    CONFIRM_RECEPTION = "CONFIRM_RECEPTION"
    RETURN_TO_DECISION = "RETURN_TO_DECISION"
    KEEP_WATCH = "KEEP_WATCH"
    REASSESS = "REASSESS"
    REFER_AGAIN = "REFER_AGAIN"
    DECIDE_AGAIN = "DECIDE_AGAIN"
    NOTE_DEATH = "NOTE_DEATH"
    SUSPEND = "SUSPEND"
    RESUME = "RESUME"
    CLOSE = "CLOSE"
    REOPEN = "REOPEN"
    MERGE = "MERGE"
    SEPARATE = "SEPARATE"
    NOTE_MAJORITY = "NOTE_MAJORITY"
    ERASE = "ERASE"
    HOLD = "HOLD"


class Guard(StrEnum):
    """What must be there before a step (domain §2.5, column guards)."""

    CONCERN_COMPLETE = "concern_complete"
    EMERGENCY_ACTION = "emergency_action"
    ASSESSMENT_SIGNED = "assessment_signed"
    DECISION_SIGNED = "decision_signed"
    ADDRESSEE_CHOSEN = "addressee_chosen"
    REFERRAL_RECEIVED = "referral_received"
    NO_REFERRAL_LEFT = "no_referral_left"
    REASON_GIVEN = "reason_given"
    WATCH_PLANNED = "watch_planned"
    WATCH_RENEWABLE = "watch_renewable"
    CONTACT_SOUGHT = "contact_sought"
    SEARCH_NOT_OVER = "search_not_over"
    TWO_AGREED = "two_agreed"
    MASTER_CHOSEN = "master_chosen"
    NO_HOLD = "no_hold"
    NO_REFERRAL_OPEN = "no_referral_open"
    CLOSING_SIGNED = "closing_signed"
    REFERRALS_EXPLAINED = "referrals_explained"
    TWO_SIGNATURES = "two_signatures"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table; without a stage to go to, the case stays where it is."""

    id: str
    step: Step
    origins: frozenset[Stage]
    stage: Stage | None
    right: Right
    guards: tuple[Guard, ...]

    def leads_to(self, stage: Stage) -> Stage:
        return self.stage or stage

    @property
    def moves(self) -> bool:
        """Erasing and holding are acts on a case, not ways through the circuit."""
        return self.stage is not None


class WrongTable(ValueError):
    """A table of the circuit in which a case could get lost; the words say where."""


class Circuit:
    """The table, for the command that moves a case and the screen that offers steps."""

    def __init__(
        self,
        transitions: tuple[Transition, ...],
        clocks: Mapping[Stage, Deadline],
        owners: Mapping[Stage, Answers],
        calendar: Calendar | None = None,
        relaxable: Mapping[Guard, str] | None = None,
    ) -> None:
        """`relaxable`: the guards the direction may relax, and why it did; else "".

        Raises WrongTable for a table in which a case could get lost.
        """
        self.transitions = transitions
        self.clocks = clocks
        self.owners = owners
        self.relaxable = relaxable or {}
        self.relaxed = frozenset(each for each, why in self.relaxable.items() if why)
        self._calendar = calendar or Calendar()
        wrong = tuple(self._wrong())
        if wrong:
            raise WrongTable("; ".join(wrong))

    def transition(self, stage: Stage, step: Step) -> Transition:
        """The row that leads on. Raises IllegalStep where there is none."""
        for row in self.transitions:
            if row.step is step and stage in row.origins:
                return row
        raise IllegalStep(stage=stage, step=step)

    def leading_from(self, stage: Stage) -> tuple[Transition, ...]:
        """The rows that move a case from there."""
        return tuple(
            row for row in self.transitions if stage in row.origins and row.moves
        )

    def due(
        self, stage: Stage, since: datetime, danger: str, *, urgent: bool
    ) -> datetime | None:
        clock = self.clocks.get(stage)
        if clock is None:
            return None
        return clock.due(since, self._calendar, danger, urgent=urgent)

    def _wrong(self) -> Iterator[str]:
        """What a table must not be, in words for whoever wrote it.

        A draft has no clock of the circuit: the team sees its age.
        """
        yield from _ambiguous(self.transitions)
        arrivals = {row.stage for row in self.transitions}
        for stage in Stage:
            if stage not in arrivals:
                yield f"no step leads to {stage}"
            if stage.is_open and stage not in self.owners:
                yield f"nobody answers for a case at {stage}"
            if stage.is_open and stage not in (*self.clocks, Stage.DRAFT):
                yield f"a case at {stage} has no clock"
            if not stage.is_open and stage in self.clocks:
                yield f"{stage} is an end and has a clock"
        for stage in _stuck(self.transitions):
            yield f"from {stage} no case is ever closed"


def _ambiguous(rows: Iterable[Transition]) -> Iterator[str]:
    """One step from one stage leads to one place."""
    seen: set[tuple[Stage, Step]] = set()
    for row in rows:
        for origin in sorted(row.origins):
            if (origin, row.step) in seen:
                yield f"{row.step} leads from {origin} to two places"
            seen.add((origin, row.step))


def _stuck(rows: tuple[Transition, ...]) -> list[Stage]:
    """The stages from which CLOSED cannot be reached."""
    out = {Stage.CLOSED}
    grown = True
    while grown:
        before = len(out)
        for row in rows:
            if row.stage in out:
                out |= row.origins
        grown = len(out) > before
    return [each for each in Stage if each.is_open and each not in out]


def read_circuit(
    text: str,
    setting: Callable[[str], str] = lambda _: "",
    calendar: Calendar | None = None,
) -> Circuit:
    """The table from its TOML text, its clocks as the association has set them.

    Raises KeyError or ValueError when the text is wrong; most often WrongTable, which
    says what is.
    """
    table = read_table(text)
    return Circuit(
        tuple(map(_transition, table["step"])),
        {
            Stage(name): read_deadline(CLOCK.format(name), row, setting)
            for name, row in table["clock"].items()
        },
        {Stage(name): Answers(who) for name, who in table["owner"].items()},
        calendar,
        {
            Guard(name): setting(RELAXED.format(name))
            for name, row in table.get("guard", {}).items()
            if row.get("relaxable")
        },
    )


def _transition(row: Mapping[str, Any]) -> Transition:
    return Transition(
        id=row["id"],
        step=Step(row["step"]),
        origins=frozenset(map(Stage, row["from"])),
        stage=Stage(row["to"]) if "to" in row else None,
        right=Right(row["right"]),
        guards=tuple(map(Guard, row.get("guards", ()))),
    )
