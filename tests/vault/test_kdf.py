"""What a guess costs."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from casedesk.vault.errors import HeaderDamaged
from casedesk.vault.kdf import (
    DEFAULT_COST,
    DEFAULT_LIMITS,
    LEAST_COST,
    KdfCost,
    KdfParameters,
    cost_for,
    derived,
    parameters_form,
)


def test_a_guess_costs_128_mib_three_times_over():
    assert KdfCost(131_072, 3, 1) == DEFAULT_COST
    assert DEFAULT_LIMITS.including(DEFAULT_COST) == DEFAULT_LIMITS


MIB, GIB = 1 << 20, 1 << 30
DEAR = KdfCost(524_288, 3, 1)


@pytest.mark.parametrize(
    ("memory", "seconds", "cost"),
    [
        (1 * GIB, 0.1, LEAST_COST),
        (2 * GIB, 9.0, LEAST_COST),
        (2 * GIB + 1, 0.1, DEFAULT_COST),  # quick, but it may be short of memory
        (4 * GIB, 0.1, DEFAULT_COST),
        (0, 0.1, DEFAULT_COST),  # nobody knows how much there is
        (16 * GIB, 1.0, DEFAULT_COST),
        (16 * GIB, 30.0, DEFAULT_COST),  # slow is no reason to be cheap
        (16 * GIB, 0.9, KdfCost(131_072, 3, 1)),
        (16 * GIB, 0.5, KdfCost(262_144, 3, 1)),
        (7_700 * MIB, 0.515, KdfCost(245_760, 3, 1)),  # what is sold as 8 GB
        (64 * GIB, 0.3, KdfCost(425_984, 3, 1)),
        (64 * GIB, 0.1, DEAR),
        (64 * GIB, 0.0, DEAR),
    ],
)
def test_a_slot_costs_what_the_machine_bears_in_a_second(memory, seconds, cost):
    assert cost_for(memory, seconds) == cost
    assert DEFAULT_LIMITS.including(cost) == DEFAULT_LIMITS


def test_limits_that_include_a_cost_still_end_there():
    limits = DEFAULT_LIMITS.including(KdfCost(8, 1, 9))

    assert limits.memory_kib == (8, 1_048_576)
    assert limits.passes == (1, 10)
    assert limits.lanes == (1, 9)


def test_K02_less_memory_than_the_lanes_need_is_refused_by_the_reader():
    form = parameters_form(DEFAULT_LIMITS.including(KdfCost(8, 1, 1)))
    written = form.write(KdfParameters.fresh(KdfCost(16, 1, 2)))
    assert form.read(written).lanes == 2

    with pytest.raises(HeaderDamaged):
        form.read({**written, "m": 15})


def test_the_key_is_what_argon2id_gives(cost):
    kdf = KdfParameters.fresh(cost)
    expected = Argon2id(
        salt=kdf.salt, length=32, iterations=1, lanes=1, memory_cost=8
    ).derive(b"phrase")

    with derived(b"phrase", kdf) as key:
        assert key == expected


def test_the_key_is_wiped_after_use_also_when_the_use_did_not_end_well(cost):
    kdf = KdfParameters.fresh(cost)
    with derived(b"phrase", kdf) as key:
        assert any(key)
    assert key == bytes(32)

    with pytest.raises(LookupError), derived(b"phrase", kdf) as other:
        raise LookupError
    assert other == bytes(32)


def test_each_slot_gets_a_salt_of_its_own(cost):
    assert KdfParameters.fresh(cost) != KdfParameters.fresh(cost)
    assert KdfParameters.fresh(cost).cost == cost
