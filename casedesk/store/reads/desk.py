"""What everybody may ask: people, the association, code lists, the directory."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from casedesk.circuit.changes import Kind
from casedesk.circuit.circles import Circle
from casedesk.circuit.codes import CodeBook
from casedesk.circuit.commands.settling import SETTLED
from casedesk.circuit.deadlines import Holiday
from casedesk.circuit.directory import Hotline, Organisation
from casedesk.circuit.events import OF_SHEETS, Event
from casedesk.circuit.leaves import Leave
from casedesk.circuit.own_fields import OwnField
from casedesk.circuit.paper import Sender
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.queries import SettledRow
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Addressee
from casedesk.store.database import Row
from casedesk.store.reads.asking import Asking
from casedesk.store.sqlstore import TERRITORY
from casedesk.store.tables import codec, seldom_changed, selection

ASSOCIATION, ADDRESS, PHONE = "association", "address", "phone"
REGISTRATION = "registration"

_SETTLED_ACTS = ", ".join(f"'{each}'" for each in SETTLED)
_SETTLED = (
    "SELECT j.seq, j.at, j.actor, j.action, r.kind, r.key, i.image,"  # noqa: S608 -- from code
    " (SELECT w.image FROM journal_row AS p JOIN journal_image AS w USING (seq, ord)"
    " WHERE p.kind = r.kind AND p.key = r.key AND p.seq < r.seq"
    " ORDER BY p.seq DESC LIMIT 1) AS was"
    " FROM journal AS j JOIN journal_row AS r USING (seq)"
    " LEFT JOIN journal_image AS i USING (seq, ord)"
    f" WHERE j.action IN ({_SETTLED_ACTS})"
    " AND (:before IS NULL OR j.seq < :before)"
    " ORDER BY j.seq DESC, r.ord LIMIT :limit"
)


class DeskReads(Asking):
    """Answers from the compartment that everybody can open."""

    def people(self) -> tuple[Person, ...]:
        return self._all(Kind.PERSON, "label")

    def person_label(self, person: str) -> str:
        """Their id when nobody of that id is known; empty for nobody."""
        sql = "SELECT label FROM people WHERE id = ?"
        return str(self._desk.db.value(sql, (person,)) or person)

    def sender(self) -> Sender:
        return Sender(
            name=self.setting(ASSOCIATION),
            territory=self.setting(TERRITORY),
            address=self.setting(ADDRESS),
            phone=self.setting(PHONE),
            registration=self.setting(REGISTRATION),
        )

    def setting(self, name: str) -> str:
        return self._desk.setting(name)

    def codes(self) -> CodeBook:
        sql = f"{selection(Kind.CODE)} ORDER BY rowid"
        return CodeBook(seldom_changed(Kind.CODE, tuple(self._desk.db.each(sql))))

    def organisations(
        self, addressee: Addressee | None = None
    ) -> tuple[Organisation, ...]:
        """Those that receive this addressee's sheet, or all, in their order."""
        known = self._desk.directory().values()
        return tuple(each for each in known if addressee in (None, each.addressee))

    def hotlines(self) -> tuple[Hotline, ...]:
        """In the order to call them."""
        return self._all(Kind.HOTLINE, "rowid")

    def holidays(self) -> tuple[Holiday, ...]:
        return self._all(Kind.HOLIDAY, "id")

    def leaves(self) -> tuple[Leave, ...]:
        return self._all(Kind.LEAVE, "first DESC, rowid DESC")

    def own_fields(self) -> tuple[OwnField, ...]:
        return self._all(Kind.OWN_FIELD, "rowid")

    def settled(self, before: int | None, limit: int) -> tuple[SettledRow, ...]:
        """What was settled, the latest first: those before that number, or the last."""
        self._actor.require(Right.FURNISH)
        values = {"before": before, "limit": limit}
        return tuple(map(_settled_row, self._desk.db.rows(_SETTLED, values)))

    def circles(self) -> tuple[Circle, ...]:
        """The restricted circles one may write to, whether one is in them or not."""
        return self._desk.seals.circles()

    def sheet_events(self) -> tuple[Event, ...]:
        """What happened to sheets of paper, in order: made, tried, used."""
        self._actor.require(Right.HOLD_SHEETS)
        rows = self._desk.db.rows(sheet_query())
        return tuple(map(codec(Kind.EVENT).to_record, rows))

    def _all(self, kind: Kind, order: str) -> tuple[Any, ...]:
        rows = self._desk.db.rows(f"{selection(kind)} ORDER BY {order}")
        return tuple(map(codec(kind).to_record, rows))


def _settled_row(row: Row) -> SettledRow:
    return SettledRow(
        sequence=row["seq"],
        at=datetime.fromisoformat(row["at"]),
        actor=PersonId(row["actor"]),
        action=row["action"],
        kind=Kind(row["kind"]),
        key=row["key"],
        before=json.loads(row["was"] or "{}"),
        after=json.loads(row["image"] or "{}"),
    )


def sheet_query() -> str:
    """As their index has it; the names come from code, never from data."""
    names = ", ".join(f"'{each}'" for each in OF_SHEETS)
    return f"{selection(Kind.EVENT)} WHERE what IN ({names}) ORDER BY rowid"
