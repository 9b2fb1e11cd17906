"""A referral's own states: forward only, and never silently lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest

from casedesk.circuit.case import CaseId
from casedesk.circuit.filled import SheetId
from casedesk.circuit.people import PersonId
from casedesk.circuit.referral import (
    SHEET_FOR,
    Answer,
    Channel,
    Referral,
    ReferralId,
    ReferralState,
    WrongState,
    anyone_took_it,
    nobody_is_left,
)
from casedesk.circuit.sheet import Addressee

UNANSWERABLE = set(ReferralState) - {ReferralState.SENT, ReferralState.RECEIVED}
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
NEW = Referral(
    ReferralId("r"), CaseId("c"), "upe-sale", Addressee.UPE_CAPE, "", "", "", "", NOON
)
READY = NEW.ready(SheetId("s"))
SENT = READY.sent(PersonId("p"), Channel.BY_HAND, date(2026, 3, 2), "accueil", due=NOON)


@pytest.mark.parametrize("answer", Answer)
def test_what_was_sent_can_be_answered(answer):
    answered = SENT.answered(answer, date(2026, 3, 3), "assistante sociale", "motif")

    assert answered.state == answer
    assert answered.answered_on == date(2026, 3, 3)


@pytest.mark.parametrize(
    ("state", "answer"),
    list(product(sorted(UNANSWERABLE), Answer)),
)
def test_nothing_else_can_be_answered(state, answer):
    with pytest.raises(WrongState):
        replace(SENT, state=state).answered(answer, date(2026, 3, 3), "", "")


def test_a_sheet_is_sent_once_and_only_when_ready():
    for referral in (NEW, SENT):
        with pytest.raises(WrongState):
            referral.sent(PersonId("p"), Channel.FAX, date(2026, 3, 2), "", due=NOON)
    with pytest.raises(WrongState):
        READY.ready(SheetId("other"))


def test_every_addressee_has_a_sheet_and_a_delay(rules):
    assert set(SHEET_FOR) == set(Addressee)
    answer_due = rules.deadlines.answer_due
    for addressee in Addressee:
        assert (
            NOON
            < answer_due(addressee, NOON, urgent=True)
            <= answer_due(addressee, NOON)
        )
    urgent = answer_due(Addressee.UPE_CAPE, NOON, urgent=True)
    assert urgent == NOON + timedelta(days=1)


def test_a_case_is_taken_by_one_and_left_by_all():
    refused = SENT.answered(Answer.REFUSED, date(2026, 3, 3), "", "complet")
    taken = SENT.answered(Answer.RECEIVED, date(2026, 3, 3), "", "")

    assert anyone_took_it([refused, taken])
    assert not anyone_took_it([refused, SENT])
    assert nobody_is_left([refused, refused])
    assert not nobody_is_left([refused, SENT])
    assert not nobody_is_left([])
