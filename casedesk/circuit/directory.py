"""The directory: which institutions of a territory a child can be referred to.

Institutions and functions, no private person's number. Everything shipped is marked "to
verify": associations correct it, and labels are data because institutions are renamed.
Source: domain §5.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from casedesk.circuit.codes import Label, Language, read_label
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import Addressee

# Code list ORG_STATUS:
TO_VERIFY, ACTIVE, SUSPENDED, CLOSED = "TO_VERIFY", "ACTIVE", "SUSPENDED", "CLOSED"
# Code list FOCAL_STATUS:
IN_POST, ON_LEAVE, LEFT = "IN_POST", "ON_LEAVE", "LEFT"
NATIONAL = ""  # the territory of whatever serves the whole country
UNSAID = Label("", "")
WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")  # code list WEEKDAY
CHECK_EVERY = timedelta(days=182)  # domain §2.14, directory entry re-verification
_OLD_AFTER = timedelta(days=365)

_KINDS_OF: Mapping[Addressee, tuple[str, ...]] = {  # code list ACTOR_TYPE
    # Entraide Nationale is the authority over homes: what concerns one goes there.
    Addressee.UPE_CAPE: ("CAPE", "UPE_EN", "UPE_ASSOC", "EN_DELEG"),
    Addressee.HOSPITAL: ("HOSP_UNIT", "HOSP_EMERG", "HEALTH_CTR", "DOCTOR"),
    Addressee.PROSECUTOR: ("PROSECUTOR_TPI", "PROSECUTOR_CA"),
    Addressee.POLICE: ("POLICE_CELL", "GENDARMERIE"),
    Addressee.SCHOOL: ("SCHOOL", "SCHOOL_CELL", "OFPPT", "PRIVATE"),
    Addressee.PSYCHOLOGIST: ("PSYCH",),
    Addressee.LAWYER: ("LAWYER",),
    Addressee.SHELTER: ("EPS", "SHELTER_EMF", "SAMU_SOCIAL"),
    Addressee.FAMILY_COURT: (
        "FAMILY_COURT",
        "JUVENILE_JUDGE",
        "COURT_CELL",
        "COURT_SOCIAL",
    ),
    Addressee.REGISTRY: ("CIVREG", "COUNCIL", "PREFECTURE", "DAS"),
    Addressee.YOUTH_SERVICES: ("MJCC", "CSE"),
    Addressee.HOTLINE: ("HOTLINE_2511", "ONDE", "CNDH"),
    Addressee.ASSOCIATION: (
        "ASSOC_CP",
        "ASSOC_WOMEN",
        "ASSOC_DISAB",
        "ASSOC_MIGRANT",
        "ASSOC_LOCAL",
        "ADS",
        "INT_ORG",
        "HABOUS",
        "PRISON",
        "OTHER",
    ),
}
# A committee or a portal receives no sheet about a child.
ADDRESSEE_OF: Mapping[str, Addressee] = {
    kind: addressee for addressee, kinds in _KINDS_OF.items() for kind in kinds
}

Kinds = Mapping[str, Mapping[str, Any]]
"""By code list ACTOR_TYPE: what a file of a territory need not say again."""


@dataclass(frozen=True, slots=True)
class Organisation:
    """One institution or association, as the territory knows it.

    `addressee` says which liaison sheet it receives; None: it is only consulted. What
    it covers may be wider than where it stands: `territories` are the others it serves.
    """

    id: str
    name: Label
    kind: str  # code list ACTOR_TYPE
    addressee: Addressee | None
    territory: str  # code list TERRITORY, or NATIONAL
    address: str = ""
    phone: str = ""  # of the service, never a private number
    status: str = TO_VERIFY
    source: str = ""  # where we know it from
    acronym: str = ""
    former_name: str = ""
    sector: str = ""  # code list SECTOR
    supervisor: str = ""  # the body it answers to
    territories: tuple[str, ...] = ()
    landmark: str = ""
    address_hidden: bool = False  # of a shelter: never on paper for families
    phone_alt: str = ""
    fax: str = ""
    email: str = ""
    web: str = ""
    open_days: tuple[str, ...] = ()  # code list WEEKDAY
    opens: str = ""  # "08:30"
    closes: str = ""
    hours: str = ""  # whatever days and hours leave unsaid: Ramadan, Friday
    closed_days: str = ""
    on_call: bool = False  # day and night
    languages: tuple[str, ...] = ()  # code list LANG
    age_from: int = 0
    age_to: int | None = None
    sex: str = ""  # code list SEX; empty: everybody
    publics: tuple[str, ...] = ()  # code list VULN; empty: nobody in particular
    disabilities: tuple[str, ...] = ()  # code list DISAB it is equipped for
    violence: tuple[str, ...] = ()  # code list VIOL; empty: all forms
    capacity: str = ""
    cost: str = ""  # code list COST
    accessibility: str = ""
    mission: Label = UNSAID
    documents: Label = UNSAID  # to bring
    access: Label = UNSAID  # how to go about it, step by step
    to_send: str = ""  # what it expects beside the sheet
    announced_days: int | None = None
    limits: str = ""  # what it does not do
    agreement: str = ""  # with the association
    agreement_until: date | None = None
    committees: tuple[str, ...] = ()  # code list COMMITTEE
    verified_on: date | None = None
    verified_by: PersonId = NOBODY
    verified_how: str = ""  # code list CHECKED_BY
    next_check: date | None = None
    version: int = 0

    @property
    def is_open(self) -> bool:
        """Whether anybody can be sent there."""
        return self.status not in (CLOSED, SUSPENDED)

    def serves(self, territory: str) -> bool:
        return self.territory in (NATIONAL, territory) or territory in self.territories


@dataclass(frozen=True, slots=True)
class Service:
    """One thing an organisation does, for whom and on what terms."""

    id: str
    organisation: str
    service: str  # code list SERVICE
    details: str = ""
    age_from: int = 0
    age_to: int | None = None
    sex: str = ""
    conditions: str = ""
    delay_days: int | None = None
    cost: str = ""
    sheet: str = ""  # the form it asks for
    active: bool = True
    version: int = 0


@dataclass(frozen=True, slots=True)
class FocalPoint:
    """A function inside an organisation that answers for referred children.

    The name is optional, for this association only: never printed, never exported.
    """

    id: str
    organisation: str
    function: str
    valid_from: date
    office: str = ""
    role: str = ""  # code list FOCAL_ROLE
    valid_to: date | None = None
    replaced_by: str = ""  # another focal point
    status: str = IN_POST
    back_on: date | None = None  # from leave
    phone: str = ""  # of the service, never a private mobile
    email: str = ""
    name: str = field(default="", repr=False)
    training: str = ""
    last_contact: date | None = None
    version: int = 0

    def is_over(self, today: date) -> bool:
        ended = self.valid_to is not None and self.valid_to < today
        return ended or self.status == LEFT

    def wants_a_look(self, today: date) -> bool:
        """Gone with nobody in their place, or away and perhaps back by now."""
        if self.is_over(today):
            return not self.replaced_by
        return self.status == ON_LEAVE


@dataclass(frozen=True, slots=True)
class Hotline:
    """A national number to call when a child may be in danger."""

    id: str
    name: Label
    number: str
    about: Label  # for whom, in a few words
    source: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation with everything the directory knows of it."""

    organisation: Organisation
    services: tuple[Service, ...] = ()
    focal_points: tuple[FocalPoint, ...] = ()

    @property
    def offers(self) -> tuple[Service, ...]:
        return tuple(each for each in self.services if each.active)


@dataclass(frozen=True, slots=True)
class Shipped:
    """What one territory's file holds."""

    organisations: tuple[Organisation, ...]
    services: tuple[Service, ...]


class Freshness(StrEnum):
    """How long ago somebody checked an entry (domain §5.1)."""

    FRESH = "fresh"  # less than six months
    AGEING = "ageing"  # six to twelve
    OLD = "old"  # more, or never


class Opening(StrEnum):
    """Whether somebody answers at a given hour."""

    ON_CALL = "on_call"
    OPEN = "open"
    UNKNOWN = "unknown"
    SHUT = "shut"


def freshness(organisation: Organisation, today: date) -> Freshness:
    checked = organisation.verified_on
    if checked is None or today - checked > _OLD_AFTER:
        return Freshness.OLD
    if today - checked > CHECK_EVERY:
        return Freshness.AGEING
    return Freshness.FRESH


def check_is_due(organisation: Organisation, today: date) -> bool:
    """Whether somebody should call to see that it is all still so."""
    if organisation.status == CLOSED:
        return False
    if organisation.status == TO_VERIFY or organisation.next_check is None:
        return True
    return organisation.next_check <= today


def checks_by_day(
    organisations: Iterable[Organisation], until: date
) -> tuple[Organisation, ...]:
    """Whose check has a day and falls due before that one, the earliest first."""
    dated = [
        (each.next_check, number, each)
        for number, each in enumerate(organisations)
        if each.next_check is not None
        and each.next_check < until
        and check_is_due(each, until)
    ]
    return tuple(each for _day, _number, each in sorted(dated, key=lambda row: row[:2]))


def opening(organisation: Organisation, at: datetime) -> Opening:
    """At a civil time. A day nobody told the hours of is unknown, not shut."""
    if organisation.on_call:
        return Opening.ON_CALL
    opens, closes = clock_time(organisation.opens), clock_time(organisation.closes)
    if not organisation.open_days or opens is None or closes is None:
        return Opening.UNKNOWN
    today = WEEKDAYS[at.weekday()] in organisation.open_days
    return Opening.OPEN if today and opens <= at.time() < closes else Opening.SHUT


def clock_time(text: str) -> time | None:
    """`8:30`, `08h30` or `8` as a time of day; None for anything else."""
    hours, _, minutes = text.strip().lower().replace("h", ":").partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def told(label: Label, language: Language) -> str:
    """In this language, else in another: half a text helps more than none."""
    return label.in_language(language).strip() or label.fr.strip() or label.ar.strip()


def missing(entry: Entry) -> tuple[str, ...]:
    """Which of the particulars a family needs nobody has filled in (domain §5.1)."""
    each = entry.organisation
    known = {
        "phone": each.phone or each.phone_alt,
        "hours": each.on_call or each.hours or (each.open_days and each.opens),
        "address": each.address or each.address_hidden,
        "access": told(each.access, Language.FRENCH),
        "services": entry.offers,
    }
    return tuple(name for name, value in known.items() if not value)


def read_kinds(text: str) -> Kinds:
    """What holds for every organisation of a kind that does not say otherwise."""
    kinds: dict[str, Mapping[str, Any]] = tomllib.loads(text)["kind"]
    return kinds


def read_directory(text: str, kinds: Kinds | None = None) -> Shipped:
    """The organisations of one TOML file, and what they offer.

    Raises KeyError or ValueError when it is wrong.
    """
    table = tomllib.loads(text)
    rows = [
        {**(kinds or {}).get(each["kind"], {}), **each}
        for each in table["organisation"]
    ]
    found = tuple(_organisation(each, table["territory"]) for each in rows)
    if len({each.id for each in found}) != len(found):
        raise ValueError("an organisation is declared twice")
    return Shipped(found, tuple(_services(rows)))


def read_hotlines(text: str) -> tuple[Hotline, ...]:
    """The hotlines of their TOML file, in the order to call them. Raises KeyError."""
    return tuple(
        Hotline(
            id=each["id"],
            name=read_label(each["name"]),
            number=each["number"],
            about=read_label(each["about"]),
            source=each.get("source", ""),
        )
        for each in tomllib.loads(text)["hotline"]
    )


def _organisation(table: Mapping[str, Any], territory: str) -> Organisation:
    kind = table["kind"]
    addressee = table.get("addressee")
    return Organisation(
        id=table["id"],
        name=read_label(table["name"]),
        kind=kind,
        addressee=Addressee(addressee) if addressee else ADDRESSEE_OF.get(kind),
        territory=territory,
        address=table.get("address", ""),
        phone=table.get("phone", ""),
        status=table.get("status", TO_VERIFY),
        source=table.get("source", ""),
        acronym=table.get("acronym", ""),
        former_name=table.get("former_name", ""),
        sector=table.get("sector", ""),
        supervisor=table.get("supervisor", ""),
        territories=tuple(table.get("territories", ())),
        address_hidden=table.get("address_hidden", False),
        web=table.get("web", ""),
        on_call=table.get("on_call", False),
        sex=table.get("sex", ""),
        publics=tuple(table.get("publics", ())),
        mission=_said(table, "mission"),
        documents=_said(table, "documents"),
        access=_said(table, "access"),
        committees=tuple(table.get("committees", ())),
    )


def _services(organisations: Iterable[Mapping[str, Any]]) -> Iterator[Service]:
    for each in organisations:
        for code in each.get("services", ()):
            yield Service(f"{each['id']}:{code}", each["id"], code)


def _said(table: Mapping[str, Any], name: str) -> Label:
    return read_label(table[name]) if name in table else UNSAID
