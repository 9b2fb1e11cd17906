"""What the journal says of one case, line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.people import PersonId
from casedesk.circuit.queries import Happening
from casedesk.store.database import Database

_VIEWS = "'ViewCase', 'PreviewSheet', 'NoteAttachmentView', 'ViewAuthors'"
_ENTRIES = (
    "SELECT seq, at, actor, action, kind, image FROM journal"
    " LEFT JOIN journal_row USING (seq) LEFT JOIN journal_image USING (seq, ord)"
    " WHERE subject = ? AND subject <> ''"  # spelt out: the index has no others
)
_ORDER = " ORDER BY seq, ord"
HAPPENED = f"{_ENTRIES} AND action NOT IN ({_VIEWS}){_ORDER}"
_ALL = f"{_ENTRIES}{_ORDER}"
_EARLIER = (
    "SELECT at, actor, action, details FROM earlier WHERE case_id = ?"  # noqa: S608 -- from code
    f" AND action NOT IN ({_VIEWS}) ORDER BY rowid"
)
_RESERVED = frozenset({Kind.AUTHOR})  # told by their own question only
_WORDS = frozenset({"content", "text"})  # long, and on the page already


def happenings(
    db: Database, case_id: CaseId, *, views: bool = True
) -> tuple[Happening, ...]:
    """In the order of the journal; whoever only looked is there with `views`."""
    found: dict[int, Happening] = {}
    details: dict[int, list[Mapping[str, Any]]] = {}
    for row in db.rows(_ALL if views else HAPPENED, (case_id,)):
        of_entry = details.setdefault(row["seq"], [])
        if row["image"] and row["kind"] not in _RESERVED:
            of_entry.append(_detail(row["kind"], row["image"]))
        found[row["seq"]] = Happening(
            sequence=row["seq"],
            at=datetime.fromisoformat(row["at"]),
            actor=PersonId(row["actor"]),
            action=row["action"],
            details=tuple(of_entry),
        )
    return tuple(found.values())


def happened_elsewhere(db: Database, case_id: CaseId) -> tuple[Happening, ...]:
    """What was done before the case was moved here, numbered back from this journal."""
    rows = db.rows(_EARLIER, (case_id,))
    return tuple(
        Happening(
            sequence=number - len(rows),
            at=datetime.fromisoformat(row["at"]),
            actor=PersonId(row["actor"]),
            action=row["action"],
            details=tuple(json.loads(row["details"])),
        )
        for number, row in enumerate(rows)
    )


def _detail(kind: str, image: str) -> dict[str, Any]:
    """A record as the entry left it, in the form it is stored, with its kind.

    A kind of its own, as a task has, is its `own_kind` here.
    """
    record: dict[str, Any] = json.loads(image)
    kept = {name: value for name, value in record.items() if name not in _WORDS}
    own = {"own_kind": kept["kind"]} if "kind" in kept else {}
    return {**kept, **own, "kind": kind}
