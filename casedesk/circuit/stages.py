"""The circuit: which step leads from which stage to which, by whom, on what terms.

Stages, steps and guards are closed names here; the table in `resources/circuit/` wires
them. A territory may rewire, not invent. Source: domain §2.4 and §2.5.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.rights import Right


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


@dataclass(frozen=True, slots=True)
class Clock:
    """How long a case may stay at a stage, in real hours, or by level of danger."""

    hours: int
    urgent_hours: int
    by_danger: Mapping[str, int]

    def due(self, since: datetime, danger: str, *, urgent: bool) -> datetime:
        ordinary = self.urgent_hours if urgent else self.hours
        return since + timedelta(hours=self.by_danger.get(danger, ordinary))


class Circuit:
    """The table, for the command that moves a case and the screen that offers steps."""

    def __init__(
        self, transitions: tuple[Transition, ...], clocks: Mapping[Stage, Clock]
    ) -> None:
        self.transitions = transitions
        self._clocks = clocks

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
        clock = self._clocks.get(stage)
        return clock.due(since, danger, urgent=urgent) if clock else None


def read_circuit(text: str) -> Circuit:
    """The table from its TOML text. Raises KeyError or ValueError when it is wrong."""
    table = tomllib.loads(text)
    return Circuit(
        tuple(map(_transition, table["step"])),
        {
            Stage(name): Clock(
                hours=row["hours"],
                urgent_hours=row.get("urgent_hours", row["hours"]),
                by_danger=row.get("by_danger", {}),
            )
            for name, row in table["clock"].items()
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
