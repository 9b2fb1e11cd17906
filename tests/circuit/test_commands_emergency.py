"""A colleague's case, opened because the child cannot wait."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.circuit.commands.cases import SubmitForDecision, ViewCase
from casedesk.circuit.commands.emergency import OpenInEmergency
from casedesk.circuit.errors import NotFound
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.sheet import Gap, Incomplete, Lack

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
WHY = "L'hôpital rappelle, la responsable est en congé."


@pytest.fixture
def theirs(association, somebody_elses):
    """A case in the charge of somebody else than the social worker."""
    return association.opened(somebody_elses(), DIRECTOR).case


@pytest.mark.parametrize(
    ("reason", "gap"),
    [
        ("", Gap("reason", Lack.MISSING)),
        (" " * 30, Gap("reason", Lack.MISSING)),
        ("x" * 19, Gap("reason", Lack.TOO_SHORT, 20)),
    ],
)
def test_P04_without_a_reason_of_twenty_characters_a_colleagues_case_stays_shut(
    theirs, refuse, reason, gap
):
    refused = refuse(WORKER, OpenInEmergency(theirs.number, reason), Incomplete)

    assert refused.gaps == (gap,)
    refuse(WORKER, ViewCase(theirs.id), NotFound)


def test_P04_with_one_it_opens_and_the_direction_reads_it(association, theirs):
    worker, since = association.worker, association.clock() - timedelta(days=7)

    opened = worker.do(OpenInEmergency(f" {theirs.number.lower()} ", WHY))

    assert association.opened(opened, WORKER).case.id == theirs.id
    (told,) = association.director.reads.emergency_openings(since)
    assert (told.number, told.by, told.at, told.reason) == (
        theirs.number,
        worker.actor.person,
        association.clock(),
        WHY,
    )
    assert worker.reads.emergency_openings(since) == ()
    later = association.clock() + timedelta(days=8)
    assert association.director.reads.emergency_openings(later) == ()
    acts = [each.action for each in association.opened(opened, DIRECTOR).chronology]
    assert acts[-1] == "OpenInEmergency"


def test_P04_the_one_who_opened_it_can_act_for_the_child(
    association, theirs, assessment
):
    association.worker.do(OpenInEmergency(theirs.number, WHY))

    association.worker.do(SubmitForDecision(theirs.id, assessment))

    assert association.opened(theirs.id, WORKER).case.owner == theirs.owner


def test_P04_it_is_in_none_of_their_lists_and_shut_again_at_the_next_sitting(
    association, theirs, refuse
):
    association.worker.do(OpenInEmergency(theirs.number, WHY))
    reads, now = association.worker.reads, association.clock()

    listed = [row.id for which in CaseList for row in reads.cases(which, now, None, 9)]
    association.stand_up()

    assert theirs.id not in listed
    refuse(WORKER, ViewCase(theirs.id), NotFound)


def test_P04_a_number_there_is_not_is_not_found(refuse, theirs):
    refuse(WORKER, OpenInEmergency("SAL-26-0000", WHY), NotFound)


def test_P04_of_a_case_one_sees_anyway_nothing_is_noted(association):
    case = association.opened(association.case_in_charge(), WORKER).case
    head = association.case_store().head()

    association.worker.do(OpenInEmergency(case.number, WHY))

    assert association.case_store().head() == head
