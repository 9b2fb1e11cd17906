"""Every commune beside every other one: found by its name in the other script."""

from __future__ import annotations

import pytest

from casedesk.circuit.names import ALIKE, likeness
from tests.circuit.ranking import COMMUNES, Pair, pairs, shares, turned


@pytest.fixture(scope="module")
def communes() -> list[Pair]:
    if not COMMUNES.exists():
        pytest.skip("the list of communes is not beside this checkout")
    return pairs(COMMUNES)


@pytest.mark.parametrize("direction", [list, turned], ids=["latin", "arabic"])
def test_every_commune_finds_itself_in_the_other_script(
    direction: type[list[Pair]], communes: list[Pair]
) -> None:
    known = direction(communes)

    found = shares(known, known)

    assert found.first >= 0.95
    assert found.among_five >= 0.99
    assert found.false_alarms <= 0.005


def test_hardly_any_two_communes_of_one_script_are_taken_for_one(
    communes: list[Pair],
) -> None:
    for script in zip(*communes, strict=True):
        each_once = sorted(set(script))
        alarms = compared = 0
        for at, one in enumerate(each_once):
            for other in each_once[at + 1 :]:
                alarms += likeness(one, other) >= ALIKE
                compared += 1
        assert alarms / compared <= 0.005
