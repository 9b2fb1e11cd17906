"""Asking the index of a compartment: records by their tokens, the latest first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.store.codec import canonical
from casedesk.store.database import Database
from casedesk.store.findable import NAMES

Group = str
"""One condition of a full-text query; none of several may fail."""

_MOST = 100
_FOUND = (
    "SELECT kind, key, case_id FROM {0} CROSS JOIN findable ON findable.id = {0}.rowid"
    " WHERE {0} MATCH :asked{1} ORDER BY {0}.rowid DESC LIMIT :limit"
)
_OWNED = " AND findable.owner IN (SELECT value FROM json_each(:owners))"
_OF_CASES = (
    "SELECT kind, key, case_id FROM findable CROSS JOIN {0} ON {0}.rowid = findable.id"
    " WHERE findable.case_id IN (SELECT value FROM json_each(:cases))"
    " AND {0} MATCH :asked ORDER BY {0}.rowid DESC LIMIT :limit"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record in which nothing is missing that was asked for."""

    kind: Kind
    key: str
    case_id: CaseId


def group(
    columns: Collection[str], tokens: Iterable[str], *, whole: bool = False
) -> Group:
    """One of these tokens in one of these columns; the beginning of it is enough,
    unless `whole`. Raises ValueError for what is no token."""
    end = "" if whole else "*"
    asked = " OR ".join(f'"{_checked(each)}"{end}' for each in sorted(tokens))
    return f"{{{' '.join(columns)}}} : ({asked})" if asked else ""


def either(*groups: Group) -> Group:
    return " OR ".join(f"({each})" for each in groups if each)


def hits(
    db: Database,
    groups: Iterable[Group],
    limit: int,
    *,
    table: str = NAMES,
    owners: Collection[str] | None = None,
) -> list[Hit]:
    """The records that fit every group; only of cases of these owners, if any are
    named. Nothing for a group that asks for nothing."""
    asked = list(groups)
    if not asked or not all(asked):
        return []
    values = {
        "asked": " AND ".join(f"({each})" for each in asked),
        "owners": canonical(sorted(owners or ())),
        "limit": limit,
    }
    owned = "" if owners is None else _OWNED
    rows = db.rows(_FOUND.format(table, owned), values)
    return [_hit(*row.values()) for row in rows]


def hits_in(
    db: Database, cases: Collection[str], groups: Iterable[Group], *, table: str = NAMES
) -> list[Hit]:
    """The same, within a few cases."""
    asked = list(groups)
    if not cases or not asked or not all(asked):
        return []
    values = {
        "asked": " AND ".join(f"({each})" for each in asked),
        "cases": canonical(sorted(cases)),
        "limit": _MOST,
    }
    return [_hit(*row.values()) for row in db.rows(_OF_CASES.format(table), values)]


def _hit(kind: str, key: str, case_id: str) -> Hit:
    return Hit(Kind(kind), key, CaseId(case_id))


def _checked(token: str) -> str:
    if not token.isalnum():
        raise ValueError("a token has letters and digits only")
    return token
