"""Who may do what: one table of rights, read from `resources/rights.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Duty, Person, PersonId, Role


class Right(StrEnum):
    """What a command or a question may ask for."""

    RECORD_CONCERN = "record_concern"
    SEE_OWN_RECEIPTS = "see_own_receipts"
    READ_DIRECTORY = "read_directory"
    TAKE_IN_DROPS = "take_in_drops"
    SEE_CASES = "see_cases"
    SEE_ALL_CASES = "see_all_cases"
    TAKE_IN_CHARGE = "take_in_charge"
    ASSESS = "assess"
    DECIDE = "decide"
    REFER = "refer"
    PRINT = "print"
    RECORD_ANSWER = "record_answer"
    MANAGE_PEOPLE = "manage_people"
    FURNISH = "furnish"


class RightsTable:
    """Rights by role; duties add to them."""

    def __init__(
        self,
        roles: Mapping[Role, frozenset[Right]],
        duties: Mapping[Duty, frozenset[Right]],
    ) -> None:
        self._roles, self._duties = roles, duties

    def of(self, person: Person) -> frozenset[Right]:
        rights = self._roles[person.role]
        for duty in person.duties:
            rights |= self._duties[duty]
        return rights


def read_rights(text: str) -> RightsTable:
    """The table from its TOML text: `[right]` tables of `NAME = [roles and duties]`."""
    rows = tomllib.loads(text)["right"]
    if set(rows) != set(Right):
        raise ValueError("the table of rights and the program name different rights")
    return RightsTable(
        {role: frozenset(Right(r) for r in rows if role in rows[r]) for role in Role},
        {duty: frozenset(Right(r) for r in rows if duty in rows[r]) for duty in Duty},
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at work, and what they may do."""

    person: PersonId
    label: str
    role: Role
    rights: frozenset[Right]

    def may(self, right: Right) -> bool:
        return right in self.rights

    def require(self, right: Right) -> None:
        if right not in self.rights:
            raise NotPermitted(right=right)

    def sees_owner(self, owner: str) -> bool:
        """Unassigned cases and one's own; all of them only with the right to."""
        return self.may(Right.SEE_ALL_CASES) or (
            self.may(Right.SEE_CASES) and owner in ("", self.person)
        )
