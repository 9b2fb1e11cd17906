"""Links between two cases, each case keeping its own text (domain §2.11)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from casedesk.circuit.case import CaseId
from casedesk.circuit.people import NOBODY, PersonId


class LinkKind(StrEnum):
    """What two cases have to do with each other."""

    SIBLING = "SIBLING"
    CHILD_AUTHOR = "CHILD_AUTHOR"  # of the facts; `other` is the case of whom it hurt
    DUPLICATE = "DUPLICATE"  # the same child and facts; `other` goes on


@dataclass(frozen=True, slots=True)
class Link:
    """From a case to another; read from both, kept in the first."""

    id: str
    case_id: CaseId
    other: CaseId
    relation: LinkKind
    made_at: datetime
    made_by: PersonId
    reason: str = field(default="", repr=False)
    undone_at: datetime | None = None
    undone_by: PersonId = NOBODY
    why_undone: str = field(default="", repr=False)
    version: int = 0

    @property
    def stands(self) -> bool:
        return self.undone_at is None

    def other_end(self, case_id: CaseId) -> CaseId:
        return self.other if case_id == self.case_id else self.case_id
