"""What waits for a second person, found by the numbers that sheets have in a case."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from casedesk.circuit.awaiting import Awaited, AwaitedRow
from casedesk.circuit.case import CaseId
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import ReferralId
from casedesk.circuit.rights import Right
from casedesk.circuit.two_people import LIFE
from casedesk.store.codec import instant
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.records import OPEN

_MOST = 100  # of each kind
# F-G is G1, G2 in its case, F-F is F1 and so on: an index has them by case and number.
_OF_CASE = "case_id = cases.id AND number >= '{0}' AND number < '{1}'"
_SHEETS = (
    "SELECT cases.id AS case_id, cases.number AS case_number, {}"  # noqa: S608 -- from code
    " FROM cases CROSS JOIN sheets AS s ON s.case_id = cases.id"
    " AND s.number >= '{}' AND s.number < '{}'"
    f" WHERE {OPEN} AND {{}} AND {{}} ORDER BY since LIMIT {_MOST}"
)
_LATER = "rowid > s.rowid AND " + _OF_CASE.format("G", "H")
_MET_SINCE = "signed_at > s.signed_at AND " + _OF_CASE.format("F", "G")
_CLOSING = _SHEETS.format(
    "s.signed_by AS by, s.signed_at AS since, NULL AS referral",
    "G",
    "H",
    "s.signed_at >= cases.since"  # noqa: S608 -- from code
    f" AND NOT EXISTS (SELECT 1 FROM sheets WHERE {_LATER})"
    f" AND NOT EXISTS (SELECT 1 FROM sheets WHERE {_MET_SINCE})",
    "{}",
)
_REVIEW = _SHEETS.format(
    "s.author AS by, s.written_at AS since, NULL AS referral",
    "R",
    "S",
    "s.signed_at IS NULL",
    "{}",
)
_REPORT = (
    "SELECT cases.id AS case_id, cases.number AS case_number,"  # noqa: S608 -- from code
    " p.prepared_by AS by, p.prepared_at AS since, p.id AS referral"
    " FROM reports AS p JOIN referrals AS r ON r.id = p.id"
    " JOIN cases ON cases.id = p.case_id"
    " WHERE p.prepared_at IS NOT NULL AND p.signed_at IS NULL AND r.state = 'PREP'"
    f" AND {OPEN} AND {{}} ORDER BY p.prepared_at LIMIT {_MOST}"
)
_REOPENING = (
    "SELECT cases.id AS case_id, cases.number AS case_number,"  # noqa: S608 -- from code
    " q.asked_by AS by, q.asked_at AS since, NULL AS referral"
    " FROM requests AS q JOIN cases ON cases.id = q.case_id"
    " WHERE q.state = 'open' AND q.act = 'reopen' AND q.asked_at >= :alive"
    f" AND {{}} ORDER BY q.asked_at LIMIT {_MOST}"
)
_FOUND: Mapping[Awaited, tuple[str, Right]] = {
    Awaited.REPORT: (_REPORT, Right.DECIDE),
    Awaited.CLOSING: (_CLOSING, Right.CLOSE_CASE),
    Awaited.REVIEW: (_REVIEW, Right.DECIDE),
    Awaited.REOPENING: (_REOPENING, Right.CONFIRM_ERASURE),
}
_BY_ANYBODY = frozenset({Awaited.REVIEW})  # its one signature is the direction's


class AwaitingReads(Asking):
    """Answers about second signatures, of the cases this person sees."""

    def awaited(self, now: datetime) -> tuple[AwaitedRow, ...]:
        """By what it is, the oldest first."""
        values = {**self._scope.values, "alive": instant(now - LIFE)}
        return tuple(
            self._awaited(what, right, row)
            for what, (sql, right) in _FOUND.items()
            for row in self._cases.db.rows(sql.format(self._scope.filter), values)
        )

    def _awaited(self, what: Awaited, right: Right, row: Row) -> AwaitedRow:
        another = row["by"] != self._actor.person or what in _BY_ANYBODY
        return AwaitedRow(
            what=what,
            case_id=CaseId(row["case_id"]),
            case_number=row["case_number"],
            by=PersonId(row["by"]),
            since=datetime.fromisoformat(row["since"]),
            is_mine=another and self._actor.may(right),
            referral=ReferralId(row["referral"]) if row["referral"] else None,
        )
