"""The texts in each language: French is in the code, the others are compiled files."""

from __future__ import annotations

import gettext
import re
import struct
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from casedesk.circuit.codes import Language, in_french
from casedesk.circuit.errors import Trouble

_PLACE = re.compile(r"%\(\w+\)0?\d*[sd]")
_LOCALE = Path(__file__).parent / "locale"


class CatalogueMissing(Trouble):
    """The texts of this language are not where the program was installed."""

    code = "catalogue_missing"


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language."""

    language: Language
    _catalogue: gettext.NullTranslations = field(repr=False)
    rtl: bool = False  # read from right to left

    def gettext(self, message: str) -> str:
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return self._catalogue.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        return self._catalogue.pgettext(context, message)


class FrenchWords(gettext.NullTranslations):
    """The texts as the code has them."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return msgid2 if n > 1 else msgid1  # French says "0 jour"


class _MarkedFrench(FrenchWords):
    """What a language does not say yet is said in French, and never silently."""

    def gettext(self, message: str) -> str:
        return _marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return _marked(super().ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return _marked(message)


def _marked(message: str) -> str:
    """A text without a word of its own is the same in any language."""
    without = _PLACE.sub("", message)
    return in_french(message) if any(map(str.isalpha, without)) else message


class _Compiled(gettext.GNUTranslations):
    """The texts of one compiled file."""

    _catalog: dict[object, str]  # the plural forms of a text by (text, form)

    def count(self) -> int:
        said = (key for key, text in self._catalog.items() if key and text)
        return len({key[0] if isinstance(key, tuple) else key for key in said})


def is_there(language: Language, folder: Path = _LOCALE) -> bool:
    """Whether its texts came along; they are read only once somebody wants them."""
    return language is Language.FRENCH or _compiled(language, folder).is_file()


@cache
def load(language: Language, folder: Path = _LOCALE) -> Words:
    """The texts of a language, read once. Raises CatalogueMissing."""
    if language is Language.FRENCH:
        return Words(language, FrenchWords())
    try:
        with _compiled(language, folder).open("rb") as file:
            catalogue = _Compiled(file)
    except (OSError, ValueError, struct.error) as broken:
        raise CatalogueMissing(language=language) from broken
    catalogue.add_fallback(_MarkedFrench())
    return Words(language, catalogue, rtl=language is Language.ARABIC)


def count(language: Language) -> int:
    """How many texts a language says of its own. Raises CatalogueMissing."""
    catalogue = load(language)._catalogue
    return catalogue.count() if isinstance(catalogue, _Compiled) else 0


def _compiled(language: Language, folder: Path) -> Path:
    return folder / language / "LC_MESSAGES" / "casedesk.mo"
