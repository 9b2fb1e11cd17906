"""What a vault is furnished with, at first and by later versions; who works in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from casedesk.circuit.codes import Code
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.directory import TO_VERIFY, Hotline, Organisation, Service
from casedesk.circuit.people import Person
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.records import Records
from casedesk.circuit.rights import Right

R = TypeVar("R", Organisation, Service, Hotline)

EDITION = "furnishing_edition"  # the setting: which shipped lists are in here


@dataclass(frozen=True, slots=True)
class FurnishDesk(DeskCommand[None]):
    """Put the shipped lists and the association's own facts into a new vault."""

    settings: Mapping[str, str]
    codes: tuple[Code, ...]
    organisations: tuple[Organisation, ...]
    hotlines: tuple[Hotline, ...]
    services: tuple[Service, ...] = ()

    right = Right.FURNISH

    def run(self, work: DeskWork) -> None:
        for name, value in self.settings.items():
            work.save_setting(name, value)
        for code in self.codes:
            work.save_code(code)
        _add(work.organisations, self.organisations)
        _add(work.hotlines, self.hotlines)
        _add(work.services, self.services)


@dataclass(frozen=True, slots=True)
class CompleteFurnishing(DeskCommand[None]):
    """Add what a later version ships and this vault has not; change nothing it has.

    Of an organisation only what is still blank is filled in, and only while nobody has
    checked it. Once per edition: whoever blanks a field finds it blank.
    """

    edition: str
    codes: tuple[Code, ...]
    organisations: tuple[Organisation, ...]
    services: tuple[Service, ...]
    hotlines: tuple[Hotline, ...]

    right = Right.NOTE_EVENTS

    def run(self, work: DeskWork) -> None:
        if work.setting(EDITION) == self.edition:
            return
        for code in self.codes:
            if not work.has_code(code):
                work.save_code(code)
        untouched = {
            each.id for each in self.organisations if self._complete(work, each)
        }
        offered = (each for each in self.services if each.organisation in untouched)
        _add(work.services, offered)
        _add(work.hotlines, self.hotlines)
        work.save_setting(EDITION, self.edition)

    def _complete(self, work: DeskWork, shipped: Organisation) -> bool:
        """Whether nobody of the association has answered for it yet."""
        known = work.organisations.find(shipped.id)
        if known is None:
            work.organisations.save(shipped)
            return True
        if known.status != TO_VERIFY or known.verified_on is not None:
            return False
        filled = replace(known, **_blanks(known, shipped))
        if filled != known:
            work.organisations.save(filled)
        return True


@dataclass(frozen=True, slots=True)
class EnrolPerson(DeskCommand[None]):
    """Give somebody who has keys a role; the certificate is what makes it count."""

    person: Person

    right = Right.MANAGE_PEOPLE

    def run(self, work: DeskWork) -> None:
        work.people.save(self.person)


def _add(records: Records[R], shipped: Iterable[R]) -> None:
    """Those that are not there yet."""
    for each in shipped:
        if records.find(each.id) is None:
            records.save(each)


def _blanks(known: Organisation, shipped: Organisation) -> dict[str, Any]:
    """What the shipped entry says where the known one says nothing."""
    nothing = Organisation("", shipped.name, "", None, "")
    return {
        each.name: getattr(shipped, each.name)
        for each in fields(Organisation)
        if each.name not in ("id", "name", "version", "territory")
        and getattr(known, each.name) == getattr(nothing, each.name)
    }
