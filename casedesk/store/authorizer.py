"""What no statement may do, whoever wrote it: leave the file, rewrite the journal.

A guard rail against our own mistakes, not proof: whoever holds the key can write the
file with another program (security §9).
"""

from __future__ import annotations

from sqlcipher3 import dbapi2 as sqlite

_ORDINARY = frozenset(
    {
        sqlite.SQLITE_SELECT,
        sqlite.SQLITE_READ,
        sqlite.SQLITE_INSERT,
        sqlite.SQLITE_UPDATE,
        sqlite.SQLITE_DELETE,
        sqlite.SQLITE_TRANSACTION,
        sqlite.SQLITE_RECURSIVE,
    }
)
_APPEND_ONLY = frozenset({"journal", "journal_row", "drop_key"})
_FIXED = frozenset({"meta", "sqlite_master", "sqlite_schema"})
_FORBIDDEN_FUNCTIONS = frozenset(
    {"sqlcipher_export", "load_extension", "fts3_tokenizer"}
)
# `data_version`: a full-text table asks whether another connection wrote.
_FIXED_CALLS = frozenset(
    {
        ("wal_checkpoint", "TRUNCATE"),
        ("user_version", None),
        ("data_version", None),
    }
)
_CHECKS = frozenset(
    {"cipher_integrity_check", "integrity_check", "quick_check", "foreign_key_check"}
)


def authorize(
    action: int,
    first: str | None,
    second: str | None,
    _database: str | None,
    _trigger: str | None,
) -> int:
    """SQLite's question about one part of one statement, when it is prepared.

    See https://sqlite.org/c3ref/c_alter_table.html for what the arguments mean.
    """
    allowed = (
        _is_permitted_write(action, first or "")
        if action in _ORDINARY
        else _is_permitted_call(action, first, second)
    )
    return int(sqlite.SQLITE_OK if allowed else sqlite.SQLITE_DENY)


def _is_permitted_write(action: int, table: str) -> bool:
    if action in (sqlite.SQLITE_UPDATE, sqlite.SQLITE_DELETE):
        if action == sqlite.SQLITE_UPDATE and table == "journal_image":
            return False  # erased, never rewritten
        return table not in _APPEND_ONLY | _FIXED
    return action != sqlite.SQLITE_INSERT or table not in _FIXED


def _is_permitted_call(action: int, first: str | None, second: str | None) -> bool:
    if action == sqlite.SQLITE_FUNCTION:
        return (second or "").lower() not in _FORBIDDEN_FUNCTIONS
    if action == sqlite.SQLITE_PRAGMA:
        return first in _CHECKS or (first, second) in _FIXED_CALLS
    return False
