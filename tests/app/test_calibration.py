"""What a slot may cost here: asked of the machine, and once only."""

from __future__ import annotations

import pytest

from casedesk.app import calibration
from casedesk.app.passphrases import Passphrases
from casedesk.vault.kdf import DEFAULT_COST, DEFAULT_LIMITS, KdfCost, cost_for

CHEAP = KdfCost(8, 1, 1)
DEAR = KdfCost(262_144, 3, 1)


@pytest.fixture
def measured(monkeypatch):
    """How often the machine was asked; it is quick, and has plenty of memory."""
    asked = []

    def machine_cost():
        asked.append(None)
        return DEAR

    monkeypatch.setattr("casedesk.app.passphrases.machine_cost", machine_cost)
    return asked


def test_a_slot_costs_what_this_machine_bears(measured):
    assert Passphrases().cost == DEAR
    assert len(measured) == 1


def test_nothing_is_measured_to_read_a_vault_or_at_a_cost_that_was_named(measured):
    assert Passphrases().limits == DEFAULT_LIMITS
    assert Passphrases(CHEAP).cost == CHEAP
    assert Passphrases(CHEAP).limits.memory_kib == (8, 1_048_576)
    assert measured == []


def test_the_memory_of_this_machine_is_known():
    assert calibration.memory_bytes() > DEFAULT_COST.memory_kib * 1024


def test_the_machine_is_measured_with_a_real_derivation(monkeypatch):
    """At a cost that is nothing, so the machine looks as quick as can be."""
    monkeypatch.setattr(calibration, "DEFAULT_COST", CHEAP)

    measured = calibration.machine_cost.__wrapped__()

    assert measured == cost_for(calibration.memory_bytes(), 0.001)
