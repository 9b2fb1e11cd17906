"""A name in the other script, proposed to whoever wrote it in one of the two.

Nothing here is ever written by itself: each script is kept as it was heard, and what is
proposed counts only once a person takes it. First come the names that are known in both
scripts, spelled as civil status usually does; then the rules of `to_arabic` and
`to_latin`, word by word. Articles, ben, bou, abd and aït are written as families write
them: in Arabic بنجلون is one word and بن علي two, عبد always stands apart.

A name in Tifinagh is put letter by letter into either script (the table of IRCAM,
Unicode 2D30): it has one letter for each sound.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from casedesk.circuit.to_arabic import Writings, in_arabic
from casedesk.circuit.to_latin import in_latin

MOST = 3
"""How many writings are proposed at most."""

_LONGEST = 80  # characters; a longer text is no name
_KEPT = 8
_DEARER = 0.2  # what each next spelling of a known name costs


class Script(Enum):
    """What letters a name is written in."""

    LATIN = "latin"
    ARABIC = "arabic"
    TIFINAGH = "tifinagh"


class NamePart(Enum):
    """Which of somebody's names it is."""

    GIVEN = "given"
    FAMILY = "family"


Spellings = Mapping[tuple[NamePart, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class KnownNames:
    """Names whose writing in the other script is known, by part and folded spelling."""

    in_arabic: Spellings = field(default_factory=dict)
    in_latin: Spellings = field(default_factory=dict)

    def written(self, words: Sequence[str], into: Script, part: NamePart) -> Writings:
        """The usual writings of a name; if need be, of one of the other part.

        As many words come first: Ben Ali is rather بن علي, and Benali بنعلي.
        """
        known = self.in_arabic if into is Script.ARABIC else self.in_latin
        spelling = _folded("".join(words))
        other = NamePart.GIVEN if part is NamePart.FAMILY else NamePart.FAMILY
        found = known.get((part, spelling)) or known.get((other, spelling)) or ()
        alike = sorted(found, key=lambda each: len(each.split()) != len(words))
        return tuple((each, at * _DEARER) for at, each in enumerate(alike))


NO_NAMES = KnownNames()


def read_names(text: str) -> KnownNames:
    """The names of names.toml: under each part, one a line, Arabic first."""
    latin: dict[tuple[NamePart, str], tuple[str, ...]] = {}
    arabic: dict[tuple[NamePart, str], list[str]] = {}
    listed = tomllib.loads(text)
    for part in NamePart:
        for line in listed[part.value].strip().splitlines():
            written, _colon, rest = line.partition(":")
            spellings = tuple(each.strip() for each in rest.split(","))
            latin[part, _folded(written)] = spellings
            for each in spellings:
                arabic.setdefault((part, _folded(each)), []).append(written)
    return KnownNames({key: tuple(each) for key, each in arabic.items()}, latin)


def script_of(text: str) -> Script | None:
    """The script all its letters are of; None when they are of several, or of none."""
    found = {_script(each) for each in text if each.isalpha()}
    return found.pop() if len(found) == 1 else None


def suggest(
    name: str, into: Script, part: NamePart, known: KnownNames = NO_NAMES
) -> tuple[str, ...]:
    """How this name may be written in the other script, the likeliest first.

    Nothing for a name that is of that script already, of several, or no name at all.
    """
    script = script_of(name)
    if script in (None, into) or into is Script.TIFINAGH or len(name) > _LONGEST:
        return ()
    if script is Script.TIFINAGH:
        return (_letter_by_letter(name, into),)
    words = _words(name)
    whole = known.written(words, into, part)
    if not whole:
        write = _to_arabic if into is Script.ARABIC else _to_latin
        whole = _joined(write(words, part, known))
    return tuple(dict.fromkeys(each for each, _cost in whole))[:MOST]


def _script(letter: str) -> Script | None:
    if "\u2d30" <= letter <= "\u2d7f":
        return Script.TIFINAGH
    name = unicodedata.name(letter, "")
    if name.startswith("ARABIC"):
        return Script.ARABIC
    return Script.LATIN if name.startswith("LATIN") else None


def _folded(name: str) -> str:
    """The same for spellings that differ in capitals, accents, spaces or hamza only."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(each for each in apart if each.isalpha())


def _words(name: str) -> list[str]:
    """Its words, without what is not a letter; the ' of M'hamed leaves no gap."""
    plain = unicodedata.normalize("NFC", name.casefold())
    plain = re.sub(r"\b([ld])['’ʼ`]", r"\1 ", plain)
    plain = re.sub(r"['’ʼ`ـ]|[\u064b-\u0652]", "", plain)
    return re.findall(r"[^\W\d_]+", plain)


def _joined(parts: Iterator[Writings]) -> Writings:
    """One writing of each part after the other, those that cost least."""
    names: Writings = (("", 0.0),)
    for part in parts:
        longer = (
            (f"{name} {written}".strip(), cost + more)
            for name, cost in names
            for written, more in part
        )
        names = _cheapest(longer)
    return tuple(each for each in names if each[0])


def _cheapest(writings: Iterator[tuple[str, float]]) -> Writings:
    return tuple(sorted(writings, key=lambda each: each[1])[:_KEPT])


def _run(words: Sequence[str], into: Script, part: NamePart, known: KnownNames) -> int:
    """How many of the first words are one known name."""
    lengths = range(min(3, len(words)), 0, -1)
    return next((n for n in lengths if known.written(words[:n], into, part)), 0)


# From Latin letters

# Of words that are one in Arabic, the last is what is proposed in Latin letters.
_LATIN_WORDS = """
    bin ben ibn bint bent beni abu abou bou abd ayt ait aït ould oulad awlad ouled
    ou oum sidi moulay lalla hadj haj dine eddine allah
"""
_ARABIC_WORDS = """
    بن بن ابن بنت بنت بني أبو أبو بو عبد آيت آيت آيت ولد أولاد أولاد أولاد
    أو أم سيدي مولاي لالة الحاج الحاج الدين الدين الله
"""
_APART = dict(zip(_LATIN_WORDS.split(), _ARABIC_WORDS.split(), strict=True))
_ARTICLES = re.compile(r"(?:[aei]?l|[ae](?:t|d|r|z|s|n|ch))")
_GLUED_ARTICLE = re.compile(
    r"(?:[ea]l(?=[^aeiouylhé'])|l(?=[bcdfgkmqwj])|e(?:(t)(?=\1)|(d)(?=\2)|(r)(?=\3)|(z)"
    r"(?=\4)|(s)(?=\5)|(n)(?=\6)|(ch)(?=\7)))(?=\w{4,})"
)
_SERVANT = re.compile(r"abd(?:[aeou]l|[ae](?=(t|d|r|z|s|n|ch)\1?))(?=\w{3,})")
_BEGUN = {"ben": "بن", "bel": "بل", "bou": "بو"}
_ENDED = re.compile(r"(\w{3,}?)[ae]?(?:d?dine|ddine)$")


def _to_arabic(
    words: list[str], part: NamePart, known: KnownNames
) -> Iterator[Writings]:
    has_article = False
    while words:
        run = _run(words, Script.ARABIC, part, known)
        first, rest = words[0], words[1:]
        if not run and rest and _ARTICLES.fullmatch(first):
            has_article, words = True, rest
            continue
        if run:
            found, rest = known.written(words[:run], Script.ARABIC, part), words[run:]
        elif first in _APART:
            found = ((_APART[first], 0.0),)
        else:
            found = _word_in_arabic(first, part, known)
        yield _with_article(found) if has_article else found
        has_article, words = False, rest


def _with_article(found: Writings) -> Writings:
    return _cheapest(
        (each if each.startswith("ال") else f"ال{each}", cost) for each, cost in found
    )


def _word_in_arabic(word: str, part: NamePart, known: KnownNames) -> Writings:
    """By the rules, with whatever is written together with it."""
    servant = _SERVANT.match(word)
    if servant:
        rest = _word_in_arabic(_single(word[servant.end() :]), NamePart.GIVEN, known)
        return _cheapest((f"عبد ال{each}", cost) for each, cost in rest)
    religion = _ENDED.fullmatch(word)
    if religion:
        rest = _word_in_arabic(religion[1], NamePart.GIVEN, known)
        return _cheapest((f"{each} الدين", cost) for each, cost in rest)
    begun = _BEGUN.get(word[:3])
    if begun and len(word) > 5:
        rest = known.written([word[3:]], Script.ARABIC, NamePart.GIVEN)
        rest = rest or _word_in_arabic(word[3:], NamePart.GIVEN, known)
        return _cheapest((begun + each, cost) for each, cost in rest)
    return _with_or_without_article(word, part)


def _single(word: str) -> str:
    """With one consonant at the beginning: of Abderrahim, rahim is left."""
    return re.sub(r"^(ch|[tdrzsn])\1", r"\1", word)


def _with_or_without_article(word: str, part: NamePart) -> Writings:
    """A family name like Tazi has in Arabic the article that Latin leaves out."""
    is_family = part is NamePart.FAMILY
    plain = in_arabic(word, is_family=is_family)[:_KEPT]
    article = _GLUED_ARTICLE.match(word)
    if article:
        rest = in_arabic(word[article.end() :], is_family=is_family)[:_KEPT]
        before = 0.0 if word.startswith("e") else 0.4
        after = 0.2 if word.startswith("l") else 0.8
        found = [(f"ال{each}", cost + before) for each, cost in rest]
        return _cheapest(iter([*found, *((e, cost + after) for e, cost in plain)]))
    if is_family and word.endswith(("i", "y")) and len(word) > 3:
        found = [(f"ال{each}", cost) for each, cost in plain]
        return _cheapest(iter([*found, *((e, cost + 0.35) for e, cost in plain)]))
    return plain


# From Arabic letters

_BEFORE = {
    arabic: latin.capitalize()
    for latin, arabic in zip(
        f"{_LATIN_WORDS} abou aït aït ouled lalla".split(),
        f"{_ARABIC_WORDS} ابو أيت ايت اولاد للا".split(),
        strict=True,
    )
}
_TOGETHER = {"بن": "Ben", "بل": "Bel", "بو": "Bou"}
_SUN = re.compile(r"ch|[tdrzsn]")


def _to_latin(
    words: list[str], part: NamePart, known: KnownNames
) -> Iterator[Writings]:
    while words:
        run = _run(words, Script.LATIN, part, known)
        first, words = words[0], words[max(1, run) :]
        if run:
            yield known.written([first, *words[: run - 1]], Script.LATIN, part)
        elif first == "عبد" and words and words[0].startswith("ال"):
            yield _servant(words[0][2:], known)
            words = words[1:]
        elif first == "بنعبد" and words and words[0].startswith("ال"):
            rest = _servant(words[0][2:], known)
            yield tuple((f"Ben{each.lower()}", cost) for each, cost in rest)
            words = words[1:]
        elif first in _BEFORE:
            yield ((_BEFORE[first], 0.0),)
        else:
            yield _word_in_latin(first, part, known)


def _servant(word: str, known: KnownNames) -> Writings:
    """Abdelkarim, and Abderrahim before a letter of the sun."""
    rest = known.written([word], Script.LATIN, NamePart.GIVEN) or in_latin(word)
    return _cheapest((f"Abde{_assimilated(each.lower())}", c) for each, c in rest)


def _assimilated(word: str) -> str:
    sun = _SUN.match(word)
    doubled = sun[0] if sun and len(sun[0]) == 1 else ""
    return word if sun and not doubled else (doubled or "l") + word


def _word_in_latin(word: str, part: NamePart, known: KnownNames) -> Writings:
    if word.startswith("ال") and len(word) > 4:
        rest = known.written([word[2:]], Script.LATIN, part) or in_latin(word[2:])
        bare, full = (0.0, 0.2) if part is NamePart.FAMILY else (0.2, 0.0)
        found = [(each, cost + bare) for each, cost in rest]
        return _cheapest(iter([*found, *((f"El {e}", c + full) for e, c in rest)]))
    begun = _TOGETHER.get(word[:2])
    if begun and len(word) > 4:
        rest = known.written([word[2:]], Script.LATIN, NamePart.GIVEN)
        rest = rest or in_latin(word[2:])
        return _cheapest((begun + each.lower(), cost) for each, cost in rest)
    return in_latin(word)[:_KEPT]


# From Tifinagh

_TIFINAGH = "ⴰⴱⴳⴷⴹⴻⴼⴽⵀⵃⵄⵅⵇⵉⵊⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥ"
_IN_LATIN = "a b g d d e f k h h a kh q i j l m n ou r r gh s s ch t t w y z z"
_IN_ARABIC = "ابݣدض-فكهحعخقيجلمنوررغسصشتطويزز"
_LETTERS = {
    letter: (latin, arabic.strip("-"))
    for letter, latin, arabic in zip(
        _TIFINAGH, _IN_LATIN.split(), _IN_ARABIC, strict=True
    )
}
_AT_FIRST = {"ا": "أ", "ي": "إي", "و": "أو"}


def _letter_by_letter(name: str, into: Script) -> str:
    at = 0 if into is Script.LATIN else 1
    words = []
    for word in _words(name):
        letters = [_LETTERS.get(each, ("", ""))[at] for each in word]
        if into is Script.ARABIC and word[:1] in tuple("ⴰⵉⵓ"):
            letters[0] = _AT_FIRST[letters[0]]
        words.append("".join(letters).capitalize())
    return " ".join(words)
