"""Following a child up: contacts sought and had, what is planned, when to meet again.

A contact that took place is a signed sheet F-F (domain §3.f); an attempt that nobody
answered is a `Contact`, and counts where a child is looked for (domain §2.5, T14).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from casedesk.circuit.case import CaseId
from casedesk.circuit.people import PersonId

KINDS, RESULTS = "CONTACT", "CONTACT_RESULT"  # code lists


@dataclass(frozen=True, slots=True)
class Contact:
    """One attempt to reach somebody, which did not lead to them."""

    id: str
    case_id: CaseId
    at: str  # circuit.dates.Moment, stored form
    kind: str  # code list CONTACT
    whom: str = field(repr=False)  # by function or link, never by name
    result: str  # code list CONTACT_RESULT
    noted_at: datetime
    noted_by: PersonId
    next_on: date | None = None  # when one will try again
    detail: str = field(default="", repr=False)
    version: int = 0
