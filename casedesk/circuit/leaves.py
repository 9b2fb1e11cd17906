"""Leaves: who is away from when to when, and who stands in for them meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NewType

from casedesk.circuit.people import PersonId

LeaveId = NewType("LeaveId", str)


@dataclass(frozen=True, slots=True)
class Leave:
    """Somebody is away, first and last day included; why is nobody's business.

    While it lasts the deputy sees and does what is due in their cases.
    """

    id: LeaveId
    person: PersonId
    deputy: PersonId
    first: date
    last: date
    called_off: bool = False
    version: int = 0

    def covers(self, day: date) -> bool:
        return not self.called_off and self.first <= day <= self.last


def standing_in(
    leaves: Iterable[Leave], deputy: PersonId, day: date
) -> frozenset[PersonId]:
    """Those this person stands in for on this day."""
    return frozenset(
        each.person for each in leaves if each.deputy == deputy and each.covers(day)
    )
