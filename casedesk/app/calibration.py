"""What one derivation may cost on this machine: measured once, when a slot is made."""

from __future__ import annotations

import ctypes
import os
import sys
import time
from functools import cache

from casedesk.vault.kdf import (
    DEFAULT_COST,
    SALT_BYTES,
    KdfCost,
    KdfParameters,
    cost_for,
    derived,
)


@cache
def machine_cost() -> KdfCost:
    """Takes as long as unlocking does: for a worker."""
    began = time.perf_counter()
    cost = DEFAULT_COST
    of_nothing = KdfParameters(
        cost.memory_kib, cost.passes, cost.lanes, bytes(SALT_BYTES)
    )
    with derived(b"", of_nothing):
        seconds = time.perf_counter() - began
    return cost_for(memory_bytes(), seconds)


def memory_bytes() -> int:
    """How much memory the machine has, or 0 where it does not say."""
    try:
        if sys.platform == "win32":
            status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
            found = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
            return int(status.physical) if found else 0
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (OSError, ValueError):
        return 0


class _MemoryStatus(ctypes.Structure):
    """MEMORYSTATUSEX, as far as it is read here."""

    _fields_ = (
        ("length", ctypes.c_uint32),
        ("load", ctypes.c_uint32),
        ("physical", ctypes.c_uint64),
        ("others", ctypes.c_uint64 * 6),
    )
