"""Numbered copies on paper: prepared, printed, or void."""

from __future__ import annotations

from dataclasses import dataclass, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.errors import NotFound, Refused
from casedesk.circuit.filled import SheetId
from casedesk.circuit.paper_language import PaperLanguage, in_each
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import Copy, CopyId, CopyState, Miscount, Referral
from casedesk.circuit.rights import Right
from casedesk.circuit.rules import Rules
from casedesk.circuit.sheet import Gap, Incomplete, Lack


class NotSigned(Refused):
    """Only a signed sheet is printed; a draft can be previewed."""

    code = "not_signed"


@dataclass(frozen=True, slots=True)
class PreparePrint(CaseCommand[CopyId]):
    """Number a copy; the sheet will carry the anchor of this very journal entry."""

    case_id: CaseId
    sheet_id: SheetId
    language: PaperLanguage

    right = Right.PRINT

    def run(self, work: CaseWork) -> CopyId:
        file = opened(work, self.case_id)
        sheet = next((each for each in file.sheets if each.id == self.sheet_id), None)
        if sheet is None:
            raise NotFound()
        if not sheet.is_signed:
            raise NotSigned(sheet=sheet.code)
        referral = next(
            (each for each in file.referrals if each.sheet_id == sheet.id), None
        )
        copies = work.copies.of_case(self.case_id)
        copy = Copy(
            id=CopyId(work.new_id()),
            case_id=self.case_id,
            sheet_id=sheet.id,
            sheet_code=sheet.code,
            number=1 + sum(each.sheet_id == sheet.id for each in copies),
            language=self.language,
            addressee_name=self._named(referral, work.rules) if referral else "",
            coupon=referral.coupon if referral else "",
            prepared_at=work.now,
            prepared_by=work.actor.person,
        )
        work.copies.save(copy)
        return copy.id

    def _named(self, referral: Referral, rules: Rules) -> str:
        """The addressee as the copy names it."""
        asked = self.language, referral.sheet_code, referral.addressee
        return in_each(rules.paper_languages.versions(*asked), referral.name)


@dataclass(frozen=True, slots=True)
class ConfirmPrint(CaseCommand[None]):
    """Note that the copy came out, and the digest of what was printed (hex SHA-256)."""

    copy_id: CopyId
    digest: str

    right = Right.PRINT

    def run(self, work: CaseWork) -> None:
        copy = work.copies.get(self.copy_id)
        seen(work, copy.case_id)
        work.copies.save(replace(copy, state=CopyState.PRINTED, digest=self.digest))


@dataclass(frozen=True, slots=True)
class CountSheets(CaseCommand[None]):
    """Say how many sheets of a copy came out; only what does not fit is noted.

    Counting again, once they are found, settles it. Raises Incomplete for no count.
    """

    copy_id: CopyId
    expected: int
    in_hand: int

    right = Right.PRINT

    def run(self, work: CaseWork) -> None:
        copy = work.copies.get(self.copy_id)
        seen(work, copy.case_id)
        if self.in_hand < 0:
            raise Incomplete(Gap("in_hand", Lack.NOT_A_NUMBER))
        noted = work.miscounts.find(copy.id)
        if noted is not None:
            work.miscounts.save(replace(noted, in_hand=self.in_hand))
        elif self.in_hand != self.expected:
            work.miscounts.save(
                Miscount(copy.id, copy.case_id, self.expected, self.in_hand)
            )


@dataclass(frozen=True, slots=True)
class VoidPrint(CaseCommand[None]):
    """Note that a copy never left the printer whole; its number is not reused."""

    copy_id: CopyId

    right = Right.PRINT

    def run(self, work: CaseWork) -> None:
        copy = work.copies.get(self.copy_id)
        seen(work, copy.case_id)
        work.copies.save(replace(copy, state=CopyState.VOID))
