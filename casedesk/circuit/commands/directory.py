"""Keeping the directory: adding, correcting, checking, closing. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casedesk.circuit.command import DeskCommand
from casedesk.circuit.dates import local
from casedesk.circuit.directory import (
    ACTIVE,
    ADDRESSEE_OF,
    CHECK_EVERY,
    CLOSED,
    IN_POST,
    LEFT,
    SUSPENDED,
    TO_VERIFY,
    FocalPoint,
    Organisation,
    Service,
    clock_time,
)
from casedesk.circuit.ports import DeskWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack

_OLDEST = 120  # years


@dataclass(frozen=True, slots=True)
class SaveOrganisation(DeskCommand[str]):
    """Add an organisation (its id empty), or correct what is known of it.

    `checked` is how it was checked on this occasion (code list CHECKED_BY), or "".
    Gives its id. Raises Incomplete, NotFound, and Stale when somebody corrected it
    meanwhile.
    """

    organisation: Organisation
    checked: str = ""

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> str:
        _require(_gaps_of(self.organisation))
        saved = self.organisation
        if saved.id:
            was = work.organisations.get(saved.id)
            if was.kind != saved.kind:
                saved = replace(saved, addressee=ADDRESSEE_OF.get(saved.kind))
        else:
            addressee = ADDRESSEE_OF.get(saved.kind)
            saved = replace(saved, id=work.new_id(), addressee=addressee)
        if self.checked:
            saved = _checked(work, saved, self.checked)
        work.organisations.save(saved)
        return saved.id


@dataclass(frozen=True, slots=True)
class SaveService(DeskCommand[str]):
    """Say that an organisation offers something, on what terms, or no longer."""

    service: Service

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> str:
        _require(_gaps_of_service(self.service))
        work.organisations.get(self.service.organisation)
        saved = self.service
        if saved.id:
            work.services.get(saved.id)
        else:
            saved = replace(saved, id=work.new_id())
        work.services.save(saved)
        return saved.id


@dataclass(frozen=True, slots=True)
class NoteCheck(DeskCommand[None]):
    """Somebody asked the organisation today, and all of it is still so."""

    organisation: str
    how: str = "PHONE"  # code list CHECKED_BY

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> None:
        known = work.organisations.get(self.organisation)
        work.organisations.save(_checked(work, known, self.how))


@dataclass(frozen=True, slots=True)
class SetOrganisationStatus(DeskCommand[None]):
    """Close an organisation for good, pause it, or let it be referred to again.

    It stays in the directory: old referrals name it.
    """

    organisation: str
    status: str  # code list ORG_STATUS

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> None:
        if self.status not in (TO_VERIFY, ACTIVE, SUSPENDED, CLOSED):
            raise Incomplete(Gap("status", Lack.NOT_A_CODE))
        known = work.organisations.get(self.organisation)
        work.organisations.save(replace(known, status=self.status))


@dataclass(frozen=True, slots=True)
class SaveFocalPoint(DeskCommand[str]):
    """Add the function that answers for an organisation, or correct what is known."""

    point: FocalPoint

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> str:
        return _save_point(work, self.point)


@dataclass(frozen=True, slots=True)
class EndFocalPoint(DeskCommand[None]):
    """Somebody left that function, and nobody is known to follow."""

    point: str
    on: date

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> None:
        known = work.focal_points.get(self.point)
        if self.on < known.valid_from:
            raise Incomplete(Gap("valid_to", Lack.NOT_A_DATE))
        work.focal_points.save(replace(known, valid_to=self.on, status=LEFT))


@dataclass(frozen=True, slots=True)
class ReplaceFocalPoint(DeskCommand[str]):
    """Another begins where one left; who followed whom stays readable. Gives the new
    one's id."""

    point: str
    by: FocalPoint

    right = Right.KEEP_DIRECTORY

    def run(self, work: DeskWork) -> str:
        known = work.focal_points.get(self.point)
        if self.by.valid_from < known.valid_from:
            raise Incomplete(Gap("valid_from", Lack.NOT_A_DATE))
        new = replace(
            self.by, id="", organisation=known.organisation, status=IN_POST, version=0
        )
        followed = _save_point(work, new)
        work.focal_points.save(
            replace(
                known,
                valid_to=known.valid_to or self.by.valid_from,
                status=LEFT,
                replaced_by=followed,
            )
        )
        return followed


def _save_point(work: DeskWork, point: FocalPoint) -> str:
    _require(_gaps_of_point(point))
    work.organisations.get(point.organisation)
    saved = point
    if saved.id:
        work.focal_points.get(saved.id)
    else:
        saved = replace(saved, id=work.new_id())
    work.focal_points.save(saved)
    return saved.id


def _checked(work: DeskWork, known: Organisation, how: str) -> Organisation:
    today = local(work.now).date()
    return replace(
        known,
        status=ACTIVE if known.status == TO_VERIFY else known.status,
        verified_on=today,
        verified_by=work.actor.person,
        verified_how=how,
        next_check=today + CHECK_EVERY,
    )


def _require(gaps: Iterator[Gap]) -> None:
    found = tuple(gaps)
    if found:
        raise Incomplete(*found)


def _gaps_of(each: Organisation) -> Iterator[Gap]:
    """What a family must know may come later; without these it is no entry."""
    if not (each.name.fr.strip() or each.name.ar.strip()):
        yield Gap("name_fr", Lack.MISSING)
    for name in ("kind", "source"):
        if not getattr(each, name).strip():
            yield Gap(name, Lack.MISSING)
    for name in ("opens", "closes"):
        if getattr(each, name) and clock_time(getattr(each, name)) is None:
            yield Gap(name, Lack.NOT_A_CODE)
    yield from _gaps_of_age(each.age_from, each.age_to)


def _gaps_of_service(each: Service) -> Iterator[Gap]:
    if not each.service:
        yield Gap("service", Lack.MISSING)
    yield from _gaps_of_age(each.age_from, each.age_to)


def _gaps_of_point(each: FocalPoint) -> Iterator[Gap]:
    if not each.function.strip():
        yield Gap("function", Lack.MISSING)
    if each.valid_to is not None and each.valid_to < each.valid_from:
        yield Gap("valid_to", Lack.NOT_A_DATE)


def _gaps_of_age(first: int, last: int | None) -> Iterator[Gap]:
    if not 0 <= first <= _OLDEST:
        yield Gap("age_from", Lack.NOT_A_NUMBER)
    if last is not None and not first <= last <= _OLDEST:
        yield Gap("age_to", Lack.NOT_A_NUMBER)
