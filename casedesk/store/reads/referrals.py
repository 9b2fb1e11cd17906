"""Referrals across cases: what is to be seen to, where all of them stand, how services
answer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from itertools import groupby
from statistics import median
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import AnswerDelay, WaitingRow
from casedesk.circuit.referral import Chase, Referral, ReferralState
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.reads.waiting import LEFT, WAITS, WOKEN, tomorrow
from casedesk.store.records import OPEN
from casedesk.store.tables import codec, columns, selection

_MOST = 500  # more than anybody looks through; the gravest are first
_COLUMNS = ", ".join(f'referrals."{name}"' for name in columns(Kind.REFERRAL))
_WAITING = (
    f"SELECT {_COLUMNS}, number AS case_number, owner, danger, urgent"  # noqa: S608
    " FROM referrals JOIN cases ON cases.id = referrals.case_id"
    " WHERE ({}) AND {}"
    f" ORDER BY calm, wakes, number LIMIT {_MOST}"
)
_ENDED = "referrals.since >= :since"
_SENT = (
    "SELECT organisation, state, sent_on, coalesce((SELECT min(answered_on)"
    " FROM replies WHERE referral_id = referrals.id), answered_on) AS first"
    " FROM referrals JOIN cases ON cases.id = referrals.case_id"
    " WHERE sent_on IS NOT NULL AND {} ORDER BY organisation"
)
_ACCEPTED = (ReferralState.ACCEPTED, ReferralState.DONE)


class ReferralReads(Asking):
    """Answers about referrals, whichever case they are of."""

    def waiting_referrals(self, until: datetime) -> tuple[WaitingRow, ...]:
        """Those of open cases that are to be seen to by then, the gravest first."""
        values = {**self._scope.values, "tomorrow": tomorrow(until)}
        return self._rows(f"{WAITS} AND {WOKEN}", values)

    def referral_board(self, since: date) -> tuple[WaitingRow, ...]:
        """Those of open cases that wait, have nobody instead, or ended since that day;
        the gravest first."""
        values = {**self._scope.values, "since": since.isoformat()}
        return self._rows(f"({WAITS}) OR ({LEFT}) OR {_ENDED}", values)

    def answer_delays(self) -> Mapping[str, AnswerDelay]:
        """By organisation; from the referrals one may know of."""
        sql = _SENT.format(self._scope.filter)
        rows = self._cases.db.rows(sql, self._scope.values)
        groups = groupby(rows, key=lambda row: row["organisation"])
        return {name: _delay(name, list(group)) for name, group in groups}

    def _rows(
        self, condition: str, values: Mapping[str, Any]
    ) -> tuple[WaitingRow, ...]:
        sql = _WAITING.format(condition, f"{OPEN} AND {self._scope.filter}")
        found = self._cases.db.rows(sql, values)
        directory = self._desk.directory()
        return tuple(self._waiting(row, directory) for row in found)

    def _waiting(self, row: Row, directory: Mapping[str, Any]) -> WaitingRow:
        referral: Referral = codec(Kind.REFERRAL).to_record(row)
        known = directory.get(referral.organisation)
        return WaitingRow(
            id=referral.id,
            case_id=CaseId(referral.case_id),
            case_number=row["case_number"],
            owner=PersonId(row["owner"]),
            danger=row["danger"],
            urgent=bool(row["urgent"]),
            referral=referral,
            phone=known.phone if known else "",
            last=self._last_chase(referral) if referral.tries else None,
            safe_contact=self._safe_contact(referral.case_id),
        )

    def _last_chase(self, referral: Referral) -> Chase | None:
        last = f"{selection(Kind.CHASE)} WHERE referral_id = ? ORDER BY at DESC LIMIT 1"
        row = self._cases.db.row(last, (referral.id,))
        chase: Chase | None = codec(Kind.CHASE).to_record(row) if row else None
        return chase


def _delay(organisation: str, rows: list[Row]) -> AnswerDelay:
    states = [row["state"] for row in rows]
    days = [
        (date.fromisoformat(row["first"]) - date.fromisoformat(row["sent_on"])).days
        for row in rows
        if row["first"]
    ]
    return AnswerDelay(
        organisation=organisation,
        sent=len(rows),
        accepted=sum(state in _ACCEPTED for state in states),
        refused=states.count(ReferralState.REFUSED),
        no_reply=states.count(ReferralState.NO_REPLY),
        median_days=median(days) if days else None,
    )
