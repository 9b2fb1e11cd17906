"""Filled sheets: a draft until signed, then immutable and only amended."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, NewType

from casedesk.circuit.case import CaseId
from casedesk.circuit.errors import Refused
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.sheet import Sheet, SheetCode

SheetId = NewType("SheetId", str)
NO_SHEET = SheetId("")


class AlreadySigned(Refused):
    """A signed sheet is amended, never rewritten."""

    code = "already_signed"


class SheetStatus(StrEnum):
    """Whether a sheet may still be written."""

    DRAFT = "draft"
    SIGNED = "signed"


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """One sheet of a case: answers against a declared version.

    `reasons` says, for each field that goes to this addressee only when asked, why it
    does (`circuit.redaction`).
    """

    id: SheetId
    case_id: CaseId
    code: SheetCode
    declared: int
    number: str  # within the case: "C1" is the first F-C; of a report its own
    author: PersonId
    written_at: datetime
    content: dict[str, Any] = field(repr=False)
    status: SheetStatus = SheetStatus.DRAFT
    signed_by: PersonId = NOBODY
    signed_at: datetime | None = None
    reasons: dict[str, str] = field(default_factory=dict, repr=False)
    version: int = 0

    def rewritten(self, content: dict[str, Any], now: datetime) -> FilledSheet:
        if self.is_signed:
            raise AlreadySigned(sheet=self.code)
        return replace(self, content=content, written_at=now)

    def signed(self, by: PersonId, now: datetime, declaration: Sheet) -> FilledSheet:
        """Locked; answers that the other answers hide do not stay behind."""
        if self.is_signed:
            raise AlreadySigned(sheet=self.code)
        return replace(
            self,
            content=declaration.shown(self.content),
            status=SheetStatus.SIGNED,
            signed_by=by,
            signed_at=now,
        )

    @property
    def is_signed(self) -> bool:
        return self.status is SheetStatus.SIGNED


@dataclass(frozen=True, slots=True)
class Amendment:
    """Something added to a signed sheet, dated and attributed."""

    id: str
    case_id: CaseId
    sheet_id: SheetId
    author: PersonId
    written_at: datetime
    text: str = field(repr=False)
    reason: str = field(default="", repr=False)  # stays in the house
    version: int = 0
