"""The pages of a store deciphered by other means, to see what is left in them.

SQLCipher 4 with a raw key: pages of 4096 bytes that end in 16 bytes of IV and 64 of
HMAC-SHA512 over what is enciphered, the IV and the number of the page; AES-256-CBC; the
key of the HMAC is derived from the raw key and the salt, which is the first 16 bytes of
the file. The log holds the same pages, each behind 24 bytes of its own.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

PAGE = 4096
SALT = 16
_IV, _MAC = 16, 64
_LOG_HEADER, _FRAME_HEADER = 32, 24
_HMAC_SALT_MASK = 0x3A
_HMAC_ROUNDS = 2
_MAGIC = b"SQLite format 3\x00"


@dataclass(frozen=True, slots=True)
class Page:
    """One page in the clear, and whether it was what the key once wrote there."""

    number: int
    plain: bytes
    genuine: bool


def decrypt_pages(path: Path, key: bytes) -> Iterator[Page]:
    """Every page of the file and of the log beside it, free ones and old ones too."""
    data = path.read_bytes()
    opener = _Opener(key, data[:SALT])
    for number, at in enumerate(range(0, len(data) - PAGE + 1, PAGE), start=1):
        yield opener.page(number, data[at : at + PAGE])
    log = path.with_name(path.name + "-wal")
    frames = log.read_bytes() if log.exists() else b""
    step = _FRAME_HEADER + PAGE
    for at in range(_LOG_HEADER, len(frames) - step + 1, step):
        number = int.from_bytes(frames[at : at + 4], "big")
        yield opener.page(number, frames[at + _FRAME_HEADER : at + step])


def occurrences(path: Path, key: bytes, texts: Iterable[str]) -> dict[str, int]:
    """How often each text stands in the file, whatever a query would say."""
    plain = b"\x00".join(page.plain for page in decrypt_pages(path, key))
    return {text: plain.count(text.encode()) for text in texts}


class _Opener:
    def __init__(self, key: bytes, salt: bytes) -> None:
        self._key = key
        masked = bytes(byte ^ _HMAC_SALT_MASK for byte in salt)
        self._mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _HMAC_ROUNDS, 32)

    def page(self, number: int, page: bytes) -> Page:
        first = SALT if number == 1 else 0
        enciphered, end = page[first : PAGE - _IV - _MAC], page[PAGE - _IV - _MAC :]
        iv, mac = end[:_IV], end[_IV:]
        covered = enciphered + iv + number.to_bytes(4, "little")
        expected = hmac.digest(self._mac_key, covered, "sha512")
        opened = Cipher(algorithms.AES(self._key), modes.CBC(iv)).decryptor()
        plain = opened.update(enciphered) + opened.finalize()
        head = _MAGIC if number == 1 else b""
        return Page(number, head + plain, hmac.compare_digest(mac, expected))
