"""The directory: which institutions of a territory a child can be referred to.

Institutions only, no private person's name or number. Everything shipped is marked "to
verify": associations correct it, and labels are data because institutions are renamed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casedesk.circuit.codes import Label
from casedesk.circuit.sheet import Addressee

TO_VERIFY = "TO_VERIFY"  # code list ORG_STATUS


@dataclass(frozen=True, slots=True)
class Organisation:
    """One institution or association, as the territory knows it.

    `addressee` says which liaison sheet it receives; None: it is only consulted.
    """

    id: str
    name: Label
    kind: str  # code list ACTOR_TYPE
    addressee: Addressee | None
    territory: str  # code list TERRITORY
    address: str = ""
    phone: str = ""  # of the service, never a private number
    status: str = TO_VERIFY
    source: str = ""  # where we know it from
    version: int = 0


@dataclass(frozen=True, slots=True)
class Hotline:
    """A national number to call when a child may be in danger."""

    id: str
    name: Label
    number: str
    about: Label  # for whom, in a few words
    source: str = ""
    version: int = 0


def read_directory(text: str) -> tuple[Organisation, ...]:
    """The organisations of one territory's TOML file.

    Raises KeyError or ValueError when it is wrong.
    """
    table = tomllib.loads(text)
    territory = table["territory"]
    found = tuple(_organisation(each, territory) for each in table["organisation"])
    if len({each.id for each in found}) != len(found):
        raise ValueError("an organisation is declared twice")
    return found


def read_hotlines(text: str) -> tuple[Hotline, ...]:
    """The hotlines of their TOML file, in the order to call them. Raises KeyError."""
    return tuple(
        Hotline(
            id=each["id"],
            name=_label(each["name"]),
            number=each["number"],
            about=_label(each["about"]),
            source=each.get("source", ""),
        )
        for each in tomllib.loads(text)["hotline"]
    )


def _organisation(table: Mapping[str, Any], territory: str) -> Organisation:
    return Organisation(
        id=table["id"],
        name=_label(table["name"]),
        kind=table["kind"],
        addressee=Addressee(table["addressee"]) if "addressee" in table else None,
        territory=territory,
        address=table.get("address", ""),
        phone=table.get("phone", ""),
        status=table.get("status", TO_VERIFY),
        source=table.get("source", ""),
    )


def _label(table: Mapping[str, str]) -> Label:
    return Label(table["fr"], table["ar"])
