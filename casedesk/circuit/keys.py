"""Who holds keys: people leave, forget their passphrase, get back in with paper.

`app` provides it; screens see only these Protocols. `worker` marks what derives keys or
copies files and touches no desk; everything else belongs to the thread of the screens.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from casedesk.circuit.case import CaseId
from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.errors import Refused
from casedesk.circuit.longwork import Report
from casedesk.circuit.people import NOBODY, NewPerson, PersonId
from casedesk.circuit.stages import Stage


class LastDirector(Refused):
    """Nobody signs their own departure; another director has to be there first."""

    code = "last_director"


class NoSuccessor(Refused):
    """Open cases would belong to nobody, or to somebody who cannot work on them."""

    code = "no_successor"


class NoCircle(Refused):
    """New sheets would open nothing: one is in no circle, and none is to be made."""

    code = "no_circle"


class SittingEnded(Refused):
    """Somebody changed who is in the vault meanwhile, and this person may not stay."""

    code = "sitting_ended"


class KeysUnderWay(Refused):
    """Keys are being made; what asks for others, or for another page, waits."""

    code = "keys_under_way"


@dataclass(frozen=True, slots=True)
class Succession:
    """Who takes over the open cases of somebody who leaves."""

    to: PersonId = NOBODY
    chosen: Mapping[CaseId, PersonId] = field(default_factory=dict)

    def of(self, case_id: CaseId) -> PersonId:
        """Raises NoSuccessor."""
        owner = self.chosen.get(case_id, self.to)
        if not owner:
            raise NoSuccessor
        return owner


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """One line of the list that is made when somebody leaves.

    What stands in a circle is shown to its members, and never printed.
    """

    number: str
    stage: Stage
    due_at: datetime | None
    owner: PersonId  # from now on
    circle: CircleId = CASE_TEAM


class ShareGroup(StrEnum):
    """What a set of three sheets gives back."""

    TEAM = "team"  # everybody's compartment and the case team's
    CIRCLES = "circles"  # the restricted circles of whoever has the sheets made


@dataclass(frozen=True, slots=True)
class Reach:
    """What one person, or one set of sheets, could open were it all that is left."""

    label: str  # of the person; empty for a set of sheets
    group: str  # the id of the set; empty for a person
    desk: bool
    cases: bool
    circles: tuple[CircleId, ...]
    directs: bool = False  # in office, so that they let others in again
    # Of a set, as far as the journal tells:
    series: str = ""  # printed on each sheet
    checked_at: datetime | None = None  # when two were last typed in
    is_used: bool = False  # two gave somebody the way back in


@dataclass(frozen=True, slots=True)
class InForce:
    """Sheets that have just come into force.

    `older` are the sets from before that still open something these do not: whoever has
    new ones made may not hold all that the old ones open.
    """

    group: str
    older: tuple[Reach, ...] = ()


class KeyChange(Protocol):
    """New keys under way: `carry_out` on a worker, then `settle` whatever came of it.

    Meanwhile everything can be read and nothing written (StoreBusy).
    """

    def carry_out(self, report: Report = ...) -> None:
        """Copy, prove, and replace the header: the commit point.

        Raises Cancelled, StoreFull, VaultUnusable and what the vault raises; then
        nothing has changed.
        """
        ...

    def settle(self) -> None:
        """Go on in the new files, or in the old ones if it did not come to that."""
        ...


class PaperShares(Protocol):
    """Three sheets drawn and not in force yet; `close` forgets them."""

    @property
    def shares(self) -> tuple[str, ...]:
        """To print, each on its own sheet; any two give the secret back."""
        ...

    @property
    def series(self) -> str:
        """What tells this set from others, printed on each sheet."""
        ...

    def confirm(self, typed: Sequence[str]) -> bool:
        """Whether two sheets, as typed back, give it. Raises vault.errors.BadShare."""
        ...

    def close(self) -> None: ...


class SharesOffer(PaperShares, Protocol):
    """New sheets for a vault that exists."""

    def finish(self) -> InForce:
        """Put them in force, in place of those that opened the same: one header.

        May be called again when it did not come to the end. Raises ValueError unless
        two were confirmed.
        """
        ...


class KeysOffice(Protocol):
    """What a director does with people's keys, and anybody with sheets of paper."""

    def handover(
        self, person: PersonId, succession: Succession
    ) -> tuple[HandoverRow, ...]:
        """The open cases of somebody, and whose they will be; the gravest first."""
        ...

    def begin_departure(self, person: PersonId, succession: Succession) -> KeyChange:
        """Hand over their cases and end their role; the key change shuts them out.

        Raises LastDirector, NoSuccessor, KeysUnderWay, NotPermitted. Repeatable after
        a cut.
        """
        ...

    def remove_person(self, person: PersonId, succession: Succession) -> None:
        """The whole departure at once, for whoever has no screen to keep alive."""
        ...

    def departures_to_finish(self) -> tuple[PersonId, ...]:
        """People whose role has ended and who still have a key."""
        ...

    def has_key(self, person: PersonId) -> bool:
        """Whether their passphrase still opens anything of this vault."""
        ...

    def begin_rotation(self) -> KeyChange:
        """New keys, when the old may have leaked: for all that a director holds, for
        the circles that somebody of the board is in.

        Raises KeysUnderWay, NotPermitted, NoCircle.
        """
        ...

    def renew(self, person: PersonId, passphrase: str = "") -> NewPerson:
        """Worker: another passphrase for somebody who forgot theirs, or was never told.

        It is this one, which somebody has seen already, or one that is drawn here.
        Restricted circles are theirs again when a member gives them, drafts by
        `reopen_drafts`; receipts were sealed to them alone. `note_renewal` journals it.
        """
        ...

    def note_renewal(self, renewed: NewPerson) -> None: ...
    def reopen_drafts(self, person: PersonId, typed: Sequence[str]) -> None:
        """What these two sheets open of what somebody was writing is theirs again.

        One's own, or a director somebody else's: who learns neither what nor how many.
        Raises NotPermitted, vault.errors.BadShare.
        """
        ...

    def reach(self) -> tuple[Reach, ...]: ...
    def begin_shares(self, group: ShareGroup) -> SharesOffer:
        """Raises NotPermitted, NoCircle."""
        ...

    def drill(self, typed: Sequence[str]) -> Reach:
        """What these two sheets would open; the journal notes that they were tried.

        Raises NotPermitted, vault.errors.BadShare.
        """
        ...

    def take(self, typed: Sequence[str]) -> tuple[CircleId, ...]:
        """The circles these sheets open and one is not in: in them at the next unlock.

        Raises vault.errors.BadShare.
        """
        ...
