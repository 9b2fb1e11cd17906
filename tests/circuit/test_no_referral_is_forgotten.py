"""Whatever happens to referrals, in whatever order, each is on a list in time."""

from __future__ import annotations

import itertools
import shutil
from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import AddReferral, ReturnToDecision
from casedesk.circuit.commands.chasing import NoReply, NoteChase
from casedesk.circuit.commands.referrals import (
    CancelReferral,
    RecordAnswer,
    SettleReferral,
)
from casedesk.circuit.commands.reporting import NoteOralReport
from casedesk.circuit.errors import Refused
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, ChaseMeans, ChaseResult
from casedesk.circuit.stages import Stage
from casedesk.store.verify import verify

WHICH = st.integers(0, 20)
WORDS = st.sampled_from(["", "Plus de place"])


class Forgetful(RuleBasedStateMachine):
    """A team that prepares, sends, calls, gives up and answers in no order at all."""

    def __init__(self, association, referring):
        super().__init__()
        self.house, self.referring = association, referring(association)
        self.desk = association.director
        association.case_being_referred()

    def do(self, command):
        """What is refused leaves no trace."""
        store = self.house.case_store()
        before = store.head()
        try:
            self.desk.do(command)
        except Refused:
            assert store.head() == before

    def cases(self):
        now = self.house.clock()
        return self.desk.reads.cases(CaseList.ALL, now, None, 50)

    def referrals(self):
        return [
            each
            for row in self.cases()
            for each in self.house.opened(row.id, Role.DIRECTOR).referrals
        ]

    def one(self, which):
        every = self.referrals()
        return every[which % len(every)]

    @rule(hours=st.integers(1, 200))
    def time_passes(self, hours):
        self.house.clock.pass_(hours=hours)

    @rule(which=WHICH)
    def prepare_print_and_send(self, which):
        with suppress(Refused):
            self.referring.send(self.one(which))

    @rule(which=WHICH)
    def prepare_and_print(self, which):
        with suppress(Refused):
            self.referring.print(self.one(which))

    @rule(which=WHICH, answer=st.sampled_from(list(Answer)), words=WORDS)
    def an_answer_comes(self, which, answer, words):
        today = self.referring.today
        self.do(RecordAnswer(self.one(which).id, answer, today, "Accueil", words))

    @rule(
        which=WHICH,
        result=st.sampled_from(list(ChaseResult)),
        days=st.none() | st.integers(-1, 40),
    )
    def call(self, which, result, days):
        again = None if days is None else self.referring.today + timedelta(days=days)
        self.do(NoteChase(self.one(which).id, ChaseMeans.PHONE, result, again))

    @rule(which=WHICH, words=WORDS)
    def give_up(self, which, words):
        self.do(NoReply(self.one(which).id, words))

    @rule(which=WHICH, words=WORDS)
    def cancel(self, which, words):
        self.do(CancelReferral(self.one(which).id, words))

    @rule(which=WHICH, words=WORDS)
    def settle(self, which, words):
        self.do(SettleReferral(self.one(which).id, words))

    @rule(which=WHICH, place=WHICH)
    def ask_somebody_else(self, which, place):
        left = self.one(which)
        known = self.desk.reads.organisations(left.addressee)
        there = known[place % len(known)].id
        self.do(AddReferral(left.case_id, there, left.id))

    @rule(which=WHICH)
    def tell_the_prosecutor(self, which):
        at = f"{self.referring.today:%Y-%m-%d}T00:00 about"
        self.do(NoteOralReport(self.one(which).id, at, "Le substitut"))

    @rule(which=WHICH)
    def decide_again(self, which):
        self.do(ReturnToDecision(self.one(which).case_id, "Personne ne peut."))

    @invariant()
    def every_open_case_has_somebody_and_a_clock(self):
        for row in self.cases():
            assert row.owner
            assert row.due_at is not None

    @invariant()
    def what_waits_is_on_the_list_once_its_time_has_come(self):
        now, reads = self.house.clock(), self.desk.reads
        today = {row.id for row in reads.waiting_referrals(now)}
        board = {row.id for row in reads.referral_board(self.referring.today)}
        for each in self.referrals():
            if not each.is_waiting:
                continue
            assert each.due_at is not None
            assert self.house.rules.referrals.waits[each.state].next
            assert each.id in board
            put_off = each.call_again and each.call_again > self.referring.today
            if each.due_at <= now and not put_off:
                assert each.id in today
            comes = max(now, each.due_at) + timedelta(
                days=31
            )  # no call is put off more
            assert each.id in {row.id for row in reads.waiting_referrals(comes)}

    @invariant()
    def what_nobody_took_is_on_the_board_until_it_is_seen_to(self):
        now, reads = self.house.clock(), self.desk.reads
        listed = {row.id for row in reads.cases(CaseList.TO_REDIRECT, now, None, 50)}
        left = {each.case_id for each in self.referrals() if each.is_unsettled}
        assert listed == left

    @invariant()
    def a_case_being_referred_can_go_on(self):
        for row in self.cases():
            if row.stage is Stage.ORIENTING:
                page = self.house.opened(row.id, Role.DIRECTOR)
                assert any(each.is_waiting for each in page.referrals) or any(
                    not step.missing for step in page.steps
                )

    def teardown(self):
        place = self.house.sit_as_director()
        db = place.case_store.db
        assert db.identity.home is Home.CASES
        assert db.checkpoint()
        assert verify(db, place.keyring.verify).problems == ()
        self.house.stand_up()
        shutil.rmtree(self.house.folder)


@pytest.mark.timeout(400)
def test_no_referral_is_ever_forgotten(founded, tmp_path, referring):
    numbers, clock = itertools.count(), type(founded.clock)

    def fresh():
        house = founded.copied(tmp_path / f"{next(numbers)}" / "vault", clock())
        return Forgetful(house, type(referring))

    run_state_machine_as_test(
        fresh,
        settings=settings(
            max_examples=4,
            stateful_step_count=15,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
