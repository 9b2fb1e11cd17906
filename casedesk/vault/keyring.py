"""What an unlocked person holds: their signing key and the keys they were given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casedesk.vault import canonical, sealing, trust
from casedesk.vault.errors import (
    HeaderOlder,
    KeyringClosed,
    NoKey,
    NotAdmin,
    SealBroken,
)
from casedesk.vault.header import KEY, Compartment, Header, Signed
from casedesk.vault.identity import Identity, verifies
from casedesk.vault.kdf import wipe
from casedesk.vault.wraps import with_wraps


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
        self._drops: list[bytearray] = []
        self.person = person
        self.must_change = header.slots[person].fresh

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
    def compartments(self) -> tuple[str, ...]:
        """Those this person can open."""
        return tuple(cid for cid in sorted(self._signed.cmps) if cid in self._keys)

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
        """Whether an admin in office signed it."""
        return _any_verifies(trust.admin_keys(self._signed), message, signature)

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

    def add_drop_key(self, private: bytes) -> None:
        """A drop's private key, as the compartment's store keeps it."""
        self._open_identity()
        self._drops.append(bytearray(private))

    def open_drop(self, sealed: bytes, context: str) -> bytes:
        """Raises SealBroken when none of the drop keys at hand opens it."""
        info = self._info("casedesk-drop-v1", context)
        for private in self._drops:
            try:
                return sealing.unpadded(sealing.unseal(private, sealed, info))
            except SealBroken:
                continue
        raise SealBroken

    def close(self) -> None:
        """Wipe every key; what was derived from them is for its holder to wipe."""
        self._header = None
        self._identity.close()
        for key in (*self._keys.values(), *self._drops):
            wipe(key)
        self._keys.clear()
        self._drops.clear()

    # For the operations of `vault`, which write the header:

    def share(self, signed: Signed, uid: str, cids: Iterable[str]) -> Signed:
        """Give this person keys; raises NoKey for one that is not ours to give."""
        return with_wraps(signed, uid, {cid: self._key(cid) for cid in cids})

    def certify(self, signed: Signed, uid: str) -> Signed:
        """Vouch for this person as another admin."""
        e, signer = signed.users[uid].e, self._open_identity()
        new = trust.certificate(signed.vid, uid, e, self.person, signer)
        return replace(signed, admins=(*signed.admins, new))

    def sign_header(self, signed: Signed) -> bytes:
        if not self.is_admin:
            raise NotAdmin
        return trust.signature(signed, self._open_identity())

    def adopt(self, header: Header) -> None:
        """From here on this header, which this person has just signed."""
        self._header = header

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
        gen = self.compartment_generation(cid)
        derived = bytearray(KEY)
        HKDF(
            algorithm=SHA256(),
            length=KEY,
            salt=bytes.fromhex(self.vault_id),
            info=f"casedesk/{purpose}/v1|{cid}|{gen}".encode("ascii"),
        ).derive_into(self._key(cid), derived)
        return derived

    def _info(self, purpose: str, *parts: str) -> bytes:
        return canonical.encode([purpose, self.vault_id, *parts])


def _message(message: bytes) -> bytes:
    return b"casedesk-message-v1" + message


def _any_verifies(keys: Iterable[bytes], message: bytes, signature: bytes) -> bool:
    return any(verifies(key, _message(message), signature) for key in keys)
