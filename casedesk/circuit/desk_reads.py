"""What is asked of the desk compartment, and one's own part in it: of `ports.Reads`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from casedesk.circuit.circles import Circle
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.concern import Draft, ReceiptId
from casedesk.circuit.deadlines import Holiday
from casedesk.circuit.events import Event
from casedesk.circuit.leaves import Leave
from casedesk.circuit.own_fields import OwnField
from casedesk.circuit.paper import Sender
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.queries import DraftRow, ReceiptRow, SettledRow, UnsentDraft


class DeskReads(Protocol):
    """Everybody's, but for what says whose it is."""

    def people(self) -> tuple[Person, ...]: ...
    def person_label(self, person: str) -> str: ...
    def sender(self) -> Sender: ...
    def setting(self, name: str) -> str: ...
    def codes(self) -> CodeBook: ...
    def holidays(self) -> tuple[Holiday, ...]:
        """What the association entered itself, beside the shipped civil days."""
        ...

    def leaves(self) -> tuple[Leave, ...]:
        """The latest to begin first."""
        ...

    def own_fields(self) -> tuple[OwnField, ...]: ...
    def settled(self, before: int | None, limit: int) -> tuple[SettledRow, ...]:
        """What was settled, the latest first: those before that number, or the last.

        For whoever may settle something."""
        ...

    def circles(self) -> tuple[Circle, ...]:
        """The restricted circles one may write to, whether one is in them or not."""
        ...

    def my_drafts(self) -> tuple[DraftRow, ...]: ...
    def closed_drafts(self) -> tuple[UnsentDraft, ...]:
        """What one began under keys one has no longer, the oldest first."""
        ...

    def drafts_to_copy(self) -> tuple[ReceiptId, ...]:
        """Of one's own, those without a copy for the sheets that are in force now."""
        ...

    def sealed_drafts(self, person: PersonId) -> tuple[Draft, ...]:
        """Somebody's, as they lie in the desk: nothing of them can be read."""
        ...

    def my_complement(self, receipt: ReceiptId) -> str:
        """What one has begun to add to a concern already sent; often nothing."""
        ...

    def typed(self, page: str) -> Mapping[str, Any]:
        """What one had typed on a page and not done; often nothing."""
        ...

    def my_receipts(self) -> tuple[ReceiptRow, ...]: ...

    def sheet_events(self) -> tuple[Event, ...]:
        """What happened to sheets of paper, in order: made, tried, used."""
        ...
