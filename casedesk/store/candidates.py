"""Which few of all children are worth comparing with one: out of the index of names.

Each question asks for two things in common, so that a name many bear finds hundreds and
not thousands; of those the ones of that age and sex come first. What it costs does not
grow with all the cases, only with those that share a name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from casedesk.circuit.case import CaseId
from casedesk.circuit.dates import Birth
from casedesk.circuit.names import keys, near
from casedesk.circuit.portrait import Portrait
from casedesk.store.database import Database

_MOST = 40  # of one question: those least alike in age are left out
_LEAST_KEY = 3  # sounds; of a shorter one, what is a slip away is anything
_YEAR = (
    "CASE WHEN birth LIKE '~%' THEN"
    " substr(birth, instr(birth, '@') + 1, 4)"
    " - substr(birth, 2, instr(birth, '@') - 2)"
    " ELSE CAST(substr(birth, 1, 4) AS INTEGER) END"
)
_BY_NAME = (
    "SELECT children.case_id FROM found_names"  # noqa: S608 -- from code
    " JOIN findable ON findable.id = found_names.rowid"
    " JOIN children ON children.id = findable.key"
    " WHERE found_names MATCH :match AND {}"
    " ORDER BY sex IN ('F', 'M') AND :sex IN ('F', 'M') AND sex <> :sex,"
    f" CASE WHEN birth = '' OR :year = 0 THEN 1 ELSE abs({_YEAR} - :year) END"
    f" LIMIT {_MOST}"
)
_BY_OTHERS = (
    "SELECT findable.case_id FROM found_names"  # noqa: S608 -- from code
    " JOIN findable ON findable.id = found_names.rowid"
    f" WHERE found_names MATCH :match LIMIT {_MOST}"
)
_NO_FAMILY = "family_latin = '' AND family_arabic = ''"
_REGISTERED = (
    "SELECT id AS case_id FROM cases WHERE register_number <> ''"
    " AND register_number = ?"
)


def candidates(db: Database, portrait: Portrait) -> frozenset[CaseId]:
    """The cases that may be of the same child, or of a sibling."""
    values = {"sex": portrait.sex, "year": _year(portrait.birth)}
    found: set[CaseId] = set()
    for match, more in _by_name(portrait):
        rows = db.rows(_BY_NAME.format(more), {**values, "match": match})
        found.update(CaseId(row["case_id"]) for row in rows)
    for match in _by_others(portrait):
        rows = db.rows(_BY_OTHERS, {"match": match})
        found.update(CaseId(row["case_id"]) for row in rows)
    for row in db.rows(_REGISTERED, (portrait.register_number,)):
        found.add(CaseId(row["case_id"]))
    return frozenset(found)


def _by_name(portrait: Portrait) -> Iterator[tuple[str, str]]:
    """What to look for, and what else must be true of the child."""
    own = _keys((*portrait.given, portrait.usual_name))
    family = _keys(portrait.family)
    commune = _keys((portrait.commune,))
    if own and family:
        yield _both(_any("child", own), _any("child", family)), "true"
        for close, other in ((own, family), (family, own)):
            slips = frozenset().union(
                *(near(each) for each in close if len(each) >= _LEAST_KEY)
            )
            if slips:
                yield _both(_any("child", slips), _any("child", other)), "true"
    if own:
        yield _any("child", own), "true" if not family else _NO_FAMILY
    if family and commune:
        yield _both(_any("child", family), _any("place", commune)), "true"


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
