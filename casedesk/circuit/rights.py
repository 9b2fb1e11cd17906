"""Who may do what: one table of rights, read from `resources/rights.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from casedesk.circuit.errors import NotPermitted
from casedesk.circuit.people import Duty, Person, PersonId, Role
from casedesk.circuit.tables import read_table


class Right(StrEnum):
    """What a command or a question may ask for."""

    RECORD_CONCERN = "record_concern"
    SEE_OWN_RECEIPTS = "see_own_receipts"
    READ_DIRECTORY = "read_directory"
    KEEP_DIRECTORY = "keep_directory"
    TAKE_IN_DROPS = "take_in_drops"
    SEE_CASES = "see_cases"
    SEE_ALL_CASES = "see_all_cases"
    OPEN_IN_EMERGENCY = "open_in_emergency"  # what is somebody else's
    SEE_AUTHORS = "see_authors"  # who is alleged, here and in other cases
    TAKE_IN_CHARGE = "take_in_charge"
    ASSESS = "assess"
    DECIDE = "decide"
    REFER = "refer"
    PRINT = "print"
    RECORD_ANSWER = "record_answer"
    FOLLOW_UP = "follow_up"  # contacts, the plan, the first signature of a closing
    ATTACH = "attach"
    CLOSE_CASE = "close_case"
    HOLD_CASE = "hold_case"
    REQUEST_ERASURE = "request_erasure"
    REQUEST_MOVE = "request_move"  # of a case into a restricted circle
    CONFIRM_ERASURE = "confirm_erasure"
    REASSIGN = "reassign"
    SUPERVISE = "supervise"  # leave notes, approve what others signed
    MANAGE_PEOPLE = "manage_people"
    HOLD_SHEETS = "hold_sheets"  # have recovery sheets made, and open circles by them
    FURNISH = "furnish"
    SEE_JOURNAL = "see_journal"  # one's own acts, and the lines of one's own cases
    SEE_WHOLE_JOURNAL = "see_whole_journal"
    NOTE_EVENTS = "note_events"
    BACK_UP = "back_up"
    RESTORE = "restore"


_CIRCLE = "circle"  # beside roles and duties in the table: members of circles


class RightsTable:
    """Rights by role; duties add to them, and so does work inside a circle."""

    def __init__(
        self,
        roles: Mapping[Role, frozenset[Right]],
        duties: Mapping[Duty, frozenset[Right]],
        in_circle: frozenset[Right] = frozenset(),
    ) -> None:
        self._roles, self._duties, self._in_circle = roles, duties, in_circle

    def of(self, person: Person) -> frozenset[Right]:
        rights = self._roles[person.role]
        for duty in person.duties:
            rights |= self._duties[duty]
        return rights

    def holders(self, right: Right) -> tuple[Role, ...]:
        """The roles that have it without any duty beside."""
        return tuple(role for role in Role if right in self._roles[role])

    def in_circle(self, person: Person) -> frozenset[Right]:
        """Inside a circle this person is in, whatever their role: few are."""
        return self.of(person) | self._in_circle


def read_rights(text: str) -> RightsTable:
    """The table from its TOML text: `[right]` tables of `NAME = [roles and duties]`."""
    rows = read_table(text)["right"]
    if set(rows) != set(Right):
        raise ValueError("the table of rights and the program name different rights")
    return RightsTable(
        {role: frozenset(Right(r) for r in rows if role in rows[r]) for role in Role},
        {duty: frozenset(Right(r) for r in rows if duty in rows[r]) for duty in Duty},
        frozenset(Right(r) for r in rows if _CIRCLE in rows[r]),
    )


@dataclass(frozen=True, slots=True)
class Actor:
    """The person at work, and what they may do."""

    person: PersonId
    label: str
    role: Role
    rights: frozenset[Right]
    stands_in_for: frozenset[PersonId] = frozenset()  # those away, in this sitting

    def may(self, right: Right) -> bool:
        return right in self.rights

    def require(self, right: Right) -> None:
        if right not in self.rights:
            raise NotPermitted(right=right)

    def sees_owner(self, owner: str) -> bool:
        """Unassigned cases, one's own, and those of whom one stands in for; all of
        them only with the right to."""
        theirs = owner in ("", self.person) or owner in self.stands_in_for
        return self.may(Right.SEE_ALL_CASES) or (self.may(Right.SEE_CASES) and theirs)
