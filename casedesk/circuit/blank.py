"""Blank sheets of paper, and the code by which one finds its way back.

A blank that belongs to no case is noted in everybody's compartment: an educator takes
one along too, and it tells nothing of any child. Which case a sheet was for, or came
back to, only the compartment of that case knows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from casedesk.circuit.attachment import AttachmentId
from casedesk.circuit.case import CaseId
from casedesk.circuit.errors import Refused
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import SheetCode

NO_ATTACHMENT = AttachmentId("")


class BlankElsewhere(Refused):
    """The sheet with this code belongs to another case already."""

    code = "blank_elsewhere"


@dataclass(frozen=True, slots=True)
class Blank:
    """One blank sheet handed out for no case yet."""

    id: str
    code: str
    sheet_code: SheetCode
    issued_at: datetime
    issued_by: PersonId
    version: int = 0


@dataclass(frozen=True, slots=True)
class CaseBlank:
    """One blank sheet of a case: printed for it, or come back to it.

    `issued_at` is None for one that was handed out for no case.
    """

    id: str
    case_id: CaseId
    code: str
    sheet_code: SheetCode
    issued_at: datetime | None = None
    issued_by: PersonId = NOBODY
    returned_at: datetime | None = None
    returned_by: PersonId = NOBODY
    attachment_id: AttachmentId = NO_ATTACHMENT
    version: int = 0

    def returned(
        self, by: PersonId, now: datetime, attachment: AttachmentId
    ) -> CaseBlank:
        """Back, with its scan when there is one; a scan is never taken away again."""
        return replace(
            self,
            returned_at=self.returned_at or now,
            returned_by=self.returned_by or by,
            attachment_id=attachment or self.attachment_id,
        )
