"""Sheets of paper that give a lost vault back: drawn, typed back, then in force."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from casedesk.vault.recovery import RecoverySecret


def series_of(shares: Sequence[str]) -> str:
    """The number that the sheets of one set have in common. Raises BadShare."""
    from casedesk.vault.shares import set_id  # slow to import, and seldom needed

    return set_id(shares[0])


class DrawnShares:
    """The port `circuit.keys.PaperShares`."""

    def __init__(self) -> None:
        self.secret = RecoverySecret.new()
        self.is_confirmed = False

    @property
    def shares(self) -> tuple[str, ...]:
        return self.secret.shares

    @property
    def series(self) -> str:
        return series_of(self.shares)

    def confirm(self, typed: Sequence[str]) -> bool:
        with closing(RecoverySecret.from_shares(typed)) as joined:
            self.is_confirmed = joined.group == self.secret.group
        return self.is_confirmed

    def require_confirmed(self) -> None:
        """Raises ValueError: what nobody could type again must not come into force."""
        if not self.is_confirmed:
            raise ValueError("no two of the sheets were typed back")

    def close(self) -> None:
        self.secret.close()
