"""The words of a text as one looks for them, French or Arabic, however written.

Letters are folded within their script: no accents, capitals, vowel signs, tatweel; one
alef and one ya, ta marbuta as ha, digits 0-9 (peers row 76). What sounds alike in two
scripts is `circuit.names`' to tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

EDITION = 1
"""One more each time `forms` gives something else: stored words are then made anew."""

_ONE_FORM = str.maketrans("أإآٱىةؤئیک", "اااايهوييك")
_LIGATURES = {"œ": "oe", "æ": "ae", "ß": "ss"}
_DROPPED = "ـ\u200c\u200d"  # tatweel, and what only joins or parts letters
_APOSTROPHES = "'’ʼ`"
_LETTERS = "0-9a-zα-ωа-яء-ي\u066e-\u06d3ⴰ-ⵧⵯ"  # older than every engine there is
_WORD = re.compile(f"[{_LETTERS}]+")
# One letter before the article, or the article alone: والبيت, بالبيت, للبيت, البيت.
_ARTICLE = re.compile(r"(?:[وف]?(?:[بك]?ال|لل)|[وفبكل]ال)(?=..)")
_PLURAL = re.compile(r"(?<=[a-z]{3})[sx]\b")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, folded, and where in the text it stands."""

    folded: str = field(repr=False)
    start: int
    end: int


def folded(text: str) -> str:
    """Its words only, parted by single blanks."""
    return " ".join(each.folded for each in words(text))


def words(text: str, *, glued: bool = False) -> Iterator[Word]:
    """In their order; `l'école` is two, as is `12/2024`, but for `glued` names: M'hamed
    is one."""
    letters, places = _folded_letters(text, _APOSTROPHES if glued else "")
    for found in _WORD.finditer(letters):
        yield Word(found[0], places[found.start()], places[found.end() - 1] + 1)


def forms(word: str) -> tuple[str, ...]:
    """What a folded word is kept and looked for as: itself, the one of several things,
    and without the Arabic article and what stands before it."""
    found = {word: None, _PLURAL.sub("", word): None, _ARTICLE.sub("", word, 1): None}
    return tuple(found)


def digits(text: str) -> str:
    """Of a telephone number, as one dials it within Morocco: `0612345678`."""
    plain = "".join(each for each in _folded_letters(text)[0] if each in "0123456789")
    return re.sub(r"^(?:00)?212(?=\d{9}$)", "0", plain)


def _folded_letters(text: str, dropped: str = "") -> tuple[str, list[int]]:
    """Every folded letter, and the place in the text that it comes from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for each in "" if letter in dropped else _folded_letter(letter):
            letters.append(each)
            places.append(place)
    return "".join(letters), places


@lru_cache(maxsize=1 << 10)
def _folded_letter(letter: str) -> str:
    if letter.isascii():
        return letter.lower()
    if letter in _DROPPED or unicodedata.combining(letter):
        return ""
    lowered = letter.casefold().translate(_ONE_FORM)
    lowered = _LIGATURES.get(lowered, lowered)
    if unicodedata.category(letter) == "Nd":
        return str(unicodedata.digit(letter))
    apart = unicodedata.normalize("NFKD", lowered)
    kept = "".join(each for each in apart if not unicodedata.combining(each))
    return kept.translate(_ONE_FORM)
