"""Following a child up: contacts, reviews, and what is tried in vain."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import seen
from casedesk.circuit.dates import Moment, local
from casedesk.circuit.errors import IllegalStep
from casedesk.circuit.followup import KINDS, RESULTS, Contact
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_LINE,
    Gap,
    Incomplete,
    Lack,
)


@dataclass(frozen=True, slots=True)
class NoteContact(CaseCommand[None]):
    """Note that somebody was sought and not reached: when, how, whom, what came of it.

    Raises Incomplete with one gap per field, IllegalStep for a closed case.
    """

    case_id: CaseId
    at: str  # circuit.dates.Moment, stored form
    kind: str  # code list CONTACT
    whom: str = field(repr=False)
    result: str  # code list CONTACT_RESULT
    next_on: date | None = None
    detail: str = field(default="", repr=False)

    right = Right.FOLLOW_UP

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        if not case.stage.is_open:
            raise IllegalStep(stage=case.stage)
        gaps = self._gaps(work)
        if gaps:
            raise Incomplete(*gaps)
        work.contacts.save(
            Contact(
                id=work.new_id(),
                case_id=case.id,
                at=self.at,
                kind=self.kind,
                whom=self.whom.strip(),
                result=self.result,
                noted_at=work.now,
                noted_by=work.actor.person,
                next_on=self.next_on,
                detail=self.detail.strip(),
            )
        )

    def _gaps(self, work: CaseWork) -> list[Gap]:
        today = local(work.now).date()
        gaps = [
            *_moment_gaps("at", self.at, today),
            *_code_gaps(work, "kind", KINDS, self.kind),
            *_line_gaps("whom", self.whom, required=True),
            *_code_gaps(work, "result", RESULTS, self.result),
            *_line_gaps("detail", self.detail),
        ]
        if self.next_on is not None and self.next_on < today:
            gaps.append(Gap("next_on", Lack.NOT_AHEAD))
        return gaps


def _moment_gaps(key: str, text: str, today: date) -> list[Gap]:
    if not text:
        return [Gap(key, Lack.MISSING)]
    try:
        at = Moment.parse(text).at
    except ValueError:
        return [Gap(key, Lack.NOT_A_DATE)]
    if at is None:  # an attempt without its day counts for nothing
        return [Gap(key, Lack.MISSING)]
    return [Gap(key, Lack.IN_THE_FUTURE)] if at.date() > today else []


def _code_gaps(work: CaseWork, key: str, listed: str, code: str) -> list[Gap]:
    if not code:
        return [Gap(key, Lack.MISSING)]
    return [] if (listed, code) in work.rules.codes else [Gap(key, Lack.NOT_A_CODE)]


def _line_gaps(key: str, text: str, *, required: bool = False) -> list[Gap]:
    if required and not text.strip():
        return [Gap(key, Lack.MISSING)]
    too_long = len(text) > LONGEST_LINE
    return [Gap(key, Lack.TOO_LONG, LONGEST_LINE)] if too_long else []
