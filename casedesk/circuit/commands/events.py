"""Writing into the journal what changes no record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from casedesk.circuit.command import DeskCommand
from casedesk.circuit.events import Event, EventId, EventKind, is_plain
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class NoteEvent(DeskCommand[None]):
    """That something happened; with an `id` of its own it is noted once only.

    Raises ValueError for a detail that is more than ids, codes and numbers.
    """

    what: EventKind
    detail: Mapping[str, str | int] = field(default_factory=dict)
    id: str = ""

    right = Right.NOTE_EVENTS

    def run(self, work: DeskWork) -> None:
        if not is_plain(self.detail):
            raise ValueError(self.what)
        if self.id and work.events.find(self.id) is not None:
            return
        key = self.id or work.new_id()
        work.events.save(Event(EventId(key), work.now, self.what, self.detail))
