"""The languages a person can choose for the screen, each by its own name."""

from __future__ import annotations

from casedesk.circuit.codes import Language
from casedesk.i18n.catalogs import count, is_there

_OWN_NAMES = {"fr": "français", "ar": "العربية", "en": "English", "zgh": "ⵜⴰⵎⴰⵣⵉⵖⵜ"}


def offered() -> tuple[Language, ...]:
    """Those whose texts came with the program, in the order of the codes."""
    return tuple(each for each in Language if is_there(each))


def own_name(language: Language) -> str:
    """What those who speak it call it: never translated."""
    return _OWN_NAMES[language]


def share(language: Language) -> int:
    """How many of a hundred texts it says; the rest is shown in French, marked.

    Raises CatalogueMissing.
    """
    if language is Language.FRENCH:
        return 100
    of_all = 100 * count(language) // count(Language.ARABIC)  # which is always whole
    return min(of_all, 100)


def spoken(code: str) -> Language | None:
    """The language of a code that was kept somewhere; None if there is none such."""
    return next((each for each in offered() if each == code), None)
