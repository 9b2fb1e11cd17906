"""Finding in the directory: who serves this child here, and who can help now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casedesk.circuit import names, words
from casedesk.circuit.directory import (
    CLOSED,
    Entry,
    FocalPoint,
    Opening,
    Organisation,
    Service,
    check_is_due,
    opening,
)

# Who is called when a child is in danger now, in this order (domain §2.7):
_HELPERS = (
    ("POLICE_CELL", "GENDARMERIE"),
    ("HOSP_EMERG", "HOSP_UNIT"),
    ("PROSECUTOR_TPI", "PROSECUTOR_CA", "COURT_CELL"),
    ("CAPE", "UPE_EN", "UPE_ASSOC"),
    ("SAMU_SOCIAL", "SHELTER_EMF"),
)
_HELPS_NOW = frozenset({"EMERG", "POLICE"})  # code list SERVICE, of any other kind
_BY_OPENING = tuple(Opening)
_TELLING = 3  # consonants


class Shown(StrEnum):
    """Which part of the directory one looks at."""

    ALL = "all"  # whoever can be sent to
    TO_CHECK = "to_check"  # to call and ask
    FOCAL_POINTS = "focal_points"  # gone or away
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one looks for; what is empty lets everything through."""

    territory: str = ""
    service: str = ""  # code list SERVICE
    age: int | None = None
    sex: str = ""  # F or M
    disability: str = ""  # code list DISAB
    urgent: bool = False  # day and night only
    text: str = ""
    shown: Shown = Shown.ALL


@dataclass(frozen=True, slots=True)
class Helper:
    """Somebody to call now, and whether they answer at this hour."""

    organisation: Organisation
    opening: Opening


def fits(entry: Entry, wanted: Wanted, today: date) -> bool:
    """Whether this entry is one of those looked for."""
    each = entry.organisation
    return (
        _is_shown(entry, wanted.shown, today)
        and (not wanted.territory or each.serves(wanted.territory))
        and serves_child(entry, wanted)
        and (not wanted.urgent or each.on_call)
        and reads(each, wanted.text)
    )


def serves_child(entry: Entry, wanted: Wanted) -> bool:
    """This service, for a child of this age, sex and disability."""
    each = entry.organisation
    if not _takes(each, wanted):
        return False
    offers = [one for one in entry.offers if wanted.service in ("", one.service)]
    if wanted.service and not any(_takes(one, wanted) for one in offers):
        return False
    return not wanted.disability or wanted.disability in each.disabilities


def reads(organisation: Organisation, text: str) -> bool:
    """Whether each word looked for begins a word of its names, in either script, as it
    is written or, where enough of it is typed, as it sounds."""
    named = (
        organisation.name.fr,
        organisation.name.ar,
        organisation.acronym,
        organisation.former_name,
    )
    known = {word for name in named for word in words.folded(name).split()}
    sounding = {key for name in named for key in names.keys(name)}
    sounds = {words.folded(word): keys for word, keys in names.sought(text)}
    return all(
        any(one.startswith(word) for one in known)
        or any(
            key.startswith(start)
            for start in sounds.get(word, ())
            if len(start) >= _TELLING
            for key in sounding
        )
        for word in words.folded(text).split()
    )


def helpers(
    entries: Iterable[Entry], territory: str, at: datetime
) -> tuple[Helper, ...]:
    """Who can help at this civil time: those on call first, then those open now."""
    able = [
        Helper(entry.organisation, opening(entry.organisation, at))
        for entry in entries
        if entry.organisation.is_open
        and entry.organisation.serves(territory)
        and _rank(entry) < len(_HELPERS) + 1
    ]
    ranks = {entry.organisation.id: _rank(entry) for entry in entries}
    return tuple(
        sorted(
            able,
            key=lambda each: (
                _BY_OPENING.index(each.opening),
                ranks[each.organisation.id],
            ),
        )
    )


def points_to_look_at(entry: Entry, today: date) -> tuple[FocalPoint, ...]:
    return tuple(each for each in entry.focal_points if each.wants_a_look(today))


def _is_shown(entry: Entry, shown: Shown, today: date) -> bool:
    closed = entry.organisation.status == CLOSED
    match shown:
        case Shown.ALL:
            return not closed
        case Shown.TO_CHECK:
            return check_is_due(entry.organisation, today)
        case Shown.FOCAL_POINTS:
            return not closed and bool(points_to_look_at(entry, today))
        case Shown.CLOSED:
            return closed


def _takes(each: Organisation | Service, wanted: Wanted) -> bool:
    """Nothing said of age or sex: everybody."""
    if wanted.sex and each.sex not in ("", wanted.sex):
        return False
    if wanted.age is None:
        return True
    return each.age_from <= wanted.age and (
        each.age_to is None or wanted.age <= each.age_to
    )


def _rank(entry: Entry) -> int:
    """Its place in the order to call; past the end for whoever is no help at once."""
    kind = entry.organisation.kind
    for at, kinds in enumerate(_HELPERS):
        if kind in kinds:
            return at
    helps = any(each.service in _HELPS_NOW for each in entry.offers)
    return len(_HELPERS) if helps else len(_HELPERS) + 1
