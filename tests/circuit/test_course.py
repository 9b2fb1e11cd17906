"""The ways that are not straight: watched, looked for, merged, decided again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from casedesk.app.training_texts import ASSESSED
from casedesk.circuit.case import Case
from casedesk.circuit.commands.cases import Decide, SubmitForDecision, TakeInCharge
from casedesk.circuit.commands.closing import SignClosing
from casedesk.circuit.commands.course import (
    ChangeEntry,
    KeepWatch,
    NoteDeath,
    NoteMajority,
    NoteNewFacts,
    NoteRetraction,
    RateDanger,
    Reassess,
    ReferAgain,
    Resume,
    Suspend,
)
from casedesk.circuit.commands.erasure import ConfirmRequest, RequestAct
from casedesk.circuit.commands.followup import NoteContact
from casedesk.circuit.commands.links import AlreadyLinked
from casedesk.circuit.commands.merging import MasterNotOpen, MergeCase, SeparateCase
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.dates import local
from casedesk.circuit.errors import IllegalStep, NotPermitted
from casedesk.circuit.guards import NotReady
from casedesk.circuit.links import LinkKind
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer
from casedesk.circuit.sheet import Addressee, Incomplete, Lack, SheetCode
from casedesk.circuit.stages import Guard, Stage, Step
from casedesk.circuit.two_people import (
    Act,
    AlreadyAsked,
    HasDuplicates,
    RequestState,
    SamePerson,
)
from tests.closing import close, closing_sheet

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR


@pytest.fixture
def watch(association):
    """A watch as the director decides it."""

    def on(case_id, days=7):
        until = local(association.clock()).date() + timedelta(days=days)
        observer = association.people[WORKER]
        return KeepWatch(case_id, observer, "Les bleus.", until, "Un seul signe.")

    return on


@pytest.fixture
def sought(association):
    """Attempts to reach the family, one of each kind named."""

    def noted(case_id, *means):
        for each in means:
            at = f"{local(association.clock()):%Y-%m-%dT%H:%M} exact"
            contact = NoteContact(case_id, at, each, "La mère", "NO_ANSWER")
            association.worker.do(contact)

    return noted


@pytest.fixture
def followed(association, referring):
    case_id = association.case_being_referred()
    referring.answer(referring.send(referring.of(case_id)), Answer.ACCEPTED)
    return case_id


@pytest.fixture
def closed(association):
    case_id = association.case_to_decide()
    close(association.worker, association.director, case_id, reason="NO_CONCERN")
    return case_id


def missing(page, step):
    (found,) = (each for each in page.steps if each.transition.step is step)
    return found.missing


def test_a_watch_has_an_observer_points_and_a_day(association, watch):
    case_id = association.case_to_decide()

    association.director.do(watch(case_id))

    page = association.opened(case_id)
    (kept,) = page.file.watches
    assert page.case.stage is Stage.WATCH
    assert local(page.case.due_at).date() == kept.review_on
    assert (kept.points, kept.renewal) == ("Les bleus.", 0)


@pytest.mark.parametrize("days", [0, 16])
def test_a_watch_is_looked_at_again_within_fifteen_days(
    association, watch, refuse, days
):
    case_id = association.case_to_decide()

    refused = refuse(DIRECTOR, watch(case_id, days), Incomplete)

    assert [(gap.field, gap.limit) for gap in refused.gaps] == [("review_on", 15)]


def test_a_watch_is_renewed_three_times_then_another_way_out_is_taken(
    association, watch, refuse
):
    case_id = association.case_to_decide()
    for _ in range(4):
        association.director.do(watch(case_id))

    refused = refuse(DIRECTOR, watch(case_id), NotReady)

    assert refused.guards == (Guard.WATCH_RENEWABLE,)
    assert Guard.WATCH_RENEWABLE in missing(
        association.opened(case_id, DIRECTOR), Step.KEEP_WATCH
    )
    association.worker.do(Reassess(case_id, "Un nouveau bleu."))
    assert association.opened(case_id).case.stage is Stage.ASSESSING


def test_a_new_need_turns_to_one_more_service(association, followed, refuse):
    refuse(WORKER, ReferAgain(followed, (), "Un psychologue."), NotReady)
    place = association.director.reads.organisations(Addressee.HOSPITAL)[0].id
    refuse(WORKER, ReferAgain(followed, (place,), " "), Incomplete)

    association.worker.do(ReferAgain(followed, (place,), "Un suivi médical."))

    page = association.opened(followed)
    assert page.case.stage is Stage.ORIENTING
    assert page.referrals[-1].organisation == place


def test_new_facts_go_to_the_director_at_once(association, followed, decision):
    association.worker.do(NoteNewFacts(followed, "Menaces hier soir.", danger="4"))

    page = association.opened(followed)
    assert page.case.stage is Stage.DECISION
    assert page.case.urgent
    assert page.case.danger == "4"
    assert page.case.due_at == association.clock() + timedelta(hours=2)

    association.director.do(Decide(followed, decision()))
    assert association.opened(followed).case.stage is Stage.ORIENTING


def test_a_case_is_suspended_after_two_attempts_of_different_kinds(
    association, followed, sought, refuse
):
    refuse(WORKER, Suspend(followed, "Injoignables."), NotReady)
    sought(followed, "CALL", "CALL")
    refused = refuse(WORKER, Suspend(followed, "Injoignables."), NotReady)
    assert refused.guards == (Guard.CONTACT_SOUGHT,)

    sought(followed, "HOME")
    association.worker.do(Suspend(followed, "Injoignables."))

    case = association.opened(followed).case
    assert case.stage is Stage.SUSPENDED
    assert case.due_at == association.clock() + timedelta(days=30)


def test_after_ninety_days_of_search_somebody_decides(
    association, followed, sought, refuse
):
    for _ in range(3):
        association.clock.pass_(minutes=1)
        sought(followed, "CALL", "HOME")
        association.worker.do(Suspend(followed, "Toujours rien."))
        association.clock.pass_(days=30)
    sought(followed, "CALL", "HOME")

    refused = refuse(WORKER, Suspend(followed, "Encore."), NotReady)

    assert refused.guards == (Guard.SEARCH_NOT_OVER,)
    association.worker.do(NoteNewFacts(followed, "Quatre-vingt-dix jours sans rien."))
    assert association.opened(followed).case.stage is Stage.DECISION


def test_a_child_who_is_back_is_followed_up_or_assessed_anew(
    association, followed, sought, refuse
):
    never_held = association.case_in_charge()
    for each in (followed, never_held):
        sought(each, "CALL", "HOME")
        association.worker.do(Suspend(each, "Injoignables."))

    association.worker.do(Resume(followed, "De retour."))
    refused = refuse(WORKER, Resume(never_held, "De retour."), NotReady)
    association.worker.do(Reassess(never_held, "De retour."))

    assert association.opened(followed).case.stage is Stage.FOLLOWUP
    assert refused.guards == (Guard.REFERRAL_RECEIVED,)
    assert association.opened(never_held).case.stage is Stage.ASSESSING


def test_a_death_is_decided_at_once_and_nothing_may_be_erased(association, refuse):
    case_id = association.logged_case()

    association.worker.do(NoteDeath(case_id, "Appris ce matin par l'hôpital."))

    page = association.opened(case_id, DIRECTOR)
    assert page.case.stage is Stage.DECISION
    assert page.case.owner == association.people[WORKER]
    assert [each.is_in_force for each in page.holds] == [True]
    close(association.worker, association.director, case_id, reason="DEATH")


def test_levels_and_kinds_are_a_dated_series(association, refuse):
    case_id = association.case_to_decide(danger="2")
    association.clock.pass_(days=1)
    association.worker.do(RateDanger(case_id, "4", "Il rentre ce soir."))
    association.worker.do(ChangeEntry(case_id, "AVEREE", "Certificat reçu."))
    refuse(WORKER, RateDanger(case_id, "9", "x"), Incomplete)
    refuse(WORKER, RateDanger(case_id, "3", ""), Incomplete)
    refuse(WORKER, ChangeEntry(case_id, "AVEREE", "Encore."), Incomplete)

    page = association.opened(case_id)
    assert [(each.level, each.motive) for each in page.levels] == [
        ("2", "Coups répétés ; même toit."),
        ("4", "Il rentre ce soir."),
    ]
    assert page.levels[0].at < page.levels[1].at
    assert page.case.danger == "4"
    assert [each.entry for each in page.entries] == ["AVEREE"]
    assert page.file.sheet(SheetCode.CONCERN).content["entry"] == "DEVOIL"
    assert page.case.entry == "AVEREE"


def test_what_a_child_takes_back_stands_beside_what_they_said(association):
    case_id = association.case_in_charge()
    before = association.opened(case_id)

    association.worker.do(NoteRetraction(case_id, "« Je suis tombé. », devant sa mère"))

    after = association.opened(case_id)
    assert after.case.stage is before.case.stage
    assert after.sheets == before.sheets
    assert [each.text for each in after.amendments] == [
        "« Je suis tombé. », devant sa mère"
    ]


def test_at_eighteen_the_director_says_on_what_basis_one_goes_on(association, refuse):
    case_id = association.case_in_charge()
    refuse(WORKER, NoteMajority(case_id, "OWN_CONSENT", "x"), NotPermitted)
    refuse(DIRECTOR, NoteMajority(case_id, "HABIT", "x"), Incomplete)

    association.director.do(NoteMajority(case_id, "OWN_CONSENT", "Il veut continuer."))

    page = association.opened(case_id)
    assert page.case.stage is Stage.ASSESSING
    assert [each.code for each in page.file.motives] == ["OWN_CONSENT"]


def test_a_closed_case_is_reopened_by_two_as_a_new_episode(association, closed, refuse):
    number = association.opened(closed).case.number
    asked = association.worker.do(ProposeReopening(closed, "NEW_FACTS", "Un voisin."))
    assert association.opened(closed).case.stage is Stage.CLOSED
    refuse(WORKER, ProposeReopening(closed, "NEW_FACTS", "Encore."), AlreadyAsked)
    refuse(DIRECTOR, RequestAct(closed, Act.ERASE, "PERIOD"), AlreadyAsked)
    association.clock.pass_(hours=1)

    association.director.do(ConfirmRequest(asked))

    page = association.opened(closed)
    assert (page.case.number, page.case.episode) == (number, 2)
    assert page.case.stage is Stage.ASSESSING
    assert page.case.owner == association.people[WORKER]
    assert [each.state for each in page.file.requests] == [RequestState.DONE]
    assert len(page.closings) == 1


def test_a_new_episode_counts_nothing_of_the_one_before(association, followed, refuse):
    close(association.worker, association.director, followed)
    association.clock.pass_(days=2)
    asked = association.worker.do(ProposeReopening(followed, "AGAIN", "De nouveau."))
    association.director.do(ConfirmRequest(asked))

    current = association.opened(followed).file.current

    assert (current.sheets, current.referrals, current.actions) == ((), (), ())
    assert association.opened(followed).referrals


def test_the_sheets_of_a_new_episode_are_numbered_on(association, followed):
    close(association.worker, association.director, followed)
    asked = association.worker.do(ProposeReopening(followed, "AGAIN", "De nouveau."))
    association.director.do(ConfirmRequest(asked))
    association.worker.do(SubmitForDecision(followed, ASSESSED))

    numbers = [each.number for each in association.opened(followed).sheets]

    assert len(numbers) == len(set(numbers))
    assert "B2" in numbers


def test_nobody_reopens_a_case_alone_and_not_what_is_open(association, closed, refuse):
    asked = association.director.do(ProposeReopening(closed, "TOO_EARLY", "Trop tôt."))
    refuse(DIRECTOR, ConfirmRequest(asked), SamePerson)
    refuse(WORKER, ConfirmRequest(asked), NotPermitted)
    still = association.case_in_charge()
    refuse(WORKER, ProposeReopening(still, "NEW_FACTS", "x"), IllegalStep)
    refuse(DIRECTOR, RequestAct(closed, Act.REOPEN, "TOO_EARLY"), IllegalStep)
    other = association.case_to_decide()
    close(association.worker, association.director, other, reason="NO_CONCERN")
    refuse(WORKER, ProposeReopening(other, "WHIM", "x"), Incomplete)


def test_a_case_that_moves_away_is_kept_until_somebody_has_received_it(
    association, followed, sought, refuse
):
    never_held = association.case_in_charge()
    sought(never_held, "CALL", "HOME")
    association.worker.do(Suspend(never_held, "Partis à Kénitra."))

    sheet = closing_sheet(association.worker, never_held, reason="MOVED")
    refused = refuse(WORKER, SignClosing(never_held, sheet), Incomplete)
    close(association.worker, association.director, followed, reason="MOVED")

    assert [gap.lack for gap in refused.gaps] == [Lack.NOT_HANDED_OVER]


def test_a_duplicate_keeps_its_text_and_its_master_goes_on(association):
    master = association.case_in_charge()
    double = association.logged_case(in_danger="yes")

    association.worker.do(MergeCase(double, master, "Même enfant, mêmes faits."))

    attached = association.opened(double)
    going_on = association.opened(master)
    assert attached.case.stage is Stage.DUPLICATE
    assert attached.case.due_at is None
    assert attached.file.sheet(SheetCode.CONCERN).content["words"]
    assert [row.link.relation for row in going_on.links] == [LinkKind.DUPLICATE]
    assert [row.number for row in going_on.links] == [attached.case.number]
    assert going_on.case.urgent
    now, reads = association.clock(), association.director.reads
    assert [row.id for row in reads.cases(CaseList.ALL, now, None, 9)] == [master]
    assert [row.id for row in reads.cases(CaseList.CLOSED, now, None, 9)] == [double]


def test_a_merge_can_be_undone(association):
    master, double = association.case_in_charge(), association.logged_case()
    association.worker.do(MergeCase(double, master, "Même enfant."))

    association.worker.do(SeparateCase(double, "Deux cousins du même prénom."))

    case: Case = association.opened(double).case
    assert case.stage is Stage.ASSESSING
    assert case.owner == association.people[WORKER]
    assert case.due_at is not None
    assert association.opened(master).links == ()


def test_nothing_open_is_attached_to_what_is_over_or_has_a_sheet_out(
    association, closed, refuse
):
    double = association.logged_case()
    refuse(WORKER, MergeCase(double, double, "x"), AlreadyLinked)
    refuse(DIRECTOR, MergeCase(double, closed, "Même enfant."), MasterNotOpen)
    out = association.case_being_referred()
    refused = refuse(WORKER, MergeCase(out, double, "Même enfant."), NotReady)
    assert refused.guards == (Guard.NO_REFERRAL_OPEN,)


def test_a_master_is_not_erased_before_its_duplicates(association, refuse):
    master, double = association.case_to_decide(), association.logged_case()
    association.worker.do(MergeCase(double, master, "Même enfant."))
    close(association.worker, association.director, master, reason="NO_CONCERN")

    refuse(DIRECTOR, RequestAct(master, Act.ERASE, "PERIOD"), HasDuplicates)
    association.director.do(RequestAct(double, Act.ERASE, "PERIOD"))


def test_a_case_in_nobody_s_hands_is_taken_in_charge_before_it_is_suspended(
    association, sought, refuse
):
    case_id = association.logged_case()
    sought(case_id, "CALL", "HOME")
    refuse(WORKER, Suspend(case_id, "Injoignables."), IllegalStep)
    association.worker.do(TakeInCharge(case_id))
