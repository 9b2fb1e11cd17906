"""The repositories: records of one kind, out of rows and back into rows."""

from __future__ import annotations

from typing import Generic, TypeVar

from casedesk.circuit.apart import ToldApart, in_order
from casedesk.circuit.blank import CaseBlank
from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.changes import Kind
from casedesk.circuit.codes import Code
from casedesk.circuit.concern import Alert, DropKind, ReceiptId
from casedesk.circuit.errors import NotFound
from casedesk.circuit.handover import Task
from casedesk.circuit.links import Link
from casedesk.circuit.own_fields import OwnField
from casedesk.circuit.people import PersonId
from casedesk.circuit.sheet import SheetCode
from casedesk.store.codec import Codec
from casedesk.store.database import Database, Values
from casedesk.store.journal import Entry
from casedesk.store.table import Table
from casedesk.store.tables import Setting, codec

T = TypeVar("T")
OPEN = "stage <> 'CLOSED' AND stage <> 'DUPLICATE'"  # as two indexes have it


class SqlRecords(Generic[T]):
    """The records of one kind that carry their own version."""

    def __init__(self, db: Database, entry: Entry, kind: Kind) -> None:
        self._db = db
        self._table = Table(db, entry, kind)
        self._kind = kind
        self._codec: Codec[T] = codec(kind)

    def get(self, key: str) -> T:
        found = self.find(key)
        if found is None:
            raise NotFound(kind=self._kind)
        return found

    def find(self, key: str) -> T | None:
        row = self._table.row(key)
        return None if row is None else self._codec.to_record(row)

    def save(self, record: T) -> None:
        self._table.put(self._codec.to_row(record))

    def remove(self, key: str) -> None:
        self._table.remove(key)

    def _where(self, condition: str, values: Values) -> tuple[T, ...]:
        return tuple(map(self._codec.to_record, self._table.rows(condition, values)))


class SqlOfCase(SqlRecords[T]):
    """Records that belong to a case."""

    def of_case(self, case_id: CaseId) -> tuple[T, ...]:
        return self._where("case_id = ?", (case_id,))


class SqlCases(SqlRecords[Case]):
    """The cases, also by what else names one."""

    def number_is_taken(self, number: str) -> bool:
        """Also by a case that was erased: papers with its number are still about."""
        erased = "SELECT count(*) FROM tombstones WHERE number = ?"
        return bool(
            self._where("number = ?", (number,)) or self._db.value(erased, (number,))
        )

    def numbered(self, number: str) -> Case:
        """Raises NotFound."""
        for case in self._where("number = ?", (number,)):
            return case
        raise NotFound(kind=self._kind)

    def by_receipt(self, receipt: ReceiptId) -> Case | None:
        """The first that came of it."""
        return next(iter(self._where("receipt = ?", (receipt,))), None)

    def registered_as(self, number: str) -> Case | None:
        """The case with this number of the paper register, whoever's it is."""
        found = "register_number = ? AND register_number <> ''"  # as the index has it
        return next(iter(self._where(found, (number,))), None)

    def was_here(self, receipt: ReceiptId) -> bool:
        taken = "SELECT count(*) FROM intakes WHERE receipt = ? AND outcome = ?"
        return bool(self._db.value(taken, (receipt, DropKind.CONCERN)))

    def open_of(self, owner: PersonId) -> tuple[Case, ...]:
        return self._where(f"owner = ? AND {OPEN}", (owner,))


class SqlLinks(SqlRecords[Link]):
    """The links between cases, from either end."""

    def of_case(self, case_id: CaseId) -> tuple[Link, ...]:
        return self._where("case_id = ? OR other = ?", (case_id, case_id))


class SqlApart(SqlRecords[ToldApart]):
    """The pairs of cases that were told apart, from either of the two."""

    def of_case(self, case_id: CaseId) -> tuple[ToldApart, ...]:
        return self._where("first = ? OR second = ?", (case_id, case_id))

    def of_pair(self, one: CaseId, other: CaseId) -> ToldApart | None:
        pair = in_order(one, other)
        return next(iter(self._where("first = ? AND second = ?", pair)), None)


class SqlOwnFields(SqlRecords[OwnField]):
    """The association's own questions, also by their sheet."""

    def of_sheet(self, sheet: SheetCode) -> tuple[OwnField, ...]:
        return self._where("sheet = ?", (sheet,))


class SqlTasks(SqlOfCase[Task]):
    """The tasks, also by whose they are."""

    def open_of(self, assignee: PersonId) -> tuple[Task, ...]:
        return self._where("assignee = ? AND state = 'open'", (assignee,))


class SqlCaseBlanks(SqlOfCase[CaseBlank]):
    """The blank sheets of cases, also by the code they carry."""

    def by_code(self, code: str) -> CaseBlank | None:
        return next(iter(self._where("code = ?", (code,))), None)


class SqlAlerts(SqlRecords[Alert]):
    """The alerts, also by the receipt of their concern."""

    def of_receipt(self, receipt: ReceiptId) -> tuple[Alert, ...]:
        return self._where("receipt = ?", (receipt,))


class SqlFacts:
    """Code lists and settings: nobody reads one to change it, the last word holds."""

    def __init__(self, db: Database, entry: Entry) -> None:
        self._codes = Table(db, entry, Kind.CODE)
        self._settings = Table(db, entry, Kind.SETTING)

    def codes_of(self, listed: str) -> tuple[Code, ...]:
        rows = self._codes.rows("list = ?", (listed,))
        return tuple(map(codec(Kind.CODE).to_record, rows))

    def save_code(self, code: Code) -> None:
        row = codec(Kind.CODE).to_row(code)
        self._codes.put_over({"id": _code_key(code), **row})

    def setting(self, name: str) -> str:
        """Empty when nobody has set it."""
        row = self._settings.row(name)
        return "" if row is None else str(row["value"])

    def save_setting(self, name: str, value: str) -> None:
        self._settings.put_over(codec(Kind.SETTING).to_row(Setting(name, value)))


def _code_key(code: Code) -> str:
    return f"{code.list}:{code.code}"
