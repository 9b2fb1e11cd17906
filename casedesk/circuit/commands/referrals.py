"""Referring a child: preparing the liaison sheet, sending it, recording the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casedesk.circuit.case import GRAVE
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened_for
from casedesk.circuit.commands.sheets import begun_sheet, signed_sheet
from casedesk.circuit.commands.steps import taken
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import (
    Answer,
    Channel,
    CopyState,
    Referral,
    ReferralId,
    ReferralState,
    WrongState,
    anyone_took_it,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import LONGEST_LINE, Content, Gap, Incomplete, Lack
from casedesk.circuit.stages import Stage, Step


class NotPrinted(Refused):
    """No printed copy of the liaison sheet exists yet."""

    code = "not_printed"


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


@dataclass(frozen=True, slots=True)
class PrepareReferral(CaseCommand[None]):
    """Sign the liaison sheet: the referral is ready to be printed and sent.

    Raises Incomplete with one gap per field; those of a reason are named
    `reasons.<field>`.
    """

    referral_id: ReferralId
    content: Content = field(repr=False)
    reasons: Mapping[str, str] = field(default_factory=dict, repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        redaction = work.rules.redaction
        gaps = redaction.reason_gaps(referral.addressee, self.reasons)
        if gaps:
            raise Incomplete(*gaps)
        draft = _draft(work, file, referral, self.content, self.reasons)
        asked = redaction.sheet_for(referral.addressee, self.reasons)
        code = referral.sheet_code
        sheet = signed_sheet(work, file, code, self.content, draft, asked)
        work.referrals.save(referral.ready(sheet.id))


@dataclass(frozen=True, slots=True)
class SendReferral(CaseCommand[None]):
    """Record that the printed sheet left: how, when, into whose hands.

    Raises NotPrinted while no copy has been printed.
    """

    referral_id: ReferralId
    channel: Channel
    on: date
    handed_to: str = field(repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        _require_past(work, "sent_on", self.on)
        _require_said("handed_to", self.handed_to)
        _require_short("handed_to", self.handed_to)
        copies = work.copies.of_case(referral.case_id)
        if not any(
            each.sheet_id == referral.sheet_id and each.state is CopyState.PRINTED
            for each in copies
        ):
            raise NotPrinted()
        urgent = file.case.urgent or file.case.danger in GRAVE
        work.referrals.save(
            referral.sent(
                work.actor.person,
                self.channel,
                self.on,
                self.handed_to.strip(),
                due=work.rules.deadlines.answer_due(
                    referral.addressee, work.now, urgent=urgent
                ),
            )
        )


@dataclass(frozen=True, slots=True)
class RecordAnswer(CaseCommand[None]):
    """Record what the service answered; the case follows (T10).

    Raises Incomplete when a refusal has no reason or a redirection no other service.
    """

    referral_id: ReferralId
    answer: Answer
    on: date
    by: str = field(repr=False)  # the function of whoever answers, not a name
    detail: str = field(default="", repr=False)

    right = Right.RECORD_ANSWER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        _require_past(work, "answered_on", self.on)
        _require_said("answered_by", self.by)
        _require_short("answered_by", self.by)
        _require_short("answer_detail", self.detail)
        if referral.sent_on is not None and self.on < referral.sent_on:
            raise Incomplete(Gap("answered_on", Lack.NOT_A_DATE))
        needs_detail = self.answer in (Answer.REFUSED, Answer.REDIRECTED)
        if needs_detail:
            _require_said("answer_detail", self.detail)
        answered = referral.answered(self.answer, self.on, self.by, self.detail)
        work.referrals.save(answered)
        others = [each for each in file.referrals if each.id != referral.id]
        file = replace(file, referrals=(*others, answered))
        if file.case.stage is Stage.ORIENTING and anyone_took_it(
            file.current.referrals
        ):
            step = Step.CONFIRM_RECEPTION
            work.cases.save(taken(work, file, step))


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


def _require_said(key: str, text: str) -> None:
    if not text.strip():
        raise Incomplete(Gap(key, Lack.MISSING))


def _require_short(key: str, text: str) -> None:
    if len(text) > LONGEST_LINE:
        raise Incomplete(Gap(key, Lack.TOO_LONG, LONGEST_LINE))


def _require_past(work: CaseWork, key: str, day: date) -> None:
    if day > local(work.now).date():
        raise Incomplete(Gap(key, Lack.IN_THE_FUTURE))
