"""What protects people and costs most, put aside where it is not the subject.

SQLCipher's memory security asks the system to lock and to unlock each allocation: most
of what a test would cost. What it is for is tested in processes of their own, started
as we ship it (M01, M02, S04, S10), and so is whatever `dev.py faults` does in full.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casedesk.store import connection
from casedesk.vault import identity
from casedesk.vault.kdf import KdfParameters, wipe

BEFORE_THE_KEY = {**connection.BEFORE_THE_KEY, "cipher_memory_security": ("OFF", "0")}


def without_locked_memory() -> None:
    """From here on; the first store of a process decides for all of them."""
    connection.BEFORE_THE_KEY = BEFORE_THE_KEY


def deriving_each_key_once() -> None:
    """From here on, whoever sat down once in this process does so again at once."""
    first, known = identity.derived, dict[tuple[bytes, KdfParameters], bytes]()

    @contextmanager
    def remembered(passphrase: bytes, parameters: KdfParameters) -> Iterator[bytearray]:
        asked = bytes(passphrase), parameters
        if asked not in known:
            with first(passphrase, parameters) as key:
                known[asked] = bytes(key)
        key = bytearray(known[asked])
        try:
            yield key
        finally:
            wipe(key)

    identity.derived = remembered
