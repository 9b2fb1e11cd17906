"""Bringing in the paper register, one open case after the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from casedesk.circuit.case import CHILD_FIELDS, Case, CaseId, Child, ChildId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.handover import may_be_given
from casedesk.circuit.commands.intake import free_number
from casedesk.circuit.commands.steps import rated
from casedesk.circuit.dates import local
from casedesk.circuit.filled import FilledSheet, SheetId, SheetStatus
from casedesk.circuit.numbers import COUPON_CHARACTERS, coupon
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import Referral, ReferralId, ReferralState
from casedesk.circuit.register import (
    AlreadyEntered,
    RegisterEntry,
    RegisterReferral,
    stage_reached,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_LINE,
    Gap,
    Incomplete,
    Lack,
    SheetCode,
    text_gaps,
)

_EARLIEST = date(1990, 1, 1)  # a register is not older than the association


@dataclass(frozen=True, slots=True)
class EnterFromRegister(CaseCommand[CaseId]):
    """Open a case that is in the paper register and still open.

    It arrives at the stage the register has brought it to, with an owner, and its clock
    begins today. What the register says is kept as a transcription, signed by whoever
    types. `child` has answers of F-A about the child, `observed_at` is a Moment.

    Raises Incomplete with one gap per field, AlreadyEntered for a known number.
    """

    number: str
    received_on: date | None
    entry: str
    account: str = field(repr=False)
    child: Mapping[str, str] = field(default_factory=dict, repr=False)
    observed_at: str = ""
    where_now: str = field(default="", repr=False)
    safe_contact: str = field(default="", repr=False)
    owner: PersonId = NOBODY  # nobody: whoever types
    assessed_on: date | None = None
    danger: str = ""
    decided_on: date | None = None
    referrals: tuple[RegisterReferral, ...] = ()

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> CaseId:
        content = self._content()
        received = self._checked(work, content)
        known = work.cases.registered_as(self.number.strip())
        if known is not None:
            raise AlreadyEntered(number=known.number)
        case_id = CaseId(work.new_id())
        referrals = tuple(
            _referral(work, case_id, at, each) for at, each in enumerate(self.referrals)
        )
        stage = stage_reached(self.assessed_on, self.decided_on, referrals)
        case = Case(
            id=case_id,
            number=free_number(work),
            stage=stage,
            since=work.now,
            opened_at=work.now,
            due_at=None,
            author=work.actor.person,
            receipt="",
            entry=self.entry,
            owner=self.owner or work.actor.person,
            danger=self.danger,
            received_on=received,
            register_number=self.number.strip(),
        )
        if not may_be_given(work, case, case.owner):
            raise Incomplete(Gap("owner", Lack.NOT_A_CODE))
        if self.danger:
            case = rated(work, case, self.danger, self.account.strip())
        work.cases.save(case.clocked(work.rules.circuit))
        work.children.save(Child.from_concern(ChildId(work.new_id()), case_id, content))
        work.sheets.save(_transcription(work, case_id, content))
        for referral in referrals:
            work.referrals.save(referral)
        work.register_entries.save(self._kept(work, case_id, received))
        return case_id

    def _content(self) -> dict[str, str]:
        """What F-A would say; a question the register does not answer stays open."""
        about = {key: self.child.get(key, "") for key in CHILD_FIELDS}
        told = {
            **about,
            "entry": self.entry,
            "observed_at": self.observed_at,
            "where_now": self.where_now.strip(),
            "safe_contact": self.safe_contact.strip(),
            "register_number": self.number.strip(),
            "register_account": self.account.strip(),
        }
        return {key: text for key, text in told.items() if text}

    def _checked(self, work: CaseWork, content: Mapping[str, str]) -> date:
        """The day it was received. Raises Incomplete."""
        gaps = text_gaps("number", self.number) + text_gaps("account", self.account)
        if len(self.number) > LONGEST_LINE:
            gaps.append(Gap("number", Lack.TOO_LONG, LONGEST_LINE))
        if not self.entry:
            gaps.append(Gap("entry", Lack.MISSING))
        today = local(work.now).date()
        gaps += work.rules.sheets[SheetCode.CONCERN].gaps(
            content, work.rules.codes, today, whole=False
        )
        gaps += self._day_gaps(today)
        if self.assessed_on and ("DANGER", self.danger) not in work.rules.codes:
            gaps.append(Gap("danger", Lack.MISSING))
        if self.decided_on and not self.assessed_on:
            gaps.append(Gap("assessed_on", Lack.MISSING))
        if self.referrals and not self.decided_on:
            gaps.append(Gap("decided_on", Lack.MISSING))
        if gaps or self.received_on is None:
            raise Incomplete(*gaps)
        return self.received_on

    def _day_gaps(self, today: date) -> list[Gap]:
        """Each day is past, and in the order things happen."""
        if self.received_on is None:
            return [Gap("received_on", Lack.MISSING)]
        gaps, before = [], _EARLIEST
        days = {
            "received_on": self.received_on,
            "assessed_on": self.assessed_on,
            "decided_on": self.decided_on,
        }
        for key, day in days.items():
            if day is not None:
                gaps += _gaps_between(key, before, day, today)
                before = day
        for at, each in enumerate(self.referrals):
            sent = _gaps_between("referrals.sent_on", before, each.sent_on, today, at)
            gaps += sent
            if each.answer is not None and each.answered_on is None:
                gaps.append(Gap("referrals.answered_on", Lack.MISSING, row=at))
            elif each.answered_on is not None:
                key = "referrals.answered_on"
                gaps += _gaps_between(key, each.sent_on, each.answered_on, today, at)
        return gaps

    def _kept(self, work: CaseWork, case_id: CaseId, received: date) -> RegisterEntry:
        return RegisterEntry(
            id=work.new_id(),
            case_id=case_id,
            number=self.number.strip(),
            received_on=received,
            assessed_on=self.assessed_on,
            decided_on=self.decided_on,
            typed_at=work.now,
            typed_by=work.actor.person,
        )


def _gaps_between(
    key: str, earliest: date, day: date, latest: date, row: int | None = None
) -> list[Gap]:
    if day > latest:
        return [Gap(key, Lack.IN_THE_FUTURE, row=row)]
    if day < earliest:
        return [Gap(key, Lack.NOT_A_DATE, row=row)]
    return []


def _transcription(
    work: CaseWork, case_id: CaseId, content: Mapping[str, str]
) -> FilledSheet:
    """Signed by whoever types, at the time of typing: it claims to be nothing else."""
    return FilledSheet(
        id=SheetId(work.new_id()),
        case_id=case_id,
        code=SheetCode.CONCERN,
        declared=work.rules.sheets[SheetCode.CONCERN].version,
        number="A1",
        author=work.actor.person,
        written_at=work.now,
        content=dict(content),
        status=SheetStatus.SIGNED,
        signed_by=work.actor.person,
        signed_at=work.now,
    )


def _referral(
    work: CaseWork, case_id: CaseId, at: int, told: RegisterReferral
) -> Referral:
    """As it went out on its day; a missing answer is awaited from today."""
    known = work.directory.get(told.organisation)
    if known is None or known.addressee is None:
        gap = Gap("referrals.organisation", Lack.NOT_A_CODE, row=at)
        raise Incomplete(gap)
    if len(told.detail) > LONGEST_LINE:
        raise Incomplete(Gap("referrals.detail", Lack.TOO_LONG, LONGEST_LINE, row=at))
    due = work.rules.deadlines.answer_due(known.addressee, work.now)
    return Referral(
        id=ReferralId(work.new_id()),
        case_id=case_id,
        organisation=known.id,
        addressee=known.addressee,
        name_fr=known.name.fr,
        name_ar=known.name.ar,
        address=known.address,
        coupon=coupon(work.random(COUPON_CHARACTERS)),
        created_at=work.now,
        state=ReferralState(told.answer) if told.answer else ReferralState.SENT,
        sent_on=told.sent_on,
        sent_by=work.actor.person,
        due_at=due if told.answer is None else None,
        answered_on=told.answered_on,
        answer_detail=told.detail.strip(),
    )
