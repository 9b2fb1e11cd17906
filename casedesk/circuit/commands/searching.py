"""Noting in the journal that somebody searched the cases."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.circuit.command import CaseCommand
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.search import Search


@dataclass(frozen=True, slots=True)
class NoteSearch(CaseCommand[None]):
    """How many cases a search came to show; never what was typed.

    Noted once for each thing that was looked for, when one rests on it, opens a case
    or leaves: an entry for each letter would bury what the journal is read for.
    """

    hits: int

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        search = Search(work.new_id(), work.now, work.actor.person, self.hits)
        work.searches.save(search)
