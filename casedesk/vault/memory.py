"""What a store remembers of the header, so that nobody puts another in its place.

A header alone cannot show that a former director is no longer one: they could still
write one in which they are. A store that has seen them leave knows better.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from casedesk.vault import canonical, trust
from casedesk.vault.errors import HeaderOlder, Tampered
from casedesk.vault.header import Header, slots_form
from casedesk.vault.kdf import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class HeaderMemory:
    """The header a store was last opened under; opaque to the store.

    `ended_admins` has 64 bytes for each key that left office: see `trust.last_words`.
    """

    generation: int
    slots: bytes
    pin: bytes
    ended_admins: tuple[bytes, ...]


def memory_of(header: Header) -> HeaderMemory:
    signed = header.signed
    return HeaderMemory(
        signed.gen,
        slots_digest(header),
        trust.pin_of(signed.root),
        trust.last_words(signed),
    )


def require_successor(header: Header, memory: HeaderMemory) -> None:
    """Raises HeaderOlder and Tampered unless the remembered header can be its past."""
    signed = header.signed
    if trust.pin_of(signed.root) != memory.pin:
        raise Tampered("root")
    if signed.gen < memory.generation:
        raise HeaderOlder
    if set(memory.ended_admins) - set(trust.last_words(signed)):
        raise Tampered("signature")


def slots_digest(header: Header) -> bytes:
    slots = slots_form(DEFAULT_LIMITS).write(header.slots)
    return hashlib.sha256(canonical.encode(slots)).digest()
