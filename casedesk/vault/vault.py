"""The life of a vault: created, unlocked, given another passphrase or person."""

from __future__ import annotations

import secrets
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from casedesk.vault import trust
from casedesk.vault.errors import (
    NoKey,
    Tampered,
    VaultError,
    VaultExists,
    WeakPassphrase,
)
from casedesk.vault.header import (
    COMPARTMENT,
    KEY,
    NONCE,
    ROOT,
    SLOT,
    Compartment,
    Header,
    Root,
    Signed,
    Slot,
    UserEntry,
    database_name,
    require_label,
)
from casedesk.vault.header_file import BACKUP, FILE, read_header, write_header
from casedesk.vault.identity import Identity, SlotAddress, x25519_public
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfCost, KdfLimits, KdfParameters
from casedesk.vault.keyring import Keyring
from casedesk.vault.passphrase import normalise
from casedesk.vault.recovery import FIRST_GROUP, RecoverySecret, with_group
from casedesk.vault.replacing import current, succeed
from casedesk.vault.wraps import unwrapped, with_wraps


@dataclass(frozen=True, slots=True)
class NewVault:
    """A vault whose stores can be made now; without `finish` there is no vault.

    `drop_private` is to be kept inside the store of each compartment that takes drops.
    """

    folder: Path
    keyring: Keyring
    drop_private: Mapping[str, bytes] = field(repr=False)

    def finish(self) -> None:
        """Write the header: from here on the vault exists. Raises VaultExists."""
        _require_none(self.folder)
        write_header(self.folder, self.keyring.header)


def create(  # noqa: PLR0913 - all of it makes the vault, and each is named
    folder: Path,
    *,
    label: str,
    passphrase: str,
    training: bool,
    cost: KdfCost,
    compartments: Mapping[str, bool],
    recovery: RecoverySecret | None = None,
) -> NewVault:
    """Keys for a first director and for each compartment; True for one taking drops.

    Two of the three shares of `recovery` give all of them back, as its group r1.

    Nothing is written: the stores come first (`keyring.database_name`, `.db_key`) and
    the header last, so a cut on the way leaves no vault instead of half of one. Store
    files of such an attempt may be overwritten. Raises VaultExists and BadLabel.
    """
    _require_none(folder)
    require_label(label, {})
    director = Identity.new()
    vid, uid = secrets.token_hex(16), _new_uid(())
    drops = {
        cid: secrets.token_bytes(KEY) for cid, takes in compartments.items() if takes
    }
    keys = {cid: bytearray(secrets.token_bytes(KEY)) for cid in compartments}
    entry = director.entry(label)
    bare = Signed(
        vid=vid,
        gen=1,
        training=training,
        root=Root(admin=entry.e, recovery=b""),
        admins=(trust.certificate(vid, uid, entry.e, ROOT, director),),
        users={uid: entry},
        retired={},
        recovery={},
        cmps={cid: _compartment(cid, drops.get(cid)) for cid in compartments},
    )
    signed = with_wraps(bare, uid, keys)
    if recovery:
        signed = with_group(signed, recovery, uid, director)
        signed = with_wraps(signed, FIRST_GROUP, keys)
    slot = SlotAddress(vid, uid, entry).seal(
        director,
        trust.pin_of(signed.root),
        normalise(passphrase),
        cost,
        fresh=False,
    )
    header = Header(signed, trust.signature(signed, director), {uid: slot})
    return NewVault(folder, Keyring(header, uid, director, keys), drops)


def database_path(
    folder: Path, cid: str, *, limits: KdfLimits = DEFAULT_LIMITS
) -> Path:
    """Where the compartment's store is, for those who copy it without opening it.

    Raises NoKey when the vault has no such compartment.
    """
    try:
        return folder / read_header(folder, limits).signed.cmps[cid].file
    except KeyError:
        raise NoKey from None


def unlock(
    folder: Path, uid: str, passphrase: str, *, limits: KdfLimits = DEFAULT_LIMITS
) -> Keyring:
    """Everything this person may open: slot, root, certificates, signature, wraps.

    Raises WrongPassphrase, the same and as late for a person the vault does not know.
    """
    header = read_header(folder, limits)
    identity, _ = _admitted(header, uid, passphrase)
    try:
        keys = unwrapped(header.signed, uid, identity)
    except VaultError:
        identity.close()
        raise
    return Keyring(header, uid, identity, keys)


def change_passphrase(
    folder: Path,
    uid: str,
    old: str,
    new: str,
    cost: KdfCost,
    keyring: Keyring | None = None,
) -> None:
    """Seal the person's slot again, under a new salt; no admin is needed.

    The replacing of the header is the commit point: before it the old passphrase works,
    after it the new one. The person's `keyring`, if one is open, then knows the slot as
    well. Raises WeakPassphrase when the new one is the old one.
    """
    header = read_header(folder, DEFAULT_LIMITS.including(cost))
    identity, pin = _admitted(header, uid, old)
    try:
        if normalise(old) == normalise(new):
            raise WeakPassphrase("unchanged")
        address = SlotAddress(header.signed.vid, uid, header.signed.users[uid])
        slot = address.seal(identity, pin, normalise(new), cost, fresh=False)
    finally:
        identity.close()
    changed = replace(header, slots={**header.slots, uid: slot})
    write_header(folder, changed)
    if keyring is not None and keyring.header.signed == changed.signed:
        keyring.adopt(changed)


def add_person(  # noqa: PLR0913 - all of it makes the person, and each is named
    folder: Path,
    keyring: Keyring,
    *,
    label: str,
    compartments: Iterable[str],
    passphrase: str,
    cost: KdfCost,
    admin: bool = False,
) -> str:
    """A new identity under a passphrase its owner is asked to change; gives its id.

    An admin can bring in and certify others in turn: a second director, say.
    The replacing of the header is the commit point, and the keyring then holds the new
    one. Raises NotAdmin, BadLabel, NoKey for a compartment the admin cannot open, and
    HeaderOlder or Tampered when the header is no longer the one that was unlocked.
    """
    header = current(folder, keyring, DEFAULT_LIMITS.including(cost))
    signed = header.signed
    require_label(label, signed.users)
    newcomer = Identity.new()
    uid, entry = _new_uid({*signed.users, *signed.retired}), newcomer.entry(label)
    signed = replace(signed, users={**signed.users, uid: entry})
    signed = keyring.share(signed, uid, compartments)
    if admin:
        signed = keyring.certify(signed, uid)
    keyring.require_admin()  # before the cost of a slot
    slot = SlotAddress(signed.vid, uid, entry).seal(
        newcomer, trust.pin_of(signed.root), normalise(passphrase), cost, fresh=True
    )
    newcomer.close()
    succeed(folder, keyring, signed, {**header.slots, uid: slot})
    return uid


def _admitted(header: Header, uid: str, passphrase: str) -> tuple[Identity, bytes]:
    """The identity and its pin, once the header holds against that pin."""
    signed = header.signed
    entry, slot = signed.users.get(uid), header.slots.get(uid)
    if entry is None or slot is None:
        entry, slot = _nobody(header)
    address = SlotAddress(signed.vid, uid, entry)
    identity, pin = address.open(slot, normalise(passphrase))
    try:
        trust.verify(header, pin)
    except Tampered:
        identity.close()
        raise
    return identity, pin


def _nobody(header: Header) -> tuple[UserEntry, Slot]:
    """A slot nothing opens, as dear to try as the others."""
    cost = next(iter(header.slots.values())).kdf.cost
    kdf, random = KdfParameters.fresh(cost), secrets.token_bytes
    return UserEntry(bytes(KEY), bytes(KEY), ""), Slot(
        kdf, random(NONCE), random(SLOT), fresh=False
    )


def _new_uid(taken: Container[str]) -> str:
    """Never a name, and never that of somebody who left."""
    while (uid := secrets.token_hex(4)) in taken:
        pass
    return uid


def _compartment(cid: str, drop_private: bytes | None) -> Compartment:
    if not COMPARTMENT.fullmatch(cid):
        raise ValueError("compartment id")
    drop = x25519_public(drop_private) if drop_private else b""
    return Compartment(database_name(cid, 1), gen=1, drop=drop, wraps={})


def _require_none(folder: Path) -> None:
    if (folder / FILE).exists() or (folder / BACKUP).exists():
        raise VaultExists
