"""What the author of a concern may ask: their drafts, their receipts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TypeVar

from casedesk.circuit.changes import Kind
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.commands.drafts import SHEETS, TYPED
from casedesk.circuit.commands.typing import typed_id
from casedesk.circuit.concern import (
    ConcernStatus,
    Draft,
    DropState,
    Receipt,
    ReceiptId,
    ReceiptStatus,
)
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import DraftRow, ReceiptRow, StatusRow, UnsentDraft
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection
from casedesk.store.verify import judged

T = TypeVar("T")
R = TypeVar("R")
_MINE = "WHERE author = ? ORDER BY rowid DESC"
_CONCERNS = "WHERE author = ? AND complements = '' ORDER BY rowid DESC"
_ALL = f"{selection(Kind.DRAFT)} WHERE author = ? ORDER BY started_at, rowid"
_COMPLEMENT = "WHERE author = ? AND complements = ?"
_STATUSES = "WHERE receipt = ? AND author = ? ORDER BY rowid"


class ConcernReads(Asking):
    """Answers that only their author's keys can open."""

    def my_drafts(self) -> tuple[DraftRow, ...]:
        """The latest first."""
        rows = self._desk.db.rows(f"{selection(Kind.DRAFT)} {_CONCERNS}", self._me)
        return tuple(_that_open(self._draft, map(codec(Kind.DRAFT).to_record, rows)))

    def closed_drafts(self) -> tuple[UnsentDraft, ...]:
        """What one began under keys one has no longer, the oldest first."""
        return tuple(
            UnsentDraft(each.id, each.author, each.started_at)
            for each in self.sealed_drafts(self._actor.person)
            if each.complements != TYPED and self._opened_draft(each) is None
        )

    def drafts_to_copy(self) -> tuple[ReceiptId, ...]:
        """Of one's own, those without a copy for the sheets that are in force now."""
        own = self.sealed_drafts(self._actor.person)
        return tuple(each.id for each in own if self._wants_copy(each))

    def sealed_drafts(self, person: PersonId) -> tuple[Draft, ...]:
        """Somebody's, as they lie in the desk: nothing of them can be read."""
        rows = self._desk.db.rows(_ALL, (person,))
        return tuple(map(codec(Kind.DRAFT).to_record, rows))

    def _wants_copy(self, draft: Draft) -> bool:
        kept = self._opened_draft(draft)
        if kept is None:
            return False
        if not draft.copy or draft.complements == TYPED:
            return not draft.copy
        circle = CircleId(kept.get("circle", CASE_TEAM))
        return bool(kept.get(SHEETS) != self._desk.seals.sheets_for(circle))

    def _opened_draft(self, draft: Draft) -> dict[str, Any] | None:
        """None for one that other keys would open."""
        with suppress(NotFound):
            return self._opened(draft.sealed, f"draft:{draft.id}")
        return None

    def my_complement(self, receipt: ReceiptId) -> str:
        """What one has begun to add to a concern already sent; often nothing."""
        sql = f"{selection(Kind.DRAFT)} {_COMPLEMENT}"
        row = self._desk.db.row(sql, (self._actor.person, receipt))
        if row is None:
            return ""
        draft: Draft = codec(Kind.DRAFT).to_record(row)
        opened = _that_open(self._opened_complement, [draft])
        return next(opened, "")

    def _opened_complement(self, draft: Draft) -> str:
        return str(self._opened(draft.sealed, f"draft:{draft.id}")["text"])

    def typed(self, page: str) -> Mapping[str, Any]:
        """What one had typed on a page and not done; often nothing."""
        key = typed_id(self._actor.person, page)
        row = self._desk.db.row(f"{selection(Kind.DRAFT)} WHERE id = ?", (key,))
        if row is None:
            return {}
        draft: Draft = codec(Kind.DRAFT).to_record(row)
        return next(_that_open(self._opened_typing, [draft]), {})

    def _opened_typing(self, draft: Draft) -> Mapping[str, Any]:
        return self._opened(draft.sealed, f"draft:{draft.id}")

    def my_receipts(self) -> tuple[ReceiptRow, ...]:
        """The latest first."""
        rows = self._desk.db.rows(f"{selection(Kind.RECEIPT)} {_MINE}", self._me)
        records = map(codec(Kind.RECEIPT).to_record, rows)
        return tuple(_that_open(self._receipt, records))

    def receipt_drop(self, receipt: ReceiptId) -> DropState:
        """What became of what one sent. Raises NotFound for somebody else's."""
        row = self._desk.db.row(f"{selection(Kind.RECEIPT)} WHERE id = ?", (receipt,))
        if row is None or row["author"] != self._actor.person:
            raise NotFound(kind=Kind.RECEIPT)
        sent: Receipt = codec(Kind.RECEIPT).to_record(row)
        statuses = {each.status for each in self._receipt(sent).statuses}
        drop = self._opened(sent.sealed, f"receipt:{receipt}").get("drop", "")
        if statuses - {ConcernStatus.SENT}:
            return DropState.TAKEN
        if not drop:
            return DropState.UNKNOWN
        if judged(self._desk.db, Kind.DROP, drop):
            return DropState.MISSING
        waits = self._desk.db.value("SELECT 1 FROM drops WHERE id = ?", (drop,))
        return DropState.WAITING if waits else DropState.UNKNOWN  # gone by age

    @property
    def _me(self) -> tuple[str]:
        return (self._actor.person,)

    def _draft(self, draft: Draft) -> DraftRow:
        kept = self._opened(draft.sealed, f"draft:{draft.id}")
        return DraftRow(
            id=draft.id,
            number=kept["number"],
            started_at=draft.started_at,
            saved_at=draft.saved_at,
            content=kept["content"],
            circle=CircleId(kept.get("circle", CASE_TEAM)),
        )

    def _receipt(self, receipt: Receipt) -> ReceiptRow:
        kept = self._opened(receipt.sealed, f"receipt:{receipt.id}")
        sql = f"{selection(Kind.RECEIPT_STATUS)} {_STATUSES}"
        rows = self._desk.db.rows(sql, (receipt.id, receipt.author))
        statuses = map(codec(Kind.RECEIPT_STATUS).to_record, rows)
        return ReceiptRow(
            id=receipt.id,
            number=kept["number"],
            sent_at=datetime.fromisoformat(kept["sent_at"]),
            statuses=tuple(_that_open(self._status, statuses)),
            circle=CircleId(kept.get("circle", CASE_TEAM)),
        )

    def _status(self, status: ReceiptStatus) -> StatusRow:
        kept = self._opened(status.sealed, f"status:{status.id}")
        return StatusRow(
            ConcernStatus(kept["status"]),
            datetime.fromisoformat(kept["at"]),
            kept.get("told", ""),
        )

    def _opened(self, sealed: bytes, about: str) -> dict[str, Any]:
        opened: dict[str, Any] = json.loads(self._desk.seals.open_own(sealed, about))
        return opened


def _that_open(open_: Callable[[T], R], sealed: Iterable[T]) -> Iterator[R]:
    """Without those sealed to keys that were lost with a forgotten passphrase."""
    for each in sealed:
        with suppress(NotFound):
            yield open_(each)
