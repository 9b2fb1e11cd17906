"""Somebody leaves, or a case does, and the program is killed on the way."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.tally import Tally

Round = Callable[[str, int], Tally]


def test_K09_the_director_opens_after_any_cut(trials: Round) -> None:
    """Six of the hundred of `dev.py faults`."""
    tally = trials("departure", 6)

    assert (tally.tried, tally.lost) == (6, 0), tally.note


def test_C06_one_generation_is_valid_after_any_power_cut(trials: Round) -> None:
    tally = trials("departure_cuts", 6)

    assert (tally.tried, tally.lost) == (6, 0), tally.note


def test_R03_C07_a_case_is_erased_as_a_whole_whenever_it_is_cut_short(
    trials: Round,
) -> None:
    """Six of the fifty."""
    tally = trials("erasure", 6)

    assert (tally.tried, tally.lost) == (6, 0), tally.note
