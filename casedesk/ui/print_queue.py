"""What was sent to a printer and has not come out: anybody could take it later."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Protocol

_OURS = re.compile(r"Document \d{4}")


@dataclass(frozen=True, slots=True)
class QueuedSheet:
    """Something of ours in the queue of a printer of this machine."""

    printer: str
    job: int


class PrintQueue(Protocol):
    """The queues of this machine, as far as it lets one look into them."""

    def waiting(self) -> tuple[QueuedSheet, ...]:
        """What of ours has not come out yet, of whichever sitting."""
        ...

    def cancel(self, sheet: QueuedSheet) -> bool:
        """Take it out of the queue; whether it could be."""
        ...

    def keeps_copies(self, printer: str) -> bool:
        """Whether what it printed stays on this machine (security §12)."""
        ...


def document_name() -> str:
    """A name in the queue that says nothing, and by which we know our own."""
    return f"Document {secrets.randbelow(10_000):04}"


def is_ours(document: str) -> bool:
    return _OURS.fullmatch(document) is not None
