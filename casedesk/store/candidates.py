"""Which few of all children are worth comparing with one: out of the index of names.

Each question asks for two things in common, so that a name many bear finds hundreds and
not thousands; of those the ones of that age and sex come first. What it costs does not
grow with all the cases, only with those that share a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casedesk.circuit.case import CaseId
from casedesk.circuit.dates import Birth
from casedesk.circuit.names import keys
from casedesk.circuit.portrait import Portrait
from casedesk.store.database import Database

_MOST = 32  # that share a whole name: those least alike in age are left out
_FEWER = 12  # that share less
_LOOKED_AT = 400  # the latest of one question, before any order: a bound to its cost
_LESS = 200
_YEAR = (
    "CASE WHEN birth LIKE '~%' THEN"
    " substr(birth, instr(birth, '@') + 1, 4)"
    " - substr(birth, 2, instr(birth, '@') - 2)"
    " ELSE CAST(substr(birth, 1, 4) AS INTEGER) END"
)
_BY_NAME = (
    "SELECT children.case_id FROM (SELECT rowid FROM found_names"  # noqa: S608 -- from code
    " WHERE found_names MATCH :match ORDER BY rowid DESC LIMIT :looked_at) AS found"
    " JOIN findable ON findable.id = found.rowid"
    " JOIN children ON children.id = findable.key"
    " ORDER BY sex IN ('F', 'M') AND :sex IN ('F', 'M') AND sex <> :sex,"
    f" CASE WHEN birth = '' OR :year = 0 THEN 1 ELSE abs({_YEAR} - :year) END"
    " LIMIT :most"
)
_BY_OTHERS = (
    "SELECT findable.case_id FROM found_names"  # noqa: S608 -- from code
    " JOIN findable ON findable.id = found_names.rowid"
    f" WHERE found_names MATCH :match LIMIT {_FEWER}"
)
_REGISTERED = (
    "SELECT id AS case_id FROM cases WHERE register_number <> ''"
    " AND register_number = ?"
)


def candidates(db: Database, portrait: Portrait) -> frozenset[CaseId]:
    """The cases that may be of the same child, or of a sibling."""
    values = {"sex": portrait.sex, "year": _year(portrait.birth)}
    found: set[CaseId] = set()
    for match, most, looked_at in _by_name(portrait):
        about = {"match": match, "most": most, "looked_at": looked_at}
        rows = db.rows(_BY_NAME, {**values, **about})
        found.update(CaseId(row["case_id"]) for row in rows)
    for match in _by_others(portrait):
        rows = db.rows(_BY_OTHERS, {"match": match})
        found.update(CaseId(row["case_id"]) for row in rows)
    for row in db.rows(_REGISTERED, (portrait.register_number,)):
        found.add(CaseId(row["case_id"]))
    return frozenset(found)


def _by_name(portrait: Portrait) -> Iterator[tuple[str, int, int]]:
    """What to look for, how many to give, and of how many.

    One name alone is asked for where a commune does not help, or where that is all.
    """
    own = _keys((*portrait.given, portrait.usual_name))
    family = _keys(portrait.family)
    commune = _keys((portrait.commune,))
    if own and family:
        both = _both(_any("child", own), _any("child", family))
        yield both, _MOST, _LOOKED_AT
    for names, is_all in ((family, not own), (own, not family)):
        if names and commune:
            there = _both(_any("child", names), _any("place", commune))
            yield there, _FEWER, _LESS
        if names and (is_all or not commune or names is family):
            yield _any("child", names), _FEWER, _LESS


def _by_others(portrait: Portrait) -> Iterator[str]:
    """By whom and what is around them: all words of a parent's name, a telephone."""
    for name in (*portrait.mothers, *portrait.fathers):
        words = [_any("kin", keys(word)) for word in name.split() if keys(word)]
        if len(words) > 1:
            yield _both(*words)
    for phone in sorted(portrait.phones):
        yield f'{{number}} : "r{phone[::-1]}" *'


def _keys(names: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*map(keys, filter(None, names)))


def _any(column: str, wanted: Iterable[str]) -> str:
    quoted = (f'"{each}"' for each in sorted(wanted))
    return f"{{{column}}} : ({' OR '.join(quoted)})"


def _both(*parts: str) -> str:
    return " AND ".join(f"({each})" for each in parts)


def _year(birth: str) -> int:
    """About the year of birth; 0 where nothing is known."""
    if not birth:
        return 0
    born = Birth.parse(birth)
    return born.year or (born.on.year - (born.age or 0) if born.on else 0)
