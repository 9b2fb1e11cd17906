"""What a store holds, in one digest; and somebody who tells of every commit to it.

The witness stands inside the process that is going to be killed. It tells of a commit
twice, before and after, with the digest of all the store holds from then on: so whoever
opens the store later knows each state it may be in, whatever the program was doing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from casedesk.store.database import Database, Values

Tell = Callable[[str], None]
ANY = "any"
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
_WRITES = ("INSERT", "UPDATE", "DELETE")


def state(db: Database) -> str:
    """The digest of every row of every table, in its order on the disk."""
    whole = hashlib.sha256()
    for (table,) in list(db.each(_TABLES)):
        whole.update(table.encode())
        for row in db.each(f'SELECT * FROM "{table}"'):  # noqa: S608 -- names from our schema
            whole.update(repr(row).encode())
    return whole.hexdigest()[:24]


def watch_commits(tell: Tell) -> None:
    """Tell `will FILE STATE` and `did FILE STATE` around every commit from here on,
    and `began FILE STATE` before the first."""
    run = Database.run
    known: set[str] = set()

    def watched(db: Database, sql: str, values: Values = ()) -> int:
        if db.path.name not in known and not db.in_transaction:
            known.add(db.path.name)
            tell(f"began {db.path.name} {state(db)}")
        if sql == "COMMIT":
            after = state(db)
        elif sql.startswith(_WRITES) and not db.in_transaction:
            after = ANY  # one statement, one commit: known only once it is done
        else:
            return run(db, sql, values)
        tell(f"will {db.path.name} {after}")
        done = run(db, sql, values)
        tell(f"did {db.path.name} {state(db) if after == ANY else after}")
        return done

    Database.run = watched  # type: ignore[method-assign]


@dataclass(slots=True)
class Testimony:
    """What is known of one store: all its states, and the last that was confirmed."""

    states: list[str] = field(default_factory=list)
    confirmed: int = -1

    @property
    def possible(self) -> list[str]:
        """The states that lose nothing confirmed."""
        return self.states[max(self.confirmed, 0) :]


def heard(lines: Iterable[str]) -> dict[str, Testimony]:
    """The testimony for each file, from what was told until the end came."""
    told: dict[str, Testimony] = {}
    for line in lines:
        word, _, rest = line.partition(" ")
        if word not in ("will", "did", "began"):
            continue
        name, _, found = rest.partition(" ")
        file = told.setdefault(name, Testimony())
        if not file.states or file.states[-1] != found:
            file.states.append(found)
        if word != "will":
            file.confirmed = len(file.states) - 1
    return told
