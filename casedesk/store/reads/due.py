"""What is due until when, and what nobody took in charge in time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from casedesk.circuit.case import CaseId
from casedesk.circuit.dates import local
from casedesk.circuit.deadlines import midnight_after
from casedesk.circuit.due import DueKind, DueRow, UnreadRow
from casedesk.circuit.followup import review_day
from casedesk.circuit.people import PersonId
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Stage
from casedesk.store.codec import canonical, instant
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.reads.waiting import WAITS
from casedesk.store.records import OPEN

_MOST = 500  # of each kind; a day with more of them needs more than a list
_STAGES = (
    "SELECT id, id AS case_id, number, stage, owner, danger, urgent, due AS due_at,"  # noqa: S608 -- from code
    " version, '' AS name_fr, '' AS name_ar, '' AS organisation, '' AS state,"
    " '' AS task FROM cases"
    f" WHERE {OPEN} AND due < :until AND {{}} ORDER BY due LIMIT {_MOST}"
)
_REFERRALS = (
    "SELECT r.id, case_id, number, stage, owner, danger, urgent, r.due_at,"  # noqa: S608 -- from code
    " r.version, r.name_fr, r.name_ar, r.organisation, r.state, '' AS task,"
    " r.call_again FROM referrals AS r JOIN cases ON cases.id = case_id"
    f" WHERE r.due_at IS NOT NULL AND r.wakes < :until AND r.{WAITS}"
    f" AND {OPEN} AND {{}} ORDER BY r.wakes LIMIT {_MOST}"
)
# The clock of a case in follow-up never runs out after its review.
_REVIEWS = (
    "SELECT id, since, (SELECT json_extract(content, '$.next_review') FROM sheets"  # noqa: S608 -- from code
    " WHERE case_id = cases.id AND number >= 'R' AND number < 'S'"
    " AND signed_at IS NOT NULL ORDER BY signed_at DESC LIMIT 1) AS said,"
    " (SELECT min(signed_at) FROM sheets WHERE case_id = cases.id"
    " AND number >= 'F' AND number < 'G' AND signed_at > coalesce("
    "(SELECT max(signed_at) FROM sheets WHERE case_id = cases.id"
    " AND number >= 'G' AND number < 'H'), '')) AS met"
    f" FROM cases WHERE {OPEN} AND stage = '{Stage.FOLLOWUP}' AND due < :until"
    f" AND {{}} ORDER BY due LIMIT {_MOST}"
)
_TASKS = (
    "SELECT t.id, case_id, number, stage, assignee AS owner, danger, urgent,"  # noqa: S608 -- from code
    " t.due_on AS due_at, t.version, '' AS name_fr, '' AS name_ar,"
    " '' AS organisation, '' AS state, t.kind AS task"
    " FROM tasks AS t JOIN cases ON cases.id = case_id"
    " WHERE t.state = 'open' AND t.due_on <= :day AND {} AND {}"
    f" ORDER BY t.due_on LIMIT {_MOST}"
)
_UNSENT = ("PREP", "READY")
_UNREAD = (
    "SELECT id, number, since, due, urgent FROM cases"  # noqa: S608 -- from code
    f" WHERE stage = '{Stage.LOGGED}' AND due < :now AND {{}} AND NOT EXISTS"
    " (SELECT 1 FROM acknowledgements WHERE case_id = cases.id AND by = :me"
    f" AND at > :lately) ORDER BY calm, due LIMIT {_MOST}"
)
_AGAIN = "unread_again"


class DueReads(Asking):
    """Answers by the clock, of the cases this person sees."""

    def due(self, until: datetime) -> tuple[DueRow, ...]:
        """What is late or due before then, the earliest of each kind first."""
        db, scope = self._cases.db, self._scope
        last = local(until).date()
        values = {
            **scope.values,
            "until": instant(until),
            "day": last.isoformat(),
            "mine": canonical(sorted({self._actor.person, *self._actor.stands_in_for})),
        }
        everybodys = self._actor.may(Right.SEE_ALL_CASES)
        theirs = "assignee IN (SELECT value FROM json_each(:mine))"
        tasks = _TASKS.format(scope.filter, "true" if everybodys else theirs)
        stages = [_row(DueKind.STAGE, r) for r in self._due(_STAGES, values)]
        found = self._with_reviews(stages, self._due(_REVIEWS, values))
        found += [_called(r) for r in self._due(_REFERRALS, values)]
        found += [_task(row) for row in db.rows(tasks, values)]
        found = [each for each in found if each.due_at < until]
        return tuple(sorted(found, key=lambda each: (each.due_at, each.case_number)))

    def _with_reviews(self, stages: list[DueRow], rows: list[Row]) -> list[DueRow]:
        """A review is told as one, and once when the case waits for nothing sooner."""
        reviews = {row["id"]: self._review(row) for row in rows}
        found = []
        for each in stages:
            day = reviews.get(each.case_id)
            if day is None or each.due_at < day:
                found.append(each)
            if day is not None:
                found.append(replace(each, kind=DueKind.REVIEW, due_at=day))
        return found

    def _review(self, row: Row) -> datetime:
        since = datetime.fromisoformat(min(filter(None, (row["met"], row["since"]))))
        return _over(review_day(row["said"] or "", since, self._cases.rules))

    def _due(self, sql: str, values: Mapping[str, str]) -> list[Row]:
        return self._cases.db.rows(sql.format(self._scope.filter), values)

    def unread(self, now: datetime) -> tuple[UnreadRow, ...]:
        """What nobody took in charge in its hours, for whoever may; worst first.

        Not what this person said they have seen, until its hours are over again.
        """
        if not self._actor.may(Right.TAKE_IN_CHARGE):
            return ()
        again = self._cases.rules.deadlines[_AGAIN].ordinary
        lately = now - (again.after(now, self._cases.rules.deadlines.calendar) - now)
        values = {
            **self._scope.values,
            "now": instant(now),
            "me": self._actor.person,
            "lately": instant(lately),
        }
        rows = self._cases.db.rows(_UNREAD.format(self._scope.filter), values)
        return tuple(
            UnreadRow(
                case_id=CaseId(row["id"]),
                case_number=row["number"],
                logged_at=datetime.fromisoformat(row["since"]),
                due_at=datetime.fromisoformat(row["due"]),
                urgent=bool(row["urgent"]),
            )
            for row in rows
        )


def _of(state: str) -> DueKind:
    return DueKind.SEND if state in _UNSENT else DueKind.ANSWER


def _over(day: date) -> datetime:
    """What is for a day is in time until its last minute."""
    return midnight_after(day) - timedelta(minutes=1)


def _task(row: Row) -> DueRow:
    ends = _over(date.fromisoformat(row["due_at"]))
    return _row(DueKind.TASK, {**row, "due_at": instant(ends)})


def _called(row: Row) -> DueRow:
    """Somebody said when to call again: not before that day."""
    found = _row(_of(row["state"]), row)
    if not row["call_again"]:
        return found
    agreed = _over(date.fromisoformat(row["call_again"]))
    return replace(found, due_at=max(found.due_at, agreed))


def _row(kind: DueKind, row: Row) -> DueRow:
    return DueRow(
        kind=kind,
        id=row["id"],
        case_id=CaseId(row["case_id"]),
        case_number=row["number"],
        stage=Stage(row["stage"]),
        owner=PersonId(row["owner"]),
        danger=row["danger"],
        urgent=bool(row["urgent"]),
        due_at=datetime.fromisoformat(row["due_at"]),
        version=row["version"],
        service_fr=row["name_fr"],
        service_ar=row["name_ar"],
        organisation=row["organisation"],
        task=row["task"],
    )
