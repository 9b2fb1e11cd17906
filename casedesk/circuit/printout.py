"""Lists about one case that are put on paper, each numbered by its journal entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casedesk.circuit.case import CaseId
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import CopyState


class PrintoutKind(StrEnum):
    """What can be printed of a case that is no sheet."""

    CHRONOLOGY = "chronology"


@dataclass(frozen=True, slots=True)
class Printout:
    """One list on paper; the journal entry that made it is its anchor."""

    id: str
    case_id: CaseId
    what: PrintoutKind
    language: str
    prepared_at: datetime
    prepared_by: PersonId
    state: CopyState = CopyState.PREPARED
    digest: str = ""  # SHA-256 of the PDF, hex, once printed
    version: int = 0
