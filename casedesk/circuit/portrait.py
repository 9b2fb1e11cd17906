"""What one child is compared by, whoever typed it and in whatever script."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from casedesk.circuit.case import CHILD_FIELDS, Case, Child
from casedesk.circuit.dates import Birth
from casedesk.circuit.family import Relative, SafeContact
from casedesk.circuit.sheet import Content

_PHONE = 9  # digits that stay whether it is written with +212 or with 0
_DIGITS = re.compile(r"\d[\d .\-]{7,}\d")


@dataclass(frozen=True)
class Portrait:
    """What one child is compared by; what nobody knows is empty."""

    given_latin: str = field(default="", repr=False)
    given_arabic: str = field(default="", repr=False)
    family_latin: str = field(default="", repr=False)
    family_arabic: str = field(default="", repr=False)
    usual_name: str = field(default="", repr=False)
    sex: str = ""
    birth: str = field(default="", repr=False)  # circuit.dates.Birth, stored form
    commune: str = field(default="", repr=False)
    mothers: tuple[str, ...] = field(default=(), repr=False)  # each way it is written
    fathers: tuple[str, ...] = field(default=(), repr=False)
    phones: frozenset[str] = field(default=frozenset(), repr=False)
    register_number: str = field(default="", repr=False)

    @classmethod
    def of(
        cls,
        child: Child,
        case: Case,
        relatives: Iterable[Relative] = (),
        contacts: Iterable[SafeContact] = (),
        concern: Content | None = None,
    ) -> Portrait:
        """Of a child with a case, out of all that names them or their parents."""
        around = tuple(relatives)
        told = [each.number for each in contacts]
        told.append(str((concern or {}).get("safe_contact") or ""))
        said: dict[str, Any] = {name: getattr(child, name) for name in CHILD_FIELDS}
        return cls(
            **said,
            mothers=_parents(around, "MOTHER"),
            fathers=_parents(around, "FATHER"),
            phones=frozenset().union(*map(phones_in, told)),
            register_number=case.register_number,
        )

    @classmethod
    def typed(cls, content: Content) -> Portrait:
        """Of a child whose answers are just being typed; half a birth is none yet."""
        said: dict[str, Any] = {
            name: str(content.get(name) or "").strip() for name in CHILD_FIELDS
        }
        said["birth"] = said["birth"] if _is_birth(said["birth"]) else ""
        return cls(
            **said,
            phones=phones_in(str(content.get("safe_contact") or "")),
            register_number=str(content.get("register_number") or "").strip(),
        )

    @cached_property
    def given(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.given_latin, self.given_arabic)))

    @cached_property
    def family(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.family_latin, self.family_arabic)))

    @cached_property
    def full(self) -> tuple[str, ...]:
        """The whole name in each script; a part only the other script has, in that."""
        if not (self.given and self.family):
            return ()
        latin = (self.given_latin, self.family_latin)
        arabic = (self.given_arabic, self.family_arabic)
        whole = (
            (own[0] or other[0], own[1] or other[1])
            for own, other in ((latin, arabic), (arabic, latin))
        )
        return tuple(dict.fromkeys(" ".join(each) for each in whole))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All that may find this child in an index of names."""
        return tuple(filter(None, (*self.given, *self.family, self.usual_name)))

    @property
    def is_telling(self) -> bool:
        """Whether it is worth looking for: two names, or one and something else."""
        more = (self.birth, self.commune, *self.phones, self.register_number)
        whole = bool(self.full or (self.usual_name and self.family))
        return whole or (bool(self.names) and any(more)) or bool(self.register_number)


def phones_in(text: str) -> frozenset[str]:
    """The telephone numbers in a text, by the digits that never change."""
    plain = "".join(str(int(each)) if each.isdecimal() else each for each in text)
    runs = (re.sub(r"\D", "", each) for each in _DIGITS.findall(plain))
    return frozenset(each[-_PHONE:] for each in runs if len(each) >= _PHONE)


def _is_birth(text: str) -> bool:
    try:
        Birth.parse(text)
    except ValueError:
        return False
    return True


def _parents(around: Iterable[Relative], relation: str) -> tuple[str, ...]:
    named = (
        " ".join(filter(None, name))
        for each in around
        if each.relation == relation
        for name in (
            (each.given_latin, each.family_latin),
            (each.given_arabic, each.family_arabic),
        )
    )
    return tuple(filter(None, named))
