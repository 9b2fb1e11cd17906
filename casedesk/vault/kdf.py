"""From a passphrase to the key of a slot, at a price a thief has to pay per guess."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from casedesk.vault import canonical
from casedesk.vault.canonical import Form
from casedesk.vault.errors import HeaderDamaged

KEY_BYTES = 32
SALT_BYTES = 16
LEAST_PER_LANE = 8  # KiB; Argon2 cannot do with less (RFC 9106 §3.1)


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one derivation costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int


DEFAULT_COST = KdfCost(memory_kib=131_072, passes=3, lanes=1)


LEAST_COST = KdfCost(memory_kib=65_536, passes=3, lanes=1)
_LITTLE, _PLENTY = 2 << 30, 7 << 30  # bytes; a machine of 8 GiB reports less than 8
_MOST_KIB, _STEP_KIB = 524_288, 16_384
_SECONDS = 1.0  # that somebody who unlocks is asked to wait, at most


def cost_for(memory_bytes: int, seconds_at_default: float) -> KdfCost:
    """What a slot made on this machine should cost (security §3.2).

    `memory_bytes` is 0 where nobody knows. It goes down only for want of memory, never
    for want of speed; and up only so far that another machine can still open it.
    """
    if 0 < memory_bytes <= _LITTLE:
        return LEAST_COST
    if memory_bytes < _PLENTY or seconds_at_default >= _SECONDS:
        return DEFAULT_COST
    fitting = DEFAULT_COST.memory_kib * _SECONDS / max(seconds_at_default, 0.001)
    memory_kib = min(int(fitting) // _STEP_KIB * _STEP_KIB, _MOST_KIB)
    return KdfCost(memory_kib, DEFAULT_COST.passes, DEFAULT_COST.lanes)


@dataclass(frozen=True, slots=True)
class KdfLimits:
    """What a header may ask for: neither a weak lock nor a memory bomb (security §3.1).

    Only tests read headers under other limits than these.
    """

    memory_kib: tuple[int, int] = (65_536, 1_048_576)
    passes: tuple[int, int] = (2, 10)
    lanes: tuple[int, int] = (1, 4)

    def including(self, cost: KdfCost) -> KdfLimits:
        """Whoever makes slots at this cost can read them at this cost."""
        return KdfLimits(
            _widened(self.memory_kib, cost.memory_kib),
            _widened(self.passes, cost.passes),
            _widened(self.lanes, cost.lanes),
        )


def _widened(limits: tuple[int, int], value: int) -> tuple[int, int]:
    return min(limits[0], value), max(limits[1], value)


DEFAULT_LIMITS = KdfLimits()


@dataclass(frozen=True, slots=True)
class KdfParameters:
    memory_kib: int
    passes: int
    lanes: int
    salt: bytes

    @classmethod
    def fresh(cls, cost: KdfCost) -> KdfParameters:
        salt = os.urandom(SALT_BYTES)
        return cls(cost.memory_kib, cost.passes, cost.lanes, salt)

    @property
    def cost(self) -> KdfCost:
        return KdfCost(self.memory_kib, self.passes, self.lanes)


def parameters_form(limits: KdfLimits) -> Form[KdfParameters]:
    form = canonical.record(
        KdfParameters,
        {"alg": "argon2id", "v": 19},
        m=canonical.number(*limits.memory_kib),
        t=canonical.number(*limits.passes),
        p=canonical.number(*limits.lanes),
        salt=canonical.octets(SALT_BYTES),
    )

    def read(value: object) -> KdfParameters:
        asked = form.read(value)
        if asked.memory_kib < LEAST_PER_LANE * asked.lanes:
            raise HeaderDamaged("number")
        return asked

    return Form(read, form.write)


@contextmanager
def derived(passphrase: bytes, parameters: KdfParameters) -> Iterator[bytearray]:
    """The key a normalised passphrase gives, wiped as soon as it has been used."""
    # A header is read, and its people shown, before anybody derives a key
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    key = bytearray(KEY_BYTES)
    try:
        Argon2id(
            salt=parameters.salt,
            length=KEY_BYTES,
            iterations=parameters.passes,
            lanes=parameters.lanes,
            memory_cost=parameters.memory_kib,
        ).derive_into(passphrase, key)
        yield key
    finally:
        wipe(key)


def wipe(secret: bytearray) -> None:
    secret[:] = bytes(len(secret))
