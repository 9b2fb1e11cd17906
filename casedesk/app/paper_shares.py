"""Sheets of paper that give a lost vault back: drawn, typed back, then in force."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing

from casedesk.vault.recovery import RecoverySecret


class DrawnShares:
    """The port `circuit.keys.PaperShares`."""

    def __init__(self) -> None:
        self.secret = RecoverySecret.new()
        self.is_confirmed = False

    @property
    def shares(self) -> tuple[str, ...]:
        return self.secret.shares

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
