"""What an unlocked person holds: their signing key and the keys they were given."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from casedesk.vault import canonical, sealing, trust
from casedesk.vault.errors import (
    HeaderOlder,
    KeyringClosed,
    NoKey,
    NotAdmin,
    SealBroken,
)
from casedesk.vault.header import Compartment, Header, Signed
from casedesk.vault.identity import Identity, verifies
from casedesk.vault.kdf import wipe
from casedesk.vault.memory import (
    HeaderMemory,
    memory_of,
    require_successor,
    slots_digest,
)
from casedesk.vault.subkeys import compartment_subkey
from casedesk.vault.wraps import with_wraps

CIRCLE_PREFIX = "r-"


@dataclass(frozen=True, slots=True)
class CircleEntry:
    """A restricted circle and the people who hold its key."""

    cid: str
    members: tuple[str, ...]


class Keyring:
    """The keys of one person from unlock to lock; `close` wipes them.

    After that every use raises KeyringClosed. `must_change` says that somebody else
    chose the passphrase it was unlocked with. What is signed here carries a prefix of
    its own, so that nothing a screen lets a person sign can pass for a header.
    """

    __slots__ = (
        "_drops",
        "_header",
        "_identity",
        "_keys",
        "must_change",
        "person",
        "slots_changed",
    )

    def __init__(
        self,
        header: Header,
        person: str,
        identity: Identity,
        keys: Mapping[str, bytearray],
    ) -> None:
        self._header: Header | None = header
        self._identity = identity
        self._keys = dict(keys)
        self._drops: dict[str, list[bytearray]] = {}
        self.person = person
        self.must_change = header.slots[person].fresh
        self.slots_changed = False

    def __repr__(self) -> str:
        return "<Keyring>"

    @property
    def header(self) -> Header:
        if self._header is None:
            raise KeyringClosed
        return self._header

    @property
    def _signed(self) -> Signed:
        return self.header.signed

    @property
    def vault_id(self) -> str:
        return self._signed.vid

    @property
    def training(self) -> bool:
        return self._signed.training

    @property
    def generation(self) -> int:
        return self._signed.gen

    @property
    def root_pin(self) -> bytes:
        """SHA-256 of the root everything in the header hangs from; never changes."""
        return trust.pin_of(self._signed.root)

    @property
    def slots_digest(self) -> bytes:
        """SHA-256 of everybody's slots, which no admin's signature covers."""
        return slots_digest(self.header)

    @property
    def former_admin_keys(self) -> tuple[bytes, ...]:
        return trust.former_admin_keys(self._signed)

    @property
    def compartments(self) -> tuple[str, ...]:
        """Those this person can open."""
        return tuple(cid for cid in sorted(self._signed.cmps) if cid in self._keys)

    @property
    def circles(self) -> tuple[CircleEntry, ...]:
        """Every restricted circle that takes drops, whether one is in it or not."""
        signed = self._signed
        return tuple(
            CircleEntry(cid, tuple(sorted(each.wraps.keys() & signed.users.keys())))
            for cid, each in sorted(signed.cmps.items())
            if cid.startswith(CIRCLE_PREFIX) and each.drop
        )

    @property
    def is_admin(self) -> bool:
        mine = self._signed.users[self.person].e
        return mine in trust.admin_keys(self._signed)

    def require_generation(self, stored: int) -> None:
        """Raises HeaderOlder when a store has seen a later header than this one.

        The header is written first and a store told afterwards, so a cut in between
        leaves the store behind, which is no rollback.
        """
        if stored > self.generation:
            raise HeaderOlder

    def require_header(self, memory: HeaderMemory) -> HeaderMemory:
        """What to remember from now on, instead of what a store remembered.

        Raises HeaderOlder for a header older than that one, and Tampered when another
        root or a former admin stands behind it. `slots_changed` says afterwards whether
        a slot is not the one that was remembered, in a header nobody signed since.
        """
        require_successor(self.header, memory)
        now = memory_of(self.header)
        self.slots_changed = (
            memory.generation == now.generation and memory.slots != now.slots
        )
        return now

    def compartment_generation(self, cid: str) -> int:
        return self._compartment(cid).gen

    def database_name(self, cid: str) -> str:
        return self._compartment(cid).file

    def db_key(self, cid: str) -> bytearray:
        """The raw key of the compartment's store, 32 bytes; the caller wipes it."""
        return self._derived(cid, "db")

    def seal_key(self, cid: str) -> bytearray:
        """The key of the compartment's freshness seal; the caller wipes it."""
        return self._derived(cid, "seal")

    def seal_mac(self, cid: str, message: bytes) -> bytes:
        """HMAC-SHA256 under the seal key of the compartment."""
        key = self.seal_key(cid)
        try:
            return hmac.digest(key, message, "sha256")
        finally:
            wipe(key)

    def sign(self, message: bytes) -> bytes:
        return self._open_identity().sign(_message(message))

    def verify(self, person: str, message: bytes, signature: bytes) -> bool:
        """Whether this person signed it, with the key they have now or had before."""
        signed = self._signed
        keys = [each.e for each in signed.retired.get(person, ())]
        if person in signed.users:
            keys.append(signed.users[person].e)
        return _any_verifies(keys, message, signature)

    def admin_verify(self, message: bytes, signature: bytes) -> bool:
        """Whether an admin in office signed it, also with the admin key before."""
        return _any_verifies(trust.admins_ever(self._signed), message, signature)

    def seal_to_person(self, uid: str, plain: bytes, context: str) -> bytes:
        """Raises NoKey when the vault knows no such person."""
        user = self._signed.users.get(uid)
        if user is None:
            raise NoKey
        info = self._info("casedesk-person-v1", uid, context)
        return sealing.seal(user.x, sealing.padded(plain), info)

    def open_own(self, sealed: bytes, context: str) -> bytes:
        info = self._info("casedesk-person-v1", self.person, context)
        return sealing.unpadded(self._open_identity().unseal(sealed, info))

    def seal_to_drop(self, cid: str, plain: bytes, context: str) -> bytes:
        """Anybody can, also without the compartment's key, and nobody reads it back.

        Nothing in the result tells which compartment it is for.
        """
        drop = self._compartment(cid).drop
        if not drop:
            raise NoKey
        info = self._info("casedesk-drop-v1", context)
        return sealing.seal(drop, sealing.padded(plain), info)

    def sheets_for(self, cid: str) -> str:
        """The latest recovery group in office that opens this compartment, or none."""
        signed, wraps = self._signed, self._compartment(cid).wraps
        in_office = set(trust.admin_keys(signed))
        opening = [
            rid
            for rid, group in signed.recovery.items()
            if rid in wraps and group.e in in_office
        ]
        return max(opening, key=lambda rid: int(rid[1:]), default="")

    def seal_to_sheets(self, rid: str, plain: bytes, context: str) -> bytes:
        """For whoever joins two sheets of this group, and nobody else.

        For no group ("") to a key that is thrown away: which group it was sealed to, or
        whether to any, cannot be told from the result.
        """
        group = self._signed.recovery.get(rid)
        x = group.x if group else Identity.new().entry("").x
        info = self._info(sealing.TO_SHEETS, context)
        return sealing.seal(x, sealing.padded(plain), info)

    def add_drop_key(self, private: bytes, readers: str = "") -> None:
        """A drop's private key, as the compartment's store keeps it.

        `readers` tells one holder's compartments apart: what was sealed to one of them
        is not taken for another's.
        """
        self._open_identity()
        self._drops.setdefault(readers, []).append(bytearray(private))

    def open_drop(self, sealed: bytes, context: str, readers: str = "") -> bytes:
        """Raises SealBroken when none of these readers' drop keys opens it."""
        info = self._info("casedesk-drop-v1", context)
        for private in self._drops.get(readers, ()):
            try:
                return sealing.unpadded(sealing.unseal(private, sealed, info))
            except SealBroken:
                continue
        raise SealBroken

    def close(self) -> None:
        """Wipe every key; what was derived from them is for its holder to wipe."""
        self._header = None
        self._identity.close()
        for key in (*self._keys.values(), *chain(*self._drops.values())):
            wipe(key)
        self._keys.clear()
        self._drops.clear()

    # For the operations of `vault`, which write the header:

    def share(self, signed: Signed, member: str, cids: Iterable[str]) -> Signed:
        """Give this person or group keys; raises NoKey for one that is not ours."""
        return with_wraps(signed, member, {cid: self._key(cid) for cid in cids})

    def certify(self, signed: Signed, member: str) -> Signed:
        """Vouch for this person or group as another admin."""
        return trust.certified(signed, member, self.person, self._open_identity())

    def require_admin(self) -> None:
        """Raises NotAdmin."""
        if not self.is_admin:
            raise NotAdmin

    def sign_header(self, signed: Signed) -> bytes:
        self.require_admin()
        return trust.signature(signed, self._open_identity())

    def adopt(
        self, header: Header, keys: Mapping[str, bytearray] | None = None
    ) -> None:
        """From here on this header, which was just signed, and these new keys.

        Of the compartments this person is not in, or no longer, no key is kept.
        """
        self._open_identity()
        self._header = header
        for cid, key in (keys or {}).items():
            wipe(self._keys.pop(cid, bytearray()))
            self._keys[cid] = bytearray(key)
        for cid in self._keys.keys() - self._given(header.signed):
            wipe(self._keys.pop(cid))

    def _given(self, signed: Signed) -> set[str]:
        return {cid for cid, each in signed.cmps.items() if self.person in each.wraps}

    def _open_identity(self) -> Identity:
        if self._header is None:
            raise KeyringClosed
        return self._identity

    def _compartment(self, cid: str) -> Compartment:
        try:
            return self._signed.cmps[cid]
        except KeyError:
            raise NoKey from None

    def _key(self, cid: str) -> bytearray:
        self._compartment(cid)
        try:
            return self._keys[cid]
        except KeyError:
            raise NoKey from None

    def _derived(self, cid: str, purpose: str) -> bytearray:
        place = cid, self.compartment_generation(cid)
        return compartment_subkey(self._key(cid), self.vault_id, place, purpose)

    def _info(self, purpose: str, *parts: str) -> bytes:
        return canonical.encode([purpose, self.vault_id, *parts])


def _message(message: bytes) -> bytes:
    return b"casedesk-message-v1" + message


def _any_verifies(keys: Iterable[bytes], message: bytes, signature: bytes) -> bool:
    return any(verifies(key, _message(message), signature) for key in keys)
