"""The circuit: which step leads from which stage to which, by whom, on what terms.

Stages, steps and guards are closed names here; the table in `resources/circuit/` wires
them. A territory may rewire, not invent. Source: domain §2.4 and §2.5.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from casedesk.circuit.deadlines import Calendar, Deadline, read_deadline
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.rights import Right

CLOCK = "stage.{}"  # what the deadline of a stage is called
RELAXED = "guard.{}"  # the setting that says why a guard is relaxed; empty: it is not


class Stage(StrEnum):
    """Where a case stands (domain §2.4)."""

    DRAFT = "DRAFT"
    LOGGED = "LOGGED"
    ASSESSING = "ASSESSING"
    DECISION = "DECISION"
    ORIENTING = "ORIENTING"
    FOLLOWUP = "FOLLOWUP"
    CLOSED = "CLOSED"


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
    CLOSE = "CLOSE"


class Guard(StrEnum):
    """What must be there before a step (domain §2.5, column guards)."""

    CONCERN_COMPLETE = "concern_complete"
    EMERGENCY_ACTION = "emergency_action"
    ASSESSMENT_SIGNED = "assessment_signed"
    DECISION_SIGNED = "decision_signed"
    ADDRESSEE_CHOSEN = "addressee_chosen"
    REFERRAL_RECEIVED = "referral_received"
    NO_REFERRAL_LEFT = "no_referral_left"


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table."""

    id: str
    step: Step
    origins: frozenset[Stage]
    stage: Stage
    right: Right
    guards: tuple[Guard, ...]


class Circuit:
    """The table, for the command that moves a case and the screen that offers steps."""

    def __init__(
        self,
        transitions: tuple[Transition, ...],
        clocks: Mapping[Stage, Deadline],
        calendar: Calendar | None = None,
        relaxable: Mapping[Guard, str] | None = None,
    ) -> None:
        """`relaxable`: the guards the direction may relax, and why it did; else ""."""
        self.transitions = transitions
        self.clocks = clocks
        self.relaxable = relaxable or {}
        self.relaxed = frozenset(each for each, why in self.relaxable.items() if why)
        self._calendar = calendar or Calendar()

    def transition(self, stage: Stage, step: Step) -> Transition:
        """The row that leads on. Raises IllegalStep where there is none."""
        for row in self.transitions:
            if row.step is step and stage in row.origins:
                return row
        raise IllegalStep(stage=stage, step=step)

    def leading_from(self, stage: Stage) -> tuple[Transition, ...]:
        return tuple(row for row in self.transitions if stage in row.origins)

    def due(
        self, stage: Stage, since: datetime, danger: str, *, urgent: bool
    ) -> datetime | None:
        clock = self.clocks.get(stage)
        if clock is None:
            return None
        return clock.due(since, self._calendar, danger, urgent=urgent)


def read_circuit(
    text: str,
    setting: Callable[[str], str] = lambda _: "",
    calendar: Calendar | None = None,
) -> Circuit:
    """The table from its TOML text, its clocks as the association has set them.

    Raises KeyError or ValueError when the text is wrong.
    """
    table = tomllib.loads(text)
    return Circuit(
        tuple(map(_transition, table["step"])),
        {
            Stage(name): read_deadline(CLOCK.format(name), row, setting)
            for name, row in table["clock"].items()
        },
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
        stage=Stage(row["to"]),
        right=Right(row["right"]),
        guards=tuple(map(Guard, row.get("guards", ()))),
    )
