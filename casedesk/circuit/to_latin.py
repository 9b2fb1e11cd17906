"""How a name that is written in Arabic may be written in Latin letters: the rules.

Arabic leaves out short vowels, which Latin spelling in Morocco always writes; the long
ones tell where they were. No word begins with two consonants, nor has three on end; two
that meet stand alone before a vowel (سلمى, Salma), with one between them at the end
(طارق, Tarik). The spelling is French: ش ch, و ou, a doubled s between vowels, a mute e
after the n of مروان (Marouane).
"""

from __future__ import annotations

import re
import unicodedata

from casedesk.circuit.to_arabic import Writings

_KEPT = 24  # beginnings of a word that are followed up
_NEVER = 99.0
_LATIN = "b p t j tch h kh d r z s ch s d t gh f v v k k g g g l m n h"
_CONSONANTS: dict[str, Writings] = {
    **{
        letter: ((latin, 0.0),)
        for letter, latin in zip(
            "بپتجچحخدرزسشصضطغفڤڥكکگݣڭلمنه",
            _LATIN.split(),
            strict=True,
        )
    },
    "ث": (("t", 0.1), ("th", 0.15)),
    "ذ": (("d", 0.1), ("dh", 0.3)),
    "ظ": (("d", 0.1), ("z", 0.35), ("dh", 0.3)),
    "ق": (("k", 0.1), ("q", 0.25)),
    "ي": (("y", 0.0),),
    "و": (("ou", 0.05), ("w", 0.2)),
}
_LONG = "اىةآ"
_VOWEL = re.compile(r"[aeiouï]")


def in_latin(word: str) -> Writings:
    """One Arabic word, without article, بن or عبد; the likeliest spelling first."""
    letters = _letters(word)
    begun = {"": 0.0}
    for at in range(len(letters)):
        grown: dict[str, float] = {}
        for text, cost in begun.items():
            for added, more in _spellings(letters, at, text):
                here = text + added
                grown[here] = min(grown.get(here, _NEVER), cost + more)
        begun = dict(sorted(grown.items(), key=lambda each: each[1])[:_KEPT])
    found: dict[str, float] = {}
    for text, cost in begun.items():
        spelled = _spelled(text)
        found[spelled] = min(found.get(spelled, _NEVER), cost)
    return tuple(sorted(found.items(), key=lambda each: each[1]))


def _letters(word: str) -> str:
    """Without vowel signs and tatweel: what is unusual in a name is no help."""
    plain = unicodedata.normalize("NFC", word).replace("ـ", "").replace("ٱ", "ا")
    plain = plain.replace("ی", "ي")
    return "".join(each for each in plain if not unicodedata.combining(each))


def _spelled(text: str) -> str:
    """With the s doubled between vowels, and u after g, as French reads them."""
    text = re.sub(r"(?<=[aeiou])s(?=[aeiouï])", "ss", text)
    return re.sub(r"g(?=[ei])", "gu", text).capitalize()


def _spellings(letters: str, at: int, text: str) -> Writings:
    """A letter, with the short vowel after it when it is a consonant."""
    letter = letters[at]
    if at == 0 and letter in "اأإآ":
        return _at_first(letters)
    if letter in "اآأىةئإؤء":
        return _alef_or_hamza(letters, at, text)
    if letter == "ع":
        return _ayn(letters, at, text)
    if letter in "وي" and _is_vowel(letters, at):
        return _long(letters, at, text)
    if letter == "ي" and text and not text.endswith(tuple("aeou")):
        return (("", 0.0),) if text[-1] in "iy" else (("i", 0.0), ("y", 0.3))
    spelled = _CONSONANTS.get(letter, (("", 0.0),))
    if letter == "ن" and letters[at - 1 :] in ("ان", "ين"):
        spelled = (("ne", 0.0), ("n", 0.25))  # Marouane, Yassine
    vowels = _short(letters, at, text)
    return tuple((s + v, cost + more) for s, cost in spelled for v, more in vowels)


def _alef_or_hamza(letters: str, at: int, text: str) -> Writings:
    letter, after = letters[at], letters[at + 1 :]
    if letter == "ة" and letters[at - 1] == "ا":  # Najat
        return (("t", 0.0), ("", 0.5))
    if letter in "اآأىة":
        return (("a", 0.0),)
    if letter == "ؤ":
        return (("ou", 0.0),)
    if letter == "ء":
        return (("", 0.0),) if after else (("a", 0.1), ("e", 0.2), ("", 0.3))
    is_closed = bool(after) and after[0] not in _LONG  # Aïcha
    return (("ï", 0.0),) if text.endswith("a") and is_closed else (("", 0.2),)


def _is_vowel(letters: str, at: int) -> bool:
    """Whether و or ي is a long vowel here rather than a w or y."""
    following = letters[at + 1 : at + 2]
    return at > 0 and letters[at] in "وي" and following not in tuple("اىةآوي")


def _at_first(letters: str) -> Writings:
    match letters[0]:
        case "إ":
            return (("i", 0.0), ("e", 0.4)) if letters[1:2] != "ي" else (("", 0.0),)
        case "آ":
            return (("a", 0.0),)
        case "أ":
            rounded = 0.3 if len(letters) > 4 and letters[2] in "اي" else 0.5
            return (("a", 0.1), ("ou", rounded), ("o", 0.6))
        case _:
            return (("i", 0.1), ("a", 0.2), ("e", 0.4))


def _long(letters: str, at: int, text: str) -> Writings:
    is_last = at == len(letters) - 1
    if letters[at] == "و":
        if is_last or letters[at - 1] == "ا":
            return (("ou", 0.0),)
        return (("ou", 0.0), ("aou", 0.2 if at == 1 else 0.8))
    if letters[at - 1] in "اآ":
        return (("y", 0.1), ("i", 0.1), ("ï", 0.2))
    if is_last:
        return (("i", 0.0),)
    if _VOWEL.search(text[-1:]):
        return (("i", 0.0), ("ï", 0.3))
    return (("i", 0.0), ("ai", 0.2 if at == 1 else 0.6))


def _ayn(letters: str, at: int, text: str) -> Writings:
    """No letter of its own, but the vowels around it are heard: Saïd, Saâd, Omar."""
    following = letters[at + 1 : at + 2]
    is_long = following in tuple(_LONG) or (following and _is_vowel(letters, at + 1))
    if not following:
        return (("", 0.1), ("a", 0.3)) if _VOWEL.search(text[-1:]) else (("a", 0.0),)
    if is_long or following == "و":
        ahead = "a" if at == 0 and following in tuple("يو") else ""
        return ((ahead, 0.0),)
    if text:
        return (("a", 0.05), ("", 0.3))
    return (("a", 0.05), ("o", 0.25), ("i", 0.3))


def _short(letters: str, at: int, text: str) -> Writings:
    """The vowel that is not written, between a consonant and the next."""
    following = letters[at + 1 :]
    if not following or following[0] in _LONG + "أئؤء" or _is_vowel(letters, at + 1):
        return (("", 0.0),)
    if not text:
        return _after_the_first(letters, following)
    if not _VOWEL.search(text[-1]):
        likely = 0.05 if text[0] == "i" else 0.3  # Ibtissam
        return (("a", 0.1), ("i", likely), ("e", 0.3), ("ou", 0.6))
    if following[0] in "وي":
        return (("", 0.0), ("a", 0.4))
    return _after_a_vowel(following, after_alef=letters[at - 1] == "ا")


def _after_a_vowel(following: str, *, after_alef: bool) -> Writings:
    """As in Tarik beside Hassan and Badr, and in Fatima beside Salma."""
    if len(following) == 1:
        if after_alef:
            return (("i", 0.1), ("e", 0.15), ("a", 0.5))
        return (("a", 0.15), ("e", 0.25), ("i", 0.35), ("", 0.3), ("ou", 0.7))
    if after_alef:
        return (("i", 0.1), ("", 0.3), ("a", 0.5))
    return (("", 0.1), ("a", 0.4), ("i", 0.6))


def _after_the_first(letters: str, following: str) -> Writings:
    """As in Jamal or Haddad, Karima, Mahmoud, Mouna, Hiba or Janna, Mohamed."""
    second, third = following[0], following[1:2]
    doubled = _CONSONANTS.get(second, (("", 0.0),))[0][0]
    twice = f"a{doubled}" if len(doubled) == 1 else "a"
    match third:
        case "ا":
            return (("a", 0.1), ("i", 0.25), ("ou", 0.3), ("", 0.6), (twice, 0.25))
        case "ي" if len(following) == 2:
            return (("a", 0.0), ("i", 0.5), ("ou", 0.5))
        case "ي":
            return (("a", 0.0), ("ou", 0.5), ("", 0.5), ("e", 0.5))
        case "و":
            return (("a", 0.1), ("ou", 0.35), (twice, 0.3), ("e", 0.4))
        case "ى":
            return (("ou", 0.0), ("a", 0.1), ("i", 0.4))
        case "ة":
            return (("i", 0.1), ("a", 0.2), (twice, 0.15), ("ou", 0.4))
        case _:
            long = any(each in following[2:] for each in "اوي")
            rounded = 0.15 if letters[0] == "م" and not long else 0.35
            return (("a", 0.1), ("ou", rounded), ("o", rounded + 0.1), *_NARROW)


_NARROW: Writings = (("i", 0.35), ("e", 0.35))
