"""The lists of a board: whose turn it is, what is late, what came back.

Every list has the order of the columns calm, due, number: the worst danger first, then
what is due first. A list is made of branches, each of which walks one index in that
order, so that a page costs the same wherever it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.dates import local
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import CaseList, CaseRow
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import OVER, Stage
from casedesk.store.codec import instant
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.reads.waiting import CALLED, LEFT, WAITS, WOKEN, tomorrow
from casedesk.store.records import OPEN

_GRAVEST, _FEARED = 4, 3  # levels of danger; feared: not assessed yet
_LEVELS = _GRAVEST + 1
_NO_DUE = "~"  # sorts after every instant; as in migrations/cases
_ROW = (
    "SELECT cases.id, number, stage, owner, danger, urgent, since, due_at,"
    " coalesce(sex, '') AS sex, coalesce(birth, '') AS birth,"
    " received_on IS NOT NULL AS from_register, calm, due"
    " FROM cases LEFT JOIN children ON children.case_id = cases.id WHERE "
)
_COUNT = "(SELECT count(*) FROM cases WHERE {})"
_CALLS = (
    "SELECT count(*) FROM referrals JOIN cases ON cases.id = case_id"  # noqa: S608
    f" WHERE {WAITS} AND {CALLED} AND {WOKEN}"
)
_ORDER = " ORDER BY calm, due, number LIMIT :limit"
_AFTER = " AND (calm, due, number) > (:after_calm, :after_due, :after_number)"
_IN_ORDER: Mapping[CaseList, tuple[str, ...]] = {
    CaseList.ALL: (OPEN,),
    CaseList.CLOSED: tuple(f"stage = '{each}'" for each in sorted(OVER)),
    CaseList.TO_DECIDE: (f"stage = '{Stage.DECISION}'",),
}
# Few enough to be looked up one by one, filtered (`+`: without their index) and sorted.
_LOOKED_UP: Mapping[CaseList, str] = {
    CaseList.CAME_BACK: (
        "cases.id IN (SELECT case_id FROM referrals WHERE answered_on = :today)"
    ),
    CaseList.TO_REFER: (
        f"{OPEN} AND cases.id IN"  # noqa: S608 -- from code
        " (SELECT case_id FROM referrals WHERE state IN ('PREP', 'READY'))"
    ),
    CaseList.TO_CHASE: (
        f"{OPEN} AND cases.id IN"  # noqa: S608 -- from code
        f" (SELECT case_id FROM referrals WHERE {WAITS} AND {CALLED} AND {WOKEN})"
    ),
    CaseList.TO_REDIRECT: (
        f"{OPEN} AND cases.id IN"  # noqa: S608 -- from code
        f" (SELECT case_id FROM referrals WHERE {LEFT})"
    ),
}
_OF_ONE_OWNER: Mapping[CaseList, str] = {
    CaseList.MINE: f"owner = :me AND {OPEN}",
    CaseList.UNASSIGNED: f"owner = '' AND {OPEN}",
}


class BoardReads(Asking):
    """Lists of cases, by page, and how long each list is."""

    def count(self, which: CaseList, now: datetime) -> int:
        """How many are in the list; of calls, how many there are to make."""
        if which is CaseList.TO_CHASE:
            sql = f"{_CALLS} AND {OPEN} AND {self._scope.filter}"
            calls: int = self._cases.db.value(sql, self._values(now))
            return calls
        branches = self._branches(which, None)
        counts = " + ".join(map(_COUNT.format, branches))
        found: int = self._cases.db.value(f"SELECT {counts}", self._values(now))
        return found

    def cases(
        self, which: CaseList, now: datetime, after: CaseRow | None, limit: int
    ) -> tuple[CaseRow, ...]:
        """A page: the rows that follow `after`, or the first."""
        sql = page_query(self._branches(which, after), after)
        values = {**self._values(now), **_place(after), "limit": limit}
        return tuple(map(_case_row, self._cases.db.rows(sql, values)))

    def open_cases_of(self, owner: PersonId) -> tuple[CaseRow, ...]:
        self._actor.require(Right.SEE_ALL_CASES)
        sql = f"{_ROW}owner = ? AND {OPEN} ORDER BY calm, due, number"
        return tuple(map(_case_row, self._cases.db.rows(sql, (owner,))))

    def _values(self, now: datetime) -> dict[str, Any]:
        return {
            **self._scope.values,
            "me": self._actor.person,
            "now": instant(now),
            "today": local(now).date().isoformat(),
            "tomorrow": tomorrow(now),
            **self._away,
        }

    @property
    def _away(self) -> Mapping[str, PersonId]:
        """Those this person stands in for: their cases are among one's own meanwhile,
        and each of them is asked for by an index."""
        others = sorted(self._actor.stands_in_for - {self._actor.person})
        return {f"away{number}": each for number, each in enumerate(others)}

    def _branches(self, which: CaseList, after: CaseRow | None) -> list[str]:
        if which in _OF_ONE_OWNER:  # visible to each of those it is asked for
            covered = self._away if which is CaseList.MINE else ()
            others = (f"owner = :{name} AND {OPEN}" for name in covered)
            return [_OF_ONE_OWNER[which], *others]
        if which in _LOOKED_UP:
            return [f"{_LOOKED_UP[which]} AND {self._scope.filter}"]
        late = which is CaseList.LATE
        conditions = tuple(_late(after)) if late else _IN_ORDER[which]
        return [
            f"{scope} AND {condition}"
            for scope in self._scope.conditions
            for condition in conditions
        ]


def page_query(branches: list[str], after: CaseRow | None) -> str:
    """One page out of the branches of a list, merged in their common order."""
    beyond = _AFTER if after else ""
    return " UNION ALL ".join(f"{_ROW}{each}{beyond}" for each in branches) + _ORDER


def _late(after: CaseRow | None) -> Iterator[str]:
    """The rest of the level of danger of the row the page follows, and the others."""
    levels = list(range(_calm(after) if after else 0, _LEVELS))
    if after:
        level = levels.pop(0)
        yield f"calm = {level} AND due >= :after_due AND due < :now AND {OPEN}"
    if levels:
        yield f"calm IN ({', '.join(map(str, levels))}) AND due < :now AND {OPEN}"


def _calm(row: CaseRow) -> int:
    """The generated column of the same name, of a row as it was shown."""
    known = row.danger.isascii() and row.danger.isdigit()
    danger = min(int(row.danger), _GRAVEST) if known else 0
    return _GRAVEST - max(_FEARED * row.urgent, danger)


def _place(row: CaseRow | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {
        "after_calm": _calm(row),
        "after_due": instant(row.due_at) if row.due_at else _NO_DUE,
        "after_number": row.number,
    }


def _case_row(row: Row) -> CaseRow:
    return CaseRow(
        id=CaseId(row["id"]),
        number=row["number"],
        stage=Stage(row["stage"]),
        owner=PersonId(row["owner"]),
        danger=row["danger"],
        urgent=bool(row["urgent"]),
        sex=row["sex"],
        birth=row["birth"],
        since=datetime.fromisoformat(row["since"]),
        due_at=datetime.fromisoformat(row["due_at"]) if row["due_at"] else None,
        from_register=bool(row["from_register"]),
    )
