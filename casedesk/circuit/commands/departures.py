"""When somebody leaves: their cases go to others, and their role ends."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.command import CaseCommand, DeskCommand
from casedesk.circuit.errors import Stale
from casedesk.circuit.keys import Succession
from casedesk.circuit.people import NOBODY, Person, PersonId
from casedesk.circuit.ports import CaseWork, DeskWork
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class ReassignCases(CaseCommand[int]):
    """Give every open case and task of somebody who leaves to others; says how many
    cases.

    Raises NoSuccessor, and then none is given.
    """

    of: PersonId
    succession: Succession

    right = Right.REASSIGN

    def run(self, work: CaseWork) -> int:
        cases = work.cases.open_of(self.of)
        for case in cases:
            work.cases.save(replace(case, owner=self.succession.of(case.id)))
        for task in work.tasks.open_of(self.of):
            work.tasks.save(task.given(self._takes_over(work, task.case_id)))
        return len(cases)

    def _takes_over(self, work: CaseWork, case_id: CaseId) -> PersonId:
        """Whoever the case is from now on; of one nobody answers for, the successor."""
        owner = work.cases.get(case_id).owner
        return owner if owner not in (NOBODY, self.of) else self.succession.of(case_id)


@dataclass(frozen=True, slots=True)
class EndPerson(DeskCommand[None]):
    """Say that somebody left; what they wrote stays theirs."""

    person: PersonId

    right = Right.MANAGE_PEOPLE

    def run(self, work: DeskWork) -> None:
        person = work.people.get(self.person)
        if person.is_active:
            work.people.save(replace(person, until=work.now))


@dataclass(frozen=True, slots=True)
class CertifyPeople(DeskCommand[None]):
    """Put a director's signature over roles that another one signed.

    Nothing but the signature changes. Raises NotFound, and Stale when it is not over
    the role as it stands.
    """

    people: tuple[Person, ...]

    right = Right.MANAGE_PEOPLE

    def run(self, work: DeskWork) -> None:
        for person in self.people:
            known = work.people.get(person.id)
            if known != replace(person, certificate=known.certificate):
                raise Stale(kind=Kind.PERSON)
            work.people.save(person)
