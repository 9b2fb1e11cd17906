"""The directory: its entries whole, and what was changed about one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from casedesk.circuit.changes import Kind
from casedesk.circuit.directory import Entry, FocalPoint, Service
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import DirectoryChange, FieldChange
from casedesk.circuit.rights import Right
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_KEYS = """
SELECT 'organisation' AS kind, :id AS key
UNION ALL SELECT 'service', id FROM services WHERE organisation = :id
UNION ALL SELECT 'focal_point', id FROM focal_points WHERE organisation = :id
"""
_HISTORY = f"""
WITH keys AS ({_KEYS})
SELECT seq, at, actor, action, journal_row.kind, journal_row.key, image
FROM keys
JOIN journal_row ON journal_row.kind = keys.kind AND journal_row.key = keys.key
JOIN journal USING (seq)
JOIN journal_image USING (seq, ord)
ORDER BY seq
"""  # noqa: S608 -- all of it is written above
_UNSPOKEN = frozenset({"id", "organisation", "version"})


class DirectoryReads(Asking):
    """What everybody may read; nothing in it is about a child."""

    def directory_entries(self) -> tuple[Entry, ...]:
        """The whole directory, with what each offers and who answers there."""
        self._actor.require(Right.READ_DIRECTORY)
        services: dict[str, list[Service]] = defaultdict(list)
        for service in self._records(Kind.SERVICE):
            services[service.organisation].append(service)
        points: dict[str, list[FocalPoint]] = defaultdict(list)
        for point in self._records(Kind.FOCAL_POINT):
            points[point.organisation].append(point)
        return tuple(
            Entry(each, tuple(services[each.id]), tuple(points[each.id]))
            for each in self._records(Kind.ORGANISATION)
        )

    def directory_history(self, organisation: str) -> tuple[DirectoryChange, ...]:
        """What was changed about it, the latest first; NotFound when there is none."""
        self._actor.require(Right.READ_DIRECTORY)
        before: dict[tuple[str, str], Mapping[str, Any]] = {}
        found = []
        for row in self._desk.db.rows(_HISTORY, {"id": organisation}):
            key = row["kind"], row["key"]
            image = json.loads(row["image"])
            found.append(_change(row, before.get(key, {}), image))
            before[key] = image
        if not found:
            raise NotFound(kind=Kind.ORGANISATION)
        return tuple(each for each in reversed(found) if each.changed)

    def _records(self, kind: Kind) -> Iterable[Any]:
        rows = self._desk.db.rows(f"{selection(kind)} ORDER BY rowid")
        return map(codec(kind).to_record, rows)


def _change(
    row: Row, before: Mapping[str, Any], after: Mapping[str, Any]
) -> DirectoryChange:
    """Of an addition, everything it said; a person's name is never told again."""
    kind = Kind(row["kind"])
    told = {**before, **after}
    unspoken = _UNSPOKEN | ({"name"} if kind is Kind.FOCAL_POINT else set())
    return DirectoryChange(
        at=datetime.fromisoformat(row["at"]),
        actor=PersonId(row["actor"]),
        action=row["action"],
        kind=kind,
        what=str(told.get("service") or told.get("function") or ""),
        changed=tuple(
            FieldChange(name, before.get(name), after.get(name))
            for name in told
            if name not in unspoken and before.get(name) != after.get(name)
        ),
    )
