"""The journals, a page at a time, and what became of a code kept on paper.

A page walks one index of the journal backwards, or a few of them merged, and stops when
it is full: the entries themselves are never read through.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Home, Kind
from casedesk.circuit.commands.verification import verified_setting
from casedesk.circuit.errors import CompartmentClosed
from casedesk.circuit.journal import (
    NO_CASE,
    NOTABLE,
    RESERVED,
    SEALING,
    ActKind,
    AnchorAnswer,
    AnchorState,
    Head,
    JournalFilter,
    JournalLine,
    NotedHead,
    Problem,
    actions_of,
)
from casedesk.circuit.numbers import TypedAnchor
from casedesk.circuit.people import PersonId
from casedesk.circuit.rights import Actor, Right
from casedesk.store.codec import canonical, instant
from casedesk.store.database import Database, Row
from casedesk.store.reads.asking import Asking
from casedesk.store.sqlstore import CaseStore, DeskStore
from casedesk.store.tables import PLACES, columns, selection

_LINE = "SELECT seq, at, actor, action, subject, hash FROM journal WHERE "
_ORDER = " ORDER BY seq DESC LIMIT :limit"
_OWN_CASES = "subject IN (SELECT id FROM cases WHERE owner = :me) AND subject <> ''"
_KINDS = (
    "SELECT DISTINCT seq, kind FROM journal_row"
    " WHERE seq IN (SELECT value FROM json_each(?)) ORDER BY seq, ord"
)
_EVENTS = (
    "SELECT seq, json_extract(image, '$.what') AS what FROM journal_row"
    " JOIN journal_image USING (seq, ord)"
    " WHERE kind = 'event' AND seq IN (SELECT value FROM json_each(?))"
)
_MEMBERS = (
    "SELECT seq, key FROM journal_row WHERE kind = 'member'"
    " AND seq IN (SELECT value FROM json_each(?)) ORDER BY seq, ord"
)
_NUMBERS = (
    "SELECT id, number, owner FROM cases WHERE id IN (SELECT value FROM json_each(?))"
)
_DRILLS = (
    "SELECT coalesce(json_extract(detail, '$.on'), at) AS at FROM events"
    " WHERE json_extract(detail, '$.sound') = 1 AND json_extract(detail, '$.read') = 1"
    " AND (what = 'drill' OR json_extract(detail, '$.did') = 'drill')"
)
_SEALED = ", ".join(f"'{each}'" for each in sorted(SEALING))
_BUT_SEALED = f" AND (+actor = :me OR +action NOT IN ({_SEALED}))"
_RESERVED = ", ".join(f"'{each}'" for each in sorted(RESERVED))
_BUT_RESERVED = f" AND +action NOT IN ({_RESERVED})"
_PERIOD = "SELECT min(seq) AS first, max(seq) AS last FROM journal WHERE {}"


class JournalReads(Asking):
    """Who did what: all of it for some, one's own acts and cases for the others.

    What others sealed is listed to nobody. Beside the cases that came of it, a line of
    the common journal would tell that somebody wrote to a circle, and when. The chain
    proves those entries like any others, and their codes from paper are answered.
    """

    def journal(
        self, which: JournalFilter, before: int | None, limit: int
    ) -> tuple[JournalLine, ...]:
        """A page, the latest line first: those before that number, or the last."""
        self._actor.require(Right.SEE_JOURNAL)
        store = self._journal_of(which.home)
        values: dict[str, Any] = {
            "me": self._actor.person,
            "person": which.person,
            "before": before,
            "limit": limit,
        }
        if which.case_number:
            case_id = self._case_numbered(which.home, which.case_number)
            if case_id is None:
                return ()
            values["case"] = case_id
        walks = list(self._walks(which))
        bounds = _bounds(store.db, which, values)
        if bounds is None or not walks:
            return ()
        branches = [f"{walk}{bounds}" for walk in walks]
        return self._lines(store, store.db.rows(page_query(branches), values))

    def journal_head(self, home: Home) -> Head | None:
        """Where it stands; of a journal closed to this person, where it was last
        noted. None when nobody has."""
        store = self._open(home)
        if store is not None:
            return store.head()
        noted = self.last_verified(home)
        return noted.head if noted else None

    def last_verified(self, home: Home) -> NotedHead | None:
        """Where this journal stood when it was last found sound."""
        noted = self._desk.setting(verified_setting(home)).split()
        if len(noted) != 3:
            return None
        sequence, hash_, at = noted
        head = Head(int(sequence), bytes.fromhex(hash_))
        return NotedHead(head, datetime.fromisoformat(at))

    def last_drill(self) -> datetime | None:
        """The last that read the desk and the cases: another is no exercise."""
        self._actor.require(Right.BACK_UP)
        told = [row["at"] for row in self._desk.db.rows(_DRILLS)]
        return max((datetime.fromisoformat(each) for each in told), default=None)

    def anchor(self, typed: TypedAnchor) -> AnchorAnswer:
        """What the journals open to this person say of a code kept on paper."""
        self._actor.require(Right.SEE_JOURNAL)
        homes = [home for home in (Home.CASES, Home.DESK) if self._open(home)]
        answers = [self._answer(home, typed) for home in homes]
        there = (each for each in answers if each.state is AnchorState.PRESENT)
        return next(there, answers[0])

    def case_of_problem(self, home: Home, problem: Problem) -> str:
        """The number of the case it is about, if one may know of it."""
        if home is not Home.CASES or self._open_cases is None:
            return ""
        db = self._open_cases.db
        sql = "SELECT subject FROM journal WHERE seq = ?"
        subject = db.value(sql, (problem.sequence,)) or _case_of_record(db, problem)
        return self._known_cases([subject]).get(subject, "")

    def _answer(self, home: Home, typed: TypedAnchor) -> AnchorAnswer:
        store = self._journal_of(home)
        ends_at = store.head().sequence
        rows = store.db.rows(f"{_LINE}seq = :sequence", {"sequence": typed.sequence})
        if not rows:
            return AnchorAnswer(AnchorState.MISSING, home, ends_at)
        if not typed.fits(rows[0]["hash"]):
            return AnchorAnswer(AnchorState.DIFFERENT, home, ends_at)
        (line,) = self._lines(store, rows)
        return AnchorAnswer(AnchorState.PRESENT, home, ends_at, line)

    def _open(self, home: Home) -> DeskStore | CaseStore | None:
        return self._desk if home is Home.DESK else self._open_cases

    def _journal_of(self, home: Home) -> DeskStore | CaseStore:
        store = self._open(home)
        if store is None:
            raise CompartmentClosed(home=home)
        return store

    def _sees_all_of(self, home: Home) -> bool:
        sees_cases = home is Home.CASES and self._actor.may(Right.SEE_ALL_CASES)
        return sees_cases or self._actor.may(Right.SEE_WHOLE_JOURNAL)

    def _walks(self, which: JournalFilter) -> Iterator[str]:
        """Conditions that no entry fulfils twice, each beginning with its index; `+`
        keeps the others from being taken for one."""
        person = " AND +actor = :person" if which.person else ""
        listed = _listed(which.home, self._actor)
        acts = f"{_acts(which.kind)}{listed}"
        if which.case_number:
            own = "" if self._sees_all_of(which.home) else f" AND ({self._mine})"
            yield f"subject = :case AND subject <> ''{person}{own}{acts}"
        elif not self._sees_all_of(which.home):
            if which.person in ("", self._actor.person):
                yield f"actor = :me{acts}"
            if which.home is Home.CASES and which.person != self._actor.person:
                yield f"{_OWN_CASES} AND +actor <> :me{person}{acts}"
        elif which.person:
            yield f"actor = :person{acts}"
        elif which.kind in (None, ActKind.CHANGED):
            yield f"true{acts}"
        else:
            for action in actions_of(which.kind):
                yield f"action = '{action}'{listed}"

    @property
    def _mine(self) -> str:
        """Of a case that was found already: one's own acts, or one's own case."""
        own = "EXISTS (SELECT 1 FROM cases WHERE id = :case AND owner = :me)"
        return f"+actor = :me OR {own}"

    def _case_numbered(self, home: Home, number: str) -> CaseId | None:
        """Of a case this person may know of."""
        if home is not Home.CASES:
            return None
        sql = "SELECT id, owner FROM cases WHERE number = ?"
        row = self._journal_of(home).db.row(sql, (number,))
        known = row is not None and self._actor.sees_owner(row["owner"])
        return CaseId(row["id"]) if row is not None and known else None

    def _lines(
        self, store: DeskStore | CaseStore, rows: list[Row]
    ) -> tuple[JournalLine, ...]:
        listed = (canonical([row["seq"] for row in rows]),)
        kinds: dict[int, list[Kind]] = {row["seq"]: [] for row in rows}
        for touched in store.db.rows(_KINDS, listed):
            kinds[touched["seq"]].append(Kind(touched["kind"]))
        events = {
            each["seq"]: each["what"]
            for each in (
                store.db.rows(_EVENTS, listed) if store.home is Home.DESK else ()
            )
        }
        people: dict[int, list[PersonId]] = {row["seq"]: [] for row in rows}
        for member in store.db.rows(_MEMBERS, listed):
            people[member["seq"]].append(PersonId(member["key"]))
        subjects = [row["subject"] for row in rows]
        numbers = self._known_cases(subjects) if store.home is Home.CASES else {}
        return tuple(
            JournalLine(
                sequence=row["seq"],
                at=datetime.fromisoformat(row["at"]),
                actor=PersonId(row["actor"]),
                action=row["action"],
                hash=row["hash"],
                case_id=CaseId(row["subject"])
                if row["subject"] in numbers
                else NO_CASE,
                case_number=numbers.get(row["subject"], ""),
                kinds=tuple(kinds[row["seq"]]),
                event=events.get(row["seq"], ""),
                people=tuple(people[row["seq"]]),
            )
            for row in rows
        )

    def _known_cases(self, ids: list[str]) -> dict[str, str]:
        """Numbers by id, of those among them that this person may know of."""
        if self._open_cases is None:
            return {}
        rows = self._open_cases.db.rows(_NUMBERS, (canonical(sorted(set(ids))),))
        sees = self._actor.sees_owner
        return {row["id"]: row["number"] for row in rows if sees(row["owner"])}


def page_query(branches: list[str]) -> str:
    """One page out of the walks, merged in the order of the journal."""
    return " UNION ALL ".join(f"{_LINE}{each}" for each in branches) + _ORDER


def _listed(home: Home, actor: Actor) -> str:
    """A condition that leaves out what others sealed, and who looked at whom."""
    if home is Home.DESK:
        return _BUT_SEALED
    return "" if actor.may(Right.SEE_AUTHORS) else _BUT_RESERVED


def _acts(kind: ActKind | None) -> str:
    """A condition on what was done; the names come from code, never from data."""
    if kind is None:
        return ""
    is_rest = kind is ActKind.CHANGED
    names = ", ".join(
        f"'{each}'" for each in (sorted(NOTABLE) if is_rest else actions_of(kind))
    )
    return f" AND +action {'NOT ' if is_rest else ''}IN ({names})"


def _bounds(db: Database, which: JournalFilter, values: dict[str, Any]) -> str | None:
    """Between which entries the page lies; None when there are none in the period."""
    conditions = [] if values["before"] is None else ["seq < :before"]
    period = []
    for name, at, sign in (("since", which.since, ">="), ("until", which.until, "<")):
        if at is not None:
            values[name] = instant(at)
            period.append(f"at {sign} :{name}")
    if period:
        found = db.row(_PERIOD.format(" AND ".join(period)), values)
        if found is None or found["first"] is None:
            return None
        values.update(found)
        conditions += ["seq BETWEEN :first AND :last", *(f"+{each}" for each in period)]
    return "".join(f" AND {each}" for each in conditions)


def _case_of_record(db: Database, problem: Problem) -> str:
    """By the record itself, for one that the journal does not know."""
    kind = next((kind for kind in PLACES if kind == problem.kind), None)
    column = "id" if kind is Kind.CASE else "case_id"
    if kind is None or column not in columns(kind):
        return ""
    row = db.row(f"{selection(kind)} WHERE id = ?", (problem.key,))
    return str(row[column]) if row else ""
