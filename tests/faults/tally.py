"""What came of a number of trials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

LOST = "LOST "
"""How the outcome of a trial begins that must never be."""


def lost(what: str) -> str:
    return LOST + what


@dataclass(frozen=True, slots=True)
class Tally:
    """Trials by outcome; those that begin with LOST are what nobody may ever see."""

    outcomes: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, outcomes: Iterable[str]) -> Tally:
        return cls(Counter(outcomes))

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.outcomes + other.outcomes)

    @property
    def tried(self) -> int:
        return self.outcomes.total()

    @property
    def lost(self) -> int:
        return sum(
            count for what, count in self.outcomes.items() if what.startswith(LOST)
        )

    @property
    def survived(self) -> int:
        return self.tried - self.lost

    @property
    def note(self) -> str:
        """The outcomes, the most frequent first."""
        return ", ".join(
            f"{what} {count}" for what, count in self.outcomes.most_common()
        )

    def share(self, *outcomes: str) -> float:
        """The part of the trials that ended in one of these."""
        return sum(self.outcomes[each] for each in outcomes) / max(self.tried, 1)
