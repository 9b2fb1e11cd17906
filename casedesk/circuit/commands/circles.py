"""Who holds the key of a circle, in the circle's own journal and nowhere else.

The header says who they are, and not since when nor by whom; the common journal must
not tell of a circle. So the circle keeps it, for those who are in it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.circuit.circles import Member
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class GiveKey(CaseCommand[None]):
    """Note that one gives the key of this circle to somebody; before it is done.

    Whatever cuts it short, nobody then has the key without an entry that says by whom.
    """

    person: PersonId

    right = Right.SEE_ALL_CASES

    def run(self, work: CaseWork) -> None:
        if self.person not in work.people:
            raise NotFound()
        _note(work, self.person, work.actor.person)


@dataclass(frozen=True, slots=True)
class NoteMembers(CaseCommand[None]):
    """What became of the key without `GiveKey`: who has it, and who no longer has it.

    At the next unlock of somebody who is in the circle: after it was made, after its
    sheets let somebody in, after a departure.
    """

    joined: tuple[PersonId, ...]
    left: tuple[PersonId, ...]

    right = Right.SEE_ALL_CASES

    def run(self, work: CaseWork) -> None:
        for person in self.joined:
            _note(work, person, NOBODY)
        for person in self.left:
            gone = work.members.get(person)
            work.members.save(replace(gone, until=work.now))


def _note(work: CaseWork, person: PersonId, by: PersonId) -> None:
    """Once more for somebody who was in it before: the journal keeps both times."""
    fresh = Member(person, work.now, by)
    known = work.members.find(person)
    work.members.save(replace(fresh, version=known.version) if known else fresh)
