"""What an index holds of names, numbers and texts, and what a search asks of it.

A token is one string of letters and digits. Its first one says what it is, where sorts
share a column: `0` a word of a name as it is written, beside the keys of
`circuit.names`, which have no digits; `n` the end of a number, `f` and `r` a telephone
number from its first digit and from its last.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from casedesk.circuit import names, words

EDITION = f"{names.EDITION}.{words.EDITION}.1"
"""The rules that tokens are made by; others, and an index is made anew."""

_WRITTEN, _NUMBER, _FORWARD, _REVERSED = "0nfr"
_ELIDED = re.compile(r"\b([ld])['’ʼ`]", re.IGNORECASE)
_LIKE_DIGITS = str.maketrans(
    "oil", "011"
)  # in the numbers of cases, which have no o, i
_LEAST_DIGITS = 3
_LEAST_LETTERS = 4  # of the end of a number that has letters only, as in SAL-26-KQXZ
_LONGEST = 40  # letters of one word; what is longer is no word


@dataclass(frozen=True, slots=True)
class Term:
    """One word that is looked for: each of these may begin what is found."""

    written: str = field(repr=False)  # folded
    names: frozenset[str] = field(
        repr=False
    )  # tokens that names begin with, as written
    keys: frozenset[str] = field(repr=False)  # and as they sound
    numbers: frozenset[str] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Sought:
    """What was typed, as a name, as one number, and as words of a text: none of the
    terms may be missing, nor any of the texts, of which each has its forms."""

    terms: tuple[Term, ...]
    number: frozenset[str] = field(default=frozenset(), repr=False)
    texts: tuple[tuple[str, ...], ...] = field(default=(), repr=False)

    def __bool__(self) -> bool:
        return bool(self.terms or self.number)


def name_tokens(written: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in written:
        found |= names.keys(name)
        for word in name_words(name):
            found.update(_WRITTEN + form for form in words.forms(word.folded))
    return frozenset(found)


def name_words(name: str) -> tuple[words.Word, ...]:
    """The words of a name where they stand; M'hamed is one, L'Kbir is two."""
    return tuple(words.words(_ELIDED.sub(r"\1 ", name), glued=True))


def number_tokens(number: str) -> frozenset[str]:
    """`SAL-26-0K7F` is found by 0K7F, by 26-0K7F, and by the whole of it."""
    parts = [_as_number(each.folded) for each in words.words(number)]
    return frozenset(_NUMBER + "".join(parts[at:]) for at in range(len(parts)))


def phone_tokens(phone: str) -> frozenset[str]:
    digits = words.digits(phone)
    return frozenset({_FORWARD + digits.lstrip("0"), _REVERSED + digits[::-1]})


def text_tokens(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        form
        for text in texts
        for word in words.words(text)
        if len(word.folded) <= _LONGEST
        for form in words.forms(word.folded)
    )


def sought(text: str) -> Sought:
    """What is looked for by a text as far as it is typed."""
    heard = dict(names.sought(text))
    terms = []
    for word in name_words(text):
        starts = [
            each for key, each in heard.items() if words.folded(key) == word.folded
        ]
        if heard and not starts and not any(each.isdigit() for each in word.folded):
            continue  # an article, or ben before a name
        forms = words.forms(word.folded)
        terms.append(
            Term(
                word.folded,
                names=frozenset(_WRITTEN + form for form in forms),
                keys=frozenset().union(*starts),
                numbers=_numbers(word.folded),
            )
        )
    written = [each.folded for each in words.words(text)]
    telling = [each for each in written if len(each) > 1] or written
    return Sought(tuple(terms), _numbers(text), tuple(map(words.forms, telling)))


def _numbers(typed: str) -> frozenset[str]:
    """What a number may begin with, or end with, that is typed like this."""
    plain = words.folded(typed).replace(" ", "")
    if not plain.isascii() or (plain.isalpha() and len(plain) < _LEAST_LETTERS):
        return frozenset()
    found = {_NUMBER + _as_number(plain)}
    digits = words.digits(typed)
    if plain.isdigit() and len(digits) >= _LEAST_DIGITS:
        found.add(_FORWARD + digits.lstrip("0"))
        found.add(_REVERSED + digits[::-1])
    return frozenset(each for each in found if len(each) > 1)


def _as_number(folded: str) -> str:
    return folded.translate(_LIKE_DIGITS)
