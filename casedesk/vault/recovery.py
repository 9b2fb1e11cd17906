"""Recovery groups: two of three sheets of paper open what a group was given.

A group is an identity without a person. Its public keys stand in the header, so that
keys are wrapped to it without its shares; only who joins two shares holds the private
ones, and may then sign as an admin in the group's name.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from casedesk.vault import canonical, sealing, trust
from casedesk.vault.errors import BadShare, KeyringClosed, NoKey, SealBroken
from casedesk.vault.header import Header, RecoveryGroup, Signed, Slot
from casedesk.vault.header_file import read_header, write_header
from casedesk.vault.identity import Identity, SlotAddress
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfCost, KdfLimits, wipe
from casedesk.vault.keyring import Keyring
from casedesk.vault.passphrase import normalise
from casedesk.vault.replacing import current, next_generation, succeed
from casedesk.vault.subkeys import subkey
from casedesk.vault.succession import (
    require_members,
    with_new_identity,
    without_group,
    without_shares_of,
)
from casedesk.vault.wraps import unwrapped, with_wraps

FIRST_GROUP = "r1"
SECRET_BYTES = 16  # 20 words a share


class RecoverySecret:
    """What two of three shares give back; `close` wipes it, and `repr` shows nothing.

    `shares` are the three to print, and empty for one that was joined from paper.
    """

    __slots__ = ("_identity", "shares")

    def __init__(self, secret: bytearray, shares: tuple[str, ...]) -> None:
        """Wipes `secret`."""
        keys = subkey(secret, "casedesk/recovery/v1", length=64)
        view = memoryview(keys)  # slices of the keys themselves would be copies
        self._identity: Identity | None = Identity(view[:32], view[32:])
        self.shares = shares
        wipe(keys)
        wipe(secret)

    @classmethod
    def new(cls) -> RecoverySecret:
        from casedesk.vault import shares  # slow to import, and seldom needed

        secret = bytearray(secrets.token_bytes(SECRET_BYTES))
        return cls(secret, shares.split(secret))

    @classmethod
    def from_shares(cls, shares: Sequence[str]) -> RecoverySecret:
        """Raises BadShare."""
        from casedesk.vault.shares import join

        return cls(join(shares), ())

    def __repr__(self) -> str:
        return "<RecoverySecret>"

    @property
    def identity(self) -> Identity:
        """Raises KeyringClosed."""
        if self._identity is None:
            raise KeyringClosed
        return self._identity

    @property
    def group(self) -> RecoveryGroup:
        entry = self.identity.entry("")
        return RecoveryGroup(entry.x, entry.e)

    def close(self) -> None:
        if self._identity is not None:
            self._identity.close()
        self._identity = None
        self.shares = ()


def found_group(
    folder: Path,
    keyring: Keyring,
    secret: RecoverySecret,
    compartments: Iterable[str],
    limits: KdfLimits = DEFAULT_LIMITS,
    *,
    instead_of: Iterable[str] = (),
) -> str:
    """Give a new group these compartments and an admin's office; gives its id.

    The groups it comes `instead_of` lose these compartments in the same step, and go
    when they open nothing else. The replacing of the header is the commit point. Raises
    NotAdmin, NoKey for a compartment the admin cannot open, and what `current` raises.
    """
    header, cids = current(folder, keyring, limits), tuple(compartments)
    rid = _next_group(header.signed)
    signed = _listed(header.signed, rid, secret.group)
    signed = keyring.certify(keyring.share(signed, rid, cids), rid)
    for older in instead_of:
        signed = without_shares_of(signed, older, cids)
    succeed(folder, keyring, signed, header.slots)
    return rid


def with_group(
    signed: Signed, secret: RecoverySecret, by: str, signer: Identity
) -> Signed:
    """A header that is still being made, with its first group in office."""
    listed = _listed(signed, FIRST_GROUP, secret.group)
    return trust.certified(listed, FIRST_GROUP, by, signer)


def drop_group(
    folder: Path,
    keyring: Keyring,
    rid: str,
    limits: KdfLimits = DEFAULT_LIMITS,
) -> None:
    """From here on its shares open nothing new and sign nothing.

    Sheets are issued again by founding the next group instead of it. Raises NotAdmin,
    NoKey for a group the vault does not have, and LastMember when nobody else opens one
    of its compartments.
    """
    header = current(folder, keyring, limits)
    if rid not in header.signed.recovery:
        raise NoKey
    signed = without_group(header.signed, rid)
    require_members(header.signed, signed, ())
    succeed(folder, keyring, signed, header.slots)


def renew_by_shares(  # noqa: PLR0913 - as with `add_person`, and `needed` is named
    folder: Path,
    secret: RecoverySecret,
    uid: str,
    passphrase: str,
    cost: KdfCost,
    limits: KdfLimits = DEFAULT_LIMITS,
    *,
    needed: Iterable[str] = (),
) -> Keyring:
    """A new identity for a director whose passphrase is lost, signed by the group.

    They open what the group opens, and nothing else: a restricted circle of another
    group is theirs again only when one of its members gives it. The replacing of the
    header is the commit point; before it the old passphrase is the one that works.

    The header is verified under the root it names itself, for no passphrase is there to
    say which is the right one: compare `root_pin` with what the stores remember.

    Raises BadShare for shares of no group of this vault, or of one that does not open
    all that is `needed`, NoKey for a person the vault does not have, and Tampered.
    """
    header = read_header(folder, limits.including(cost))
    rid = _acting(header, secret)
    if set(needed) - set(reach(header)[rid]):
        raise BadShare("too_narrow")
    if uid not in header.signed.users:
        raise NoKey
    keys = unwrapped(header.signed, rid, secret.identity)
    person = Identity.new()
    entry = person.entry(header.signed.users[uid].label)
    signed = with_wraps(with_new_identity(header.signed, uid, entry), uid, keys)
    signed = trust.certified(signed, uid, rid, secret.identity)
    slot = SlotAddress(signed.vid, uid, entry).seal(
        person, trust.pin_of(signed.root), normalise(passphrase), cost, fresh=False
    )
    changed = _in_its_name(secret, signed, {**header.slots, uid: slot})
    keyring = Keyring(changed, uid, person, keys)
    try:
        write_header(folder, changed)
    except OSError:
        keyring.close()
        raise
    return keyring


def take_by_shares(
    folder: Path,
    keyring: Keyring,
    secret: RecoverySecret,
    limits: KdfLimits = DEFAULT_LIMITS,
) -> tuple[str, ...]:
    """Give whoever is unlocked what the group holds and they lack; says which.

    The group signs, so it takes no admin. Raises BadShare and what `current` raises.
    """
    header = current(folder, keyring, limits)
    rid = _acting(header, secret)
    keys = unwrapped(header.signed, rid, secret.identity)
    for cid in keyring.compartments:
        wipe(keys.pop(cid, bytearray()))
    if keys:
        signed = with_wraps(header.signed, keyring.person, keys)
        changed = _in_its_name(secret, signed, header.slots)
        write_header(folder, changed)
        keyring.adopt(changed, keys)
    for key in keys.values():
        wipe(key)
    return tuple(sorted(keys))


def open_with_sheets(
    keyring: Keyring, secret: RecoverySecret, sealed: bytes, context: str
) -> bytes:
    """What `Keyring.seal_to_sheets` made for them. Raises SealBroken."""
    if len(sealed) < sealing.STEP:
        raise SealBroken  # of a version before there were copies
    info = canonical.encode([sealing.TO_SHEETS, keyring.vault_id, context])
    return sealing.unpadded(secret.identity.unseal(sealed, info))


def reach(header: Header) -> Mapping[str, tuple[str, ...]]:
    """What each person and each group could open; a question, and no key is touched."""
    cmps = header.signed.cmps
    members = sorted({*header.signed.users, *header.signed.recovery})
    return {
        member: tuple(cid for cid in sorted(cmps) if member in cmps[cid].wraps)
        for member in members
    }


def _listed(signed: Signed, rid: str, group: RecoveryGroup) -> Signed:
    if group in signed.recovery.values():
        raise ValueError("the secret of another group")
    return replace(signed, recovery={**signed.recovery, rid: group})


def _next_group(signed: Signed) -> str:
    """Never the id of a group that was dropped."""
    known = {*signed.recovery, *(each.uid for each in signed.admins)}
    return next(f"r{number}" for number in range(1, 1000) if f"r{number}" not in known)


def _acting(header: Header, secret: RecoverySecret) -> str:
    """The group of these shares, once the header holds under its own root."""
    trust.verify(header, trust.pin_of(header.signed.root))
    own = secret.group
    for rid, group in header.signed.recovery.items():
        if group == own and own.e in trust.admin_keys(header.signed):
            return rid
    raise BadShare("other_vault")


def _in_its_name(
    secret: RecoverySecret, signed: Signed, slots: Mapping[str, Slot]
) -> Header:
    signed = next_generation(signed)
    return Header(signed, trust.signature(signed, secret.identity), slots)
