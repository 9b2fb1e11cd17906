"""The records that an entry of the journal kept, for the line that tells of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casedesk.circuit.changes import Kind
from casedesk.circuit.queries import Happening


def record(happening: Happening, kind: Kind) -> Mapping[str, Any]:
    """The first record of a kind that was written; empty where none is kept."""
    return next(iter(records(happening, kind)), {})


def records(happening: Happening, kind: Kind) -> list[Mapping[str, Any]]:
    return [each for each in happening.details if each.get("kind") == kind]
