"""Another service, where one could not: of the same kind, near, and not asked yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from casedesk.circuit.directory import Organisation
from casedesk.circuit.referral import Referral, ReferralState


def alternatives(
    left: Referral, directory: Mapping[str, Organisation], referrals: Iterable[Referral]
) -> tuple[Organisation, ...]:
    """Who else receives such a sheet; nearest first, then of the same kind.

    Not whom this case was already handed to (domain §2.10).
    """
    asked = {
        each.organisation
        for each in referrals
        if each.state is not ReferralState.CANCELLED
    } | {left.organisation}
    known = directory.get(left.organisation)
    territory = known.territory if known else ""
    kind = known.kind if known else ""
    fitting = [
        each
        for each in directory.values()
        if each.addressee is left.addressee and each.id not in asked and each.is_open
    ]
    return tuple(
        sorted(
            fitting,
            key=lambda each: (
                not each.serves(territory),
                each.kind != kind,
                each.name.fr,
            ),
        )
    )
