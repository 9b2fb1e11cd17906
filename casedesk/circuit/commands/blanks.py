"""Blank sheets: handed out with a code, and brought back by it."""

from __future__ import annotations

from dataclasses import dataclass

from casedesk.circuit.attachment import AttachmentId
from casedesk.circuit.blank import (
    NO_ATTACHMENT,
    Blank,
    BlankElsewhere,
    CaseBlank,
)
from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand, DeskCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import COUPON_CHARACTERS, coupon, typed_coupon
from casedesk.circuit.ports import CaseWork, DeskWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Gap, Incomplete, Lack, SheetCode


@dataclass(frozen=True, slots=True)
class IssueBlank(DeskCommand[str]):
    """Hand out a blank sheet for no case yet; gives its code.

    Whoever records concerns takes F-A along; the other sheets are the case team's.
    """

    sheet_code: SheetCode

    right = Right.RECORD_CONCERN

    def run(self, work: DeskWork) -> str:
        if self.sheet_code is not SheetCode.CONCERN:
            work.actor.require(Right.PRINT)
        code = coupon(work.random(COUPON_CHARACTERS))
        me = work.actor.person
        work.blanks.save(Blank(work.new_id(), code, self.sheet_code, work.now, me))
        return code


@dataclass(frozen=True, slots=True)
class IssueCaseBlank(CaseCommand[str]):
    """Hand out a blank sheet for one case; gives its code."""

    case_id: CaseId
    sheet_code: SheetCode

    right = Right.PRINT

    def run(self, work: CaseWork) -> str:
        seen(work, self.case_id)
        code = coupon(work.random(COUPON_CHARACTERS))
        work.case_blanks.save(
            CaseBlank(
                id=work.new_id(),
                case_id=self.case_id,
                code=code,
                sheet_code=self.sheet_code,
                issued_at=work.now,
                issued_by=work.actor.person,
            )
        )
        return code


@dataclass(frozen=True, slots=True)
class BringBackBlank(CaseCommand[None]):
    """Note that a sheet filled in by hand came back to a case, with its scan if any.

    Raises Incomplete for a code that cannot be right, BlankElsewhere for the sheet of
    another case, and NotFound for a scan that is not in this one.
    """

    case_id: CaseId
    code: str
    sheet_code: SheetCode
    attachment_id: AttachmentId = NO_ATTACHMENT

    right = Right.ATTACH

    def run(self, work: CaseWork) -> None:
        seen(work, self.case_id)
        if self.attachment_id:
            attachment = work.attachments.get(self.attachment_id)
            if attachment.case_id != self.case_id:
                raise NotFound()
        bring_back(work, self.case_id, self.code, self.sheet_code, self.attachment_id)


def bring_back(
    work: CaseWork,
    case_id: CaseId,
    code: str,
    sheet_code: SheetCode,
    attachment: AttachmentId = NO_ATTACHMENT,
) -> None:
    """Raises Incomplete and BlankElsewhere."""
    known = typed_coupon(code)
    if known is None:
        raise Incomplete(Gap("code", Lack.NOT_A_CODE))
    blank = work.case_blanks.by_code(known)
    if blank is not None and blank.case_id != case_id:
        raise BlankElsewhere()
    if blank is None:
        blank = CaseBlank(work.new_id(), case_id, known, sheet_code)
    work.case_blanks.save(blank.returned(work.actor.person, work.now, attachment))
