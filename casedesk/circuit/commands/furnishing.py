"""What a vault is furnished with, at first and by later versions; who works in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from casedesk.circuit.codes import Code, Label
from casedesk.circuit.command import DeskCommand
from casedesk.circuit.directory import TO_VERIFY, Hotline, Organisation, Service
from casedesk.circuit.people import Person
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.records import Records
from casedesk.circuit.rights import Right

R = TypeVar("R", Organisation, Service, Hotline)
L = TypeVar("L", Code, Organisation, Hotline)

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

    A label that is still the shipped one learns the languages it lacks.

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
        self._complete_codes(work)
        untouched = {
            each.id for each in self.organisations if self._complete(work, each)
        }
        offered = (each for each in self.services if each.organisation in untouched)
        _add(work.services, offered)
        _add(work.hotlines, self.hotlines)
        for hotline in self.hotlines:
            mine = work.hotlines.get(hotline.id)
            if mine != (told := _with_languages(mine, hotline)):
                work.hotlines.save(told)
        work.save_setting(EDITION, self.edition)

    def _complete_codes(self, work: DeskWork) -> None:
        lists = {each.list for each in self.codes}
        there = (each for name in lists for each in work.codes_of(name))
        known = {(each.list, each.code): each for each in there}
        for shipped in self.codes:
            mine = known.get((shipped.list, shipped.code))
            if mine is None:
                work.save_code(shipped)
            elif mine != (told := _with_languages(mine, shipped)):
                work.save_code(told)

    def _complete(self, work: DeskWork, shipped: Organisation) -> bool:
        """Whether nobody of the association has answered for it yet."""
        known = work.organisations.find(shipped.id)
        if known is None:
            work.organisations.save(shipped)
            return True
        if known.status != TO_VERIFY or known.verified_on is not None:
            return False
        filled = _with_languages(replace(known, **_blanks(known, shipped)), shipped)
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


def _with_languages(known: L, shipped: L) -> L:
    """With what its labels say in further languages, where they are still the same."""
    labels: dict[str, Any] = {
        each.name: label.completed(getattr(shipped, each.name))
        for each in fields(known)
        if isinstance(label := getattr(known, each.name), Label)
    }
    return replace(known, **labels)


def _blanks(known: Organisation, shipped: Organisation) -> dict[str, Any]:
    """What the shipped entry says where the known one says nothing."""
    nothing = Organisation("", shipped.name, "", None, "")
    return {
        each.name: getattr(shipped, each.name)
        for each in fields(Organisation)
        if each.name not in ("id", "name", "version", "territory")
        and getattr(known, each.name) == getattr(nothing, each.name)
    }
