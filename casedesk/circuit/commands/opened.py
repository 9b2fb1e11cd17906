"""Opening the file of a case, as every command on a case begins."""

from __future__ import annotations

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.errors import NotFound
from casedesk.circuit.guards import CaseFile
from casedesk.circuit.ports import CaseWork
from casedesk.circuit.referral import Referral, ReferralId


def seen(work: CaseWork, case_id: CaseId) -> Case:
    """Raises NotFound when there is no such case, or it is somebody else's."""
    case = work.cases.get(case_id)
    if not work.sees(case):
        raise NotFound()
    return case


def opened(work: CaseWork, case_id: CaseId) -> CaseFile:
    """The case with all that a guard may ask about. Raises NotFound as `seen` does."""
    return CaseFile(
        seen(work, case_id),
        work.sheets.of_case(case_id),
        work.referrals.of_case(case_id),
        work.actions.of_case(case_id),
        motives=work.motives.of_case(case_id),
        watches=work.watches.of_case(case_id),
        contacts=work.contacts.of_case(case_id),
        flags=work.flags.of_case(case_id),
        links=work.links.of_case(case_id),
        holds=work.holds.of_case(case_id),
        requests=work.requests.of_case(case_id),
        now=work.now,
        by=work.actor.person,
    )


def opened_for(work: CaseWork, referral_id: ReferralId) -> tuple[CaseFile, Referral]:
    """The file that a referral belongs to, and the referral."""
    referral = work.referrals.get(referral_id)
    return opened(work, referral.case_id), referral
