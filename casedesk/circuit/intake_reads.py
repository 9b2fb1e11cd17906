"""What was sent and is not a case yet, or no more: a part of `ports.Reads`."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from casedesk.circuit.concern import Drop, DropId, DropState, ReceiptId
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import AlertRow, SetAsideRow, StatusDue, UnsentDraft


class IntakeReads(Protocol):
    """The case team's and, of what one sent oneself, everybody's."""

    def drops(self) -> tuple[Drop, ...]: ...
    def statuses_due(self) -> tuple[StatusDue, ...]: ...
    def unsent_drafts(self, before: datetime) -> tuple[UnsentDraft, ...]: ...
    def unsent_drafts_of(self, author: PersonId) -> tuple[UnsentDraft, ...]:
        """Whatever only this person can open; nothing of what it is."""
        ...

    def alerts(self) -> tuple[AlertRow, ...]: ...
    def set_aside(self) -> tuple[SetAsideRow, ...]: ...
    def aged_drops(self, before: datetime) -> tuple[DropId, ...]:
        """The sealed drops from before then, whoever they are for."""
        ...

    def typing_to_forget(self) -> tuple[ReceiptId, ...]:
        """What anybody had typed on a page about a case that was erased."""
        ...

    def drops_to_forget(self) -> tuple[DropId, ...]:
        """The drops still there of cases that are not."""
        ...

    def receipt_drop(self, receipt: ReceiptId) -> DropState:
        """What became of what one sent. Raises NotFound for somebody else's."""
        ...
