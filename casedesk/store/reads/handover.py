"""What one has to do, sheets of paper by their code, cases of the old register."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from casedesk.circuit.blank import Blank, CaseBlank
from casedesk.circuit.case import Case
from casedesk.circuit.changes import Kind
from casedesk.circuit.errors import NotFound
from casedesk.circuit.handover import Task
from casedesk.circuit.queries import BlankRow, RegisterRow, TaskRow
from casedesk.circuit.register import RegisterEntry
from casedesk.circuit.rights import Right
from casedesk.store.codec import instant
from casedesk.store.reads.asking import Asking
from casedesk.store.tables import codec, selection

_MINE = "WHERE assignee = ? AND state = 'open' ORDER BY due_on, id"
_BY_CODE = "WHERE code = ?"
_LIKE = "WHERE register_number >= ? AND register_number < ?"
_MOST = 50  # cases found by the beginning of a number


class HandoverReads(Asking):
    """Answers about what goes from hand to hand."""

    def my_tasks(self) -> tuple[TaskRow, ...]:
        """What is due first ahead; not of cases that became somebody else's."""
        found: list[Task] = self._kept(Kind.TASK, _MINE, self._actor.person)
        cases = ((each, self._find_case(each.case_id)) for each in found)
        return tuple(
            TaskRow(task, case.number)
            for task, case in cases
            if case is not None and self._sees(case)
        )

    def blank(self, code: str) -> BlankRow:
        """Of a case one sees, else one handed out for no case. Raises NotFound."""
        of_case = self._case_blank(code)
        if of_case is not None:
            case = self._visible_case(of_case.case_id)
            return self._with_issue(_row_of(of_case, case), code)
        issued = self._desk_blank(code)
        if issued is None:
            raise NotFound(kind=Kind.BLANK)
        return BlankRow(code, issued.sheet_code, issued.issued_at, issued.issued_by)

    def registered_since(self, since: datetime) -> tuple[RegisterRow, ...]:
        """What was typed from the paper register since then, the latest first."""
        sql = "WHERE typed_at >= ? ORDER BY typed_at DESC"
        entries: list[RegisterEntry] = self._kept(
            Kind.REGISTER_ENTRY, sql, instant(since)
        )
        return tuple(filter(None, map(self._register_row, entries)))

    def registered_as(self, text: str) -> tuple[RegisterRow, ...]:
        """The cases whose number in the paper register begins with this."""
        begun = text.strip()
        if not begun:
            return ()
        sql = f"{_LIKE} AND register_number <> '' ORDER BY register_number"
        cases: list[Case] = self._kept(Kind.CASE, sql, begun, f"{begun}\U0010ffff")
        rows = (
            self._register_row(entry)
            for case in cases[:_MOST]
            for entry in self._of_case(Kind.REGISTER_ENTRY, case.id)
        )
        return tuple(filter(None, rows))

    def _register_row(self, entry: RegisterEntry) -> RegisterRow | None:
        case = self._find_case(entry.case_id)
        if case is None or not self._sees(case):
            return None
        return RegisterRow(case.id, case.number, entry, case.stage, case.owner)

    def _case_blank(self, code: str) -> CaseBlank | None:
        """None, too, for whoever has no key of the cases."""
        if self._open_cases is None or not self._actor.may(Right.SEE_CASES):
            return None
        return next(iter(self._kept(Kind.CASE_BLANK, _BY_CODE, code)), None)

    def _desk_blank(self, code: str) -> Blank | None:
        row = self._desk.db.row(f"{selection(Kind.BLANK)} {_BY_CODE}", (code,))
        blank: Blank | None = codec(Kind.BLANK).to_record(row) if row else None
        return blank

    def _with_issue(self, row: BlankRow, code: str) -> BlankRow:
        """Who handed it out, where it was for no case."""
        issued = None if row.issued_at else self._desk_blank(code)
        if issued is None:
            return row
        return replace(row, issued_at=issued.issued_at, issued_by=issued.issued_by)

    def _kept(self, kind: Kind, condition: str, *values: str) -> list[Any]:
        rows = self._cases.db.rows(f"{selection(kind)} {condition}", values)
        return list(map(codec(kind).to_record, rows))


def _row_of(blank: CaseBlank, case: Case) -> BlankRow:
    return BlankRow(
        blank.code,
        blank.sheet_code,
        blank.issued_at,
        blank.issued_by,
        case.id,
        case.number,
        blank.returned_at,
        bool(blank.attachment_id),
    )
