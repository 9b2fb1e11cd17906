"""Names of people and places in Morocco, compared whatever script they are written in.

A name is taken down as sounds, one letter each, the same for Latin, Arabic, Tifinagh.
Spelling varies by rule, and the rules are those of Moroccan practice rather than of a
scholarly transliteration (domain §9.1 no. 9; peers rows 76 and 77):

- Latin spelling is French: ou is و, ch ش, gh غ, kh خ, gu and g ݣ or ك, aa often ع.
  Vowels are always written, and of the emphatic letters only the plain one is left.
- Arabic writes long vowels only. Hamza, ta marbuta, alef maqsura, vowel signs and
  tatweel come and go; ڭ, ݣ, گ, ك, ق and ج all stand for g.
- Tifinagh has one letter for each sound (the table of IRCAM, Unicode 2D30).
- The article (el, al, l', ال) comes and goes, and is assimilated before a sun letter:
  Ennaciri is الناصري. Ben, bou, abd and aït are written apart or together.

Consonants carry a name; what scripts write differently costs little, and what they
hardly ever confuse costs much. Nothing here is for writing a name in another script.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise

from rapidfuzz.distance import OSA

ALIKE = 0.82
"""From this likeness on, two names are shown as perhaps the same."""

EDITION = 1
"""One more each time `keys` gives something else: stored keys are then made anew."""

# Sounds. Capitals and Greek letters are what Latin spelling does not tell apart:
# emphatic S T D Z, H ح, G غ, C ش, q ق, θ ث, ð ذ, 3 ع. Vowels as heard are a e i u; as
# written in Arabic A I U @ (ا ي و ة), and O E an alef with its hamza above or below. I
# and U are y and w as well.
_ARABIC = {
    **dict(zip("بپتثجچحخدذرزژسشصضطظعغفڤڥ", "bbtθjgHxdðrzjsCSDTZ3Gfff", strict=True)),
    **dict(zip("قكکگݣڭلمنهوؤيیئ", "qkkggglmnhUUIII", strict=True)),
    **dict(zip("اٱىآأإةء", "AAAAOE@e", strict=True)),
}
_TIFINAGH = dict(
    zip(
        "ⴰⴱⴲⴳⴴⴷⴹⴻⴼⴽⴿⵀⵃⵄⵅⵇⵉⵊⵋⵍⵎⵏⵓⵔⵕⵖⵙⵚⵛⵜⵟⵡⵢⵣⵥⵯ",
        "abbggdDefkkhH3xqijjlmnurrGsSCtTUIzZu",
        strict=True,
    )
)
_LATIN = {
    **dict(zip("abdefghijklmnopqrstuvwyz", "abdefghijklmnubqrstufUIz", strict=True)),
    **dict(zip("çɛɣčǧʿ35798", "s3GCj33xHqG", strict=True)),  # also as typed on phones
    **dict.fromkeys(("tch", "ch", "sh"), "C"),
    **dict(zip(("gh", "kh", "th", "dh", "dj", "ph"), "Gxθðjf", strict=True)),
    **dict(zip(("gu", "qu", "ck", "c", "ou", "oo", "aa"), "gqkkuu3", strict=True)),
    "x": "ks",
}
_SPELLED = re.compile(r"gu(?=[eiy])|tch|[cskgtdp]h|dj|o[uo]|qu|ck|aa|.")
_SOFT = re.compile(r"c(?=[eiy])")
_DOUBLED = re.compile(r"([^aeiuAIUOE@])\1+")
_REPEATED = re.compile(r"(.)\1+")

_VOWELS = "aeiuAIUOE@3"
_UNVOICED = str.maketrans("", "", _VOWELS)
_COARSE = str.maketrans("θTðDZSHqg", "ttdddshkk")
_KEY_SOUNDS = "bCdfGhIjklmnrstUxz"
_SEMIVOWELS = str.maketrans("iu", "IU", "aeAOE@3")
_SUN_LETTERS = frozenset("tθdðrzsCSDTZln")

_LATIN_ARTICLES = frozenset({"el", "al", "l", "il", "ul"})
_LATIN_SUN = re.compile(r"[ea](t|d|r|z|s|ch|n)")
_GLUED = re.compile(
    r"\b(abd)([aeiou]l)([a-z]{3,})|\b(عبد)(ال\w{2,})|\b(\w{2,})(الدين)\b"
)
_SERVANT = re.compile(r"(?:abd(?:[aeiou]l?)?|عبد(?:ال?)?)(\w*)$")
_GLUED_ARTICLE = re.compile(r"(?:[ea]?l)(?=[^aeiuIU])")
# Written apart from the word that follows, or together with it: son, daughter, father,
# servant, people of.
_PREFIXES = frozenset(
    """
    ben bin ibn bn beni bni bent bint bou bu abou abu abd ait ayt ould ouled oulad awlad
    بن ابن بني بنت بو أبو ابو عبد آيت أيت ايت ولد أولاد اولاد
    """.split()  # noqa: SIM905 -- a list of words to read
)
_RELIGION = frozenset({"eddine", "edine", "ddine", "dine", "الدين"})  # as in Noureddine
_TITLES = frozenset(  # so many names share them that they tell little
    """
    sidi moulay lalla haj hadj ain oued douar dar souk
    سيدي مولاي للا لالة حاج الحاج عين واد دوار دار سوق
    """.split()  # noqa: SIM905 -- a list of words to read
)
_COMMON_WEIGHT = 0.35
_MISSING = 0.6  # of the weight of a word that only one of two names has
_APART = 0.7  # a word less alike than this is another word
_JOINED = 0.02  # what it costs that words are written apart or together
_VARIANT = 0.03  # what it costs to take an l for the article
_UNLIKE_ARTICLE = 0.01  # and that only one of two words has one

# What two sounds cost that stand in one another's place; all others `_OTHER`.
_OTHER = 1.2
_CONFUSED = {
    0.0: "aA iI uU a@ aO AO iE",
    0.02: "AE",
    0.05: "ei ae e@ A@ a3 e3 uO eO eE IE tT dD sS hH dð tθ",
    0.1: "eA eI A3 i3 u3 gk zZ dZ DZ zð Dð ðZ @O EO E3",
    0.15: "kq sθ @t @θ @h @H @T",
    0.2: "gq gj aE",
    0.25: "ai au eu iO",
    0.3: "iA iu iU uI UI I3 U3 uE gG zs zS TD sZ Uf Ub",
    0.35: "aI eU jC qG kG",
    0.4: "uA aU AU AI OI OU UE Gr xk xH xh xq td Td tD xG",
    0.5: "mn jz",
    0.6: "sC jd jI ji",
    0.8: "nl",
}
_IN_PLACE_OF = {
    pair[::way]: cost
    for cost, pairs in _CONFUSED.items()
    for pair in pairs.split()
    for way in (1, -1)
}
# What it costs that only one of two names has a sound. Within one script every letter
# counts; between scripts short vowels come and go.
_CONSONANT, _WEAK = 0.9, {"h": 0.5, "H": 0.6}
_ACROSS = {"a": 0.07, "e": 0.03, "i": 0.12, "u": 0.14, "A": 0.15, "O": 0.12, "E": 0.12}
_ACROSS |= {"U": 0.4, "I": 0.35, "@": 0.3, "3": 0.06, **_WEAK}
_WITHIN = {"a": 0.15, "e": 0.06, "i": 0.2, "u": 0.25, "A": 0.3, "O": 0.25, "E": 0.25}
_WITHIN |= {"U": 0.5, "I": 0.45, "@": 0.4, "3": 0.3, **_WEAK}
_AT_THE_END = {"a": 0.25, "i": 0.35, "u": 0.35, "A": 0.25, "I": 0.4}
_AGAIN = 0.2  # the same consonant twice
_SWAPPED = 0.5
# How much of a name a sound is.
_WEIGHT = {"a": 0.12, "e": 0.05, "i": 0.2, "u": 0.25, "A": 0.25, "O": 0.2, "E": 0.2}
_WEIGHT |= {"U": 0.5, "I": 0.45, "@": 0.3, "3": 0.3}
_LIGHTEST = 0.6
_HOPELESS = 0.34  # skeletons less alike than this are not looked at any closer


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a name, without its article."""

    written: str
    sounds: str
    spoken: str  # with the article, as it is heard within a name
    ways: tuple[str, ...]  # in which it may be taken: an l may be the article
    is_arabic: bool

    @property
    def has_article(self) -> bool:
        return self.spoken != self.sounds

    @property
    def is_common(self) -> bool:
        return self.written in _PREFIXES | _TITLES

    @property
    def weight(self) -> float:
        share = _COMMON_WEIGHT if self.is_common else 1.0
        return share * _weight(self.sounds)


def fold(name: str) -> str:
    """The consonants of a name, the same for its usual spellings in every script.

    Words keep their order, articles go, and ben, bou, abd or aït are one with the word
    they belong to: `Mohamed Ben Ali`, `Mohammed Benali` and `محمد بن علي` are all one.
    """
    return " ".join(_skeleton(each.sounds) for each in _glued(_words(name)))


def keys(name: str) -> frozenset[str]:
    """What an index finds a name by: its folded words, alone and written together."""
    words = _words(name)
    telling = [each for each in words if each.written not in _PREFIXES] or words
    found = {_skeleton(sounds) for word in telling for sounds in word.ways}
    found.update(_skeleton(each.sounds) for each in _glued(words))
    found.update(
        _skeleton(each.sounds.partition("n")[2])
        for each in telling
        if each.sounds.startswith(("ben", "bn")) and len(_skeleton(each.sounds)) > 2
    )
    return frozenset(filter(None, found))


def beginnings(word: str) -> frozenset[str]:
    """What the key of a word may begin with that is still being typed.

    Half of `ch`, `gh` or `kh` is another sound: both are looked for. And `abdel` is on
    its way to Abdelkader.
    """
    typed = [word, word + "h"] if word[-1:].casefold() in tuple("cskg") else [word]
    found: set[str] = set()
    for part in typed:
        words = _words(part)
        alone = [each for each in words if each.written not in _PREFIXES] or words
        sounds = [each.sounds for each in (*_glued(words), *alone)]
        found.update(map(_consonants, sounds), map(_skeleton, sounds))
    servant = _SERVANT.match(_cleaned(word))
    if servant:
        found = {_consonants("abd" + _sounds(servant[1]) if servant[1] else "abd")}
    return frozenset(filter(None, found))


def sought(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The words of a name being typed, each with the `beginnings` of its key.

    Articles are left out, and so are ben, bou and the like before another word: that is
    looked for with them or without.
    """
    found: list[tuple[str, frozenset[str]]] = []
    before = ""
    written = _cleaned(text).split()
    for word, following in pairwise([*written, ""]):
        if len(written) > 1 and word in _LATIN_ARTICLES:
            continue
        if following and word in _PREFIXES:
            before = f"{before} {word}"
        else:
            starts = beginnings(word)
            if before:
                starts |= {
                    _skeleton(each.sounds)
                    for each in _glued(_words(f"{before} {word}"))
                }
            found.append((word, starts))
            before = ""
    return tuple(found) or tuple((word, beginnings(word)) for word in written)


def near(key: str) -> frozenset[str]:
    """The keys that are one slip away: a sound more, less, another, or two swapped."""
    halves = [(key[:at], key[at:]) for at in range(len(key) + 1)]
    found = {a + sound + b for a, b in halves for sound in _KEY_SOUNDS}
    found |= {a + sound + b[1:] for a, b in halves if b for sound in _KEY_SOUNDS}
    found |= {a + b[1:] for a, b in halves if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in halves if len(b) > 1}
    return frozenset(found) - {key, ""}


def likeness(a: str, b: str) -> float:
    """How likely two names are one and the same, from 0 to 1, in any scripts and order.

    A word that only one of them has counts less than a word that differs.
    """
    one, other = _words(a), _words(b)
    if not one or not other:
        return 0.0
    one_glued, other_glued = _glued(one), _glued(other)
    alike = _in_any_order(one, other)
    if (one_glued, other_glued) != (one, other):
        alike = max(alike, _in_any_order(one_glued, other_glued))
    if len(one) + len(other) > 2:
        as_one = _heard_as_one(one, other) - _JOINED
        if len(one_glued) == len(other_glued):  # a word that differs tells them apart
            as_one = min(as_one, ALIKE - _JOINED)
        alike = max(alike, as_one)
    return min(max(alike, 0.0), 1.0)


def forget() -> None:
    """Keep no name in memory; for when the records it came from are locked."""
    for cached in (_words, _alike, _lacking, _skeleton, _weight):
        cached.cache_clear()


def _in_any_order(one: tuple[_Word, ...], other: tuple[_Word, ...]) -> float:
    """Each word beside the one it is most like, whatever their order."""
    fewer, more = sorted((one, other), key=len)
    pairs = sorted(
        (
            (_words_alike(x, y), i, j)
            for i, x in enumerate(fewer)
            for j, y in enumerate(more)
        ),
        reverse=True,
    )
    left, free = set(range(len(fewer))), set(range(len(more)))
    total = reached = 0.0
    worst = 1.0
    for alike, i, j in pairs:
        if i not in left or j not in free:
            continue
        left.remove(i)
        free.remove(j)
        weight = (fewer[i].weight + more[j].weight) / 2
        total += weight
        reached += weight * alike
        if not fewer[i].is_common:
            worst = min(worst, alike)
    total += _MISSING * sum(more[j].weight for j in free)
    mean = reached / total
    return mean if worst >= _APART else (mean + worst) / 2


def _heard_as_one(one: tuple[_Word, ...], other: tuple[_Word, ...]) -> float:
    """Whole names, whatever their words; with and without articles."""
    across = one[0].is_arabic != other[0].is_arabic
    return max(
        _alike(_joined(one, part), _joined(other, part), across=across)
        for part in ("spoken", "sounds")
    )


def _joined(words: tuple[_Word, ...], part: str) -> str:
    return "".join(getattr(each, part) for each in words)


def _words_alike(one: _Word, other: _Word) -> float:
    across = one.is_arabic != other.is_arabic
    best = _alike(one.sounds, other.sounds, across=across)
    for a in one.ways:
        for b in other.ways:
            if best < 1 - _VARIANT and (a, b) != (one.sounds, other.sounds):
                best = max(best, _alike(a, b, across=across) - _VARIANT)
    return best - _UNLIKE_ARTICLE * (one.has_article != other.has_article)


@lru_cache(maxsize=1 << 16)
def _alike(a: str, b: str, *, across: bool) -> float:
    if a == b:
        return 1.0
    near = OSA.normalized_similarity(_skeleton(a), _skeleton(b))
    if near < _HOPELESS:
        return near / 2
    weight = max(_LIGHTEST, (_weight(a) + _weight(b)) / 2)
    return max(0.0, 1 - _distance(a, b, across=across) / weight)


def _distance(a: str, b: str, *, across: bool) -> float:
    """What it costs to turn one into the other: an edit distance with our costs."""
    absent, lacking = _lacking(a, across=across), _lacking(b, across=across)
    row = before = list(accumulate(lacking, initial=0.0))
    for i, sound in enumerate(a):
        earlier, before, row = before, row, [row[0] + absent[i]]
        for j, other in enumerate(b):
            cost = 0.0 if sound == other else _IN_PLACE_OF.get(sound + other, _OTHER)
            best = min(before[j] + cost, before[j + 1] + absent[i], row[j] + lacking[j])
            if i and j and sound == b[j - 1] and other == a[i - 1] and sound != other:
                best = min(best, earlier[j - 1] + _SWAPPED)
            row.append(best)
    return row[-1]


@lru_cache(maxsize=1 << 12)
def _lacking(sounds: str, *, across: bool) -> tuple[float, ...]:
    """What it costs that the other name has not these sounds, each for itself."""
    table = _ACROSS if across else _WITHIN
    costs = [table.get(each, _CONSONANT) for each in sounds]
    for at in range(1, len(sounds)):
        if sounds[at] == sounds[at - 1] and sounds[at] not in table:
            costs[at] = _AGAIN
    if len(costs) > 1:
        costs[-1] = max(costs[-1], _AT_THE_END.get(sounds[-1], 0.0))
    return tuple(costs)


@lru_cache(maxsize=1 << 12)
def _weight(sounds: str) -> float:
    return sum(_WEIGHT.get(each, 1.0) for each in sounds)


@lru_cache(maxsize=1 << 12)
def _skeleton(sounds: str) -> str:
    """The consonants; of a word that has hardly any, what may be y or w as well."""
    kept = _consonants(sounds)
    if len(kept) > 1:
        return kept
    return _REPEATED.sub(r"\1", sounds.translate(_SEMIVOWELS).translate(_COARSE))


def _consonants(sounds: str) -> str:
    return _REPEATED.sub(r"\1", sounds.translate(_UNVOICED).translate(_COARSE))


@lru_cache(maxsize=1 << 12)
def _words(name: str) -> tuple[_Word, ...]:
    """The words of a name as sounds, their articles apart."""
    written = _GLUED.sub(_parted, _cleaned(name)).split()
    words: list[_Word] = []
    article = ""
    for word, following in pairwise([*written, ""]):
        if following and _is_article(word, following):
            article = "el" if word in _LATIN_ARTICLES else "e"
        else:
            words += _word(word, article)
            article = ""
    return tuple(words)


def _glued(words: tuple[_Word, ...]) -> tuple[_Word, ...]:
    """With ben, bou, abd and aït before, and eddine after, in one word with theirs."""
    glued: list[_Word] = []
    for word in words:
        follows = glued and (
            glued[-1].written in _PREFIXES or word.written in _RELIGION
        )
        glued.append(_one_word(glued.pop(), word) if follows else word)
    return tuple(glued)


def _one_word(first: _Word, second: _Word) -> _Word:
    sounds = first.sounds + second.sounds
    return replace(
        first,
        written=first.written + second.written,
        sounds=sounds,
        spoken=first.spoken + second.spoken,
        ways=(sounds,),
    )


def _word(written: str, article: str) -> Iterator[_Word]:
    """None of what has no sound at all."""
    is_arabic = "\u0600" <= written[0] <= "\u08ff"
    bare = sounds = _sounds(written)
    ways = [sounds]
    if is_arabic and sounds.startswith("Al") and len(sounds) > 3:
        bare = sounds[2:]
        article = "A" if bare[0] in _SUN_LETTERS else "Al"
        ways.insert(0, bare)
    else:
        ways += _without_article(sounds, is_arabic=is_arabic)
        ways += _read_otherwise(written, sounds)
    if bare:
        yield _Word(written, bare, article + bare, tuple(ways), is_arabic)


def _sounds(written: str) -> str:
    for alphabet in (_ARABIC, _TIFINAGH):
        if written[0] in alphabet:
            return "".join(alphabet.get(each, "") for each in written)
    heard = _SPELLED.findall(_SOFT.sub("s", written))
    return _DOUBLED.sub(r"\1", "".join(_LATIN.get(each, "") for each in heard))


def _without_article(sounds: str, *, is_arabic: bool) -> Iterator[str]:
    """As Lahcen, Elouafi or لحسن are heard by whoever takes their l for the article."""
    glued = _GLUED_ARTICLE.match(sounds)
    if glued and not is_arabic and len(sounds) - glued.end() > 2:
        yield sounds[glued.end() :]
    elif sounds.startswith("l") and len(sounds) > 3:
        yield sounds[1:]


def _read_otherwise(written: str, sounds: str) -> Iterator[str]:
    """As Ishaq and Fathi, whose h is a letter, Rhali, whose r is غ, and Zaouiat (ة)."""
    for read, otherwise in (("sh", "s|h"), ("th", "t|h"), ("rh", "gh")):
        if read in written:
            yield _sounds(written.replace(read, otherwise))
    if len(sounds) > 3 and written.endswith(("at", "et")):
        yield sounds[:-1]


def _is_article(word: str, following: str) -> bool:
    sun = _LATIN_SUN.fullmatch(word)
    return word in _LATIN_ARTICLES or bool(sun and following.startswith(sun[1]))


def _parted(found: re.Match[str]) -> str:
    return " ".join(filter(None, found.groups()))


def _cleaned(name: str) -> str:
    """Words apart, in small letters, without signs and accents."""
    apart = unicodedata.normalize("NFC", name.casefold())
    apart = re.sub(r"\b([ld])['’ʼ`]", r"\1 ", apart)
    return "".join(_plain(each) for each in apart)


def _plain(letter: str) -> str:
    if letter in _LATIN or letter in _ARABIC or letter in _TIFINAGH:
        return letter
    if letter in "'’ʼ`ـ\u0651" or unicodedata.combining(letter):
        return ""
    first = unicodedata.normalize("NFKD", letter)[0]
    return first if first in _LATIN or first in _ARABIC else " "
