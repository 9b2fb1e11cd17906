"""The words of the program: French in the code itself, other languages beside it.

    from casedesk.i18n import _
    _("Il reste %(n)d jours") % {"n": n}

Words are looked up when they are shown, never when a module is imported, so that the
language can change while the program runs. Paper is typeset in the language of its
addressee, whatever the screen speaks: `words(language)`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from casedesk.circuit.codes import Language
from casedesk.circuit.codes import on_paper as paper_language
from casedesk.i18n.catalogs import CatalogueMissing, Words, load

__all__ = [
    "CatalogueMissing",
    "Language",
    "Words",
    "_",
    "current",
    "ngettext",
    "on_paper",
    "pgettext",
    "pretend",
    "speaking",
    "use",
    "words",
]


class _Screen:
    """What the screen speaks: the one thing here that changes."""

    words = load(Language.FRENCH)


def use(language: Language) -> None:
    """Let the screen speak this language. Raises CatalogueMissing."""
    _Screen.words = load(language)


def pretend(name: str) -> None:
    """Let the screen speak a pseudo-locale, until the next `use`. Raises KeyError."""
    from casedesk.i18n import pseudo  # developers only

    _Screen.words = pseudo.words(name)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Words in another language for a moment: what goes on paper for somebody else.

    Raises CatalogueMissing.
    """
    before = _Screen.words
    use(language)
    try:
        yield
    finally:
        _Screen.words = before


@contextmanager
def on_paper() -> Iterator[None]:
    """What is written for paper, in the screen's language where paper exists in it.

    Raises CatalogueMissing.
    """
    with speaking(paper_language(current())):
        yield


def current() -> Language:
    """The language the screen speaks."""
    return _Screen.words.language


def words(language: Language | None = None) -> Words:
    """The words of one language, or of the screen's. Raises CatalogueMissing."""
    return load(language) if language else _Screen.words


def _(message: str) -> str:
    return words().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for this number; put the number in with `% {"n": n}`."""
    return words().ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """A short text that other languages say differently according to its context."""
    return words().pgettext(context, message)
