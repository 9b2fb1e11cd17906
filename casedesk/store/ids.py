"""Identifiers that sort by time and tell nothing else: UUIDv7, RFC 9562 §5.7."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

_RANDOM_BITS = 80
_VERSION, _VARIANT = 7, 0b10


def uuid7(now: datetime) -> str:
    """48 bits of milliseconds since 1970, then chance."""
    milliseconds = int(now.timestamp() * 1000)
    number = milliseconds << _RANDOM_BITS | secrets.randbits(_RANDOM_BITS)
    number = number & ~(0xF << 76) | _VERSION << 76
    number = number & ~(0x3 << 62) | _VARIANT << 62
    return str(uuid.UUID(int=number))
