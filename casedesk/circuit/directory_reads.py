"""Questions about the directory, for everybody: a part of `ports.Reads`."""

from __future__ import annotations

from typing import Protocol

from casedesk.circuit.directory import Entry, Hotline, Organisation
from casedesk.circuit.queries import DirectoryChange
from casedesk.circuit.sheet import Addressee


class DirectoryReads(Protocol):
    """Nothing in it is about a child."""

    def organisations(
        self, addressee: Addressee | None = None
    ) -> tuple[Organisation, ...]: ...
    def hotlines(self) -> tuple[Hotline, ...]: ...
    def directory_entries(self) -> tuple[Entry, ...]:
        """The whole directory, with what each offers and who answers there."""
        ...

    def directory_history(self, organisation: str) -> tuple[DirectoryChange, ...]:
        """What was changed about it, the latest first; NotFound when there is none."""
        ...
