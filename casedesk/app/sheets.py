"""Sheets of paper for a vault that exists: whose they are, and new ones in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from casedesk.app.drafts import keep_copies
from casedesk.app.paper_shares import DrawnShares
from casedesk.app.reasons import in_words
from casedesk.app.rotation import Seat
from casedesk.circuit.changes import Home
from casedesk.circuit.circles import CircleId
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.events import EventKind
from casedesk.circuit.keys import InForce, Reach, ShareGroup
from casedesk.circuit.people import Role
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
        seat, series = self._seat, self.series
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
        note_sheets(self._desk, EventKind.SHARES_MADE, self._rid, series)
        seat.headers.remember()
        keep_copies(self._desk)
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
        reached = Reached(keyring, self._desk, self._seat.clock())
        return [
            reached.of(rid, held)
            for rid, held in _groups(keyring).items()
            if rid != self._rid and is_team in map(is_of_team, held)
        ]


class Reached:
    """Who could open what: the header says it, and the desk what is known of them."""

    def __init__(self, keyring: Keyring, desk: Desk, now: datetime) -> None:
        self._signed = keyring.header.signed
        self._by_member = recovery.reach(keyring.header)
        self._events = desk.reads.sheet_events()
        self._directing = {
            each.id
            for each in desk.reads.people()
            if each.is_active and each.role is Role.DIRECTOR
        }
        self._now = now

    def everybody(self) -> tuple[Reach, ...]:
        return tuple(self.of(*each) for each in self._by_member.items())

    def of(self, member: str, cids: Sequence[str]) -> Reach:
        """A person or a group, as they are told."""
        what = Reach(
            label="",
            group="",
            desk=Home.DESK in cids,
            cases=Home.CASES in cids,
            circles=tuple(CircleId(cid) for cid in cids if not is_of_team(cid)),
        )
        user = self._signed.users.get(member)
        if user is None:
            return self._with_its_past(replace(what, group=member))
        is_admin = user.e in trust.admin_keys(self._signed)
        directs = is_admin and what.cases and member in self._directing
        return replace(what, label=user.label, directs=directs)

    def _with_its_past(self, sheets: Reach) -> Reach:
        """In the order of the journal; a day to come is that of a wrong clock."""
        own = [
            each for each in self._events if each.detail.get("group") == sheets.group
        ]
        noted = [str(each.detail["series"]) for each in own if "series" in each.detail]
        typed_in = [each.at for each in own if each.at <= self._now]
        lasting = [each.what for each in own if each.what is not EventKind.SHARES_TRIED]
        return replace(
            sheets,
            series=noted[-1] if noted else "",
            checked_at=max(typed_in, default=None),
            is_used=lasting[-1:] == [EventKind.RECOVERED],
        )


def note_sheets(
    desk: Desk, what: EventKind, group: str, series: str, **more: str
) -> None:
    """Journal what two sheets of this group were typed in for."""
    desk.do(NoteEvent(what, {"group": group, "series": series, **more}))


def is_of_team(cid: str) -> bool:
    """Whether the sheets of the vault open it, or those of the circles."""
    return cid in tuple(Home)


def held_by(keyring: Keyring, member: str) -> tuple[str, ...]:
    """The compartments this person or group could open."""
    return recovery.reach(keyring.header).get(member, ())


def group_of(keyring: Keyring, secret: RecoverySecret) -> str:
    """Raises BadShare for the sheets of no group that is in force."""
    signed = keyring.header.signed
    for rid, group in signed.recovery.items():
        if group == secret.group and group.e in trust.admin_keys(signed):
            return rid
    raise BadShare("other_vault")


def _groups(keyring: Keyring) -> dict[str, tuple[str, ...]]:
    return {rid: held_by(keyring, rid) for rid in keyring.header.signed.recovery}
