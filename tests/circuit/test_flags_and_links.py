"""What is true of a case beside its stage, and what two cases have to do together."""

from __future__ import annotations

import pytest

from casedesk.circuit.commands.cases import TakeInCharge, ViewCase
from casedesk.circuit.commands.closing import SetHold
from casedesk.circuit.commands.flags import LiftFlag, SetFlag
from casedesk.circuit.commands.links import AlreadyLinked, LinkCases, UndoLink
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.flags import FlagFollows, FlagName, family_kept_out
from casedesk.circuit.links import LinkKind
from casedesk.circuit.people import Role
from casedesk.circuit.sheet import Addressee, Incomplete

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
WHY = "Confirmé par la déléguée ce matin."


@pytest.fixture
def case_id(association):
    return association.logged_case()


def test_a_flag_stands_until_it_is_lifted_and_its_reasons_stay(association, case_id):
    association.worker.do(SetFlag(case_id, FlagName.CHILD_PLACED, "Chez sa tante."))

    assert association.opened(case_id).flags == {FlagName.CHILD_PLACED}

    association.worker.do(LiftFlag(case_id, FlagName.CHILD_PLACED, WHY))

    page = association.opened(case_id)
    (flag,) = page.file.flags
    assert page.flags == frozenset()
    assert (flag.reason, flag.why_lifted) == ("Chez sa tante.", WHY)
    assert flag.lifted_by == association.people[WORKER]


def test_an_implicated_guardian_means_that_the_family_is_kept_out(association, case_id):
    association.worker.do(
        SetFlag(case_id, FlagName.GUARDIAN_IMPLICATED, "Le père, selon l'enfant.")
    )

    page = association.opened(case_id)

    assert page.flags == {
        FlagName.GUARDIAN_IMPLICATED,
        FlagName.DO_NOT_CONTACT_FAMILY,
    }
    assert family_kept_out(page.file.flags)


def test_urgency_changes_the_clock_and_can_be_lifted(association, case_id):
    calm = association.opened(case_id).case.due_at

    association.worker.do(SetFlag(case_id, FlagName.URGENT, "Il rentre ce soir."))
    hurried = association.opened(case_id).case
    association.worker.do(LiftFlag(case_id, FlagName.URGENT, WHY))

    assert hurried.urgent
    assert hurried.due_at < calm
    assert association.opened(case_id).case.due_at == calm


def test_the_urgency_a_concern_came_with_is_lifted_with_a_reason_too(association):
    urgent = association.logged_case(in_danger="yes")
    assert FlagName.URGENT in association.opened(urgent).flags

    association.worker.do(LiftFlag(urgent, FlagName.URGENT, WHY))

    page = association.opened(urgent)
    assert FlagName.URGENT not in page.flags
    assert [each.why_lifted for each in page.file.flags] == [WHY]


def test_what_stands_elsewhere_is_not_set_by_hand(association, referring, refuse):
    case_id = association.case_being_referred()
    refuse(WORKER, SetFlag(case_id, FlagName.LEGAL_HOLD, "x"), FlagFollows)
    refuse(WORKER, LiftFlag(case_id, FlagName.SIGNALEMENT_DONE, WHY), FlagFollows)

    association.director.do(SetHold(case_id, "Réquisition n° 12."))
    referring.send(referring.of(case_id, Addressee.PROSECUTOR))

    flags = association.opened(case_id).flags
    assert {FlagName.LEGAL_HOLD, FlagName.SIGNALEMENT_DONE} <= flags


def test_a_flag_needs_a_reason_and_is_set_once(association, case_id, refuse):
    refuse(WORKER, SetFlag(case_id, FlagName.CHILD_PLACED, " "), Incomplete)
    refuse(WORKER, LiftFlag(case_id, FlagName.CHILD_PLACED, WHY), NotFound)
    association.worker.do(SetFlag(case_id, FlagName.CHILD_PLACED, "Chez sa tante."))
    refuse(WORKER, SetFlag(case_id, FlagName.CHILD_PLACED, "Encore."), Incomplete)
    refuse(WORKER, LiftFlag(case_id, FlagName.CHILD_PLACED, "Court."), Incomplete)


def test_siblings_are_seen_from_both_cases_and_can_be_parted(association, case_id):
    other = association.logged_case()
    link = association.worker.do(LinkCases(case_id, other, LinkKind.SIBLING))

    (here,) = association.opened(case_id).links
    (there,) = association.opened(other).links
    assert here.number == association.opened(other).case.number
    assert there.number == association.opened(case_id).case.number
    assert here.visible

    association.worker.do(UndoLink(other, link, "Ce sont deux familles différentes."))

    assert association.opened(case_id).links == ()
    assert association.opened(other).links == ()


def test_who_harmed_whom_is_for_those_who_see_every_case(association, case_id, refuse):
    other = association.logged_case()
    for each in (case_id, other):
        association.worker.do(TakeInCharge(each))
    made = LinkCases(case_id, other, LinkKind.CHILD_AUTHOR)
    refuse(WORKER, made, NotPermitted)

    link = association.director.do(made)

    for each in (case_id, other):
        page = association.opened(each, WORKER)
        assert page.links == page.file.links == ()
        assert "LinkCases" not in [line.action for line in page.chronology]
    seen = association.opened(case_id, DIRECTOR)
    assert [row.link.id for row in seen.links] == [link]
    assert "LinkCases" in [line.action for line in seen.chronology]
    refuse(WORKER, UndoLink(case_id, link, WHY), NotPermitted)


def test_a_case_is_linked_once_not_to_itself_and_not_to_what_one_may_not_see(
    association, case_id, somebody_elses, refuse
):
    other = association.logged_case()
    refuse(WORKER, LinkCases(case_id, case_id, LinkKind.SIBLING), AlreadyLinked)
    refuse(WORKER, LinkCases(case_id, somebody_elses(), LinkKind.SIBLING), NotFound)
    refuse(WORKER, LinkCases(case_id, other, LinkKind.DUPLICATE), IllegalStep)
    association.worker.do(LinkCases(other, case_id, LinkKind.SIBLING))
    refuse(WORKER, LinkCases(case_id, other, LinkKind.SIBLING), AlreadyLinked)


def test_a_link_to_a_case_one_may_not_open_says_no_more_than_its_number(
    association, case_id, somebody_elses
):
    theirs = somebody_elses()
    association.director.do(LinkCases(case_id, theirs, LinkKind.SIBLING))

    association.worker.do(ViewCase(case_id))
    (row,) = association.worker.reads.case_page(case_id).links

    assert not row.visible
    assert row.number
