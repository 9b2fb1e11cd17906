"""Referring a child: preparing the liaison sheet, sending it, recording the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from casedesk.circuit.case import is_urgent
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.cases import new_referral, settle
from casedesk.circuit.commands.consent import (
    consents_of,
    require_consent,
    require_silence,
    require_unnamed,
)
from casedesk.circuit.commands.opened import opened_for
from casedesk.circuit.commands.sheets import begun_sheet, signed_sheet
from casedesk.circuit.commands.steps import taken
from casedesk.circuit.dates import ZONE, Moment, local
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.people import NOBODY
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import (
    Answer,
    AnswerMeans,
    Channel,
    Referral,
    ReferralId,
    ReferralState,
    Reply,
    Report,
    WrongState,
    anyone_took_it,
)
from casedesk.circuit.referral_table import MOVE_FOR, Facts, Move
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_LINE,
    Addressee,
    Content,
    Gap,
    Incomplete,
    Lack,
    Sheet,
)
from casedesk.circuit.stages import Stage, Step

WRITTEN_REPORT = "written_report"  # a deadline


@dataclass(frozen=True, slots=True)
class SaveLiaison(CaseCommand[None]):
    """Keep a liaison sheet being written; checked only when it is made ready.

    `reasons` says, for each field that is shown only when asked, why it is.
    """

    referral_id: ReferralId
    content: Content = field(repr=False)
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        draft = _draft(work, file, referral, self.content, self.reasons)
        work.sheets.save(draft)
        if referral.sheet_id != draft.id:
            work.referrals.save(replace(referral, sheet_id=draft.id))
        report = work.reports.find(referral.id)
        if report is not None and report.is_prepared:  # what was read has changed
            nobody = replace(report, prepared_by=NOBODY, prepared_at=None)
            work.reports.save(nobody)


@dataclass(frozen=True, slots=True)
class PrepareReferral(CaseCommand[None]):
    """Sign the liaison sheet: the referral is ready to be printed and sent.

    A report to the prosecutor is only prepared hereby; somebody else signs it for the
    direction. Raises Incomplete with one gap per field, those of a reason named
    `reasons.<field>`; ConsentMissing (domain §2.8).
    """

    referral_id: ReferralId
    content: Content = field(repr=False)
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        kept_out = consents_of(work, file).all_guardians_implicated
        redaction = work.rules.redaction.for_case(family_kept_out=kept_out)
        gaps = redaction.reason_gaps(referral.addressee, self.reasons)
        if gaps:
            raise Incomplete(*gaps)
        draft = _draft(work, file, referral, self.content, self.reasons)
        require_consent(work, file, referral)
        require_silence(work, file, self.content)
        asked = redaction.sheet_for(referral.addressee, self.reasons)
        require_unnamed(work, file, referral, asked, self.content)
        if referral.addressee is Addressee.PROSECUTOR:
            _prepare_report(work, referral, draft, asked)
            return
        code = referral.sheet_code
        sheet = signed_sheet(work, file, code, self.content, draft, asked)
        make_ready(work, file, referral, sheet)


@dataclass(frozen=True, slots=True)
class SendReferral(CaseCommand[None]):
    """Record that the printed sheet left: how, when, into whose hands.

    Raises NotPrinted while no copy has been printed, ConsentMissing when an agreement
    was taken back meanwhile.
    """

    referral_id: ReferralId
    channel: Channel
    on: date
    handed_to: str = field(repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        require_past(work, "sent_on", self.on)
        require_said("handed_to", self.handed_to)
        require_short("handed_to", self.handed_to)
        copies = work.copies.of_case(referral.case_id)
        facts = Facts(referral, work.now, copies=copies)
        urgent = is_urgent(file.case)
        sent = work.rules.referrals.moved(facts, Move.SEND, urgent=urgent)
        require_consent(work, file, referral)
        work.referrals.save(
            replace(
                sent,
                channel=self.channel,
                sent_on=self.on,
                sent_by=work.actor.person,
                handed_to=self.handed_to.strip(),
            )
        )


@dataclass(frozen=True, slots=True)
class RecordAnswer(CaseCommand[None]):
    """Record what the service answered; the case follows (T10).

    Everything a return coupon asks for (domain §3.i). Of a call or a visit, `heard_at`
    is its time. A redirection to a service of the directory begins the referral to it.
    Raises Incomplete when a refusal has no reason or a redirection no other service.
    """

    referral_id: ReferralId
    answer: Answer
    on: date
    by: str = field(repr=False)  # the function of whoever answers, not a name
    detail: str = field(default="", repr=False)
    means: AnswerMeans = AnswerMeans.PAPER
    heard_at: str = ""  # circuit.dates.Moment, stored form
    received_on: date | None = None
    contact: str = field(default="", repr=False)
    contact_phone: str = field(default="", repr=False)
    next_on: date | None = None
    next_step: str = field(default="", repr=False)
    wanted: str = field(default="", repr=False)
    registration: str = field(default="", repr=False)
    ended_on: date | None = None
    ended_why: str = field(default="", repr=False)
    remarks: str = field(default="", repr=False)
    redirected_to: str = ""  # an organisation of the directory

    right = Right.RECORD_ANSWER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        known = work.directory.get(self.redirected_to)
        detail = self.detail or (known.name.fr if known else "")
        self._check(work, referral, detail)
        facts = Facts(referral, work.now, reason=detail)
        move, urgent = MOVE_FOR[self.answer], is_urgent(file.case)
        moved = work.rules.referrals.moved(facts, move, urgent=urgent)
        answered = replace(
            moved, answered_on=self.on, answered_by=self.by, answer_detail=detail
        )
        if self.redirected_to and self.answer is Answer.REDIRECTED:
            answered = replace(answered, settled_at=work.now)
        work.referrals.save(answered)
        work.replies.save(self._reply(work, referral, detail))
        file = _with(file, answered)
        if self.redirected_to and self.answer is Answer.REDIRECTED:
            turned = new_referral(work, file, self.redirected_to, answered.id)
            file = replace(file, referrals=(*file.referrals, turned))
        if file.case.stage is Stage.ORIENTING and anyone_took_it(
            file.current.referrals
        ):
            step = Step.CONFIRM_RECEPTION
            work.cases.save(taken(work, file, step))

    def _check(self, work: CaseWork, referral: Referral, detail: str) -> None:
        require_said("answered_by", self.by)
        for key, text in self._lines().items():
            require_short(key, text)
        for key, day in self._days():
            require_past(work, key, day)
            if day < (referral.sent_on or day):
                raise Incomplete(Gap(key, Lack.NOT_A_DATE))
        if self.answer in (Answer.REFUSED, Answer.REDIRECTED):
            require_said("answer_detail", detail)
        if self.means is not AnswerMeans.PAPER:
            require_moment(work, "heard_at", self.heard_at)

    def _days(self) -> Iterator[tuple[str, date]]:
        yield "answered_on", self.on
        for key, day in (
            ("received_on", self.received_on),
            ("ended_on", self.ended_on),
        ):
            if day is not None:
                yield key, day

    def _lines(self) -> dict[str, str]:
        return {
            "answered_by": self.by,
            "answer_detail": self.detail,
            "contact": self.contact,
            "contact_phone": self.contact_phone,
            "next_step": self.next_step,
            "wanted": self.wanted,
            "registration": self.registration,
            "ended_why": self.ended_why,
            "remarks": self.remarks,
        }

    def _reply(self, work: CaseWork, referral: Referral, detail: str) -> Reply:
        return Reply(
            id=work.new_id(),
            case_id=referral.case_id,
            referral_id=referral.id,
            noted_at=work.now,
            noted_by=work.actor.person,
            answer=self.answer,
            means=self.means,
            answered_on=self.on,
            answered_by=self.by.strip(),
            detail=detail.strip(),
            heard_at=self.heard_at if self.means is not AnswerMeans.PAPER else "",
            received_on=self.received_on,
            contact=self.contact.strip(),
            contact_phone=self.contact_phone.strip(),
            next_on=self.next_on,
            next_step=self.next_step.strip(),
            wanted=self.wanted.strip(),
            registration=self.registration.strip(),
            ended_on=self.ended_on,
            ended_why=self.ended_why.strip(),
            remarks=self.remarks.strip(),
        )


@dataclass(frozen=True, slots=True)
class CancelReferral(CaseCommand[None]):
    """Give up a referral oneself, and say why; what was printed stays numbered."""

    referral_id: ReferralId
    reason: str = field(repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        end_with_reason(work, self.referral_id, Move.CANCEL, self.reason)


@dataclass(frozen=True, slots=True)
class SettleReferral(CaseCommand[None]):
    """Say why no other service is asked in place of one that could not."""

    referral_id: ReferralId
    reason: str = field(repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, _referral = opened_for(work, self.referral_id)
        require_said("reason", self.reason)
        require_short("reason", self.reason)
        settle(work, file, self.referral_id, self.reason.strip())


def end_with_reason(
    work: CaseWork, referral_id: ReferralId, move: Move, reason: str
) -> None:
    """Let a referral end without an answer, and keep why. Raises Incomplete."""
    file, referral = opened_for(work, referral_id)
    require_said("reason", reason)
    require_short("reason", reason)
    facts = Facts(referral, work.now, reason=reason)
    urgent = is_urgent(file.case)
    ended = work.rules.referrals.moved(facts, move, urgent=urgent)
    work.referrals.save(replace(ended, answer_detail=reason.strip()))


def make_ready(
    work: CaseWork,
    file: CaseFile,
    referral: Referral,
    sheet: FilledSheet,
    report: Report | None = None,
) -> None:
    """The sheet is signed: it can be printed and sent."""
    signed = replace(referral, sheet_id=sheet.id)
    facts = Facts(signed, work.now, sheets=(sheet,), report=report)
    urgent = is_urgent(file.case)
    ready = work.rules.referrals.moved(facts, Move.PREPARE, urgent=urgent)
    told = written_by(work, report, urgent=urgent) if report else None
    if told is not None and ready.due_at is not None:
        ready = replace(ready, due_at=min(told, ready.due_at))
    work.referrals.save(ready)


def written_by(work: CaseWork, report: Report, *, urgent: bool) -> datetime | None:
    """When the written report must have left, after an oral one (domain §3.e)."""
    told = Moment.parse(report.oral_at).at if report.oral_at else None
    if told is None:
        return None
    since = told.replace(tzinfo=ZONE)
    return work.rules.deadlines.due(WRITTEN_REPORT, since, urgent=urgent)


def require_said(key: str, text: str) -> None:
    """Raises Incomplete."""
    if not text.strip():
        raise Incomplete(Gap(key, Lack.MISSING))


def require_short(key: str, text: str) -> None:
    """Raises Incomplete for more than a line."""
    if len(text) > LONGEST_LINE:
        raise Incomplete(Gap(key, Lack.TOO_LONG, LONGEST_LINE))


def require_past(work: CaseWork, key: str, day: date) -> None:
    """Raises Incomplete for a day that has not come."""
    if day > local(work.now).date():
        raise Incomplete(Gap(key, Lack.IN_THE_FUTURE))


def require_moment(work: CaseWork, key: str, text: str) -> None:
    """Raises Incomplete for what is no time, or has not come."""
    require_said(key, text)
    try:
        at = Moment.parse(text).at
    except ValueError:
        raise Incomplete(Gap(key, Lack.NOT_A_DATE)) from None
    if at is None:
        raise Incomplete(Gap(key, Lack.MISSING))
    if at > local(work.now).replace(tzinfo=None):
        raise Incomplete(Gap(key, Lack.IN_THE_FUTURE))


def _draft(
    work: CaseWork,
    file: CaseFile,
    referral: Referral,
    content: Content,
    reasons: Mapping[str, str],
) -> FilledSheet:
    if referral.state is not ReferralState.PREP:
        raise WrongState(state=referral.state)
    begun = next((s for s in file.sheets if s.id == referral.sheet_id), None)
    draft = (
        begun.rewritten(dict(content), work.now)
        if begun
        else begun_sheet(work, file, referral.sheet_code, content)
    )
    return replace(draft, reasons=dict(reasons))


def _prepare_report(
    work: CaseWork, referral: Referral, draft: FilledSheet, declared: Sheet
) -> None:
    """What the direction will sign as it stands. Raises Incomplete."""
    gaps = declared.gaps(draft.content, work.rules.codes, local(work.now).date())
    if gaps:
        raise Incomplete(*gaps)
    work.sheets.save(draft)
    if referral.sheet_id != draft.id:
        work.referrals.save(replace(referral, sheet_id=draft.id))
    report = report_of(work, referral)
    by = work.actor.person
    work.reports.save(replace(report, prepared_by=by, prepared_at=work.now))


def report_of(work: CaseWork, referral: Referral) -> Report:
    """What is known of this report so far."""
    found = work.reports.find(referral.id)
    return found or Report(referral.id, referral.case_id)


def _with(file: CaseFile, referral: Referral) -> CaseFile:
    others = [each for each in file.referrals if each.id != referral.id]
    return replace(file, referrals=(*others, referral))
