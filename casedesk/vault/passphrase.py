"""Passphrases: six French words drawn by lot, or a long sentence of one's own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from casedesk.vault.errors import WeakPassphrase

WORDS = 6  # of 2048: 66 bits (security §3.2)
WORDLIST_SIZE = 2048
SHORTEST = 15  # characters, for a passphrase of one's own (security §3.3)
PWNORM = 1  # the version of `normalise`, written in the header

_KEYBOARD_ROWS = (
    "azertyuiop",
    "qsdfghjklm",
    "wxcvbn",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "ضصثقفغعهخحجد",
    "شسيبلاتنمكط",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
)
_RUN = 4  # letters in a row on the keyboard before it counts as a run


def normalise(text: str) -> bytes:
    """What is derived from: accents, capitals and spacing make no difference.

    Rule 1 of the header's `pwnorm`: it never changes, another rule gets another number.
    """
    return _plain(text).encode("utf-8", "surrogatepass")


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(bare.casefold().split())


def read_wordlist(text: str) -> tuple[str, ...]:
    """One word a line; raises ValueError when too few differ without their accents."""
    words = tuple(unicodedata.normalize("NFC", text).split())
    if len({normalise(word) for word in words}) < max(WORDLIST_SIZE, len(words)):
        raise ValueError("word list")
    return words


def generate(words: Sequence[str]) -> str:
    """A passphrase of 66 bits, to be shown once and typed again."""
    import secrets  # loads random numbers and hashes; few draw a passphrase

    return " ".join(secrets.choice(words) for _ in range(WORDS))


def judge(passphrase: str, forbidden: Iterable[str]) -> None:
    """Raises WeakPassphrase for what somebody who knows the association would try.

    `forbidden` are the association's name, the labels of its people, its towns.
    """
    from zxcvbn import zxcvbn  # slow to import, and only new passphrases need it

    plain = _plain(passphrase)
    if len(plain) < SHORTEST:
        raise WeakPassphrase("too_short")
    if _repeats(plain):
        raise WeakPassphrase("repeated")
    known = sorted({word for name in forbidden for word in _words(name)})
    if _mostly(plain, known) or zxcvbn(plain[:72], known)["score"] < 3:
        raise WeakPassphrase("common")


def _words(name: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", _plain(name)) if len(word) > 2]


def _repeats(plain: str) -> bool:
    letters = plain.replace(" ", "")
    words = plain.split()
    return (
        len(set(letters)) < 5
        or re.fullmatch(r"(.+?)\1+", letters) is not None
        or (len(words) > 2 and len(set(words)) * 2 <= len(words))
    )


def _mostly(plain: str, known: list[str]) -> bool:
    """Whether less than half is left without known words and keyboard runs."""
    letters = re.sub(r"[\W_]", "", plain)
    runs = [
        row[start : start + _RUN]
        for forward in _KEYBOARD_ROWS
        for row in (forward, forward[::-1])
        for start in range(len(row) - _RUN + 1)
    ]
    covered = [False] * len(letters)
    for piece in known + runs:
        for found in re.finditer(f"(?={re.escape(piece)})", letters):
            start = found.start()
            covered[start : start + len(piece)] = [True] * len(piece)
    return covered.count(False) * 2 < len(letters)
