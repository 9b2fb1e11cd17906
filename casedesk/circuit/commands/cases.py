"""Opening a case and moving it along the circuit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from casedesk.circuit.case import CaseId, EmergencyAction, is_urgent
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.consent import require_silence
from casedesk.circuit.commands.opened import opened, seen
from casedesk.circuit.commands.sheets import signed_sheet
from casedesk.circuit.commands.steps import rated, taken
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound
from casedesk.circuit.filled import Amendment
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.numbers import COUPON_CHARACTERS, coupon
from casedesk.circuit.people import PersonId
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import (
    NO_REFERRAL,
    Referral,
    ReferralId,
    WrongState,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import (
    LONGEST_TEXT,
    Content,
    Gap,
    Incomplete,
    Lack,
    SheetCode,
)
from casedesk.circuit.stages import Stage, Step


@dataclass(frozen=True, slots=True)
class ViewCase(CaseCommand[None]):
    """Open a case to read it; journalled once per person, case and sitting."""

    case_id: CaseId

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        seen(work, self.case_id)
        work.note_view(self.case_id)


@dataclass(frozen=True, slots=True)
class PreviewSheet(CaseCommand[None]):
    """See a sheet as it would come out on paper; journalled once per sitting.

    `sheet` tells it from the others of its case, also while it is not saved yet.
    """

    case_id: CaseId
    sheet: str

    right = Right.SEE_CASES

    def run(self, work: CaseWork) -> None:
        seen(work, self.case_id)
        work.note_view(self.case_id, self.sheet)


@dataclass(frozen=True, slots=True)
class TakeInCharge(CaseCommand[None]):
    """Become the one who answers for this case (T03)."""

    case_id: CaseId

    right = Right.TAKE_IN_CHARGE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        case = taken(work, file, Step.TAKE_IN_CHARGE)
        work.cases.save(replace(case, owner=work.actor.person))


@dataclass(frozen=True, slots=True)
class SubmitForDecision(CaseCommand[None]):
    """Sign the assessment of danger and put the case before the director (T05).

    Raises Incomplete with one gap per field.
    """

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        work.rules.circuit.transition(file.case.stage, Step.SUBMIT)
        file = _assessed(work, file, self.content)
        work.cases.save(taken(work, file, Step.SUBMIT))


@dataclass(frozen=True, slots=True)
class SignAssessment(CaseCommand[None]):
    """Sign the assessment afterwards, when danger did not wait for it (T04)."""

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.ASSESS

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        case = _assessed(work, file, self.content).case
        work.cases.save(case.clocked(work.rules.circuit))


@dataclass(frozen=True, slots=True)
class Decide(CaseCommand[None]):
    """Sign the decision and name the addressees (T06).

    Raises Incomplete with one gap per field, NotReady when nobody is addressed.
    """

    case_id: CaseId
    content: Content = field(repr=False)

    right = Right.DECIDE

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        work.rules.circuit.transition(file.case.stage, Step.ORIENT)
        require_silence(work, file, self.content)
        sheet = signed_sheet(work, file, SheetCode.DECISION, self.content)
        rows = sheet.content.get("addressees") or ()
        added = tuple(new_referral(work, file, row["organisation"]) for row in rows)
        file = replace(
            file,
            case=replace(file.case, owner=PersonId(sheet.content["responsible"])),
            sheets=(*file.sheets, sheet),
            referrals=(*file.referrals, *added),
        )
        work.cases.save(taken(work, file, Step.ORIENT))


@dataclass(frozen=True, slots=True)
class GoUrgent(CaseCommand[None]):
    """Refer at once, before assessment and decision: the danger is imminent (T04).

    The assessment follows within a day. Raises NotReady when no emergency action with
    its time and the person reached is logged, or nobody is addressed.
    """

    case_id: CaseId
    organisations: tuple[str, ...]
    actions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file = opened(work, self.case_id)
        work.rules.circuit.transition(file.case.stage, Step.GO_URGENT)
        actions = tuple(
            _emergency_action(work, file, number, row)
            for number, row in enumerate(self.actions)
        )
        owner = file.case.owner or work.actor.person
        urgent = replace(file.case, urgent=True, owner=owner)
        file = replace(file, case=urgent)
        added = tuple(new_referral(work, file, each) for each in self.organisations)
        file = replace(
            file,
            referrals=(*file.referrals, *added),
            actions=(*file.actions, *actions),
        )
        work.cases.save(taken(work, file, Step.GO_URGENT))


@dataclass(frozen=True, slots=True)
class AddReferral(CaseCommand[ReferralId]):
    """Turn to one more service while the case is being referred.

    `instead_of`: the service that could not, whose refusal is seen to thereby; that is
    no new need (T12), and may be done while the case is followed up.
    """

    case_id: CaseId
    organisation: str
    instead_of: ReferralId = NO_REFERRAL

    right = Right.REFER

    def run(self, work: CaseWork) -> ReferralId:
        file = opened(work, self.case_id)
        instead = bool(self.instead_of) and file.case.stage is Stage.FOLLOWUP
        if file.case.stage is not Stage.ORIENTING and not instead:
            # Which step would lead there is the circuit's to say.
            work.rules.circuit.transition(file.case.stage, Step.CONFIRM_RECEPTION)
        if self.instead_of:
            settle(work, file, self.instead_of)
        return new_referral(work, file, self.organisation, self.instead_of).id


@dataclass(frozen=True, slots=True)
class ReturnToDecision(CaseCommand[None]):
    """Every service said no: the director decides again, no case is lost (T11)."""

    case_id: CaseId
    reason: str = field(repr=False)

    right = Right.RECORD_ANSWER

    def run(self, work: CaseWork) -> None:
        if not self.reason.strip():
            raise Incomplete(Gap("reason", Lack.MISSING))
        if len(self.reason) > LONGEST_TEXT:
            raise Incomplete(Gap("reason", Lack.TOO_LONG, LONGEST_TEXT))
        file = opened(work, self.case_id)
        work.cases.save(taken(work, file, Step.RETURN_TO_DECISION))
        for each in file.referrals:
            if each.is_unsettled:
                settle(work, file, each.id, self.reason)
        decided = file.sheet(SheetCode.DECISION) or file.sheet(SheetCode.CONCERN)
        if decided is None:
            raise LookupError("a case without its concern")
        work.amendments.save(
            Amendment(
                id=work.new_id(),
                case_id=self.case_id,
                sheet_id=decided.id,
                author=work.actor.person,
                written_at=work.now,
                text=self.reason,
            )
        )


def _assessed(work: CaseWork, file: CaseFile, content: Content) -> CaseFile:
    sheet = signed_sheet(work, file, SheetCode.ASSESSMENT, content)
    motive = str(sheet.content.get("danger_reason") or "")
    case = rated(work, file.case, str(sheet.content["danger"]), motive)
    file = replace(file, case=case, sheets=(*file.sheets, sheet))
    require_silence(work, file, content)
    return file


def new_referral(
    work: CaseWork,
    file: CaseFile,
    organisation: str,
    follows: ReferralId = NO_REFERRAL,
) -> Referral:
    """A referral to prepare, its clock running. Raises Incomplete for no addressee."""
    known = work.directory.get(organisation)
    if known is None or known.addressee is None:
        raise Incomplete(Gap("addressees", Lack.NOT_A_CODE))
    referral = Referral(
        id=ReferralId(work.new_id()),
        case_id=file.case.id,
        organisation=known.id,
        addressee=known.addressee,
        name_fr=known.name.fr,
        name_ar=known.name.ar,
        address=known.address,
        phone=known.phone,
        coupon=coupon(work.random(COUPON_CHARACTERS)),
        created_at=work.now,
        since=work.now,
        follows=follows,
    )
    urgent = is_urgent(file.case)
    referral = work.rules.referrals.clocked(referral, work.now, urgent=urgent)
    work.referrals.save(referral)
    return referral


def settle(
    work: CaseWork, file: CaseFile, referral_id: ReferralId, why: str = ""
) -> None:
    """Say that what this service left undone is seen to.

    Raises NotFound for a referral of another case, WrongState where nothing was left.
    """
    left = next((each for each in file.referrals if each.id == referral_id), None)
    if left is None:
        raise NotFound()
    if not left.is_unsettled:
        raise WrongState(state=left.state)
    work.referrals.save(replace(left, settled_at=work.now, settled_why=why))


def _emergency_action(
    work: CaseWork, file: CaseFile, number: int, row: Mapping[str, Any]
) -> EmergencyAction:
    sheet = work.rules.sheets[SheetCode.CONCERN]
    content = {"actions": [row]}
    gaps = [
        replace(gap, row=number)
        for gap in sheet.gaps(
            content, work.rules.codes, local(work.now).date(), whole=False
        )
    ]
    gaps += [
        Gap(f"actions.{key}", Lack.MISSING, row=number)
        for key in ("at", "act", "who")
        if not row.get(key)
    ]
    if gaps:
        raise Incomplete(*gaps)
    action = EmergencyAction(
        id=work.new_id(),
        case_id=file.case.id,
        at=str(row["at"]),
        act=str(row["act"]),
        who=str(row["who"]),
        author=work.actor.person,
    )
    work.actions.save(action)
    return action
