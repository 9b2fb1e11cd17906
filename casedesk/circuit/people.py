"""The people of the association, as casedesk knows them: a label, a role, duties."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

PersonId = NewType("PersonId", str)
NOBODY = PersonId("")


class Role(StrEnum):
    """One per person (design §2)."""

    EDUCATOR = "educator"
    SOCIAL_WORKER = "social_worker"
    DIRECTOR = "director"
    BOARD = "board"
    TECHNICIAN = "technician"


class Duty(StrEnum):
    """Carried beside the role."""

    REFERENT = "referent"
    DEPUTY = "deputy"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can unlock the vault.

    A role counts only while `certificate`, an admin's signature over `statement`,
    covers it; it is checked at every unlock.
    """

    id: PersonId
    label: str
    role: Role
    duties: tuple[Duty, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    certificate: bytes = b""
    version: int = 0

    def statement(self, vault_id: str) -> bytes:
        """What the admin signs: who has which role in which vault."""
        facts = ["casedesk-role-v1", vault_id, self.id, self.label, self.role]
        return json.dumps([*facts, sorted(self.duties)], separators=(",", ":")).encode()

    @property
    def is_active(self) -> bool:
        return self.until is None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who was just given keys: they need the passphrase once, to choose their own."""

    id: PersonId
    label: str
    passphrase: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Who was given keys, and no role yet: the keys say which it was to be."""

    id: PersonId
    label: str
    role: Role
