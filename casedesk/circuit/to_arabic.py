"""How a name that is written in Latin letters may be written in Arabic: the rules.

Latin spelling in Morocco is French (ou is و, ch ش, gh غ, kh خ, dj and j ج) and writes
every vowel; Arabic writes long ones only, and a doubled consonant once. Which vowel is
long follows from the shapes that Arabic names have: of Karim the second (فعيل), of
Khalid the first (فاعل), of Salma neither. So each sound has a few writings with what
each costs, from 0 for what one expects, and the cheapest words come first.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

Writings = tuple[tuple[str, float], ...]
"""How something may be written, each with what it costs."""

_KEPT = 24  # beginnings of a word that are followed up
_NEVER = 99.0

# A sound is one sign: č tch, š ch, ġ gh, x kh, θ th, ð dh; A is aa, Y ai before a
# consonant, W au or aou before one; at the end E is ae or aa, I ie, H ah; w and y are
# glides; ":" after a consonant doubles it. A French ss is one s, as c before e and i.
_GROUPS = re.compile(
    r"tch|ch|sh|gh|^rh|kh|th|dh|dj|ph|ss|gu(?=[eiyé])|qu|ck"
    r"|a[eaâ]$|ah$|a[aâ]|â|aou(?![aeiy])|au|ou|oo"
    r"|[ae]y(?![aeiouy])|[ae][iï](?![aeou])|ie$|e[ea]|ii|(.)\1|."
)
_SPELLED = (
    "tch ch sh gh rh kh dj th dh ph gu qu ck ss ae aa$ aâ$ ah aa aâ â aï ai ay ei"
)
_SOUNDS = "č š š ġ ġ x j θ ð f g q k s E E E H A A A Y Y Y Y"
_SPELLED += " ey eï aou au ou oo ie ee ea ii x ç é c"
_SOUNDS += " Y Y W W u u I i eA i ks s é k"
_SOUND = dict(zip(_SPELLED.split(), _SOUNDS.split(), strict=True))
_VOWELS = "aeéiouAYWEIH"
_VOWEL = re.compile(rf"[{_VOWELS}]")
_CONSONANTS: dict[str, Writings] = {
    **{
        each: ((letter, 0.0),)
        for each, letter in zip("bfjlmnrxġšwyq", "بفجلمنرخغشويق", strict=True)
    },
    ":": (("", 0.0),),
    "č": (("تش", 0.0),),
    "p": (("ب", 0.0),),
    "v": (("ف", 0.0), ("ڤ", 0.4)),
    "θ": (("ث", 0.0), ("ت", 0.3), ("ط", 1.2)),
    "ð": (("ض", 0.1), ("ذ", 0.3), ("ظ", 0.5)),
    "z": (("ز", 0.0), ("ظ", 1.6)),
    "k": (("ك", 0.0), ("ق", 0.45)),
    "g": (("ك", 0.1), ("ݣ", 0.4), ("ق", 0.6)),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a sound stands in its word. `is_mute`: a mute e follows, as in Imane."""

    before: str
    after: str
    is_mute: bool
    is_family: bool

    @property
    def vowels(self) -> str:
        """Those that follow."""
        return "".join(_VOWEL.findall(self.after))

    @property
    def is_second(self) -> bool:
        """Whether a vowel came before."""
        return bool(_VOWEL.search(self.before))

    @property
    def is_closed(self) -> bool:
        """Whether two consonants follow, or one and the end."""
        return len(self.after) == 1 or not _VOWEL.search(self.after[:2])

    @property
    def is_last(self) -> bool:
        """Whether one consonant follows, and then the end."""
        return len(self.after.rstrip(":")) == 1

    @property
    def comes_after_two(self) -> bool:
        """Whether two consonants stand before, as before the last vowel of Marouane."""
        return len(self.before) > 1 and not _VOWEL.search(self.before[-2:])


def in_arabic(word: str, *, is_family: bool) -> Writings:
    """One Latin word, without article, ben or abd; the likeliest writing first."""
    sounds, is_mute = _heard(word)
    begun = {("", ""): 0.0}
    for at, sound in enumerate(sounds):
        place = _Place(sounds[:at], sounds[at + 1 :], is_mute, is_family)
        grown: dict[tuple[str, str], float] = {}
        for (text, before), cost in begun.items():
            for letters, more in _writings(sound, place, before):
                key = (text + letters, letters if sound in _VOWELS else before)
                grown[key] = min(grown.get(key, _NEVER), cost + more)
        begun = dict(sorted(grown.items(), key=lambda each: each[1])[:_KEPT])
    found: dict[str, float] = {}
    for (text, _before), cost in begun.items():
        found[text] = min(found.get(text, _NEVER), cost)
    return tuple(sorted(found.items(), key=lambda each: each[1]))


def _heard(word: str) -> tuple[str, bool]:
    """The sounds of a word, and whether a mute e follows them."""
    plain = "".join(_plain(each) for each in unicodedata.normalize("NFC", word))
    plain = re.sub(r"c(?=[eiyé])", "s", plain)
    plain = re.sub(r"g(?=[eié])", "j", plain)
    sounds = "".join(
        _sound(each[0], each.end() == len(plain)) for each in _GROUPS.finditer(plain)
    )
    is_mute = bool(re.search(rf"[^{_VOWELS}]e$", sounds)) and len(sounds) > 3
    sounds = sounds[:-1] if is_mute else sounds
    sounds = re.sub(rf"y(?![{_VOWELS}])", "i", sounds)
    sounds = re.sub(rf"[uo](?=[{_VOWELS}])", "w", sounds)
    sounds = re.sub(rf"i(?=[{_VOWELS}])", "y", sounds)
    return re.sub(rf"iy(?=[{_VOWELS}])", "y", sounds), is_mute


def _plain(letter: str) -> str:
    """Without accents, save those that tell something."""
    small = letter.casefold()
    return small if small in "âéïç" else unicodedata.normalize("NFKD", small)[0]


def _sound(group: str, is_end: bool) -> str:
    if is_end and f"{group}$" in _SOUND:
        return _SOUND[f"{group}$"]
    if group in _SOUND:
        return _SOUND[group]
    if len(group) == 2 and group[0] == group[1]:
        return f"{_sound(group[0], False)}:"
    return {"ï": "i", "c": "k"}.get(group, group if "a" <= group <= "z" else "")


def _writings(sound: str, place: _Place, before: str) -> Writings:
    """`before` is how the last vowel was written."""
    if sound in _VOWELS:
        return _vowel(sound, place, before)
    match sound:
        case "t":
            return (("ت", 0.3), ("ط", 0.2)) if place.after[:1] == ":" else _t(place)
        case "s":
            return _s(place)
        case "d":
            return (("د", 0.0), ("ض", 0.6), ("ذ", 1.0))
        case "h":
            return _h(place)
        case "k" if not place.after and place.before:
            return (("ك", 0.1), ("ق", 0.2))
        case "w" if place.before and place.before[-1] not in _VOWELS:
            return (("و", 0.1), ("ع", 0.3), ("ؤ", 0.45))
    return _CONSONANTS[sound]


def _t(place: _Place) -> Writings:
    if not place.after and place.before[-1:] == "a":  # Najat
        return (("ت", 0.1), ("ة", 0.15))
    return (("ت", 0.0), ("ط", 0.5 if place.after[:1] in tuple("aA") else 0.9))


def _s(place: _Place) -> Writings:
    """Sabah, Salah and Nasr have ص, which is heard beside a and o rather than i."""
    return (("س", 0.0), ("ص", 0.4 if place.after[:1] in tuple("aouA") else 0.5))


def _h(place: _Place) -> Writings:
    following = place.after[:1]
    if not following:
        return (("ح", 0.15), ("ه", 0.35))
    if not place.before:
        likely = {"a": 0.0, "i": 0.5, "e": 0.5}.get(following, 0.1)
        return (("ح", likely), ("ه", 0.5 - likely))
    return (("ح", 0.15 if following not in _VOWELS else 0.25), ("ه", 0.2))


_FIRST: dict[str, Writings] = {
    "e": (("إ", 0.3), ("أ", 0.4), ("ا", 0.6), ("ع", 0.9)),
    "o": (("ع", 0.15), ("أ", 0.3), ("أو", 0.6)),
    "u": (("أ", 0.2), ("أو", 0.35), ("ع", 0.5), ("عو", 1.0)),
    "Y": (("أي", 0.3), ("عي", 0.35), ("عائ", 0.5), ("آي", 0.8)),
    "W": (("عو", 0.2), ("أو", 0.3)),
    "A": (("ع", 0.2), ("عا", 0.3), ("آ", 0.5)),
    "E": (("ع", 0.2), ("عا", 0.3), ("آ", 0.5)),
}
_LAST: dict[str, Writings] = {
    "A": (("اء", 0.1), ("عة", 0.3), ("ع", 0.5)),
    "H": (("اح", 0.1), ("ة", 0.2), ("ح", 0.2), ("اه", 0.6)),
    "I": (("يع", 0.2), ("ي", 0.4), ("ية", 0.6)),
    "Y": (("اي", 0.1), ("ي", 0.5), ("اعي", 0.4), ("ائي", 0.8)),
    "e": (("", 0.0), ("ي", 0.9)),
    **dict.fromkeys("Wuo", (("و", 0.0), ("وا", 0.9))),
    **dict.fromkeys("ié", (("ي", 0.0),)),
}
_BETWEEN: dict[str, Writings] = {
    "A": (("ع", 0.1), ("عا", 0.35), ("ا", 0.5)),
    "W": (("و", 0.2), ("او", 0.3), ("عو", 0.4)),
}


def _vowel(sound: str, place: _Place, before: str) -> Writings:
    if not place.before:
        return _at_first(sound, place)
    if not place.after:
        return _at_last(sound, place, before)
    match sound:
        case "a":
            return _a(place, before)
        case "i":
            return _i(place, before)
        case "e" | "é":
            return _e(place)
        case "o" | "u":
            return _u(place)
        case "Y":  # Zaynab, Saïd, Aïcha
            deep = 0.25 if place.before in tuple("sn") else 0.55
            return (("ي", 0.1), ("عي", deep), ("اي", 0.6), ("ائ", 0.9))
    return _BETWEEN[sound]


def _at_first(sound: str, place: _Place) -> Writings:
    is_open = not place.is_closed
    if sound == "a":
        if place.after[1:] in ("a", "E"):  # Aya, Alae
            return (("آ", 0.1), ("أ", 0.2), ("ع", 0.3))
        if is_open and place.vowels[:1] == "e":  # Adel
            return (("عا", 0.1), ("أ", 0.3), ("ع", 0.4))
        long = (("عا", 0.7), ("آ", 0.6)) if is_open else (("عا", 1.5),)
        deep = 0.1 if place.is_family else 0.25
        return (("أ", 0.1), ("ع", deep), *long, ("ا", 0.8))
    if sound in "ié":
        long = (("إي", 0.45), ("عي", 0.8)) if is_open else (("ا", 0.3),)
        return (("إ", 0.15), ("ع", 0.4), *long)
    return _FIRST.get(sound, (("", 0.0),))


def _at_last(sound: str, place: _Place, before: str) -> Writings:
    if sound == "a":
        return _a_at_last(place, before)
    if sound == "E":  # Sanaa beside Boujemaa
        return (("اء", 0.0), ("عة", 0.5 if place.before[-1:] in "myd" else 0.9))
    return _LAST[sound]


def _a_at_last(place: _Place, before: str) -> Writings:
    """Most girls' names end in ة; those like Mouna, Salma or Nada in ى."""
    shape = "".join("v" if each in _VOWELS else "c" for each in place.before)
    if place.before.endswith("w"):
        return (("ى", 0.15), ("ة", 0.2), ("اء", 0.9))
    if place.before.endswith("y"):
        return (("ة", 0.0), ("ا", 0.35), ("اء", 0.7), ("عة", 0.7))
    if place.is_family:
        return (("ة", 0.1), ("ا", 0.25), ("ى", 1.0))
    if shape == "cvc":
        return (("ة", 0.5), ("ى", 0.0)) if not before else (("ة", 0.0), ("ا", 0.6))
    return (("ة", 0.0), ("ى", 0.4 if shape == "cvcc" else 1.0), ("ا", 0.9), ("اء", 1.1))


def _a(place: _Place, before: str) -> Writings:
    if place.is_last:
        return _a_before_the_end(place, before)
    if place.before == "y":  # Yassine beside Yahya
        return (("", 0.1), ("ا", 0.15))
    if place.after[1:] in ("ya", "i") and not place.is_second:  # Nadia, Sami
        return (("ا", 0.15), ("", 0.25))
    if place.is_closed:
        return (("", 0.0), ("ا", 0.9))
    if place.comes_after_two:  # Ibrahim
        return (("ا", 0.1), ("", 0.3))
    return _a_in_the_open(place)


def _a_in_the_open(place: _Place) -> Writings:
    if place.after[1:] == "a" and not place.is_second:  # Sara
        return (("ا", 0.1), ("", 0.3))
    if place.after[1:] == "i":  # Filali
        return (("ا", 0.05), ("", 0.25))
    match place.vowels[:1]:
        case "i":  # Karima beside Khalid and Tahiri
            return (("", 0.1), ("ا", 0.35))
        case "e":  # Khaled
            return (("ا", 0.05), ("", 0.25))
        case _:
            return (("", 0.1), ("ا", 0.5))


def _a_before_the_end(place: _Place, before: str) -> Writings:
    if len(place.before) == 1:  # Taj
        return (("ا", 0.15), ("", 0.5))
    if place.is_mute:  # Imane
        return (("ا", 0.0), ("", 1.2))
    if place.before[0] in "aeAY" and place.comes_after_two:  # Achraf
        return (("", 0.1), ("ا", 0.5))
    if place.comes_after_two:  # Marouan beside Maryam
        return (("ا", 0.1), ("", 0.3))
    return (("ا", 0.6 if before == "ا" else 0.1), ("", 0.4))


def _e(place: _Place) -> Writings:
    if place.is_last:
        return (("", 0.1), ("ي", 0.6), ("ا", 0.9))
    if place.is_closed:
        return (("", 0.0), ("ي", 1.2))
    return (("", 0.1), ("ي", 0.7), ("ا", 0.9))


def _i(place: _Place, before: str) -> Writings:
    after_long = before == "ا"
    if place.after[1:] == "a" and place.is_second:  # Karima beside Fatima
        return (("", 0.1), ("ي", 0.5)) if after_long else (("ي", 0.0), ("", 0.8))
    if place.after[1:] == "a":  # Rima
        return (("ي", 0.1), ("", 0.6))
    if place.is_last:
        return _i_before_the_end(place, after_long=after_long)
    if place.is_closed:
        return (("", 0.0), ("ي", 0.8))
    if place.comes_after_two and not place.is_second:  # Slimane
        return (("ي", 0.1), ("", 0.3))
    if place.is_second and place.vowels[:1] == "i" and not after_long:  # Filali
        return (("ي", 0.1), ("", 0.4))
    return (("", 0.1), ("ي", 0.4))  # Naciri, Hicham


def _i_before_the_end(place: _Place, *, after_long: bool) -> Writings:
    if after_long:  # Khalid
        return (("", 0.05), ("ي", 0.5))
    if place.comes_after_two and place.before[1:2] in tuple("ou"):  # Mohcine
        return (("", 0.15), ("ي", 0.4))
    return (("ي", 0.0), ("", 0.7))  # Karim


def _u(place: _Place) -> Writings:
    if place.is_last:
        return (("و", 0.0), ("", 0.9))
    if place.before == "y":
        return (("و", 0.0), ("", 0.4))
    if place.is_closed:
        return (("", 0.1), ("و", 0.6))
    if place.is_second:
        return (("و", 0.0), ("", 0.7))
    is_short = place.vowels in ("a", "i", "y") and len(place.after) == 2
    return (("", 0.1), ("و", 0.1 if is_short else 0.4))
