"""A new identity for somebody who cannot open the one they have."""

from __future__ import annotations

from pathlib import Path

from casedesk.vault import trust
from casedesk.vault.errors import NoKey
from casedesk.vault.identity import Identity, SlotAddress
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfCost, KdfLimits
from casedesk.vault.keyring import Keyring
from casedesk.vault.passphrase import normalise
from casedesk.vault.replacing import current, succeed
from casedesk.vault.succession import with_new_identity


def renew_person(
    folder: Path,
    keyring: Keyring,
    uid: str,
    *,
    passphrase: str,
    cost: KdfCost,
    limits: KdfLimits = DEFAULT_LIMITS,
) -> tuple[str, ...]:
    """Other keys for a colleague who forgot their passphrase; says what they lost.

    They get again what they had and the admin can give. The rest, restricted circles
    above all, is theirs again when a member gives it. What they signed before can still
    be verified, and an admin stays one. The replacing of the header is the commit
    point. Raises NotAdmin, NoKey for a person the vault does not have, ValueError for
    oneself, and what `current` raises.
    """
    header = current(folder, keyring, limits.including(cost))
    keyring.require_admin()  # before the cost of a slot
    before = header.signed
    if uid not in before.users:
        raise NoKey
    if uid == keyring.person:
        raise ValueError("whoever is unlocked changes their passphrase")
    had = [cid for cid, each in before.cmps.items() if uid in each.wraps]
    given = [cid for cid in had if cid in keyring.compartments]
    person = Identity.new()
    entry = person.entry(before.users[uid].label)
    signed = keyring.share(with_new_identity(before, uid, entry), uid, given)
    if before.users[uid].e in trust.admin_keys(before):
        signed = keyring.certify(signed, uid)
    slot = SlotAddress(signed.vid, uid, entry).seal(
        person, trust.pin_of(signed.root), normalise(passphrase), cost, fresh=True
    )
    person.close()
    succeed(folder, keyring, signed, {**header.slots, uid: slot})
    return tuple(cid for cid in sorted(had) if cid not in given)
