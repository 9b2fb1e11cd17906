"""The table of a referral: which move leads from which state to which, and until when.

Moves, guards and next actions are closed names here; `resources/circuit/referral.toml`
wires them, and a wiring that could lose a referral is not read. Source: domain §2.10.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from casedesk.circuit.codes import Label, read_label
from casedesk.circuit.deadlines import Deadlines
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.referral import (
    WAITING,
    Answer,
    Copy,
    CopyState,
    Referral,
    ReferralState,
    Report,
    WrongState,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Addressee
from casedesk.circuit.tables import read_table

_AS_ANSWERED = "answer"  # by the deadline of each addressee


class Move(StrEnum):
    """What happens to a referral."""

    PREPARE = "PREPARE"
    SEND = "SEND"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"
    REDIRECT = "REDIRECT"
    FINISH = "FINISH"
    GIVE_UP = "GIVE_UP"
    CANCEL = "CANCEL"


MOVE_FOR: Mapping[Answer, Move] = {
    Answer.RECEIVED: Move.ACKNOWLEDGE,
    Answer.EVALUATING: Move.ACKNOWLEDGE,
    Answer.ACCEPTED: Move.ACCEPT,
    Answer.KNOWN: Move.ACCEPT,
    Answer.REFUSED: Move.REFUSE,
    Answer.REDIRECTED: Move.REDIRECT,
    Answer.DONE: Move.FINISH,
}


class NextAct(StrEnum):
    """What whoever answers for the case does next."""

    WRITE = "write"
    SEND = "send"
    CALL = "call"
    TAKE_STOCK = "take_stock"


class Condition(StrEnum):
    """What must be there before a move (domain §2.10, guards)."""

    SHEET_SIGNED = "sheet_signed"
    TWO_SIGNATURES = "two_signatures"
    SHEET_PRINTED = "sheet_printed"
    REASON = "reason"
    OVERDUE = "overdue"
    TRIED = "tried"


class NotPrinted(Refused):
    """No printed copy of the liaison sheet exists yet."""

    code = "not_printed"


class ReferralNotReady(Refused):
    """Something must be there before this move."""

    code = "referral_not_ready"

    def __init__(self, *conditions: Condition) -> None:
        super().__init__(conditions=conditions)
        self.conditions = conditions


@dataclass(frozen=True, slots=True)
class Facts:
    """What a condition may ask about."""

    referral: Referral
    now: datetime
    reason: str = ""
    sheets: tuple[FilledSheet, ...] = ()
    copies: tuple[Copy, ...] = ()
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One row of the table."""

    move: Move
    origins: frozenset[ReferralState]
    state: ReferralState
    right: Right
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Wait:
    """What is next at a state that waits, and by which deadline; `say`: to a service.

    `by_addressee` names other deadlines for some.
    """

    next: NextAct
    deadline: str
    by_addressee: Mapping[Addressee, str]
    say: Label | None = None

    def due(
        self,
        addressee: Addressee,
        since: datetime,
        deadlines: Deadlines,
        *,
        urgent: bool,
    ) -> datetime:
        named = self.by_addressee.get(addressee, self.deadline)
        if named == _AS_ANSWERED:
            return deadlines.answer_due(addressee, since, urgent=urgent)
        return deadlines.due(named, since, urgent=urgent)

    @property
    def is_called_for(self) -> bool:
        """Whether the service is to be asked."""
        return self.next in (NextAct.CALL, NextAct.TAKE_STOCK)


class ReferralTable:
    """The table, for commands that move a referral and screens that offer moves."""

    def __init__(
        self,
        rows: tuple[MoveRow, ...],
        waits: Mapping[ReferralState, Wait],
        deadlines: Deadlines,
    ) -> None:
        self.rows, self.waits = rows, waits
        self._deadlines = deadlines

    def row(self, state: ReferralState, move: Move) -> MoveRow:
        """Raises WrongState where the move leads nowhere."""
        for row in self.leading_from(state):
            if row.move is move:
                return row
        raise WrongState(state=state)

    def leading_from(self, state: ReferralState) -> tuple[MoveRow, ...]:
        return tuple(row for row in self.rows if state in row.origins)

    def may(self, state: ReferralState, move: Move) -> bool:
        return any(row.move is move for row in self.leading_from(state))

    def moved(self, facts: Facts, move: Move, *, urgent: bool) -> Referral:
        """The referral after a move, with its new clock.

        Raises WrongState, NotPrinted or ReferralNotReady.
        """
        row = self.row(facts.referral.state, move)
        unmet = [each for each in row.conditions if not _HOLDS[each](facts)]
        if Condition.SHEET_PRINTED in unmet:
            raise NotPrinted()
        if unmet:
            raise ReferralNotReady(*unmet)
        moved = replace(
            facts.referral,
            state=row.state,
            since=facts.now,
            call_again=None,
            settled_at=None,
            settled_why="",
        )
        return self.clocked(moved, facts.now, urgent=urgent)

    def clocked(self, referral: Referral, since: datetime, *, urgent: bool) -> Referral:
        """With the due time of the state it is in; without one where nothing waits."""
        wait = self.waits.get(referral.state)
        if wait is None:
            return replace(referral, due_at=None)
        due = wait.due(referral.addressee, since, self._deadlines, urgent=urgent)
        return replace(referral, due_at=due)


def read_referrals(text: str, deadlines: Deadlines) -> ReferralTable:
    """The table from its TOML text. Raises KeyError or ValueError when it is wrong."""
    table = read_table(text)
    rows = tuple(map(_row, table["move"]))
    waits = {ReferralState(name): _wait(row) for name, row in table["state"].items()}
    _check(rows, waits, deadlines)
    return ReferralTable(rows, waits, deadlines)


def _row(row: Mapping[str, Any]) -> MoveRow:
    return MoveRow(
        move=Move(row["move"]),
        origins=frozenset(map(ReferralState, row["from"])),
        state=ReferralState(row["to"]),
        right=Right(row["right"]),
        conditions=tuple(map(Condition, row.get("guards", ()))),
    )


def _wait(row: Mapping[str, Any]) -> Wait:
    say = row.get("say")
    others = row.get("by_addressee", {}).items()
    return Wait(
        next=NextAct(row["next"]),
        deadline=row["deadline"],
        by_addressee={Addressee(name): each for name, each in others},
        say=read_label(say) if say else None,
    )


def _check(
    rows: tuple[MoveRow, ...],
    waits: Mapping[ReferralState, Wait],
    deadlines: Deadlines,
) -> None:
    """Raises ValueError for a table in which a referral could be lost."""
    once = [(row.move, state) for row in rows for state in row.origins]
    if len(set(once)) != len(once):
        raise ValueError("a move leads to two states")
    reached = _reached(ReferralState.PREP, rows)
    if reached != set(ReferralState):
        raise ValueError(f"never reached: {sorted(set(ReferralState) - reached)}")
    if set(waits) != WAITING:
        raise ValueError("a state that waits has no clock, or one that is over has")
    for state, wait in waits.items():
        if _reached(state, rows) <= WAITING:
            raise ValueError(f"no way out of {state}")
        named = {wait.deadline, *wait.by_addressee.values()} - {_AS_ANSWERED}
        if not all(each in deadlines for each in named):
            raise ValueError(f"no clock at {state}")
        if wait.is_called_for and wait.say is None:
            raise ValueError(f"nothing to say at {state}")


def _reached(start: ReferralState, rows: Iterable[MoveRow]) -> set[ReferralState]:
    found, fresh = {start}, {start}
    while fresh:
        fresh = {row.state for row in rows if row.origins & fresh} - found
        found |= fresh
    return found


def _sheet_signed(facts: Facts) -> bool:
    return any(
        each.id == facts.referral.sheet_id and each.is_signed for each in facts.sheets
    )


def _two_signatures(facts: Facts) -> bool:
    if facts.referral.addressee is not Addressee.PROSECUTOR:
        return True
    report = facts.report
    return (
        report is not None
        and report.is_signed
        and report.prepared_by != report.signed_by
    )


def _sheet_printed(facts: Facts) -> bool:
    return any(
        each.sheet_id == facts.referral.sheet_id and each.state is CopyState.PRINTED
        for each in facts.copies
    )


_HOLDS: Mapping[Condition, Callable[[Facts], bool]] = {
    Condition.SHEET_SIGNED: _sheet_signed,
    Condition.TWO_SIGNATURES: _two_signatures,
    Condition.SHEET_PRINTED: _sheet_printed,
    Condition.REASON: lambda facts: bool(facts.reason.strip()),
    Condition.OVERDUE: lambda facts: facts.referral.wakes_at <= facts.now,
    Condition.TRIED: lambda facts: facts.referral.tries > 0,
}
