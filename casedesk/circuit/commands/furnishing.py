"""What a new vault is furnished with, and who works in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from casedesk.circuit.codes import Code
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.directory import Hotline, Organisation
from casedesk.circuit.people import Person
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.rights import Right


@dataclass(frozen=True, slots=True)
class FurnishDesk(DeskCommand[None]):
    """Put the shipped lists and the association's own facts into a new vault."""

    settings: Mapping[str, str]
    codes: tuple[Code, ...]
    organisations: tuple[Organisation, ...]
    hotlines: tuple[Hotline, ...]

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        for name, value in self.settings.items():
            work.save_setting(name, value)
        for code in self.codes:
            work.save_code(code)
        for organisation in self.organisations:
            if work.organisations.find(organisation.id) is None:
                work.organisations.save(organisation)
        for hotline in self.hotlines:
            if work.hotlines.find(hotline.id) is None:
                work.hotlines.save(hotline)


@dataclass(frozen=True, slots=True)
class EnrolPerson(DeskCommand[None]):
    """Give somebody who has keys a role; the certificate is what makes it count."""

    person: Person

    right = Right.MANAGE_PEOPLE

    def run(self, work: DeskWork) -> None:
        work.people.save(self.person)
