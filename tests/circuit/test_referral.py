"""A referral's own states: a table in which none is ever silently lost."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from casedesk import paths
from casedesk.circuit.case import CaseId
from casedesk.circuit.deadlines import Deadlines, read_deadlines
from casedesk.circuit.filled import FilledSheet, SheetId, SheetStatus
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import (
    SHEET_FOR,
    UNTAKEN,
    WAITING,
    Answer,
    Copy,
    CopyId,
    CopyState,
    Referral,
    ReferralId,
    ReferralState,
    Report,
    WrongState,
    anyone_took_it,
    nobody_is_left,
)
from casedesk.circuit.referral_table import (
    MOVE_FOR,
    Condition,
    Facts,
    Move,
    NotPrinted,
    ReferralNotReady,
    read_referrals,
)
from casedesk.circuit.sheet import Addressee, SheetCode

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = Referral(
    ReferralId("r"), CaseId("c"), "upe-sale", Addressee.UPE_CAPE, "", "", "", "", NOON
)
SHEET = FilledSheet(
    SheetId("s"),
    CaseId("c"),
    SheetCode.UPE_CAPE,
    1,
    "C1",
    PersonId("p"),
    NOON,
    {},
    SheetStatus.SIGNED,
)
PRINTED = Copy(
    CopyId("k"),
    CaseId("c"),
    SHEET.id,
    SHEET.code,
    1,
    "fr",
    "",
    "",
    NOON,
    PersonId("p"),
    CopyState.PRINTED,
)
WRITTEN = replace(NEW, sheet_id=SHEET.id)
# Everything that any condition asks for.
ENOUGH = {"reason": "complet", "sheets": (SHEET,), "copies": (PRINTED,)}
TEXT = paths.read_text("circuit/referral.toml")


@pytest.fixture(scope="module")
def deadlines():
    """Those of the services; the clocks of the stages are none of a referral's."""
    return Deadlines(read_deadlines(paths.read_text("deadlines.toml")))


@pytest.fixture(scope="module")
def table(deadlines):
    return read_referrals(TEXT, deadlines)


def at(state, **facts):
    referral = replace(WRITTEN, state=state, due_at=NOON, tries=1)
    return Facts(referral, NOON, **{**ENOUGH, **facts})


def test_every_move_and_condition_stands_in_the_table(table):
    assert {row.move for row in table.rows} == set(Move) == set(table_moves())
    asked = {each for row in table.rows for each in row.conditions}
    assert asked == set(Condition)


def table_moves():
    return [Move(row["move"]) for row in tomllib.loads(TEXT)["move"]]


def test_every_state_is_reached_and_what_waits_is_clocked(table):
    assert set(table.waits) == WAITING
    for state in table.waits:
        for addressee in Addressee:
            there = replace(NEW, state=state, addressee=addressee)
            fast, slow = (
                table.clocked(there, NOON, urgent=urgent).due_at
                for urgent in (True, False)
            )
            assert NOON < fast <= slow, state


@pytest.mark.parametrize("state", list(ReferralState))
@pytest.mark.parametrize("move", list(Move))
def test_a_move_leads_on_from_where_the_table_says_and_nowhere_else(table, state, move):
    if not table.may(state, move):
        with pytest.raises(WrongState):
            table.moved(at(state), move, urgent=False)
        return

    moved = table.moved(at(state), move, urgent=False)

    assert moved.state is table.row(state, move).state
    assert moved.since == NOON
    assert (moved.due_at is not None) == moved.is_waiting


def test_every_answer_can_be_recorded_as_long_as_one_is_awaited(table):
    assert set(MOVE_FOR) == set(Answer)
    for answer in Answer:
        for state in (ReferralState.SENT, ReferralState.RECEIVED):
            assert table.may(state, MOVE_FOR[answer])
        assert table.may(ReferralState.NO_REPLY, MOVE_FOR[answer])  # late, but welcome
        for state in (ReferralState.PREP, ReferralState.READY, ReferralState.DONE):
            assert not table.may(state, MOVE_FOR[answer])


@pytest.mark.parametrize(
    ("state", "move", "facts", "refusal"),
    [
        (ReferralState.PREP, Move.PREPARE, {"sheets": ()}, ReferralNotReady),
        (ReferralState.READY, Move.SEND, {"copies": ()}, NotPrinted),
        (ReferralState.SENT, Move.REFUSE, {"reason": " "}, ReferralNotReady),
        (ReferralState.SENT, Move.REDIRECT, {"reason": ""}, ReferralNotReady),
        (ReferralState.SENT, Move.GIVE_UP, {"reason": ""}, ReferralNotReady),
        (ReferralState.SENT, Move.CANCEL, {"reason": ""}, ReferralNotReady),
    ],
)
def test_a_move_asks_for_what_must_be_there_first(table, state, move, facts, refusal):
    with pytest.raises(refusal):
        table.moved(at(state, **facts), move, urgent=False)


def test_one_gives_up_only_what_is_late_and_was_asked_for(table):
    early = replace(WRITTEN, state=ReferralState.SENT, due_at=NOON + timedelta(hours=1))

    with pytest.raises(ReferralNotReady) as refused:
        table.moved(Facts(early, NOON, reason="x"), Move.GIVE_UP, urgent=False)

    assert refused.value.conditions == (Condition.OVERDUE, Condition.TRIED)


@pytest.mark.parametrize("second", ["", "p", "q"])
def test_the_prosecutor_is_told_by_two_people(table, second):
    referral = replace(WRITTEN, addressee=Addressee.PROSECUTOR)
    signed = NOON if second else None
    report = Report(NEW.id, NEW.case_id, PersonId("p"), NOON, PersonId(second), signed)
    facts = Facts(referral, NOON, sheets=(SHEET,), report=report)

    if second == "q":
        ready = table.moved(facts, Move.PREPARE, urgent=False)
        assert ready.state is ReferralState.READY
    else:
        with pytest.raises(ReferralNotReady):
            table.moved(facts, Move.PREPARE, urgent=False)


@pytest.mark.parametrize(
    ("there", "instead"),
    [
        ('to = "NO_REPLY"', 'to = "SENT"'),  # never reached
        ("[state.SENT]", "[state.DONE]"),  # a state that waits without a clock
        ('deadline = "referral.news"', 'deadline = "whenever"'),
        ('next = "take_stock"', 'next = "wander"'),  # not one of ours
        ('move = "CANCEL"', 'move = "SEND"'),  # leads to two states
        ('say.fr = "Bonjour', 'silent = "Bonjour'),
    ],
)
def test_a_table_in_which_a_referral_could_be_lost_is_not_read(
    deadlines, there, instead
):
    assert there in TEXT

    with pytest.raises((ValueError, KeyError)):
        read_referrals(TEXT.replace(there, instead, 1), deadlines)


def test_a_state_one_cannot_leave_is_no_state_to_wait_in(deadlines):
    """Every way out of ACCEPTED taken away."""
    closed = TEXT.replace(', "ACCEPTED", "NO_REPLY"]', ', "NO_REPLY"]')
    closed = closed.replace('"RECEIVED", "ACCEPTED"]', '"RECEIVED"]')

    with pytest.raises(ValueError, match="way out"):
        read_referrals(closed, deadlines)


def test_what_is_said_on_the_telephone_names_nobody(table):
    for wait in table.waits.values():
        if wait.say is not None:
            for text in (wait.say.fr, wait.say.ar):
                told = text.format(association="A", day="D", coupon="C")
                assert "{" not in told
                assert "enfant" not in told.lower()


def test_every_addressee_has_a_sheet():
    assert set(SHEET_FOR) == set(Addressee)


def test_a_case_is_taken_by_one_and_left_by_all():
    sent, refused, taken, cancelled, done = (
        replace(NEW, state=state, sent_on=date(2026, 3, 2))
        for state in (
            ReferralState.SENT,
            ReferralState.REFUSED,
            ReferralState.RECEIVED,
            ReferralState.CANCELLED,
            ReferralState.DONE,
        )
    )

    assert anyone_took_it([refused, taken])
    assert anyone_took_it([refused, done])
    assert not anyone_took_it([refused, sent])
    assert nobody_is_left([refused, cancelled])
    assert not nobody_is_left([refused, sent])
    assert not nobody_is_left([refused, done])
    assert not nobody_is_left([])


def test_what_a_service_could_not_take_is_unsettled_until_somebody_says_otherwise():
    for state in ReferralState:
        referral = replace(NEW, state=state)
        assert referral.is_unsettled == (state in UNTAKEN)
        assert not replace(referral, settled_at=NOON).is_unsettled
