"""What taking in asks: what lies in the drops, and what authors are to be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.commands.drafts import TYPED
from casedesk.circuit.concern import (
    ConcernStatus,
    Drop,
    DropId,
    DropKind,
    ReceiptId,
)
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import (
    AlertRow,
    EmergencyRow,
    SetAsideRow,
    StatusDue,
    UnsentDraft,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Stage
from casedesk.store.codec import canonical, instant
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_FOLLOWED_UP = (Stage.ORIENTING, Stage.FOLLOWUP, Stage.CLOSED, Stage.DUPLICATE)
_OF_RECEIPTS = "WHERE receipt IN (SELECT value FROM json_each(?))"
_UNSENT = "SELECT id, author, started_at FROM drafts WHERE {} ORDER BY started_at"
_TAKEN = "SELECT id FROM intakes WHERE id IN (SELECT value FROM json_each(?))"
# When the journal first saw the case like this; its `since` knows the last step only.
_FIRST_SEEN = (
    "SELECT journal.at FROM journal_row"
    " JOIN journal_image USING (seq, ord) JOIN journal USING (seq)"
    " WHERE kind = 'case' AND key = ? AND {} ORDER BY seq LIMIT 1"
)
_EMERGENCIES = (
    "SELECT case_id, number, by, at, reason FROM emergency_openings"
    " JOIN cases ON cases.id = case_id WHERE at >= :since AND by <> :me"
)
# Of about a year: whoever comes in meanwhile passes them on.
_SENTENCES = (
    "SELECT feedbacks.id, receipt, author, at, told FROM feedbacks"
    " JOIN cases ON cases.id = case_id"
    " WHERE at >= (SELECT datetime(max(at), '-400 days') FROM feedbacks) ORDER BY at"
)
_SAID = "SELECT id FROM receipt_statuses WHERE id IN (SELECT value FROM json_each(?))"
_HERE = "SELECT id FROM people WHERE until IS NULL"
_SEEN_AS = {
    ConcernStatus.IN_CHARGE: "json_extract(image, '$.owner') <> ''",
    ConcernStatus.FOLLOWED_UP: (
        "json_extract(image, '$.stage')"
        " IN ('ORIENTING', 'FOLLOWUP', 'CLOSED', 'DUPLICATE')"
    ),
}


class IntakeReads(Asking):
    """Answers for whoever takes in what was sent, and for the team's attention."""

    def drops(self) -> tuple[Drop, ...]:
        """What was dropped and is not taken in here yet, in the order it came."""
        db = self._desk.db
        keys = [row["id"] for row in db.rows("SELECT id FROM drops ORDER BY rowid")]
        found = self._cases.db.rows(_TAKEN, (canonical(keys),))
        taken = {row["id"] for row in found}
        sql = f"{selection(Kind.DROP)} WHERE id = ?"
        waiting = (key for key in keys if key not in taken)
        rows = (row for key in waiting for row in db.rows(sql, (key,)))
        return tuple(map(codec(Kind.DROP).to_record, rows))

    def statuses_due(self) -> tuple[StatusDue, ...]:
        """What authors are to learn and were not told yet, while they are here."""
        told = self._told()
        sql = f"{selection(Kind.CASE)} {_OF_RECEIPTS}"
        rows = self._cases.db.rows(sql, (canonical(list(told)),))
        reached = tuple(
            StatusDue(
                ReceiptId(case.receipt),
                case.author,
                status,
                self._since_when(case, status),
            )
            for case in map(codec(Kind.CASE).to_record, rows)
            for status in ConcernStatus  # in this order: the last one told is shown
            if status in _reached(case) - told[case.receipt]
        )
        return (*reached, *self._sentences_due())

    def _sentences_due(self) -> Iterator[StatusDue]:
        """What the team wants authors to know, the oldest first."""
        rows = self._cases.db.rows(_SENTENCES)
        keys = [f"{row['receipt']}:{row['id']}" for row in rows]
        db = self._desk.db
        known = {row["id"] for row in db.rows(_SAID, (canonical(keys),))}
        here = {row["id"] for row in db.rows(_HERE)}
        for key, row in zip(keys, rows, strict=True):
            if key not in known and row["author"] in here:
                yield StatusDue(
                    receipt=ReceiptId(row["receipt"]),
                    author=PersonId(row["author"]),
                    status=ConcernStatus.TOLD,
                    at=datetime.fromisoformat(row["at"]),
                    told=row["told"],
                    key=row["id"],
                )

    def unsent_drafts(self, before: datetime) -> tuple[UnsentDraft, ...]:
        """The concerns begun before then, the oldest first.

        A complement adds to a concern that has come: nobody waits for it. And whoever
        left sends nothing any more.
        """
        condition = (
            "started_at < ? AND complements = ''"
            " AND author NOT IN (SELECT id FROM people WHERE until IS NOT NULL)"
        )
        return self._unsent(condition, instant(before))

    def unsent_drafts_of(self, author: PersonId) -> tuple[UnsentDraft, ...]:
        """What this person alone can open and has not sent, the oldest first."""
        return self._unsent("author = ? AND complements <> ?", author, TYPED)

    def _unsent(self, condition: str, *values: str) -> tuple[UnsentDraft, ...]:
        self._actor.require(Right.SEE_CASES)
        return tuple(
            UnsentDraft(
                id=ReceiptId(row["id"]),
                author=PersonId(row["author"]),
                started_at=datetime.fromisoformat(row["started_at"]),
            )
            for row in self._desk.db.rows(_UNSENT.format(condition), values)
        )

    def alerts(self) -> tuple[AlertRow, ...]:
        """The oldest first."""
        rows = self._cases.db.rows(
            "SELECT id, author, written_at, danger FROM alerts"
            " WHERE answered = 0 ORDER BY written_at"
        )
        return tuple(
            AlertRow(
                id=DropId(row["id"]),
                author=PersonId(row["author"]),
                written_at=datetime.fromisoformat(row["written_at"]),
                danger=row["danger"],
            )
            for row in rows
        )

    def emergency_openings(self, since: datetime) -> tuple[EmergencyRow, ...]:
        """What others opened, of one's own cases or of all one sees; latest first."""
        rows = self._cases.db.rows(
            f"{_EMERGENCIES} AND {self._scope.filter} ORDER BY at DESC",
            {**self._scope.values, "since": instant(since), "me": self._actor.person},
        )
        return tuple(
            EmergencyRow(
                case_id=CaseId(row["case_id"]),
                number=row["number"],
                by=PersonId(row["by"]),
                at=datetime.fromisoformat(row["at"]),
                reason=row["reason"],
            )
            for row in rows
        )

    def set_aside(self) -> tuple[SetAsideRow, ...]:
        """The latest first."""
        rows = self._cases.db.rows(
            "SELECT id, outcome, taken_at FROM intakes"
            " WHERE outcome LIKE 'set_aside:%' ORDER BY taken_at DESC"
        )
        return tuple(
            SetAsideRow(
                id=DropId(row["id"]),
                reason=row["outcome"].partition(":")[2],
                taken_at=datetime.fromisoformat(row["taken_at"]),
            )
            for row in rows
        )

    def _told(self) -> dict[str, set[str]]:
        """The receipts that still wait for something, and what each was told.

        Whoever left hears nothing more: nothing can be sealed to them.
        """
        rows = self._desk.db.rows(
            "SELECT open.id AS receipt, told.id AS told FROM receipts_open AS open"
            " JOIN receipts ON receipts.id = open.id"
            " JOIN people ON people.id = receipts.author AND people.until IS NULL"
            " LEFT JOIN receipt_statuses AS told ON told.receipt = open.id"
        )
        found: dict[str, set[str]] = {row["receipt"]: set() for row in rows}
        for row in rows:
            found[row["receipt"]].add((row["told"] or "").rpartition(":")[2])
        return found

    def _since_when(self, case: Case, status: ConcernStatus) -> datetime:
        db = self._cases.db
        if status is ConcernStatus.READ:
            sql = "SELECT taken_at FROM intakes WHERE receipt = ? AND outcome = ?"
            found = db.value(sql, (case.receipt, DropKind.CONCERN))
        else:
            found = db.value(_FIRST_SEEN.format(_SEEN_AS[status]), (case.id,))
        return datetime.fromisoformat(found) if found else case.since


def _reached(case: Case) -> set[ConcernStatus]:
    reached = {ConcernStatus.READ}
    if case.owner:
        reached.add(ConcernStatus.IN_CHARGE)
    if case.stage in _FOLLOWED_UP:
        reached.add(ConcernStatus.FOLLOWED_UP)
    return reached
