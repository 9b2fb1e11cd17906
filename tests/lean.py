"""What protects memory, put aside where it is not the subject.

SQLCipher's memory security asks the system to lock and to unlock each allocation: most
of what a test would cost. What it is for is tested in processes of their own, started
as we ship it (M01, M02, S04, S10), and so is whatever `dev.py faults` does in full.
"""

from __future__ import annotations

from casedesk.store import connection

BEFORE_THE_KEY = {**connection.BEFORE_THE_KEY, "cipher_memory_security": ("OFF", "0")}


def without_locked_memory() -> None:
    """From here on; the first store of a process decides for all of them."""
    connection.BEFORE_THE_KEY = BEFORE_THE_KEY
