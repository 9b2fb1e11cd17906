"""A language nobody speaks, for whoever builds screens: `[!Ñöm ···!]`.

Accents show that a text went through the catalogues, brackets that none of it is cut,
a third more of length how a longer language will fit; mirrored, whether a place follows
the direction of reading. Made of the French texts while the program runs.
"""

from __future__ import annotations

import gettext
import re
from math import ceil

from casedesk.circuit.codes import Language
from casedesk.i18n.catalogs import FrenchWords, Words

MIRRORED = {"pseudo": False, "pseudo-rtl": True}
"""By the name that developers ask for it with."""

_LONGER = 0.35
_KEPT = re.compile(r"(%\(\w+\)0?\d*[sd]|%%|<[^<>]+>|\n)")  # places, marks, lines
_PLAIN = "AaCcDdEeGgHhIiJjKkLlNnOoRrSsTtUuWwYyZz"
_ACCENTED = str.maketrans(_PLAIN, "ÅåÇçÐðÉéĜĝĤĥÎîĴĵĶķĻļÑñÖöŔŕŠšŢţÛûŴŵÝýŽž")


def words(name: str) -> Words:
    """The texts of the pseudo-locale of this name. Raises KeyError."""
    return Words(Language.FRENCH, _Pretended(), rtl=MIRRORED[name])


def pretended(message: str) -> str:
    """The text as nobody says it; what is filled in, and layout, are left alone."""
    parts = _KEPT.split(message)
    letters = sum(map(str.isalpha, "".join(parts[::2])))
    if not letters:
        return message
    parts[::2] = [part.translate(_ACCENTED) for part in parts[::2]]
    return f"[!{''.join(parts)} {'·' * ceil(letters * _LONGER)}!]"


class _Pretended(gettext.NullTranslations):
    _french = FrenchWords()

    def gettext(self, message: str) -> str:
        return pretended(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pretended(self._french.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return pretended(message)
