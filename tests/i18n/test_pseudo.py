from __future__ import annotations

from collections.abc import Iterator

import pytest

from casedesk import i18n
from casedesk.i18n import Language, pseudo
from casedesk.i18n.formats import direction


@pytest.fixture(autouse=True)
def screen() -> Iterator[None]:
    yield
    i18n.use(Language.FRENCH)


def test_a_text_is_longer_accented_and_between_brackets() -> None:
    i18n.pretend("pseudo")

    assert i18n._("Nom") == "[!Ñöm ··!]"
    assert i18n.ngettext("un jour", "%(n)d jours", 2).startswith("[!%(n)d ĵöûŕš")
    assert i18n.pgettext("action", "Clore") == "[!Çļöŕé ··!]"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Dossier %(number)s", "%(number)s"),
        ("%(hour)d h %(minute)02d", "%(minute)02d"),
        ("En <b>danger</b>", "<b>"),
        ("&Dossier", "&Ð"),
        ("Motif :\n%(why)s", "\n%(why)s"),
    ],
)
def test_what_is_filled_in_and_layout_are_left_alone(text: str, kept: str) -> None:
    assert kept in pseudo.pretended(text)


def test_what_has_no_letters_stays_as_it_is() -> None:
    assert pseudo.pretended("%(date)s, %(time)s") == "%(date)s, %(time)s"


@pytest.mark.parametrize(("name", "way"), [("pseudo", "ltr"), ("pseudo-rtl", "rtl")])
def test_one_of_the_two_is_mirrored(name: str, way: str) -> None:
    i18n.pretend(name)

    assert direction() == way
    assert i18n.current() is Language.FRENCH


def test_paper_speaks_a_real_language_meanwhile() -> None:
    i18n.pretend("pseudo-rtl")

    with i18n.on_paper():
        assert i18n._("Nom") == "Nom"
        assert direction() == "ltr"

    assert i18n._("Nom").startswith("[!")
