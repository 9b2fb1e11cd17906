"""A person's identity: the private keys that a passphrase opens."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casedesk.vault import canonical, sealing
from casedesk.vault.errors import Tampered, WrongPassphrase
from casedesk.vault.header import KEY, NONCE, Slot, UserEntry
from casedesk.vault.kdf import (
    DEFAULT_LIMITS,
    KdfCost,
    KdfParameters,
    derived,
    parameters_form,
    wipe,
)

Buffer = bytes | bytearray | memoryview
PAYLOAD = 96  # X25519 private, Ed25519 seed, SHA-256 of the root


class Identity:
    """Two private keys in buffers that can be wiped; `repr` shows nothing."""

    __slots__ = ("_e", "_x")

    def __init__(self, x: Buffer, e: Buffer) -> None:
        self._x = bytearray(x)
        self._e = bytearray(e)

    @classmethod
    def new(cls) -> Identity:
        return cls(secrets.token_bytes(KEY), secrets.token_bytes(KEY))

    def entry(self, label: str) -> UserEntry:
        """The public half, as the header lists it."""
        e = Ed25519PrivateKey.from_private_bytes(self._e).public_key()
        return UserEntry(x25519_public(self._x), e.public_bytes_raw(), label)

    def sign(self, message: bytes) -> bytes:
        return Ed25519PrivateKey.from_private_bytes(self._e).sign(message)

    def unseal(self, sealed: bytes, info: bytes) -> bytes:
        return sealing.unseal(self._x, sealed, info)

    def payload(self, pin: bytes) -> bytearray:
        """What a slot holds; the caller wipes it."""
        payload = bytearray(2 * KEY + len(pin))
        view = memoryview(payload)  # adding them up would leave a copy of the keys
        view[:KEY], view[KEY : 2 * KEY], view[2 * KEY :] = self._x, self._e, pin
        return payload

    def close(self) -> None:
        wipe(self._x)
        wipe(self._e)


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def x25519_public(private: bytes | bytearray) -> bytes:
    key = X25519PrivateKey.from_private_bytes(private)
    return key.public_key().public_bytes_raw()


@dataclass(frozen=True, slots=True)
class SlotAddress:
    """Whose slot it is, in which vault: bound into its encryption."""

    vid: str
    uid: str
    entry: UserEntry

    def seal(
        self,
        identity: Identity,
        pin: bytes,
        passphrase: bytes,
        cost: KdfCost,
        *,
        fresh: bool,
    ) -> Slot:
        """A new slot, under a new salt; `fresh` when somebody else chose the words."""
        kdf = KdfParameters.fresh(cost)
        nonce = secrets.token_bytes(NONCE)
        context = self._context(kdf, fresh)
        payload = identity.payload(pin)
        try:
            with derived(passphrase, kdf) as key:
                ct = AESGCM(key).encrypt(nonce, payload, context)
        finally:
            wipe(payload)
        return Slot(kdf, nonce, ct, fresh)

    def open(self, slot: Slot, passphrase: bytes) -> tuple[Identity, bytes]:
        """The identity, and the pin of the root it was made under.

        Raises WrongPassphrase.
        """
        payload = bytearray(PAYLOAD)
        context = self._context(slot.kdf, slot.fresh)
        try:
            with derived(passphrase, slot.kdf) as key:
                AESGCM(key).decrypt_into(slot.nonce, slot.ct, context, payload)
            view = memoryview(payload)  # slices of the payload itself would be copies
            identity = Identity(view[:KEY], view[KEY : 2 * KEY])
            pin = bytes(view[2 * KEY :])
        except InvalidTag:
            raise WrongPassphrase from None
        finally:
            wipe(payload)
        if identity.entry(self.entry.label) != self.entry:
            raise Tampered("identity")
        return identity, pin

    def _context(self, kdf: KdfParameters, fresh: bool) -> bytes:
        derivation = parameters_form(DEFAULT_LIMITS).write(kdf)
        keys = [canonical.base64_text(key) for key in (self.entry.x, self.entry.e)]
        return canonical.encode(
            ["casedesk-slot-v1", self.vid, self.uid, derivation, keys, fresh]
        )
