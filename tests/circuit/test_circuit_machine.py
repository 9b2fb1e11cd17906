"""However one wanders by permitted commands, no case is stuck and none is lost."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from casedesk.app.training_texts import ADDRESSEES, ASSESSED
from casedesk.circuit.changes import Home
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
from casedesk.circuit.commands.referrals import (
    PrepareReferral,
    RecordAnswer,
    SaveLiaison,
    SendReferral,
)
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import Refused
from casedesk.circuit.guards import nobody_is_left
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, Channel
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.circuit.stages import Guard, Stage
from casedesk.store.verify import verify

TEAM = st.sampled_from([Role.SOCIAL_WORKER, Role.DIRECTOR])
WHICH = st.integers(0, 30)
KINDS = st.lists(st.sampled_from(ADDRESSEES), min_size=1, max_size=3)
DANGER = st.sampled_from("01234")
CALLED = {"at": "2026-03-02T11:55 exact", "act": "CALLED_2511", "who": "Le 2511"}
SIGNING = {Guard.ASSESSMENT_SIGNED, Guard.DECISION_SIGNED, Guard.ADDRESSEE_CHOSEN}


class Wandering(RuleBasedStateMachine):
    """A team that does whatever it may, in no order at all."""

    def __init__(self, association, referring):
        super().__init__()
        self.house = association
        self.referring = referring(association)
        self.director = association.director
        organisations = self.director.reads.organisations
        self.places = {kind: organisations(kind)[0].id for kind in ADDRESSEES}
        self.seen = set()
        association.logged_case()

    def do(self, role, command):
        """What is refused has left everything as it was."""
        store = self.house.case_store()
        before = store.head()
        try:
            self.house.sit(role).desk.do(command)
        except Refused:
            assert store.head() == before

    def cases(self):
        now = self.house.clock()
        return self.director.reads.cases(CaseList.ALL, now, None, 50)

    def a_case(self, which):
        rows = self.cases()
        return rows[which % len(rows)].id

    def page(self, case_id):
        self.director.do(ViewCase(case_id))
        return self.director.reads.case_page(case_id)

    def a_referral(self, which):
        """Any there is, the open ones more often."""
        every = [
            referral for row in self.cases() for referral in self.page(row.id).referrals
        ]
        waiting = [each for each in every if each.is_open]
        chosen = waiting if waiting and which % 4 else every
        return chosen[which % len(chosen)]

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.house.clock.pass_(hours=hours)

    @precondition(lambda self: len(self.cases()) < 4)
    @rule(danger=st.sampled_from(["yes", "no", "unknown"]), role=TEAM)
    def a_concern_comes_in(self, danger, role):
        self.house.record(in_danger=danger)
        self.house.take_in(role)

    @rule(which=WHICH, role=TEAM)
    def take_in_charge(self, which, role):
        self.do(role, TakeInCharge(self.a_case(which)))

    @rule(which=WHICH, role=TEAM, danger=DANGER)
    def submit(self, which, role, danger):
        content = {**ASSESSED, "danger": danger}
        self.do(role, SubmitForDecision(self.a_case(which), content))

    @rule(which=WHICH, role=TEAM, danger=DANGER, sign=st.booleans())
    def assess_again(self, which, role, danger, sign):
        case_id, content = self.a_case(which), {**ASSESSED, "danger": danger}
        if sign:
            self.do(role, SignAssessment(case_id, content))
        else:
            self.do(role, SaveSheet(case_id, SheetCode.ASSESSMENT, content))

    @rule(which=WHICH, kinds=KINDS, responsible=TEAM)
    def decide(self, which, kinds, responsible):
        content = {
            **self.house.decision(),
            "responsible": self.house.people[responsible],
            "addressees": [{"organisation": self.places[kind]} for kind in kinds],
        }
        self.do(Role.DIRECTOR, Decide(self.a_case(which), content))

    @rule(which=WHICH, role=TEAM, kinds=KINDS, called=st.booleans())
    def go_urgent(self, which, role, kinds, called):
        places = tuple(self.places[kind] for kind in kinds)
        rows = (CALLED,) if called else ()
        self.do(role, GoUrgent(self.a_case(which), places, rows))

    @rule(which=WHICH, role=TEAM, kind=st.sampled_from(ADDRESSEES))
    def turn_to_one_more(self, which, role, kind):
        self.do(role, AddReferral(self.a_case(which), self.places[kind]))

    @precondition(lambda self: self.seen)
    @rule(which=WHICH, role=TEAM)
    def write_a_liaison_sheet(self, which, role):
        self.do(role, SaveLiaison(self.a_referral(which).id, {"summary": "x"}))

    @precondition(lambda self: self.seen)
    @rule(which=WHICH, send=st.booleans())
    def prepare_and_print(self, which, send):
        """As the director, who sees every case."""
        referral = self.a_referral(which)
        with suppress(Refused):
            self.referring.print(referral)
        if send:
            self.do(Role.DIRECTOR, self._sending(referral))

    @precondition(lambda self: self.seen)
    @rule(which=WHICH, role=TEAM)
    def send(self, which, role):
        self.do(role, self._sending(self.a_referral(which)))

    def _sending(self, referral):
        today = self.referring.today
        return SendReferral(referral.id, Channel.BY_HAND, today, "Bureau d'ordre")

    @precondition(lambda self: self.seen)
    @rule(which=WHICH, role=TEAM, answer=st.sampled_from(Answer), text=st.booleans())
    def an_answer_comes(self, which, role, answer, text):
        referral, today = self.a_referral(which), self.referring.today
        detail = "Motif" if text else ""
        self.do(role, RecordAnswer(referral.id, answer, today, "Service", detail))

    @precondition(lambda self: self.seen)
    @rule(which=WHICH)
    def every_service_refuses(self, which):
        """The long way to T11, which chance alone seldom goes."""
        case_id = self.a_case(which)
        for referral in self.page(case_id).referrals:
            with suppress(Refused):
                self.referring.print(referral)
            self.do(Role.DIRECTOR, self._sending(referral))
            today = self.referring.today
            refused = RecordAnswer(referral.id, Answer.REFUSED, today, "Service", "Non")
            self.do(Role.DIRECTOR, refused)

    @rule(which=WHICH, role=TEAM)
    def return_to_decision(self, which, role):
        self.do(role, ReturnToDecision(self.a_case(which), "Personne ne peut."))

    @precondition(lambda self: self.seen)
    @rule(which=WHICH, role=TEAM)
    def sign_a_liaison_sheet_with_gaps(self, which, role):
        self.do(role, PrepareReferral(self.a_referral(which).id, {"urgency": "URGENT"}))

    @invariant()
    def every_case_has_a_next_step_an_owner_and_a_clock(self):
        for row in self.cases():
            page = self.page(row.id)
            case = page.case
            assert case.due_at is not None
            assert case.due_at > case.since
            assert bool(case.owner) == (case.stage is not Stage.LOGGED)
            assert case.owner in ("", *self.house.people.values())
            if case.stage is not Stage.FOLLOWUP:
                assert any(self._can_be_taken(step, page) for step in page.steps)

    @staticmethod
    def _can_be_taken(step, page):
        """Now, by signing the sheet it asks for, or once a service answers."""
        missing = set(step.missing) - SIGNING
        if missing == {Guard.REFERRAL_RECEIVED}:
            missing = set() if any(r.is_open for r in page.referrals) else missing
        return step.permitted and not missing

    @invariant()
    def no_referral_disappears_and_none_is_left_without_care(self):
        now = set()
        for row in self.cases():
            page = self.page(row.id)
            now |= {referral.id for referral in page.referrals}
            if page.case.stage is Stage.ORIENTING:
                waits = any(each.is_open for each in page.referrals)
                assert waits or nobody_is_left(page.referrals)
        assert self.seen <= now
        self.seen = now

    @invariant()
    def the_numbers_on_the_board_are_those_of_the_lists(self):
        reads, now = self.director.reads, self.house.clock()
        for which in CaseList:
            assert reads.count(which, now) == len(reads.cases(which, now, None, 50))

    def teardown(self):
        self.house.clock.pass_(seconds=1)
        for home in Home:
            place = self.house.sit(Role.DIRECTOR)
            store = place.desk_store if home is Home.DESK else place.case_store
            store.checkpoint()
            verdict = verify(store.db, place.keyring.verify)
            assert verdict.problems == ()
            assert verdict.entries > 0
        self.house.stand_up()


def test_no_way_of_working_loses_a_case(founded, clock, tmp_path, referring):
    numbered = itertools.count()

    def begin():
        folder = tmp_path / f"{next(numbered)}.casedesk"
        shutil.copytree(founded.folder, folder)
        clock.at = clock.at.replace(year=2026, month=3, day=2, hour=12)
        house = type(founded)(folder, founded.people, clock, founded.rules)
        return Wandering(house, lambda its: type(referring)(its, role=Role.DIRECTOR))

    run_state_machine_as_test(
        begin,
        settings=settings(
            max_examples=8,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_the_wandering_reaches_the_end_of_the_circuit(
    association, referring, assessment
):
    """The control: the same steps in the right order lead to follow-up, twice round."""
    machine = Wandering(association, lambda its: type(referring)(its, Role.DIRECTOR))
    checks = (
        machine.every_case_has_a_next_step_an_owner_and_a_clock,
        machine.no_referral_disappears_and_none_is_left_without_care,
        machine.the_numbers_on_the_board_are_those_of_the_lists,
    )
    steps = (
        lambda: machine.take_in_charge(0, Role.DIRECTOR),
        lambda: machine.submit(0, Role.DIRECTOR, "3"),
        lambda: machine.decide(0, [Addressee.UPE_CAPE], Role.DIRECTOR),
        lambda: machine.every_service_refuses(0),
        lambda: machine.return_to_decision(0, Role.DIRECTOR),
        lambda: machine.decide(0, [Addressee.HOSPITAL], Role.DIRECTOR),
        lambda: machine.prepare_and_print(1, send=True),
        lambda: machine.an_answer_comes(1, Role.DIRECTOR, Answer.ACCEPTED, text=False),
    )
    stages = []
    for step in steps:
        association.clock.at += timedelta(minutes=1)
        step()
        for check in checks:
            check()
        stages.append(machine.cases()[0].stage)

    assert stages == [
        Stage.ASSESSING,
        Stage.DECISION,
        Stage.ORIENTING,
        Stage.ORIENTING,
        Stage.DECISION,
        Stage.ORIENTING,
        Stage.ORIENTING,
        Stage.FOLLOWUP,
    ]
    machine.teardown()
