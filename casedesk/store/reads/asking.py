"""Who asks, and what they may see: the one place where questions are scoped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casedesk.circuit.case import Case
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.errors import CompartmentClosed, NotFound
from casedesk.circuit.family import Asked, SafeContact
from casedesk.circuit.rights import Actor, Right
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.store.tables import codec, selection


@dataclass(frozen=True, slots=True)
class Scope:
    """A condition on `cases` that lets through what a person may know of.

    Several owners are asked for one by one, so that each answer comes from an index.
    """

    owners: tuple[str, ...] | None  # None: whoever it is

    @property
    def conditions(self) -> tuple[str, ...]:
        if self.owners is None:
            return ("true",)
        return tuple(f"owner = :owner{at}" for at in range(len(self.owners)))

    @property
    def filter(self) -> str:
        """All of them at once, for what an index of its own has already found."""
        if self.owners is None:
            return "true"
        return (
            f"+owner IN ({', '.join(f':owner{at}' for at in range(len(self.owners)))})"
        )

    @property
    def values(self) -> Mapping[str, str]:
        owners = self.owners or ()
        return {f"owner{at}": owner for at, owner in enumerate(owners)}


class Asking:
    """The actor, and the stores that are open for them."""

    def __init__(self, actor: Actor, desk: DeskStore, cases: CaseStore | None) -> None:
        self._actor = actor
        self._desk = desk
        self._open_cases = cases

    @property
    def _cases(self) -> CaseStore:
        """Raises CompartmentClosed or NotPermitted for whoever is not of the team."""
        if self._open_cases is None:
            raise CompartmentClosed(home=Home.CASES)
        self._actor.require(Right.SEE_CASES)
        return self._open_cases

    @property
    def _scope(self) -> Scope:
        """`Actor.sees_owner`, as a condition."""
        if self._actor.may(Right.SEE_ALL_CASES):
            return Scope(None)
        theirs = sorted(self._actor.stands_in_for - {self._actor.person})
        return Scope(("", self._actor.person, *theirs))

    def _visible_case(self, case_id: str) -> Case:
        """Raises NotFound for somebody else's case as for one there is not."""
        case = self._find_case(case_id)
        if case is None or not self._sees(case):
            raise NotFound(kind=Kind.CASE)
        return case

    def _sees(self, case: Case) -> bool:
        emergencies = self._cases.in_emergency(self._actor)
        return self._actor.sees_owner(case.owner) or case.id in emergencies

    def _find_case(self, case_id: str) -> Case | None:
        row = self._cases.db.row(f"{selection(Kind.CASE)} WHERE id = ?", (case_id,))
        case: Case | None = codec(Kind.CASE).to_record(row) if row else None
        return case

    def _opened_case(self, case_id: str) -> Case:
        """Only a case whose opening the journal has noted in this sitting."""
        case = self._visible_case(case_id)
        if not self._cases.has_viewed(self._actor, case.id):
            raise NotFound(kind=Kind.CASE)
        return case

    def _of_case(self, kind: Kind, case_id: str) -> tuple[Any, ...]:
        """In the order they were made."""
        sql = f"{selection(kind)} WHERE case_id = ? ORDER BY rowid"
        rows = self._cases.db.rows(sql, (case_id,))
        return tuple(map(codec(kind).to_record, rows))

    def _safe_contact(self, case_id: str) -> str:
        """The latest that was noted, on one line."""
        noted: tuple[SafeContact, ...] = self._of_case(Kind.SAFE_CONTACT, case_id)
        rules = self._cases.rules
        asked = rules.asked[Asked.SAFE_CONTACT]
        return noted[-1].told(asked, rules.codes) if noted else ""
