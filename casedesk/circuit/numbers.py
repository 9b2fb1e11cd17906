"""Numbers that are read aloud, typed and printed: Crockford base32, check character.

No letter that can be taken for a digit, no initials, nothing that tells who a child is.
https://www.crockford.com/base32.html
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECK = ALPHABET + "*~$=U"  # 37, a prime: finds every slip of one character
_LOOKALIKES = str.maketrans("OIL", "011")
_FROM_RFC_4648 = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
CASE_CHARACTERS = 4
COUPON_CHARACTERS = 8
_ANCHOR_BYTES = 10  # 80 bits: 16 characters (security §9)
_ANCHOR_CHARACTERS = 16
_BETWEEN = re.compile(r"[\s.,·•_‐-―-]+")  # people write dots and dashes as they like


def encode(data: bytes) -> str:
    """Whole groups of five bits; the length must be a multiple of five bytes."""
    return base64.b32encode(data).decode().translate(_FROM_RFC_4648)


def characters(random: bytes) -> str:
    """One character for each random byte."""
    return "".join(ALPHABET[byte & 31] for byte in random)


def check_character(code: str) -> str:
    value = 0
    for character in code:
        value = (value * 32 + ALPHABET.index(character)) % 37
    return CHECK[value]


def case_number(territory: str, year: int, random: bytes) -> str:
    """`SAL-26-0K7F` from four random bytes."""
    return f"{territory}-{year % 100:02}-{characters(random[:CASE_CHARACTERS])}"


def receipt_number(random: bytes) -> str:
    """`R-7F3K` from four random bytes."""
    return f"R-{characters(random[:CASE_CHARACTERS])}"


def coupon(random: bytes) -> str:
    """`7F3K-9QXM-2`: eight characters and a check character easy on any keyboard."""
    start = characters(random[: COUPON_CHARACTERS - 1])
    last = random[COUPON_CHARACTERS - 1]
    for turn in range(len(ALPHABET)):
        code = start + ALPHABET[(last + turn) & 31]
        check = check_character(code)
        if check in ALPHABET:
            return f"{_grouped(code)}-{check}"
    raise AssertionError("every prefix has such a last character")


def typed_coupon(text: str) -> str | None:
    """The coupon somebody typed or scanned, or None when a character must be wrong."""
    plain = "".join(c for c in text.upper() if c not in "- \t\u00a0")
    code, check = plain[:-1].translate(_LOOKALIKES), plain[-1:]
    if len(code) != COUPON_CHARACTERS or any(c not in ALPHABET for c in code):
        return None
    if check_character(code) not in (check, check.translate(_LOOKALIKES)):
        return None
    return _grouped(code) + "-" + check_character(code)


def anchor(sequence: int, head: bytes) -> str:
    """`J 004213 · 7F3K-9QXM-2D4R-8T1V-C`: where the journal stood, kept on paper."""
    code = encode(head[:_ANCHOR_BYTES])
    checked = check_character(code)
    return f"J {sequence:06} · {_grouped(code)}-{checked}"


@dataclass(frozen=True, slots=True)
class TypedAnchor:
    """An anchor read off paper: the number of an entry, and the start of its hash."""

    sequence: int
    code: str

    def fits(self, hash_: bytes) -> bool:
        return encode(hash_[:_ANCHOR_BYTES]) == self.code


def typed_anchor(text: str) -> TypedAnchor | None:
    """The anchor somebody typed, or None when a character must be wrong.

    The check character is over the code: a slip in the number of the entry shows only
    in what the journal answers.
    """
    plain = _BETWEEN.sub("", text.upper()).removeprefix("J")
    number = plain[: -_ANCHOR_CHARACTERS - 1].translate(_LOOKALIKES)
    code = plain[-_ANCHOR_CHARACTERS - 1 : -1].translate(_LOOKALIKES)
    check = plain[-1:]
    if not (number.isascii() and number.isdecimal() and len(number) <= 15):
        return None
    if any(c not in ALPHABET for c in code):
        return None
    if check_character(code) not in (check, check.translate(_LOOKALIKES)):
        return None
    return TypedAnchor(int(number), code)


def _grouped(code: str) -> str:
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def digest(data: bytes) -> bytes:
    """SHA-256, for what was printed."""
    return hashlib.sha256(data).digest()
