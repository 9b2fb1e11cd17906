"""What can be wrong with a store file, the disk under it or its settings."""

from __future__ import annotations

from sqlcipher3 import dbapi2 as sqlite

from casedesk.circuit.errors import Trouble


class StoreError(Trouble):
    """The store cannot be used as things are."""

    code = "store"


class StoreMissing(StoreError):
    """There is no such file, or it is too short to be a store."""

    code = "store_missing"


class StoreExists(StoreError):
    """There is a file already where a store was to be made."""

    code = "store_exists"


class StoreNotOurs(StoreError):
    """The key does not open it, or it belongs to another vault, place or time."""

    code = "store_not_ours"


class StoreDamaged(StoreError):
    """Part of the file does not read as it was written."""

    code = "store_damaged"


class StoreTooNew(StoreError):
    """A newer casedesk wrote it: opening it here could lose something."""

    code = "store_too_new"


class StoreFull(StoreError):
    """The disk is full; nothing of the last command was kept."""

    code = "store_full"


class StoreBusy(StoreError):
    """Something else is writing to it."""

    code = "store_busy"


class StoreUnreachable(StoreError):
    """The disk does not answer, or does not let us write."""

    code = "store_unreachable"


class StoreSettings(StoreError):
    """The database engine is not the one, or not set as, casedesk needs."""

    code = "store_settings"


class JournalBroken(StoreError):
    """The last journal entry is not what was written; `casedesk verify` says more."""

    code = "journal_broken"


class AttachmentDamaged(StoreError):
    """The bytes of an attachment are not those that were kept."""

    code = "attachment_damaged"


_PRIMARY = 0xFF  # the lowest byte of an extended result code
_TROUBLES: dict[int, type[StoreError]] = {
    sqlite.SQLITE_BUSY: StoreBusy,
    sqlite.SQLITE_LOCKED: StoreBusy,
    sqlite.SQLITE_FULL: StoreFull,
    sqlite.SQLITE_READONLY: StoreUnreachable,
    sqlite.SQLITE_IOERR: StoreUnreachable,
    sqlite.SQLITE_CANTOPEN: StoreUnreachable,
    sqlite.SQLITE_CORRUPT: StoreDamaged,
    sqlite.SQLITE_NOTADB: StoreDamaged,
}
_SAID: dict[str, type[StoreError]] = {  # `backup` gives SQLite's words and no code
    "database is locked": StoreBusy,
    "database or disk is full": StoreFull,
    "attempt to write a readonly database": StoreUnreachable,
    "disk I/O error": StoreUnreachable,
    "unable to open database file": StoreUnreachable,
    "database disk image is malformed": StoreDamaged,
    "file is not a database": StoreDamaged,
}


def trouble_behind(error: sqlite.Error) -> StoreError | None:
    """What the machine is in trouble with; None when the error is a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    trouble = _TROUBLES.get(code & _PRIMARY) if code else _SAID.get(str(error))
    return trouble() if trouble else None
