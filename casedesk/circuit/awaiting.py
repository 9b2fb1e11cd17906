"""What one person did and another one still has to sign or agree to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casedesk.circuit.case import CaseId
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import ReferralId


class Awaited(StrEnum):
    """What waits for a second person."""

    REPORT = "report"  # to the prosecutor, prepared and not signed
    CLOSING = "closing"  # sheet F-G, signed a first time
    REVIEW = "review"  # sheet F-R, written and not signed
    REOPENING = "reopening"  # proposed, and not agreed to


@dataclass(frozen=True, slots=True)
class AwaitedRow:
    """One of them: no name but that of whoever did the first half."""

    what: Awaited
    case_id: CaseId
    case_number: str
    by: PersonId
    since: datetime
    is_mine: bool  # whether this person may do the second half
    referral: ReferralId | None = None  # of a report
