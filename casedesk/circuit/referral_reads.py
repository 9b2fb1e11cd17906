"""Questions about referrals, whichever case they are of: a part of `ports.Reads`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol

from casedesk.circuit.queries import AnswerDelay, ReferralRow, WaitingRow
from casedesk.circuit.referral import ReferralId


class ReferralReads(Protocol):
    """Scoped to the actor, like all the others."""

    def referral_by_coupon(self, coupon: str) -> ReferralRow:
        """Raises NotFound."""
        ...

    def awaited_answers(self) -> tuple[ReferralRow, ...]:
        """Referrals that are out and may still be answered, the oldest first."""
        ...

    def referral(self, referral: ReferralId) -> ReferralRow:
        """Raises NotFound."""
        ...

    def waiting_referrals(self, until: datetime) -> tuple[WaitingRow, ...]:
        """Those of open cases that are to be seen to by then, the gravest first."""
        ...

    def referral_board(self, since: date) -> tuple[WaitingRow, ...]:
        """Those of open cases that wait, have nobody instead, or ended since that day;
        the gravest first."""
        ...

    def answer_delays(self) -> Mapping[str, AnswerDelay]:
        """By organisation; from the referrals one may know of."""
        ...
