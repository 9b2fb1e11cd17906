"""Taking in what lies in the drops: a concern becomes a case.

Every command here may be repeated after a cut: a drop is taken in once.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime

from casedesk.circuit.case import Case, CaseId, Child, ChildId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.blanks import bring_back
from casedesk.circuit.concern import (
    Alert,
    BadDrop,
    DropId,
    DropKind,
    Intake,
    Note,
    ReceiptId,
)
from casedesk.circuit.dates import local
from casedesk.circuit.filled import Amendment, FilledSheet, SheetId, SheetStatus
from casedesk.circuit.numbers import CASE_CHARACTERS, case_number, typed_coupon
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content, SheetCode
from casedesk.circuit.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class TakeInDrop(CaseCommand[None]):
    """Move one opened and proven note into the case base.

    A complement whose concern is not there yet waits for the next time. Raises BadDrop
    for a note, signed or not, that no screen of ours could have written, and for a
    complement to a case that was erased or set apart: where it went is not known here,
    so that somebody must ask the author.
    """

    note: Note

    right = Right.TAKE_IN_DROPS

    def run(self, work: CaseWork) -> None:
        if work.intakes.find(self.note.drop) is not None:
            return
        _require_keepable(self.note)
        take = {
            DropKind.CONCERN: _open_case,
            DropKind.ALERT: _raise_alert,
            DropKind.COMPLEMENT: _amend_concern,
            DropKind.MOVED: _refuse_part,
        }[self.note.kind]
        if take(work, self.note):
            work.intakes.save(
                Intake(self.note.drop, self.note.receipt, self.note.kind, work.now)
            )


@dataclass(frozen=True, slots=True)
class SetAside(CaseCommand[None]):
    """Note that a drop is not what it should be, so that somebody looks at it."""

    drop: DropId
    reason: str

    right = Right.TAKE_IN_DROPS

    def run(self, work: CaseWork) -> None:
        if work.intakes.find(self.drop) is None:
            outcome = f"set_aside:{self.reason}"
            work.intakes.save(Intake(self.drop, ReceiptId(""), outcome, work.now))


def _require_keepable(note: Note) -> None:
    """One bad note must not keep the team from the others."""
    try:
        json.dumps(note.content, ensure_ascii=False, allow_nan=False).encode()
    except ValueError:  # no number, or half a character
        raise BadDrop("unreadable") from None
    if not isinstance(note.content, dict) or note.written_at.tzinfo is None:
        raise BadDrop("unreadable")


def _open_case(work: CaseWork, note: Note) -> bool:
    case = open_case(work, note.content, note.author, note.written_at, note.receipt)
    _bring_back_paper(work, case.id, note.content.get("paper_code"))
    for alert in work.alerts.of_receipt(note.receipt):
        work.alerts.save(replace(alert, answered=True))
    return True


def open_case(
    work: CaseWork, told: Content, author: PersonId, at: datetime, receipt: ReceiptId
) -> Case:
    """A new case out of the answers of a concern, with its child and its F-A."""
    content = dict(told)
    sent = work.rules.circuit.transition(Stage.DRAFT, Step.SEND)
    case = Case(
        id=CaseId(work.new_id()),
        number=free_number(work),
        stage=sent.leads_to(Stage.DRAFT),
        since=at,
        opened_at=at,
        due_at=None,
        author=author,
        receipt=receipt,
        entry=str(content.get("entry", "")),
        urgent=content.get("in_danger") in ("yes", "unknown"),
    )
    work.cases.save(case.clocked(work.rules.circuit))
    work.children.save(Child.from_concern(ChildId(work.new_id()), case.id, content))
    work.sheets.save(
        FilledSheet(
            id=SheetId(work.new_id()),
            case_id=case.id,
            code=SheetCode.CONCERN,
            declared=work.rules.sheets[SheetCode.CONCERN].version,
            number="A1",
            author=author,
            written_at=at,
            content=content,
            status=SheetStatus.SIGNED,
            signed_by=author,
            signed_at=at,
        )
    )
    return case


def _bring_back_paper(work: CaseWork, case_id: CaseId, code: object) -> None:
    """The sheet it was first written on, by its code; one of another case stays there.

    A concern is taken in whatever code somebody typed.
    """
    known = typed_coupon(code) if isinstance(code, str) else None
    if known is not None and work.case_blanks.by_code(known) is None:
        bring_back(work, case_id, known, SheetCode.CONCERN)


def free_number(work: CaseWork) -> str:
    year = local(work.now).year
    while True:
        random = work.random(CASE_CHARACTERS)
        number = case_number(work.territory, year, random)
        if not work.cases.number_is_taken(number):
            return number


def _raise_alert(work: CaseWork, note: Note) -> bool:
    work.alerts.save(
        Alert(
            id=note.drop,
            receipt=note.receipt,
            author=note.author,
            written_at=note.written_at,
            danger=str(note.content.get("in_danger", "")),
            answered=work.cases.by_receipt(note.receipt) is not None,
        )
    )
    return True


def _refuse_part(work: CaseWork, note: Note) -> bool:
    """Parts are taken in together, by a command of their own."""
    raise BadDrop("out_of_place")


def _amend_concern(work: CaseWork, note: Note) -> bool:
    case = work.cases.by_receipt(note.receipt)
    if case is None:
        if work.cases.was_here(note.receipt):
            raise BadDrop("case_gone")
        return False
    concern = next(
        each for each in work.sheets.of_case(case.id) if each.code is SheetCode.CONCERN
    )
    work.amendments.save(
        Amendment(
            id=work.new_id(),
            case_id=case.id,
            sheet_id=concern.id,
            author=note.author,
            written_at=note.written_at,
            text=str(note.content.get("text", "")),
        )
    )
    return True
