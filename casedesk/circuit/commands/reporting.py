"""Telling the prosecutor: by word of mouth first, then in writing, by two people."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from casedesk.circuit.case import EmergencyAction, is_urgent
from casedesk.circuit.command import CaseCommand
from casedesk.circuit.commands.opened import opened_for
from casedesk.circuit.commands.referrals import (
    make_ready,
    report_of,
    require_moment,
    require_said,
    require_short,
    written_by,
)
from casedesk.circuit.commands.sheets import signed_sheet
from casedesk.circuit.dates import local
from casedesk.circuit.errors import NotFound, Refused
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import (
    Referral,
    ReferralId,
    ReferralState,
    ReportCount,
    WrongState,
)
from casedesk.circuit.rights import Right
from casedesk.circuit.sheet import Addressee, Gap, Incomplete, Lack
from casedesk.circuit.two_people import SamePerson

CALLED_PROSECUTOR = "CALLED_PROSECUTOR"  # code list ACT
_UNSENT = (ReferralState.PREP, ReferralState.READY)


class ReportNotPrepared(Refused):
    """Nobody has prepared the report as it stands."""

    code = "report_not_prepared"


@dataclass(frozen=True, slots=True)
class SignReport(CaseCommand[str]):
    """Sign a report to the prosecutor for the direction; gives its number.

    Whoever signs chooses the court. Raises SamePerson for whoever prepared it, and
    ReportNotPrepared when it was changed since.
    """

    referral_id: ReferralId
    organisation: str  # the prosecutor it goes to

    right = Right.DECIDE

    def run(self, work: CaseWork) -> str:
        file, referral = opened_for(work, self.referral_id)
        if referral.state is not ReferralState.PREP:
            raise WrongState(state=referral.state)
        report = work.reports.find(referral.id)
        if report is None or not report.is_prepared:
            raise ReportNotPrepared()
        if report.prepared_by == work.actor.person:
            raise SamePerson()
        referral = _addressed(work, referral, self.organisation)
        draft = next(each for each in file.sheets if each.id == referral.sheet_id)
        number = _numbered(work)
        draft = replace(draft, number=number)
        asked = work.rules.redaction.sheet_for(referral.addressee, draft.reasons)
        sheet = signed_sheet(work, file, draft.code, draft.content, draft, asked)
        signed = replace(
            report, signed_by=work.actor.person, signed_at=work.now, number=number
        )
        work.reports.save(signed)
        make_ready(work, file, referral, sheet, signed)
        return number


@dataclass(frozen=True, slots=True)
class NoteOralReport(CaseCommand[None]):
    """Note that the prosecutor was told at once, with the real time.

    The written report then has two days. Raises WrongState once it has left.
    """

    referral_id: ReferralId
    at: str  # circuit.dates.Moment, stored form
    told: str = field(repr=False)  # function, not a name

    right = Right.REFER

    def run(self, work: CaseWork) -> None:
        file, referral = opened_for(work, self.referral_id)
        if referral.addressee is not Addressee.PROSECUTOR:
            raise NotFound()
        if referral.state not in _UNSENT:
            raise WrongState(state=referral.state)
        require_moment(work, "at", self.at)
        require_said("told", self.told)
        require_short("told", self.told)
        work.actions.save(
            EmergencyAction(
                id=work.new_id(),
                case_id=referral.case_id,
                at=self.at,
                act=CALLED_PROSECUTOR,
                who=self.told.strip(),
                author=work.actor.person,
            )
        )
        report = report_of(work, referral)
        told = replace(
            report,
            oral_at=self.at,
            oral_to=self.told.strip(),
            oral_by=work.actor.person,
        )
        work.reports.save(told)
        due = written_by(work, told, urgent=is_urgent(file.case))
        work.referrals.save(replace(referral, due_at=due))


def _addressed(work: CaseWork, referral: Referral, organisation: str) -> Referral:
    """To the prosecutor whom a person named; name and address as they are today."""
    known = work.directory.get(organisation)
    if known is None or known.addressee is not Addressee.PROSECUTOR:
        raise Incomplete(Gap("organisation", Lack.NOT_A_CODE))
    return replace(
        referral,
        organisation=known.id,
        name_fr=known.name.fr,
        name_ar=known.name.ar,
        address=known.address,
        phone=known.phone,
    )


def _numbered(work: CaseWork) -> str:
    """The next number of the year; also a circle has its own row of them."""
    year = f"{work.series}{local(work.now).year}"
    count = work.report_counts.find(year) or ReportCount(year, 0)
    count = replace(count, last=count.last + 1)
    work.report_counts.save(count)
    return count.number
