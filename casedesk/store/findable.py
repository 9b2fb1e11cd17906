"""The index of one compartment: what its records are found by (migration 0046).

Two full-text tables, of names and numbers and of what was written, whose rows are those
of `findable`. Their words are tokens of `circuit.tokens`. They keep them, and so can
forget a row whatever the rules were that made it. Whose case it is stands only in
`findable`: to leave no trace makes each rewritten word dear, and cases change hands.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from casedesk.circuit.changes import Kind
from casedesk.circuit.findable import FINDABLE, Findable, findable, heard
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.tokens import (
    EDITION,
    name_tokens,
    number_tokens,
    phone_tokens,
    text_tokens,
)
from casedesk.store.database import Database, Row
from casedesk.store.journal import Entry
from casedesk.store.tables import PLACES, codec, columns, selection

NAMES, TEXTS = "found_names", "found_texts"
_COLUMNS = {
    NAMES: ("child", "kin", "contact", "author", "place", "number"),
    TEXTS: ("text", "author"),
}
_ORDER = sorted(FINDABLE)  # in which an index is made anew
_AT_ONCE = 10  # records, in one transaction of that
_PIECES = 4  # an index may lie in: each costs every question a little
_PAGES = 64  # of it that are written anew at once

_Row = Mapping[str, str]


class Findables:
    """Keeps the index up with the records, inside the transaction that writes them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def follow(self, entry: Entry, rules: Rules) -> None:
        """All that one command wrote and removed; a text that was written over is
        found by what it said before until `make_some`."""
        for kind, key, _, row in [*entry]:
            if kind in FINDABLE:
                self._follow(kind, key, row, rules, later=(TEXTS,))

    @property
    def is_made(self) -> bool:
        """Whether everything is in it, by the rules of this program."""
        return self.is_whole and not self._due

    def make_some(self, rules: Rules) -> None:
        """Index the next few records of those that are not in it yet.

        To be called until `is_made`, now and then: others write meanwhile. It goes on
        where it was, also after a cut.
        """
        with self._db.transaction():
            if self.is_whole:
                self._catch_up(rules)
            else:
                self._make_some(*self._next(), rules)

    def settle_some(self) -> bool:
        """Make the index a little more of one piece again; False when there is no need.

        Each command adds a piece, and full-text search joins some of them by itself.
        """
        return any(map(self._settle_some, (NAMES, TEXTS)))

    def _settle_some(self, table: str) -> bool:
        pieces = f"SELECT count(DISTINCT segid) FROM {table}_idx"  # noqa: S608 -- from code
        if self._db.value(pieces) <= _PIECES:
            return False
        before = self._db.changes
        # Less than nothing: into one, at last (sqlite.org/fts5.html#the_merge_command).
        self._db.run(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', -{_PAGES})")  # noqa: S608 -- from code
        return self._db.changes - before > 1

    @property
    def way(self) -> tuple[int, int]:
        """How many records are in it, and of how many."""
        counts = {kind: self._count(kind) for kind in _ORDER}
        total = sum(counts.values())
        if self.is_whole:
            return total - self._due, total
        kind, at = self._next()
        done = sum(counts[each] for each in _ORDER[: _ORDER.index(kind)])
        return done + self._count(kind, at), total

    @property
    def is_whole(self) -> bool:
        """Whether every record is in it, if only by what it was before."""
        made = self._made()
        return made is None or made == (EDITION, "", 0)

    @property
    def _due(self) -> int:
        """How many records are in it by what they were before."""
        return int(self._db.value("SELECT count(*) FROM findable_due"))

    def _catch_up(self, rules: Rules) -> None:
        """With one of those: to forget a long text word by word takes its time."""
        due = self._db.row("SELECT kind, key FROM findable_due LIMIT 1")
        if due is None:
            return
        kind, key = Kind(due["kind"]), due["key"]
        row = self._db.row(f"{selection(kind)} WHERE id = ?", (key,))
        self._follow(kind, key, row, rules)
        self._undue(kind, key)

    def _undue(self, kind: Kind, key: str) -> None:
        sql = "DELETE FROM findable_due WHERE kind = ? AND key = ?"
        self._db.run(sql, (kind, key))

    def _next(self) -> tuple[Kind, int]:
        edition, kind, at = self._made() or ("", "", 0)
        return (Kind(kind), at) if kind and edition == EDITION else (_ORDER[0], 0)

    def _made(self) -> tuple[str, str, int] | None:
        row = self._db.row("SELECT edition, kind, at FROM findable_made")
        return (row["edition"], row["kind"], row["at"]) if row else None

    def _mark(self, kind: str, at: int) -> None:
        self._db.run(
            "INSERT OR REPLACE INTO findable_made VALUES (1, ?, ?, ?)",
            (EDITION, kind, at),
        )

    def _count(self, kind: Kind, up_to: int = 2**62) -> int:
        count = f"SELECT count(*) FROM {PLACES[kind].table} WHERE rowid <= ?"  # noqa: S608 -- from code
        return int(self._db.value(count, (up_to,)))

    def _make_some(self, kind: Kind, at: int, rules: Rules) -> None:
        names = ", ".join(f'"{name}"' for name in columns(kind))
        rows = self._db.rows(
            f"SELECT rowid AS place, {names} FROM {PLACES[kind].table}"  # noqa: S608 -- from code
            " WHERE rowid > ? ORDER BY rowid LIMIT ?",
            (at, _AT_ONCE),
        )
        for row in rows:
            self._follow(kind, row["id"], row, rules)
        following = _ORDER[_ORDER.index(kind) + 1 :]
        if len(rows) == _AT_ONCE:
            self._mark(kind, rows[-1]["place"])
        else:
            self._mark(following[0] if following else "", 0)

    def _follow(
        self,
        kind: Kind,
        key: str,
        row: Row | None,
        rules: Rules,
        later: Collection[str] = (),
    ) -> None:
        if row is None:
            self._drop(kind, key)
            return
        found = findable(kind, codec(kind).to_record(row), rules.sheets)
        case_id = row["id"] if kind is Kind.CASE else row["case_id"]
        owner = self._owner(kind, case_id, row)
        if kind is Kind.CASE:
            self._hand_over(case_id, owner)
        if kind is Kind.CHILD and found is not None:
            found = with_first_names(self._db, found, row)
        self._keep(kind, key, case_id, owner, _rows(found), later)

    def _owner(self, kind: Kind, case_id: str, row: Row) -> str:
        if kind is Kind.CASE:
            return str(row["owner"])
        owner = self._db.value("SELECT owner FROM cases WHERE id = ?", (case_id,))
        return str(owner or "")

    def _hand_over(self, case_id: str, owner: str) -> None:
        """Of all that is in it of this case."""
        self._db.run(
            "UPDATE findable SET owner = ? WHERE case_id = ? AND owner <> ?",
            (owner, case_id, owner),
        )

    def _keep(
        self,
        kind: Kind,
        key: str,
        case_id: str,
        owner: str,
        rows: Mapping[str, _Row],
        later: Collection[str],
    ) -> None:
        if not any(rows.values()):
            self._drop(kind, key)
            return
        number = self._number(kind, key)
        if number is None:
            if self._made() is None:
                self._mark("", 0)
            self._db.run(
                "INSERT INTO findable (kind, key, case_id, owner) VALUES (?, ?, ?, ?)",
                (kind, key, case_id, owner),
            )
            number = self._number(kind, key)
        for table, row in rows.items():
            kept = self._kept(table, number)
            if kept == row:
                continue
            if kept and table in later:
                self._db.run(
                    "INSERT OR IGNORE INTO findable_due VALUES (?, ?)", (kind, key)
                )
            else:
                self._write(table, number, row)

    def _drop(self, kind: Kind, key: str) -> None:
        number = self._number(kind, key)
        if number is None:
            return
        for table in (NAMES, TEXTS):
            self._write(table, number, {})
        self._db.run("DELETE FROM findable WHERE id = ?", (number,))
        self._undue(kind, key)

    def _number(self, kind: Kind, key: str) -> Any:
        return self._db.value(
            "SELECT id FROM findable WHERE kind = ? AND key = ?", (kind, key)
        )

    def _kept(self, table: str, number: int) -> _Row:
        names = ", ".join(_COLUMNS[table])
        sql = f"SELECT {names} FROM {table} WHERE rowid = ?"  # noqa: S608 -- from code
        return self._db.row(sql, (number,)) or {}

    def _write(self, table: str, number: int, row: _Row) -> None:
        self._db.run(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608 -- from code
        if row:
            listed = ", ".join(row)
            marks = ", ".join("?" for _ in row)
            self._db.run(
                f"INSERT INTO {table} (rowid, {listed}) VALUES (?, {marks})",  # noqa: S608 -- from code
                (number, *row.values()),
            )


def with_first_names(db: Database, found: Findable, child: Row) -> Findable:
    """What a child was called before somebody said better is looked for too."""
    if child["version"] == 1:
        return found
    sheet = db.row(
        f"{selection(Kind.SHEET)} WHERE case_id = ? AND code = ?"
        " ORDER BY rowid LIMIT 1",
        (child["case_id"], SheetCode.CONCERN),
    )
    first = heard(codec(Kind.SHEET).to_record(sheet).content) if sheet else ()
    return replace(found, child=tuple(dict.fromkeys((*found.child, *first))))


def _rows(found: Findable | None) -> dict[str, _Row]:
    """By table; empty where there is nothing to find a record by."""
    if found is None:
        return {NAMES: {}, TEXTS: {}}
    numbers = [number_tokens(each) for each in found.numbers]
    numbers += [phone_tokens(each) for each in found.phones]
    tokens: dict[str, dict[str, frozenset[str]]] = {
        NAMES: {
            "child": name_tokens(found.child),
            "kin": name_tokens(found.kin),
            "contact": name_tokens(found.contact),
            "author": name_tokens(found.author),
            "place": name_tokens(found.place),
            "number": frozenset().union(*numbers),
        },
        TEXTS: {
            "text": text_tokens(found.texts),
            "author": text_tokens(found.author_texts),
        },
    }
    return {
        table: _joined(each) if any(each.values()) else {}
        for table, each in tokens.items()
    }


def _joined(tokens: Mapping[str, Iterable[str]]) -> _Row:
    return {name: " ".join(sorted(each)) for name, each in tokens.items()}
