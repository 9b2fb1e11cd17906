"""Writing the sheets of a case: a draft as one goes, then signed for good."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened
from casedesk.circuit.dates import local
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.filled import FilledSheet, SheetId
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Content, Gap, Incomplete, Sheet, SheetCode

_WRITTEN_WITH = {
    SheetCode.ASSESSMENT: Right.ASSESS,
    SheetCode.DECISION: Right.DECIDE,
    SheetCode.CONSENT: Right.ASSESS,
    SheetCode.FOLLOW_UP: Right.FOLLOW_UP,
    SheetCode.REVIEW: Right.FOLLOW_UP,
    SheetCode.CLOSING: Right.FOLLOW_UP,
}


@dataclass(frozen=True, slots=True)
class SaveSheet(CaseCommand[None]):
    """Keep a sheet of the case itself being written; checked only when signed."""

    case_id: CaseId
    code: SheetCode
    content: Content = field(repr=False)

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        if self.code not in _WRITTEN_WITH:
            raise IllegalStep(sheet=self.code)
        work.actor.require(_WRITTEN_WITH[self.code])
        file = opened(work, self.case_id)
        work.sheets.save(written(work, file, self.code, self.content))


def right_to_write(declaration: Sheet) -> Right:
    """What writing such a sheet, or adding to it, asks for."""
    otherwise = Right.REFER if declaration.addressees else Right.ASSESS
    return _WRITTEN_WITH.get(declaration.code, otherwise)


def written(
    work: CaseWork, file: CaseFile, code: SheetCode, content: Content
) -> FilledSheet:
    """The draft of this sheet with this content: the one begun, or a new one."""
    begun = file.sheet(code)
    if begun is not None and not begun.is_signed:
        return begun.rewritten(dict(content), work.now)
    return begun_sheet(work, file, code, content)


def begun_sheet(
    work: CaseWork, file: CaseFile, code: SheetCode, content: Content
) -> FilledSheet:
    """Numbered on from all the case has, whichever episode wrote them."""
    written_yet = work.sheets.of_case(file.case.id)
    of_code = [each for each in written_yet if each.code is code]
    return FilledSheet(
        id=SheetId(work.new_id()),
        case_id=file.case.id,
        code=code,
        declared=work.rules.sheets[code].version,
        number=f"{code[-1]}{len(of_code) + 1}",
        author=work.actor.person,
        written_at=work.now,
        content=dict(content),
    )


def require_whole(
    work: CaseWork, code: SheetCode, content: Content, more: Iterable[Gap]
) -> None:
    """What is asked and what only the case knows, told at once. Raises Incomplete."""
    today = local(work.now).date()
    gaps = list(work.rules.sheets[code].gaps(content, work.rules.codes, today))
    lacking = {gap.field.partition(".")[0] for gap in gaps}
    gaps += [gap for gap in more if gap.field not in lacking]
    if gaps:
        raise Incomplete(*gaps)


def signed_sheet(
    work: CaseWork,
    file: CaseFile,
    code: SheetCode,
    content: Content,
    draft: FilledSheet | None = None,
    declaration: Sheet | None = None,
) -> FilledSheet:
    """Check, sign and save a sheet. Raises Incomplete with one gap per field.

    `declaration` is for a sheet that asks less than the one of its code.
    """
    declaration = declaration or work.rules.sheets[code]
    today = local(work.now).date()
    gaps = declaration.gaps(content, work.rules.codes, today)
    if gaps:
        raise Incomplete(*gaps)
    if draft is None:
        sheet = written(work, file, code, content)
    else:
        sheet = replace(draft, content=dict(content))
    sheet = sheet.signed(work.actor.person, work.now, declaration)
    work.sheets.save(sheet)
    return sheet
