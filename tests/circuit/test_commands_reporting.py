"""Telling the prosecutor: numbered, by two people, to a court one of them chose."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.circuit.commands.referrals import PrepareReferral, SaveLiaison
from casedesk.circuit.commands.reporting import (
    NoteOralReport,
    ReportNotPrepared,
    SignReport,
)
from casedesk.circuit.errors import NotFound, NotPermitted
from casedesk.circuit.people import Role
from casedesk.circuit.referral import ReferralState, WrongState
from casedesk.circuit.sheet import Addressee, Incomplete, Lack
from casedesk.circuit.two_people import SamePerson

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
AT_ELEVEN = "2026-03-02T11:00 exact"


@pytest.fixture
def referral(association, referring):
    return referring.of(association.case_being_referred(), Addressee.PROSECUTOR)


def courts(association):
    return association.director.reads.organisations(Addressee.PROSECUTOR)


def signing(association, referral, court=0):
    return SignReport(referral.id, courts(association)[court].id)


def test_one_prepares_and_another_signs(association, referring, referral):
    referring.prepare_report(referral)
    assert referring.again(referral).state is ReferralState.PREP

    number = association.director.do(signing(association, referral, court=1))

    ready, page = referring.again(referral), referring.page(referral.case_id)
    assert (number, ready.state) == ("S-2026-001", ReferralState.READY)
    court = courts(association)[1]
    assert (ready.organisation, ready.name_ar) == (court.id, court.name.ar)
    (report,) = page.reports
    assert (report.prepared_by, report.signed_by) == (
        association.people[WORKER],
        association.people[DIRECTOR],
    )
    sheet = next(each for each in page.sheets if each.id == ready.sheet_id)
    assert (sheet.number, sheet.is_signed) == ("S-2026-001", True)


def test_reports_are_numbered_through_the_year(association, referring):
    numbers = []
    for days in (0, 1, 365):
        association.clock.pass_(days=days)
        case_id = association.case_being_referred()
        referral = referring.of(case_id, Addressee.PROSECUTOR)
        referring.prepare_report(referral)
        numbers.append(association.director.do(signing(association, referral)))

    assert numbers == ["S-2026-001", "S-2026-002", "S-2027-001"]


def test_nobody_signs_what_they_prepared(association, referring, refuse, referral):
    prepared = PrepareReferral(referral.id, referring.content(referral))
    association.director.do(prepared)

    refuse(DIRECTOR, signing(association, referral), SamePerson)


def test_nothing_is_signed_that_changed_since_it_was_prepared(
    association, referring, refuse, referral
):
    refuse(DIRECTOR, signing(association, referral), ReportNotPrepared)
    referring.prepare_report(referral)
    association.worker.do(SaveLiaison(referral.id, {"facts": "Autre chose."}))

    refuse(DIRECTOR, signing(association, referral), ReportNotPrepared)


def test_a_court_is_chosen_by_a_person(association, referring, refuse, referral):
    referring.prepare_report(referral)
    unit = association.director.reads.organisations(Addressee.UPE_CAPE)[0]

    for nowhere in ("", unit.id):
        refused = refuse(DIRECTOR, SignReport(referral.id, nowhere), Incomplete)
        assert [gap.field for gap in refused.gaps] == ["organisation"]


def test_the_direction_signs(association, referring, refuse, referral):
    referring.prepare_report(referral)

    refuse(WORKER, signing(association, referral), NotPermitted)


def test_it_is_signed_once(association, referring, refuse, referral):
    referring.prepare(referral)

    refuse(DIRECTOR, signing(association, referral), WrongState)


def test_what_was_said_at_once_is_written_within_two_days(
    association, referring, referral
):
    association.worker.do(NoteOralReport(referral.id, AT_ELEVEN, "Le substitut"))

    told = referring.again(referral)
    page = referring.page(referral.case_id)
    hours = association.rules.deadlines["written_report"].urgent  # danger 3
    assert told.due_at == association.clock() + timedelta(hours=hours.count - 1)
    assert [(each.act, each.who) for each in page.file.actions][-1] == (
        "CALLED_PROSECUTOR",
        "Le substitut",
    )
    assert page.reports[0].oral_at == AT_ELEVEN
    association.clock.pass_(hours=20)
    ready = referring.prepare(referral)
    assert ready.due_at == told.due_at  # signing it gives it no more time


@pytest.mark.parametrize(
    ("at", "whom", "gap"),
    [
        ("", "x", ("at", Lack.MISSING)),
        ("2026-03-05T11:00 exact", "x", ("at", Lack.IN_THE_FUTURE)),
        (AT_ELEVEN, " ", ("told", Lack.MISSING)),
    ],
)
def test_a_call_has_a_time_and_somebody(refuse, referral, at, whom, gap):
    refused = refuse(WORKER, NoteOralReport(referral.id, at, whom), Incomplete)

    assert [(each.field, each.lack) for each in refused.gaps] == [gap]


def test_it_is_the_prosecutor_who_is_told(association, referring, refuse, referral):
    unit = referring.of(referral.case_id)

    refuse(WORKER, NoteOralReport(unit.id, AT_ELEVEN, "x"), NotFound)
