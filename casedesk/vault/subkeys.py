"""One secret, one key for each purpose: HKDF-SHA256 with the purpose written in."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from casedesk.vault.header import KEY


def subkey(
    secret: bytearray, info: str, *, salt: bytes = b"", length: int = KEY
) -> bytearray:
    """The caller wipes it."""
    key = bytearray(length)
    HKDF(
        algorithm=SHA256(), length=length, salt=salt, info=info.encode("ascii")
    ).derive_into(secret, key)
    return key


def compartment_subkey(
    key: bytearray, vid: str, place: tuple[str, int], purpose: str
) -> bytearray:
    """From the key of a compartment in one generation; the caller wipes it."""
    cid, gen = place
    info = f"casedesk/{purpose}/v1|{cid}|{gen}"
    return subkey(key, info, salt=bytes.fromhex(vid))
