"""A case along the circuit: T03 to T06, T11, the urgent way, and who may see it."""

from __future__ import annotations

import pytest

from casedesk.app.training_texts import ADDRESSEES
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import (
    AddReferral,
    Decide,
    GoUrgent,
    ReturnToDecision,
    SignAssessment,
    SubmitForDecision,
    TakeInCharge,
    ViewCase,
)
from casedesk.circuit.errors import IllegalStep, NotFound, NotPermitted
from casedesk.circuit.guards import NotReady
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, ReferralState
from casedesk.circuit.sheet import Addressee, Incomplete, Lack, SheetCode
from casedesk.circuit.stages import Guard, Stage

WORKER, DIRECTOR = Role.SOCIAL_WORKER, Role.DIRECTOR
CALLED = {"at": "2026-03-02T12:45 exact", "act": "CALLED_POLICE", "who": "Le service"}


@pytest.fixture
def directory(association):
    """One organisation of each kind, by addressee."""
    reads = association.director.reads
    return {each: reads.organisations(each)[0].id for each in ADDRESSEES}


def case_of(association, case_id):
    return association.opened(case_id, DIRECTOR).case


# T03


@pytest.mark.parametrize("role", [WORKER, DIRECTOR])
def test_who_takes_a_case_in_charge_answers_for_it(association, role):
    case_id = association.logged_case()
    association.clock.pass_(hours=2)

    association.sit(role).desk.do(TakeInCharge(case_id))

    case = case_of(association, case_id)
    assert (case.stage, case.owner) == (Stage.ASSESSING, association.people[role])
    assert case.since == association.clock()
    assert (case.due_at - case.since).total_seconds() == 72 * 3600


def test_a_case_is_taken_in_charge_once(association, refuse):
    case_id = association.case_in_charge()

    refused = refuse(DIRECTOR, TakeInCharge(case_id), IllegalStep)

    assert refused.parameters["stage"] is Stage.ASSESSING


# T05


def test_an_assessed_case_waits_for_the_director(association, assessment):
    case_id = association.case_in_charge()

    association.worker.do(SubmitForDecision(case_id, assessment))

    page = association.opened(case_id, DIRECTOR)
    assert page.case.stage is Stage.DECISION
    assert page.case.danger == assessment["danger"] == "3"
    assert (page.case.due_at - page.case.since).total_seconds() == 2 * 3600
    sheet = page.file.sheet(SheetCode.ASSESSMENT)
    assert (sheet.number, sheet.signed_by) == ("B1", association.people[WORKER])


def test_little_danger_leaves_more_time(association):
    page = association.opened(association.case_to_decide(danger="1"), DIRECTOR)

    assert (page.case.due_at - page.case.since).total_seconds() == 24 * 3600


@pytest.mark.parametrize("field", ["danger", "danger_reason", "gravity", "sources"])
def test_an_assessment_with_a_gap_is_not_signed(association, refuse, assessment, field):
    case_id = association.case_in_charge()
    del assessment[field]

    refused = refuse(WORKER, SubmitForDecision(case_id, assessment), Incomplete)

    assert [(gap.field, gap.lack) for gap in refused.gaps] == [(field, Lack.MISSING)]


def test_only_what_is_in_charge_is_submitted(association, refuse, assessment):
    logged = association.logged_case()
    decided = association.case_being_referred()

    for case_id in (logged, decided):
        refuse(WORKER, SubmitForDecision(case_id, assessment), IllegalStep)


def test_an_assessment_can_be_signed_again_when_danger_changes(association, assessment):
    case_id = association.case_being_referred()

    association.worker.do(SignAssessment(case_id, {**assessment, "danger": "4"}))

    page = association.opened(case_id)
    assert (page.case.stage, page.case.danger) == (Stage.ORIENTING, "4")
    assert [s.number for s in page.sheets if s.code is SheetCode.ASSESSMENT] == [
        "B1",
        "B2",
    ]


# T06


def test_a_decision_names_the_addressees_and_who_answers(association, directory):
    case_id = association.case_to_decide()

    association.director.do(Decide(case_id, association.decision()))

    page = association.opened(case_id)
    assert page.case.stage is Stage.ORIENTING
    assert page.case.owner == association.people[WORKER]
    assert {r.organisation for r in page.referrals} == set(directory.values())
    assert {r.state for r in page.referrals} == {ReferralState.PREP}
    assert len({r.coupon for r in page.referrals}) == 3
    assert all(r.name_fr and r.name_ar for r in page.referrals)
    assert page.file.sheet(SheetCode.DECISION).signed_by == association.people[DIRECTOR]


def test_a_social_worker_does_not_decide(association, refuse):
    case_id = association.case_to_decide()

    refuse(WORKER, Decide(case_id, association.decision()), NotPermitted)


@pytest.mark.parametrize(
    ("changed", "field", "lack"),
    [
        ({"reason": ""}, "reason", Lack.MISSING),
        ({"responsible": ""}, "responsible", Lack.MISSING),
        ({"addressees": []}, "addressees", Lack.MISSING),
        ({"report": "no"}, "no_report_reason", Lack.MISSING),
        ({"inform_reason": ""}, "inform_reason", Lack.MISSING),
        ({"addressees": [{"organisation": "nowhere"}]}, "addressees", Lack.NOT_A_CODE),
        ({"next_due": "demain"}, "next_due", Lack.NOT_A_DATE),
    ],
)
def test_a_decision_with_a_gap_decides_nothing(
    association, refuse, changed, field, lack
):
    case_id = association.case_to_decide()
    content = {**association.decision(), **changed}

    refused = refuse(DIRECTOR, Decide(case_id, content), Incomplete)

    assert [(gap.field, gap.lack) for gap in refused.gaps] == [(field, lack)]


def test_a_decision_that_addresses_nobody_is_not_ready(association, refuse):
    case_id = association.case_to_decide()
    content = {**association.decision(), "decision": ["WATCH"], "addressees": []}

    refused = refuse(DIRECTOR, Decide(case_id, content), NotReady)

    assert refused.guards == (Guard.ADDRESSEE_CHOSEN,)


def test_a_case_is_decided_at_its_stage_only(association, refuse):
    for case_id in (association.case_in_charge(), association.case_being_referred()):
        refuse(DIRECTOR, Decide(case_id, association.decision()), IllegalStep)


# T04


@pytest.mark.parametrize("role", [WORKER, DIRECTOR])
def test_imminent_danger_waits_neither_for_assessment_nor_decision(
    association, directory, role
):
    case_id = association.logged_case(in_danger="yes")
    hospital = directory[Addressee.HOSPITAL]

    association.sit(role).desk.do(GoUrgent(case_id, (hospital,), (CALLED,)))

    page = association.opened(case_id, role)
    assert page.case.stage is Stage.ORIENTING
    assert page.case.urgent
    assert page.case.owner == association.people[role]
    assert [r.organisation for r in page.referrals] == [hospital]
    assert [action.who for action in page.file.actions] == ["Le service"]
    assert (page.case.due_at - page.case.since).total_seconds() == 24 * 3600


def test_the_urgent_way_is_open_while_assessing_too_and_keeps_the_owner(
    association, directory
):
    case_id = association.case_in_charge()

    association.director.do(
        GoUrgent(case_id, (directory[Addressee.PROSECUTOR],), (CALLED,))
    )

    assert case_of(association, case_id).owner == association.people[WORKER]


def test_the_urgent_way_needs_somebody_to_turn_to(association, refuse):
    case_id = association.logged_case(in_danger="yes")

    refused = refuse(WORKER, GoUrgent(case_id, (), (CALLED,)), NotReady)

    assert refused.guards == (Guard.ADDRESSEE_CHOSEN,)


def test_telling_ones_own_house_is_no_emergency_action(association, refuse, directory):
    """Neither in the concern nor afterwards."""
    told = {**CALLED, "act": "TOLD_DIRECTOR"}
    concern = {**association.concern, "actions": [told]}
    case_id = association.logged_case(concern, in_danger="yes")
    command = GoUrgent(case_id, (directory[Addressee.HOSPITAL],), (told,))

    refused = refuse(WORKER, command, NotReady)

    assert refused.guards == (Guard.EMERGENCY_ACTION,)


def test_what_the_concern_says_was_done_at_once_counts(association, directory):
    called = {**association.concern, "actions": [CALLED]}
    case_id = association.logged_case(called, in_danger="yes")

    association.worker.do(GoUrgent(case_id, (directory[Addressee.HOSPITAL],)))

    assert case_of(association, case_id).stage is Stage.ORIENTING


@pytest.mark.parametrize(
    ("row", "field", "lack"),
    [
        ({**CALLED, "at": ""}, "actions.at", Lack.MISSING),
        ({**CALLED, "who": ""}, "actions.who", Lack.MISSING),
        ({**CALLED, "act": "INVENTED"}, "actions.act", Lack.NOT_A_CODE),
        (
            {**CALLED, "at": "2026-03-04T00:00 exact"},
            "actions.at",
            Lack.IN_THE_FUTURE,
        ),
        ({**CALLED, "who": "a\u202eb"}, "actions.who", Lack.HIDDEN_CHARACTERS),
    ],
)
def test_an_emergency_action_says_what_when_and_whom(
    association, refuse, directory, row, field, lack
):
    case_id = association.logged_case(in_danger="yes")
    command = GoUrgent(case_id, (directory[Addressee.HOSPITAL],), (CALLED, row))

    refused = refuse(WORKER, command, Incomplete)

    assert (field, lack, 1) in {(g.field, g.lack, g.row) for g in refused.gaps}


@pytest.mark.parametrize("made", ["case_to_decide", "case_being_referred"])
def test_a_case_that_is_past_it_goes_the_ordinary_way(
    association, refuse, directory, made
):
    case_id = getattr(association, made)()
    command = GoUrgent(case_id, (directory[Addressee.HOSPITAL],), (CALLED,))

    refuse(DIRECTOR, command, IllegalStep)


def test_the_assessment_follows_an_urgent_referral(association, directory, assessment):
    case_id = association.logged_case(in_danger="yes")
    association.worker.do(
        GoUrgent(case_id, (directory[Addressee.HOSPITAL],), (CALLED,))
    )

    association.worker.do(SignAssessment(case_id, assessment))

    case = case_of(association, case_id)
    assert (case.stage, case.danger) == (Stage.ORIENTING, assessment["danger"])


# one more service


def test_one_more_service_can_be_turned_to(association, directory):
    case_id = association.case_being_referred()

    added = association.worker.do(AddReferral(case_id, directory[Addressee.HOSPITAL]))

    page = association.opened(case_id)
    assert page.referrals[-1].id == added
    assert len(page.referrals) == 4


def test_a_service_that_is_not_in_the_directory_is_not_turned_to(association, refuse):
    case_id = association.case_being_referred()

    refused = refuse(WORKER, AddReferral(case_id, "nowhere"), Incomplete)

    assert [gap.lack for gap in refused.gaps] == [Lack.NOT_A_CODE]


def test_before_the_decision_nobody_is_turned_to(association, refuse, directory):
    for case_id in (association.case_in_charge(), association.case_to_decide()):
        command = AddReferral(case_id, directory[Addressee.HOSPITAL])
        refuse(WORKER, command, IllegalStep)


# T11


def test_a_case_that_every_service_refused_is_decided_again(
    association, referring, stage
):
    case_id = association.case_being_referred()
    referring.refuse_all(case_id)
    assert stage(case_id) == Stage.ORIENTING

    association.worker.do(ReturnToDecision(case_id, "Trois refus."))

    page = association.opened(case_id, DIRECTOR)
    assert page.case.stage is Stage.DECISION
    assert page.case.owner == association.people[WORKER]
    assert [each.text for each in page.amendments] == ["Trois refus."]
    association.clock.pass_(minutes=5)
    association.director.do(Decide(case_id, association.decision()))
    page = association.opened(case_id)
    assert page.case.stage is Stage.ORIENTING
    assert len(page.referrals) == 6
    assert page.file.sheet(SheetCode.DECISION).number == "J2"


def test_a_service_that_says_no_after_all_does_not_strand_the_case(
    association, referring, stage
):
    case_id = association.case_being_referred()
    first, *others = referring.page(case_id).referrals
    referring.answer(referring.send(first), Answer.RECEIVED)
    assert stage(case_id) == Stage.FOLLOWUP
    for each in others:
        referring.answer(referring.send(each), Answer.REFUSED, "Complet")
    referring.answer(referring.again(first), Answer.REFUSED, "Complet aussi")

    association.worker.do(ReturnToDecision(case_id, "Plus personne."))

    assert stage(case_id) == Stage.DECISION


def test_an_earlier_decision_does_not_stand_for_a_new_one(
    association, referring, refuse
):
    case_id = association.case_being_referred()
    referring.refuse_all(case_id)
    association.clock.pass_(minutes=5)
    association.worker.do(ReturnToDecision(case_id, "Trois refus."))

    content = {**association.decision(), "reason": ""}

    refuse(DIRECTOR, Decide(case_id, content), Incomplete)


def test_while_one_service_may_still_answer_the_case_waits_for_it(
    association, referring, refuse
):
    case_id = association.case_being_referred()
    first, *_ = referring.page(case_id).referrals
    referring.answer(referring.send(first), Answer.REFUSED, "Hors de notre ressort")

    refused = refuse(WORKER, ReturnToDecision(case_id, "Un refus."), NotReady)

    assert refused.guards == (Guard.NO_REFERRAL_LEFT,)


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_going_back_needs_a_reason(association, referring, refuse, reason):
    case_id = association.case_being_referred()
    referring.refuse_all(case_id)

    refused = refuse(WORKER, ReturnToDecision(case_id, reason), Incomplete)

    assert [(gap.field, gap.lack) for gap in refused.gaps] == [("reason", Lack.MISSING)]


# who sees what


def test_a_case_is_opened_before_it_is_read_and_the_journal_knows(association):
    case_id = association.logged_case()
    with pytest.raises(NotFound):
        association.worker.reads.case_page(case_id)
    store = association.case_store()
    before = store.head().sequence

    for _ in range(3):
        association.worker.do(ViewCase(case_id))
    association.director.do(ViewCase(case_id))

    assert store.head().sequence == before + 2
    viewed = store.db.rows("SELECT actor, subject FROM journal WHERE action='ViewCase'")
    assert [row["actor"] for row in viewed] == [
        association.people[WORKER],
        association.people[DIRECTOR],
    ]
    assert association.worker.reads.case_page(case_id).case.id == case_id


def test_somebody_elses_case_is_not_there_for_a_social_worker(
    association, refuse, somebody_elses, assessment, directory
):
    case_id = somebody_elses()
    hospital = directory[Addressee.HOSPITAL]

    for command in (
        ViewCase(case_id),
        TakeInCharge(case_id),
        SubmitForDecision(case_id, assessment),
        SignAssessment(case_id, assessment),
        GoUrgent(case_id, (hospital,), (CALLED,)),
        AddReferral(case_id, hospital),
        ReturnToDecision(case_id, "x"),
    ):
        refuse(WORKER, command, NotFound)
    reads = association.worker.reads
    for question in (reads.case_page, reads.liaison_content):
        with pytest.raises(NotFound):
            question(case_id)


def test_a_case_that_changed_hands_is_no_longer_there(association, referring):
    """The worker had it open; the director decides that somebody else answers."""
    case_id = association.case_to_decide()
    referring.page(case_id)
    director = association.people[DIRECTOR]

    association.director.do(
        Decide(case_id, {**association.decision(), "responsible": director})
    )

    with pytest.raises(NotFound):
        association.worker.reads.case_page(case_id)


def test_lists_hold_ones_own_and_what_is_nobodys(association, somebody_elses):
    theirs = somebody_elses()
    mine = association.case_in_charge()
    nobodys = association.logged_case()
    now = association.clock()

    def listed(desk, which=CaseList.ALL):
        rows = desk.reads.cases(which, now, None, 9)
        assert desk.reads.count(which, now) == len(rows)
        return {row.id for row in rows}

    assert listed(association.worker) == {mine, nobodys}
    assert listed(association.worker, CaseList.MINE) == {mine}
    assert listed(association.worker, CaseList.UNASSIGNED) == {nobodys}
    assert listed(association.director) == {mine, nobodys, theirs}


def test_a_case_that_never_was_and_one_that_is_not_ours_look_alike(
    association, refuse, somebody_elses
):
    not_ours = refuse(WORKER, ViewCase(somebody_elses()), NotFound)
    never_was = refuse(WORKER, ViewCase(CaseId("none")), NotFound)

    assert type(not_ours) is type(never_was)
    assert not_ours.code == never_was.code
