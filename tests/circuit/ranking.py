"""How well names find themselves in the other script, over lists of pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from casedesk.circuit.names import ALIKE, likeness

Pair = tuple[str, str]
COMMUNES = Path(__file__).parents[3] / "shared" / "data" / "communes-fr-ar.tsv"
OURS = Path(__file__).with_name("names-in-two-scripts.tsv")


@dataclass(frozen=True, slots=True)
class Shares:
    """Of the names asked for: found first, found among five, and false alarms."""

    first: float
    among_five: float
    false_alarms: float


def pairs(path: Path) -> list[Pair]:
    """Latin and Arabic; a line with a heading is left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    read = [line.split("\t") for line in lines]
    return [(latin, arabic) for latin, arabic, *_ in read if latin != "fr"]


def shares(asked: Sequence[Pair], known: Sequence[Pair]) -> Shares:
    """Ask for the first of each pair, among the second ones of all that are known.

    A name that another pair has as well is right too; a tie counts against us.
    """
    first = five = alarms = compared = 0
    right: dict[str, set[str]] = {}
    for one, other in known:
        right.setdefault(one, set()).add(other)
    candidates = sorted({other for _, other in known})
    for one, _ in asked:
        scored = [(likeness(one, each), each) for each in candidates]
        best = max(score for score, each in scored if each in right[one])
        wrong = [score for score, each in scored if each not in right[one]]
        before = sum(score >= best for score in wrong)
        first += before == 0
        five += before < 5
        alarms += sum(score >= ALIKE for score in wrong)
        compared += len(wrong)
    return Shares(first / len(asked), five / len(asked), alarms / compared)


def turned(known: Sequence[Pair]) -> list[Pair]:
    return [(other, one) for one, other in known]
