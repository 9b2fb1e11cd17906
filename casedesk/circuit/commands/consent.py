"""Agreements: recorded, taken back, or done without by a signed decision."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.family import checked, child_of
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.commands.sheets import signed_sheet
from casedesk.circuit.consent import (
    AUTHORITIES,
    GUARDIAN,
    ConsentMissing,
    Consents,
    Derogation,
    NotOneToAsk,
    Withdrawal,
    consent_gaps,
    hindrance,
    naming_gaps,
    share_code,
    telling_gaps,
)
from casedesk.circuit.dates import local
from casedesk.circuit.family import Asked
from casedesk.circuit.filled import SheetId
from casedesk.circuit.flags import set_by_hand
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import Referral
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    SHORTEST_REASON,
    Content,
    Incomplete,
    Questions,
    SheetCode,
    text_gaps,
)


@dataclass(frozen=True, slots=True)
class RecordConsent(CaseCommand[SheetId]):
    """Sign what one person was told and agreed to, or refused, word for word (F-H).

    Raises Incomplete with one gap per field, NotOneToAsk for a guardian when all of
    them may be the author.
    """

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> SheetId:
        file = opened(work, self.case_id)
        asks_guardian = self.content.get("person") == GUARDIAN
        if asks_guardian and consents_of(work, file).all_guardians_implicated:
            raise NotOneToAsk()
        declared = work.rules.sheets[SheetCode.CONSENT]
        today = local(work.now).date()
        points = [each.code for each in work.rules.codes.options("CONSENT_POINTS")]
        gaps = declared.gaps(self.content, work.rules.codes, today)
        more = consent_gaps(self.content, points)
        fields = {each.field for each in gaps}
        gaps += tuple(each for each in more if each.field not in fields)
        if gaps:
            raise Incomplete(*gaps)
        return signed_sheet(work, file, SheetCode.CONSENT, self.content).id


@dataclass(frozen=True, slots=True)
class NoteWithdrawal(CaseCommand[None]):
    """Note that somebody takes an agreement back: nothing new is shared from then on.

    What was sent stays sent, and a report stays a report.
    """

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        known = checked(work, Asked.WITHDRAWAL, self.content)
        known["on"] = date.fromisoformat(known["on"])
        work.withdrawals.save(
            Withdrawal(work.new_id(), case.id, work.now, work.actor.person, **known)
        )


@dataclass(frozen=True, slots=True)
class Derogate(CaseCommand[None]):
    """Decide and sign that something is shared without an agreement, and why."""

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.DECIDE

    def run(self, work: CaseWork) -> None:
        case = seen(work, self.case_id)
        known = checked(work, Asked.DEROGATION, self.content)
        gaps = text_gaps("reason", known["reason"], least=SHORTEST_REASON)
        if gaps:
            raise Incomplete(*gaps)
        work.derogations.save(
            Derogation(work.new_id(), case.id, work.now, work.actor.person, **known)
        )


def consents_of(work: CaseWork, file: CaseFile) -> Consents:
    """All that bears on sharing in this case."""
    case = file.case
    return Consents(
        case=case,
        child=child_of(work, case),
        sheets=file.sheets,
        relatives=work.relatives.of_case(case.id),
        withdrawals=work.withdrawals.of_case(case.id),
        derogations=work.derogations.of_case(case.id),
        flags=set_by_hand(file.flags),
    )


def require_consent(work: CaseWork, file: CaseFile, referral: Referral) -> None:
    """Raises ConsentMissing; never for an authority, nor in danger (domain §2.8)."""
    if referral.addressee in AUTHORITIES:
        return
    known = [each.code for each in work.rules.codes.options("SHARE_WITH")]
    share = share_code(referral.addressee, known)
    today = local(work.now).date()
    found = hindrance(consents_of(work, file), share, today)
    if found is not None:
        raise ConsentMissing(reason=found)


def require_unnamed(
    work: CaseWork, file: CaseFile, referral: Referral, asked: Questions, told: Content
) -> None:
    """Raises Incomplete where a sheet names whom nobody calls; not to authorities."""
    if referral.addressee not in AUTHORITIES:
        gaps = naming_gaps(consents_of(work, file), asked, told)
        if gaps:
            raise Incomplete(*gaps)


def require_silence(work: CaseWork, file: CaseFile, content: Content) -> None:
    """Raises Incomplete where an answer would tell a guardian who may be the author."""
    gaps = telling_gaps(consents_of(work, file), content)
    if gaps:
        raise Incomplete(*gaps)
