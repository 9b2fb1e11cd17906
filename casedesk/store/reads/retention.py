"""Closed cases to look at again, and what two people decide of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.circles import would_read
from casedesk.circuit.commands.typing import (
    ANSWER,
    OF_CASES,
    typed_id,
    typing_page,
)
from casedesk.circuit.concern import DropId, ReceiptId
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import anchor
from casedesk.circuit.people import PersonId, Role
from casedesk.circuit.queries import ErasedRow, RequestRow, RetentionRow
from casedesk.circuit.retention import Hold
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Stage
from casedesk.circuit.two_people import LIFE, Act, Request, RequestId, Tombstone
from casedesk.store.codec import canonical, instant
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_HELD = (
    "EXISTS (SELECT 1 FROM holds WHERE case_id = closings.case_id"
    " AND lifted_at IS NULL)"
)
# A case closed twice goes by its last closing.
_CLOSED = (
    f"SELECT cases.id, number, closed_at, reason, retention, review_on, {_HELD} AS held"  # noqa: S608 -- from code
    " FROM closings JOIN cases ON cases.id = case_id"
    f" WHERE stage IN ('{Stage.CLOSED}', '{Stage.DUPLICATE}') AND closed_at ="
    " (SELECT max(closed_at) FROM closings AS other WHERE other.case_id = cases.id)"
)
_DUE = f"{_CLOSED} AND review_on <= ? AND NOT held ORDER BY review_on, number"
_KEPT = f"{_CLOSED} AND held ORDER BY number"
_LIVING = (
    "WHERE state IN ('open', 'confirmed')"
    " AND (coalesce(decided_at, asked_at) >= ? OR act = 'move' AND begun = 1)"
    " ORDER BY asked_at"
)
_ERASED_BY = (
    "SELECT seq, hash FROM journal JOIN journal_row USING (seq)"
    " WHERE kind = 'tombstone' AND key = ? AND version = 1"
)
_NO_NEW_FILE = (
    "SELECT (SELECT max(erased_at) FROM tombstones)"
    " > coalesce((SELECT max(made_at) FROM drop_key), '')"
)
# Of a moved case the tombstone is mute, and has no request.
_ERASED_FOR_GOOD = (
    f"{selection(Kind.TOMBSTONE)} WHERE request <> '' ORDER BY erased_at DESC"
)
_NEWEST_FILE = "SELECT max(made_at) FROM drop_key"
# Drops that became a case once, and those that came after them.
_REFERRALS_OF_ERASED = (
    "SELECT DISTINCT key FROM journal_row JOIN journal USING (seq)"
    " WHERE kind = 'referral' AND subject = ? AND subject <> ''"
)
_OF_ERASED = (
    "SELECT id FROM intakes WHERE receipt IN (SELECT receipt FROM intakes"
    " WHERE outcome = 'concern' AND receipt NOT IN (SELECT receipt FROM cases))"
)


class RetentionReads(Asking):
    """Proposals only: nothing here or anywhere erases a case by itself."""

    def retention_due(self, now: datetime) -> tuple[RetentionRow, ...]:
        """Those whose day has come and that nothing holds, the oldest first."""
        today = local(now).date().isoformat()
        return self._closed(_DUE, (today,))

    def held_cases(self) -> tuple[RetentionRow, ...]:
        """The closed cases that must be kept until somebody lifts the hold."""
        return self._closed(_KEPT, ())

    def requests(self, now: datetime) -> tuple[RequestRow, ...]:
        """Those that still live, the oldest first; a move, for whom it leaves in."""
        self._actor.require(Right.CONFIRM_ERASURE)
        sql = f"{selection(Kind.REQUEST)} {_LIVING}"
        rows = self._cases.db.rows(sql, (instant(now - LIFE),))
        records = (codec(Kind.REQUEST).to_record(row) for row in rows)
        found = [each for each in records if self._may_know(each)]
        numbered = ((each, self._find_case(each.case_id)) for each in found)
        return tuple(
            RequestRow(each, case.number)
            for each, case in numbered
            if case is not None and self._actor.sees_owner(case.owner)
        )

    def request(self, request: RequestId) -> Request:
        """Raises NotFound, also for somebody else's case, or who is to be kept out."""
        self._actor.require(Right.CONFIRM_ERASURE)
        sql = f"{selection(Kind.REQUEST)} WHERE id = ?"
        row = self._cases.db.row(sql, (request,))
        if row is None:
            raise NotFound(kind=Kind.REQUEST)
        found: Request = codec(Kind.REQUEST).to_record(row)
        if not self._may_know(found):
            raise NotFound(kind=Kind.REQUEST)
        self._visible_case(found.case_id)
        return found

    def erased(self, case_id: CaseId) -> ErasedRow:
        """What is left of an erased case. Raises NotFound."""
        self._actor.require(Right.REQUEST_ERASURE)
        db = self._cases.db
        row = db.row(f"{selection(Kind.TOMBSTONE)} WHERE id = ?", (case_id,))
        if row is None:
            raise NotFound(kind=Kind.TOMBSTONE)
        return self._erased(row)

    def compaction_due(self) -> bool:
        """Whether a case was erased since the compartment last had a new file.

        The drop key is as old as the file.
        """
        self._actor.require(Right.REQUEST_ERASURE)
        return bool(self._cases.db.value(_NO_NEW_FILE))

    def aged_drops(self, before: datetime) -> tuple[DropId, ...]:
        """The sealed drops from before then, whoever they are for."""
        sql = "SELECT id FROM drops WHERE dropped_at < ? ORDER BY rowid"
        rows = self._desk.db.rows(sql, (instant(before),))
        return tuple(DropId(row["id"]) for row in rows)

    def typing_to_forget(self) -> tuple[ReceiptId, ...]:
        """What anybody had typed on a page about a case that was erased."""
        self._actor.require(Right.REQUEST_MOVE)
        pages = [
            page
            for row in self._cases.db.rows("SELECT id FROM tombstones")
            for page in self._pages_of(row["id"])
        ]
        people = [row["id"] for row in self._desk.db.rows("SELECT id FROM people")]
        keys = [typed_id(PersonId(who), page) for who in people for page in pages]
        there = "SELECT id FROM drafts WHERE id IN (SELECT value FROM json_each(?))"
        rows = self._desk.db.rows(there, (canonical(keys),))
        return tuple(ReceiptId(row["id"]) for row in rows)

    def _pages_of(self, case_id: str) -> list[str]:
        referrals = self._cases.db.rows(_REFERRALS_OF_ERASED, (case_id,))
        answers = [typing_page(ANSWER, row["key"]) for row in referrals]
        return [typing_page(each, case_id) for each in OF_CASES] + answers

    def drops_to_forget(self) -> tuple[DropId, ...]:
        """The drops still there of cases that are not."""
        self._actor.require(Right.REQUEST_MOVE)
        rows = self._cases.db.rows(_OF_ERASED)
        keys = canonical([row["id"] for row in rows])
        there = "SELECT id FROM drops WHERE id IN (SELECT value FROM json_each(?))"
        return tuple(DropId(row["id"]) for row in self._desk.db.rows(there, (keys,)))

    def _may_know(self, request: Request) -> bool:
        """A move keeps somebody out: whoever asked, and whoever may agree, know."""
        actor = self._actor
        if request.act is not Act.MOVE or actor.person == request.asked_by:
            return True
        circles = self._desk.seals.circles()
        reads = would_read(circles, request.circle, actor.person, actor.role)
        return reads or self._is_left_over(request)

    def _is_left_over(self, request: Request) -> bool:
        """A move begun by somebody who has left since: whoever can finish it, knows.

        But for the direction, which a circle that it is not in leaves out.
        """
        if not request.is_under_way or self._actor.role is Role.DIRECTOR:
            return False
        gone = "SELECT 1 FROM people WHERE id = ? AND until IS NOT NULL"
        return bool(self._desk.db.value(gone, (request.asked_by,)))

    def erased_cases(self) -> tuple[ErasedRow, ...]:
        """The erased cases, the latest first; not those that were moved."""
        self._actor.require(Right.REQUEST_ERASURE)
        return tuple(map(self._erased, self._cases.db.rows(_ERASED_FOR_GOOD)))

    def _erased(self, row: Row) -> ErasedRow:
        db = self._cases.db
        entry = db.row(_ERASED_BY, (row["id"],))
        if entry is None:
            raise NotFound(kind=Kind.TOMBSTONE)
        tombstone: Tombstone = codec(Kind.TOMBSTONE).to_record(row)
        return ErasedRow(
            tombstone,
            anchor(entry["seq"], entry["hash"]),
            in_new_file=row["erased_at"] <= (db.value(_NEWEST_FILE) or ""),
        )

    def _closed(self, sql: str, values: tuple[Any, ...]) -> tuple[RetentionRow, ...]:
        self._actor.require(Right.REQUEST_ERASURE)
        return tuple(map(self._row, self._cases.db.rows(sql, values)))

    def _row(self, row: Row) -> RetentionRow:
        holds: tuple[Hold, ...] = self._of_case(Kind.HOLD, row["id"])
        return RetentionRow(
            id=CaseId(row["id"]),
            number=row["number"],
            closed_at=datetime.fromisoformat(row["closed_at"]),
            reason=row["reason"],
            retention=row["retention"],
            review_on=date.fromisoformat(row["review_on"]),
            hold=next((each for each in holds if each.is_in_force), None),
        )
