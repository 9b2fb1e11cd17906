"""Finding the cases of one compartment that may be of the same child.

Candidates come out of the index of names, by all that is theirs in common; only those
few are compared. Nothing here knows who asks: `reads.duplicates` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casedesk.circuit.apart import ToldApart
from casedesk.circuit.case import Case, CaseId, Child
from casedesk.circuit.changes import Kind
from casedesk.circuit.duplicates import Judgement, Kinship, judged
from casedesk.circuit.family import NO_CASE
from casedesk.circuit.links import LinkKind
from casedesk.circuit.longwork import Report, go_on
from casedesk.circuit.portrait import Portrait
from casedesk.circuit.stages import Stage
from casedesk.store.candidates import candidates
from casedesk.store.codec import canonical
from casedesk.store.database import Database
from casedesk.store.tables import codec, selection

_THESE = "(SELECT value FROM json_each(?))"
_CASES = f"{selection(Kind.CASE)} WHERE id IN {_THESE}"
_OF_CASES = f"WHERE case_id IN {_THESE}"
_CHILDREN = f"{selection(Kind.CHILD)} {_OF_CASES}"
_PARENTS = (
    f"{selection(Kind.RELATIVE)} {_OF_CASES} AND relation IN ('MOTHER', 'FATHER')"
)
_CONTACTS = f"{selection(Kind.SAFE_CONTACT)} {_OF_CASES}"
_SAID = (
    "SELECT case_id, json_extract(content, '$.safe_contact') AS said FROM sheets"  # noqa: S608 -- from code
    f" {_OF_CASES} AND number = 'A1'"
)
_LINKED = (
    "SELECT case_id, other FROM links WHERE undone_at IS NULL"
    " AND (case_id = :id OR other = :id)"
)
_APART = f"{selection(Kind.TOLD_APART)} WHERE first = ? OR second = ?"
_MASTER = (
    "SELECT other FROM links WHERE case_id = ? AND undone_at IS NULL"  # noqa: S608 -- from code
    f" AND relation = '{LinkKind.DUPLICATE}'"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A case with its child, and what the child is compared by."""

    case: Case
    child: Child
    portrait: Portrait


@dataclass(frozen=True, slots=True)
class Likely:
    """A case that may be of the same child, or of a sibling, and why."""

    known: Known
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class Decided:
    """What somebody said already of one case and others."""

    linked: frozenset[CaseId] = frozenset()
    apart: Mapping[CaseId, ToldApart] = field(default_factory=dict)

    def covers(self, other: CaseId, judgement: Judgement) -> bool:
        told = self.apart.get(other)
        return other in self.linked or (told is not None and told.settles(judgement))


def known_cases(db: Database, ids: Iterable[str]) -> dict[CaseId, Known]:
    """In one question of each kind, however many they are."""
    wanted = (canonical(sorted(set(ids))),)
    cases = [codec(Kind.CASE).to_record(row) for row in db.rows(_CASES, wanted)]
    children = _by_case(db, Kind.CHILD, _CHILDREN, wanted)
    parents = _by_case(db, Kind.RELATIVE, _PARENTS, wanted)
    contacts = _by_case(db, Kind.SAFE_CONTACT, _CONTACTS, wanted)
    said = {row["case_id"]: row["said"] for row in db.rows(_SAID, wanted)}
    found = {}
    for case in cases:
        for child in children.get(case.id, ()):
            portrait = Portrait.of(
                child,
                case,
                parents.get(case.id, ()),
                contacts.get(case.id, ()),
                {"safe_contact": said.get(case.id)},
            )
            found[case.id] = Known(case, child, portrait)
    return found


def likely(db: Database, portrait: Portrait, own: CaseId = NO_CASE) -> list[Likely]:
    """The likeliest first, each case once; then perhaps brothers and sisters.

    Of a case that was attached to another, that other: it goes on for both. With a case
    of the child's `own`, without those somebody has decided about already.
    """
    if not portrait.is_telling:
        return []
    decided = _decided(db, own) if own else Decided()
    found: dict[CaseId, Likely] = {}
    wanted = candidates(db, portrait) - decided.linked - {own}
    for known in known_cases(db, wanted).values():
        judgement = judged(portrait, known.portrait)
        if judgement.kinship is Kinship.NONE:
            continue
        goes_on = _master(db, known)
        if decided.covers(goes_on.case.id, judgement) or goes_on.case.id == own:
            continue
        there = found.get(goes_on.case.id)
        if there is None or _rank(there.judgement) > _rank(judgement):
            found[goes_on.case.id] = Likely(goes_on, judgement)
    return sorted(found.values(), key=lambda each: _rank(each.judgement))


def likely_of(db: Database, known: Known) -> list[Likely]:
    """Of a case; nothing where another goes on for it."""
    over = known.case.stage is Stage.DUPLICATE
    return [] if over else likely(db, known.portrait, known.case.id)


def likely_pairs(db: Database, report: Report) -> Iterator[tuple[Known, Likely]]:
    """Every pair that may be one child, each once. Raises Cancelled.

    Case by case by the index: what it costs grows with the cases, not with the pairs.
    """
    ids = [CaseId(row["id"]) for row in db.rows("SELECT id FROM cases ORDER BY id")]
    for at, case_id in enumerate(ids):
        go_on(report, at, len(ids))
        known = known_cases(db, (case_id,)).get(case_id)
        if known is None:
            continue
        for each in likely_of(db, known):
            is_same = each.judgement.kinship is Kinship.SAME
            if is_same and case_id < each.known.case.id:
                yield known, each


def _decided(db: Database, own: CaseId) -> Decided:
    linked = frozenset(
        CaseId(each)
        for row in db.rows(_LINKED, {"id": own})
        for each in (row["case_id"], row["other"])
    )
    pairs = map(codec(Kind.TOLD_APART).to_record, db.rows(_APART, (own, own)))
    return Decided(linked - {own}, {each.other_of(own): each for each in pairs})


def _master(db: Database, known: Known) -> Known:
    """The case that goes on for it; itself where it was attached to none."""
    seen = {known.case.id}
    while known.case.stage is Stage.DUPLICATE:
        into = db.value(_MASTER, (known.case.id,))
        found = known_cases(db, (into,)).get(into) if into else None
        if found is None or found.case.id in seen:
            break
        seen.add(found.case.id)
        known = found
    return known


def _rank(judgement: Judgement) -> tuple[bool, int]:
    return judgement.kinship is not Kinship.SAME, -judgement.points


def _by_case(
    db: Database, kind: Kind, sql: str, values: tuple[str]
) -> Mapping[CaseId, list[Any]]:
    found: dict[CaseId, list[Any]] = {}
    for row in db.rows(sql, values):
        record = codec(kind).to_record(row)
        found.setdefault(record.case_id, []).append(record)
    return found
