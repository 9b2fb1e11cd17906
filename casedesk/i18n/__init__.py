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
    "speaking",
    "use",
    "words",
]


class _Screen:
    """The language the screen speaks: the one thing here that changes."""

    language = Language.FRENCH


def use(language: Language) -> None:
    """Let the screen speak this language. Raises CatalogueMissing."""
    load(language)
    _Screen.language = language


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Words in another language for a moment: what goes on paper for somebody else.

    Raises CatalogueMissing.
    """
    before = current()
    use(language)
    try:
        yield
    finally:
        use(before)


@contextmanager
def on_paper() -> Iterator[None]:
    """What is written for paper, in the screen's language where paper exists in it.

    Raises CatalogueMissing.
    """
    with speaking(paper_language(current())):
        yield


def current() -> Language:
    """The language the screen speaks."""
    return _Screen.language


def words(language: Language | None = None) -> Words:
    """The words of one language, or of the screen's. Raises CatalogueMissing."""
    return load(language or current())


def _(message: str) -> str:
    return words().gettext(message)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form for this number; put the number in with `% {"n": n}`."""
    return words().ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """A short text that other languages say differently according to its context."""
    return words().pgettext(context, message)
