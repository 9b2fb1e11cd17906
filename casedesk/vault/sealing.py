"""Sealed messages: only one private key opens them, and only for what they were for."""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from casedesk.vault.errors import SealBroken

STEP = 4096  # bytes: the only thing the length of a sealed message tells
_PREFIX = 4
TO_SHEETS = "casedesk-sheets-v1"  # what is kept for two sheets of paper


def seal(public: bytes, plain: bytes | bytearray, info: bytes) -> bytes:
    """HPKE in base mode (RFC 9180); `info` is what it is for, and is not inside."""
    key = X25519PublicKey.from_public_bytes(public)
    return _suite().encrypt(plain, key, info=info)


def unseal(private: bytearray, sealed: bytes, info: bytes) -> bytes:
    """Raises SealBroken."""
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        return _suite().decrypt(sealed, key, info=info)
    except InvalidTag:
        raise SealBroken from None


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def padded(plain: bytes) -> bytes:
    """The message behind its length, filled up to a multiple of STEP."""
    message = len(plain).to_bytes(_PREFIX, "big") + plain
    return message + bytes(-len(message) % STEP)


def unpadded(message: bytes) -> bytes:
    """Raises SealBroken for what `padded` would not have made."""
    plain = message[_PREFIX : _PREFIX + int.from_bytes(message[:_PREFIX], "big")]
    if padded(plain) != message:
        raise SealBroken
    return plain
