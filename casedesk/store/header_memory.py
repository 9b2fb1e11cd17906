"""What a store keeps of the vault's header, so that no older one takes its place."""

from __future__ import annotations

import json
from dataclasses import dataclass

from casedesk.store.database import Database

_WRITE = (
    "INSERT INTO header_memory VALUES (1, :generation, :slots, :pin, :ended)"
    " ON CONFLICT (id) DO UPDATE SET generation = :generation, slots = :slots,"
    " pin = :pin, ended_admins = :ended"
)


@dataclass(frozen=True, slots=True)
class RememberedHeader:
    """Its number and digests; what they mean is for the keys to say."""

    generation: int
    slots: bytes
    pin: bytes
    ended_admins: tuple[bytes, ...]


def remembered_header(db: Database) -> RememberedHeader | None:
    """None in a store that was never opened by somebody sitting down."""
    row = db.row("SELECT generation, slots, pin, ended_admins FROM header_memory")
    if row is None:
        return None
    ended = tuple(map(bytes.fromhex, json.loads(row.pop("ended_admins"))))
    return RememberedHeader(**row, ended_admins=ended)


def remember_header(db: Database, header: RememberedHeader) -> None:
    """Instead of what was remembered."""
    values = {
        "generation": header.generation,
        "slots": header.slots,
        "pin": header.pin,
        "ended": json.dumps([each.hex() for each in header.ended_admins]),
    }
    db.run(_WRITE, values)
