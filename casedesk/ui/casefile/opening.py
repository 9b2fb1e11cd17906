"""Opening a case on a screen: the journal notes it once per sitting."""

from __future__ import annotations

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.desk import Desk
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import SheetCode


def opened(desk: Desk, case_id: CaseId) -> CasePage:
    """Raises NotFound when there is no such case for this person."""
    desk.do(ViewCase(case_id))
    return desk.reads.case_page(case_id)


def draft_of(page: CasePage, code: SheetCode) -> FilledSheet | None:
    """The sheet being written, when one is."""
    begun = page.file.sheet(code)
    return None if begun is None or begun.is_signed else begun
