"""However one wanders by permitted commands, no case is stuck and none is lost."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from contextlib import suppress
from datetime import timedelta

import pytest
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
from casedesk.circuit.commands.closing import CloseCase, SignClosing
from casedesk.circuit.commands.course import (
    ChangeEntry,
    KeepWatch,
    NoteDeath,
    NoteNewFacts,
    RateDanger,
    Reassess,
    ReferAgain,
    Resume,
    Suspend,
)
from casedesk.circuit.commands.erasure import ConfirmRequest
from casedesk.circuit.commands.flags import LiftFlag, SetFlag
from casedesk.circuit.commands.followup import NoteContact
from casedesk.circuit.commands.links import LinkCases
from casedesk.circuit.commands.merging import MergeCase, SeparateCase
from casedesk.circuit.commands.referrals import (
    PrepareReferral,
    RecordAnswer,
    SaveLiaison,
    SendReferral,
)
from casedesk.circuit.commands.reopening import ProposeReopening
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused
from casedesk.circuit.flags import FlagName
from casedesk.circuit.guards import anyone_took_it, nobody_is_left
from casedesk.circuit.links import LinkKind
from casedesk.circuit.people import Role
from casedesk.circuit.queries import CaseList
from casedesk.circuit.referral import Answer, Channel
from casedesk.circuit.sheet import Addressee, SheetCode
from casedesk.circuit.stages import Guard, Stage
from casedesk.store.verify import verify
from tests.closing import closing_sheet

TEAM = st.sampled_from([Role.SOCIAL_WORKER, Role.DIRECTOR])
WHICH = st.integers(0, 30)
KINDS = st.lists(st.sampled_from(ADDRESSEES), min_size=1, max_size=3)
DANGER = st.sampled_from("01234")
CALLED = {"at": "2026-03-02T11:55 exact", "act": "CALLED_2511", "who": "Le 2511"}
SIGNING = {  # and what else the step's own page asks for
    Guard.ASSESSMENT_SIGNED,
    Guard.DECISION_SIGNED,
    Guard.ADDRESSEE_CHOSEN,
    Guard.REASON_GIVEN,
    Guard.WATCH_PLANNED,
}
FLAGS = st.sampled_from(FlagName)
MEANS = st.sampled_from(["CALL", "HOME", "VISIT"])
REASON = "Un motif assez long pour être gardé."


WALK = "CASEDESK_WALK"  # steps and seed of the long walk
_TEAM = (Role.SOCIAL_WORKER, Role.DIRECTOR)


def _of(*values):
    return lambda chance: chance.choice(values)


def _some(chance):
    return chance.sample(ADDRESSEES, chance.randint(1, 3))


WHO, ANY, LEVEL, BOTH = _of(*_TEAM), _of(*range(31)), _of(*"01234"), _of(True, False)
WALKS = {  # of each rule, what to pick its arguments from
    "time_passes": {"hours": _of(1, 5, 20, 60, 300)},
    "a_concern_comes_in": {"danger": _of("yes", "no", "unknown"), "role": WHO},
    "take_in_charge": {"which": ANY, "role": WHO},
    "submit": {"which": ANY, "role": WHO, "danger": LEVEL},
    "assess_again": {"which": ANY, "role": WHO, "danger": LEVEL, "sign": BOTH},
    "decide": {"which": ANY, "kinds": _some, "responsible": WHO},
    "go_urgent": {"which": ANY, "role": WHO, "kinds": _some, "called": BOTH},
    "turn_to_one_more": {"which": ANY, "role": WHO, "kind": _of(*ADDRESSEES)},
    "write_a_liaison_sheet": {"which": ANY, "role": WHO},
    "prepare_and_print": {"which": ANY, "send": BOTH},
    "send": {"which": ANY, "role": WHO},
    "an_answer_comes": {
        "which": ANY,
        "role": WHO,
        "answer": _of(*Answer),
        "text": BOTH,
    },
    "every_service_refuses": {"which": ANY},
    "return_to_decision": {"which": ANY, "role": WHO},
    "keep_watch": {"which": ANY, "role": WHO, "days": _of(0, 3, 10, 20)},
    "assess_anew": {"which": ANY, "role": WHO, "told": BOTH},
    "turn_to_others": {"which": ANY, "role": WHO, "kinds": _some},
    "learn_new_facts": {"which": ANY, "role": WHO, "danger": LEVEL},
    "learn_of_a_death": {"which": ANY, "role": WHO},
    "look_for_the_child": {
        "which": ANY,
        "means": _of("CALL", "HOME"),
        "again": _of("CALL", "VISIT"),
        "suspend": BOTH,
    },
    "find_the_child": {"which": ANY, "role": WHO},
    "close": {"which": ANY, "role": WHO, "reason": _of("NO_CONCERN", "GOALS")},
    "reopen": {"which": ANY, "role": WHO, "second": WHO},
    "merge": {"which": ANY, "other": ANY, "role": WHO},
    "separate": {"which": ANY, "role": WHO},
    "flag": {"which": ANY, "role": WHO, "flag": _of(*FlagName), "up": BOTH},
    "rate": {"which": ANY, "role": WHO, "level": LEVEL, "entry": BOTH},
    "link": {"which": ANY, "other": ANY, "role": WHO, "relation": _of(*LinkKind)},
    "sign_a_liaison_sheet_with_gaps": {"which": ANY, "role": WHO},
}
ONCE_REFERRED = {
    "write_a_liaison_sheet",
    "prepare_and_print",
    "send",
    "an_answer_comes",
    "every_service_refuses",
    "sign_a_liaison_sheet_with_gaps",
}


def _attached(row, case_id):
    return row.link.relation is LinkKind.DUPLICATE and row.link.case_id == case_id


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

    def over(self):
        """Closed cases, and duplicates."""
        now = self.house.clock()
        return self.director.reads.cases(CaseList.CLOSED, now, None, 1000)

    def every_case(self):
        return (*self.cases(), *self.over())

    def a_case(self, which):
        """Any there is, the open ones more often."""
        rows = self.cases()
        rows = rows if rows and which % 5 else self.every_case()
        return rows[which % len(rows)].id

    def page(self, case_id):
        self.director.do(ViewCase(case_id))
        return self.director.reads.case_page(case_id)

    def a_referral(self, which):
        """Any there is, the open ones more often."""
        every = [
            referral
            for row in (*self.cases(), *self.over()[:5])
            for referral in self.page(row.id).referrals
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

    @rule(which=WHICH, role=TEAM, days=st.integers(0, 20))
    def keep_watch(self, which, role, days):
        until = local(self.house.clock()).date() + timedelta(days=days)
        observer = self.house.people[Role.SOCIAL_WORKER]
        case_id = self.a_case(which)
        self.do(role, KeepWatch(case_id, observer, "Les bleus.", until, "Un signe."))

    @rule(which=WHICH, role=TEAM, told=st.booleans())
    def assess_anew(self, which, role, told):
        self.do(role, Reassess(self.a_case(which), REASON if told else ""))

    @rule(which=WHICH, role=TEAM, kinds=KINDS)
    def turn_to_others(self, which, role, kinds):
        places = tuple(self.places[kind] for kind in kinds)
        self.do(role, ReferAgain(self.a_case(which), places, REASON))

    @rule(which=WHICH, role=TEAM, danger=DANGER)
    def learn_new_facts(self, which, role, danger):
        self.do(role, NoteNewFacts(self.a_case(which), REASON, danger))

    @rule(which=WHICH, role=TEAM)
    def learn_of_a_death(self, which, role):
        if not which % 4:  # seldom: it leads back to the decision
            self.do(role, NoteDeath(self.a_case(which), REASON))

    @rule(which=WHICH, means=MEANS, again=MEANS, suspend=st.booleans())
    def look_for_the_child(self, which, means, again, suspend):
        case_id, at = self.a_case(which), "2026-03-02T11:00 exact"
        for each in (means, again):
            sought = NoteContact(case_id, at, each, "La mère", "NO_ANSWER")
            self.do(Role.DIRECTOR, sought)
        if suspend:
            self.do(Role.DIRECTOR, Suspend(case_id, REASON))

    @rule(which=WHICH, role=TEAM)
    def find_the_child(self, which, role):
        self.do(role, Resume(self.a_case(which), REASON))

    @rule(which=WHICH, role=TEAM, reason=st.sampled_from(["NO_CONCERN", "GOALS"]))
    def close(self, which, role, reason):
        if which % 3:
            case_id = self.a_case(which)
            sheet = closing_sheet(self.director, case_id, reason=reason)
            self.do(Role.SOCIAL_WORKER, SignClosing(case_id, sheet))
            self.do(role, CloseCase(case_id, "ORIENTED"))

    @rule(which=WHICH, role=TEAM, second=TEAM)
    def reopen(self, which, role, second):
        rows = self.over() or self.cases()
        case_id = rows[which % len(rows)].id
        self.do(role, ProposeReopening(case_id, "NEW_FACTS", REASON))
        for asked in self.director.reads.requests(self.house.clock()):
            self.do(second, ConfirmRequest(asked.request.id))

    @rule(which=WHICH, other=WHICH, role=TEAM)
    def merge(self, which, other, role):
        self.do(role, MergeCase(self.a_case(which), self.a_case(other), REASON))

    @rule(which=WHICH, role=TEAM)
    def separate(self, which, role):
        rows = [row for row in self.over() if row.stage is Stage.DUPLICATE]
        case_id = rows[which % len(rows)].id if rows else self.a_case(which)
        self.do(role, SeparateCase(case_id, REASON))

    @rule(which=WHICH, role=TEAM, flag=FLAGS, up=st.booleans())
    def flag(self, which, role, flag, up):
        made = SetFlag if up else LiftFlag
        self.do(role, made(self.a_case(which), flag, REASON))

    @rule(which=WHICH, role=TEAM, level=DANGER, entry=st.booleans())
    def rate(self, which, role, level, entry):
        case_id = self.a_case(which)
        self.do(role, RateDanger(case_id, level, REASON))
        if entry:
            self.do(role, ChangeEntry(case_id, "AVEREE", REASON))

    @rule(which=WHICH, other=WHICH, role=TEAM, relation=st.sampled_from(LinkKind))
    def link(self, which, other, role, relation):
        cases = self.a_case(which), self.a_case(other)
        self.do(role, LinkCases(*cases, relation, REASON))

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
            current = page.file.current.referrals
            missing = set() if any(r.is_open for r in current) else missing
        return step.permitted and not missing

    @invariant()
    def no_referral_disappears_and_none_is_left_without_care(self):
        now = set()
        for row in self.every_case():
            page = self.page(row.id)
            now |= {referral.id for referral in page.referrals}
            current = page.file.current.referrals
            if page.case.stage is Stage.ORIENTING:
                waits = any(each.is_open for each in current)
                assert waits or nobody_is_left(current) or anyone_took_it(current)
        assert self.seen <= now
        self.seen = now

    @invariant()
    def the_numbers_on_the_board_are_those_of_the_lists(self):
        reads, now = self.director.reads, self.house.clock()
        for which in set(CaseList) - {CaseList.TO_CHASE}:
            assert reads.count(which, now) == len(reads.cases(which, now, None, 1000))
        waits = self.house.rules.referrals.waits
        called = [  # a case may have several: its number is that of the calls
            row
            for row in reads.waiting_referrals(now)
            if waits[row.referral.state].is_called_for
        ]
        assert reads.count(CaseList.TO_CHASE, now) == len(called)

    @invariant()
    def what_goes_on_for_a_duplicate_can_be_found(self):
        for row in self.over():
            if row.stage is Stage.DUPLICATE:
                links = self.page(row.id).links
                assert [each.number for each in links if _attached(each, row.id)]

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


@pytest.fixture
def begin(founded, clock, tmp_path, referring):
    """A team of its own, at its first case."""
    numbered = itertools.count()

    def made():
        folder = tmp_path / f"{next(numbered)}.casedesk"
        shutil.copytree(founded.folder, folder)
        clock.at = clock.at.replace(year=2026, month=3, day=2, hour=12)
        house = type(founded)(folder, founded.people, clock, founded.rules)
        return Wandering(house, lambda its: type(referring)(its, role=Role.DIRECTOR))

    return made


def test_a_long_walk_ends_with_every_case_in_somebody_s_hands(begin):
    """A short one here; `python3 dev.py walks` goes ten thousand steps."""
    steps, seed = (int(each) for each in os.environ.get(WALK, "60 20260302").split())
    chance = random.Random(seed)
    team = begin()
    for step in range(steps):
        one_step(team, chance)
        if not step % max(20, steps // 50):
            look(team)
    look(team)
    team.teardown()


def one_step(team, chance):
    """Whatever may be done next, with whatever it is done."""
    name = chance.choice(sorted(WALKS))
    if name in ONCE_REFERRED and not team.seen:
        return
    if name == "a_concern_comes_in" and len(team.cases()) > 5:
        return
    team.house.clock.pass_(seconds=1)
    getattr(team, name)(**{key: pick(chance) for key, pick in WALKS[name].items()})


def look(team):
    team.every_case_has_a_next_step_an_owner_and_a_clock()
    team.no_referral_disappears_and_none_is_left_without_care()
    team.the_numbers_on_the_board_are_those_of_the_lists()
    team.what_goes_on_for_a_duplicate_can_be_found()


def test_no_way_of_working_loses_a_case(begin):
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
