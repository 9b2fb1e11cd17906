"""Bring a store to the schema this program knows: wholly, or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from casedesk.circuit.changes import Home
from casedesk.store.database import Database
from casedesk.store.errors import StoreDamaged, StoreTooNew

APPLICATION = 0x4344534B  # "CDSK"
_BOTH = "both"


@cache
def scripts(home: Home) -> tuple[str, ...]:
    """The migrations of this compartment in order; a released one never changes.

    Those for both kinds of store and those for one share one row of numbers.
    """
    folder = files("casedesk.store") / "migrations"
    found = [
        each
        for place in (_BOTH, home)
        for each in (folder / place).iterdir()
        if each.name.endswith(".sql")
    ]
    found.sort(key=lambda each: each.name)
    return tuple(each.read_text(encoding="utf-8") for each in found)


def version(db: Database) -> int:
    """How many migrations the file has been through."""
    return int(db.value("PRAGMA user_version"))


def require_known(db: Database, known: Sequence[str]) -> None:
    """Raises StoreTooNew for a file that more migrations have been through."""
    if version(db) > len(known):
        raise StoreTooNew(found=version(db), known=len(known))


def upgrade(db: Database, known: Sequence[str]) -> None:
    """Run what is pending in one transaction; the file stays as it was otherwise.

    Not for a connection that has its authorizer already.
    """
    require_known(db, known)
    pending = known[version(db) :]
    if not pending:
        return
    db.run("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
    try:
        # One script, because running one commits whatever is open before it.
        db.run_script("\n".join(["BEGIN EXCLUSIVE;", *pending]))
        if db.rows("PRAGMA foreign_key_check"):
            raise StoreDamaged(reason="dangling_reference")
        db.run(f"PRAGMA application_id = {APPLICATION:d}")
        db.run(f"PRAGMA user_version = {len(known):d}")
        db.run("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.run("ROLLBACK")
        raise
    finally:
        db.run("PRAGMA foreign_keys = ON")
