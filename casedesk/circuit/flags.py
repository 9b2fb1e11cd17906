"""What is true of a case beside its stage: set and lifted with a reason (domain §2.4).

Some follow from what stands elsewhere. Those are not set by hand: what they follow from
is, and two truths cannot part.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from casedesk.circuit.case import Case, CaseId
from casedesk.circuit.errors import Refused
from casedesk.circuit.people import NOBODY, PersonId
from casedesk.circuit.referral import Referral
from casedesk.circuit.retention import Hold
from casedesk.circuit.sheet import Addressee


class FlagName(StrEnum):
    """Parallel flags of a case."""

    URGENT = "urgent"
    SIGNALEMENT_DONE = "signalement_done"
    COURT_PROCEDURE_OPEN = "court_procedure_open"
    CHILD_PLACED = "child_placed"
    GUARDIAN_IMPLICATED = "guardian_implicated"
    STAFF_IMPLICATED = "staff_implicated"
    DO_NOT_CONTACT_FAMILY = "do_not_contact_family"
    SAFE_CONTACT_ONLY = "safe_contact_only"
    LEGAL_HOLD = "legal_hold"


FOLLOWING = frozenset({FlagName.SIGNALEMENT_DONE, FlagName.LEGAL_HOLD})


class FlagFollows(Refused):
    """The flag says what stands elsewhere: it changes when that does."""

    code = "flag_follows"


@dataclass(frozen=True, slots=True)
class Flag:
    """That a flag was set, and when it was lifted again."""

    id: str
    case_id: CaseId
    flag: FlagName
    set_at: datetime
    set_by: PersonId
    reason: str = field(repr=False)
    lifted_at: datetime | None = None
    lifted_by: PersonId = NOBODY
    why_lifted: str = field(default="", repr=False)
    version: int = 0

    @property
    def is_up(self) -> bool:
        return self.lifted_at is None


def set_by_hand(flags: Iterable[Flag]) -> frozenset[FlagName]:
    """Those set by hand and not lifted, and no others."""
    return frozenset(each.flag for each in flags if each.is_up)


def set_flags(flags: Iterable[Flag]) -> frozenset[FlagName]:
    """Those set by hand and not lifted, with what they imply."""
    names = set(set_by_hand(flags))
    if FlagName.GUARDIAN_IMPLICATED in names:
        names.add(FlagName.DO_NOT_CONTACT_FAMILY)
    return frozenset(names)


def flags_up(
    case: Case,
    flags: Iterable[Flag],
    referrals: Iterable[Referral] = (),
    holds: Iterable[Hold] = (),
) -> frozenset[FlagName]:
    """All that is true of a case now, be it set by hand or follow from elsewhere."""
    names = set(set_flags(flags))
    if case.urgent:
        names.add(FlagName.URGENT)
    if any(
        each.addressee is Addressee.PROSECUTOR and each.sent_on is not None
        for each in referrals
    ):
        names.add(FlagName.SIGNALEMENT_DONE)
    if any(each.is_in_force for each in holds):
        names.add(FlagName.LEGAL_HOLD)
    return frozenset(names)


def family_kept_out(flags: Iterable[Flag]) -> bool:
    """Whether guardians are not asked, not informed and not printed (domain §2.8)."""
    return FlagName.DO_NOT_CONTACT_FAMILY in set_flags(flags)
