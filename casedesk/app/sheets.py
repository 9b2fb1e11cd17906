"""Sheets of paper for a vault that exists: whose they are, and new ones in force."""

from __future__ import annotations

from collections.abc import Sequence

from casedesk.app.paper_shares import DrawnShares
from casedesk.app.reasons import in_words
from casedesk.app.rotation import Seat
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CircleId
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import InForce, Reach, ShareGroup
from casedesk.vault import recovery, trust
from casedesk.vault.errors import BadShare
from casedesk.vault.keyring import Keyring
from casedesk.vault.recovery import RecoverySecret


class IssuedShares(DrawnShares):
    """The port `circuit.keys.SharesOffer`: new sheets for a vault that exists."""

    def __init__(
        self, seat: Seat, desk: Desk, group: ShareGroup, cids: tuple[str, ...]
    ) -> None:
        super().__init__()
        self._seat, self._desk = seat, desk
        self._is_team, self._cids = group is ShareGroup.TEAM, cids
        self._rid = ""

    def finish(self) -> InForce:
        """One header: THE COMMIT POINT. What follows it may be called for again."""
        self.require_confirmed()
        seat = self._seat
        if not self._rid:
            with in_words():
                self._rid = recovery.found_group(
                    seat.folder,
                    seat.keyring,
                    self.secret,
                    self._cids,
                    seat.limits,
                    instead_of=self._before(),
                )
        self._desk.do(NoteEvent(EventKind.SHARES_MADE, {"group": self._rid}))
        seat.headers.remember()
        self.close()
        return InForce(self._rid, tuple(self._still_needed()))

    def _before(self) -> list[str]:
        """Whatever opens one of these, and of circles' also those that open nothing:
        what they were for was never made."""
        return [
            rid
            for rid, held in _groups(self._seat.keyring).items()
            if set(held) & set(self._cids) or not (held or self._is_team)
        ]

    def _still_needed(self) -> list[Reach]:
        """Of the sets before, those that open something the new one does not."""
        keyring, is_team = self._seat.keyring, self._is_team
        return [
            reach_of(keyring, rid, held)
            for rid, held in _groups(keyring).items()
            if rid != self._rid and is_team in map(is_of_team, held)
        ]


def is_of_team(cid: str) -> bool:
    """Whether the sheets of the vault open it, or those of the circles."""
    return cid in tuple(Home)


def held_by(keyring: Keyring, member: str) -> tuple[str, ...]:
    """The compartments this person or group could open."""
    return recovery.reach(keyring.header).get(member, ())


def reach_of(keyring: Keyring, member: str, cids: Sequence[str]) -> Reach:
    """What this person or group could open, as it is told."""
    user = keyring.header.signed.users.get(member)
    return Reach(
        label=user.label if user else "",
        group="" if user else member,
        desk=Home.DESK in cids,
        cases=Home.CASES in cids,
        circles=tuple(CircleId(cid) for cid in cids if not is_of_team(cid)),
    )


def group_of(keyring: Keyring, secret: RecoverySecret) -> str:
    """Raises BadShare for the sheets of no group that is in force."""
    signed = keyring.header.signed
    for rid, group in signed.recovery.items():
        if group == secret.group and group.e in trust.admin_keys(signed):
            return rid
    raise BadShare("other_vault")


def _groups(keyring: Keyring) -> dict[str, tuple[str, ...]]:
    return {rid: held_by(keyring, rid) for rid in keyring.header.signed.recovery}
