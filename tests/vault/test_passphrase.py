"""Passphrases one can type on any keyboard, and nobody can guess."""

from __future__ import annotations

import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.vault.errors import WeakPassphrase
from casedesk.vault.passphrase import generate, judge, normalise, read_wordlist

WORDLIST = Path(__file__).parents[2] / "resources" / "wordlists" / "french.txt"
FORBIDDEN = ["Association Amal", "Directrice", "Salé", "Kénitra", "Skhirat-Témara"]


@pytest.fixture(scope="module")
def words():
    return read_wordlist(WORDLIST.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "typed",
    [
        "étoile Gâteau noël",
        unicodedata.normalize("NFD", "étoile gâteau noël"),
        "ETOILE GATEAU NOEL",
        "  etoile\tgateau \n noel ",
        "etoile\N{NO-BREAK SPACE}gateau noel",
    ],
)
def test_K05_accents_capitals_and_spacing_make_no_difference(typed):
    """The same phrase as another keyboard gives it derives the same key."""
    assert normalise(typed) == b"etoile gateau noel"


def test_arabic_is_kept_without_its_vowel_signs():
    assert normalise("سَلَامٌ") == normalise("سلام") == "سلام".encode()


def test_different_words_stay_different():
    assert normalise("un deux") != normalise("undeux") != normalise("un deus")


@given(st.text())
def test_any_text_that_can_be_typed_can_be_normalised_twice(typed):
    once = normalise(typed)

    assert normalise(once.decode()) == once


def test_half_a_character_is_no_obstacle():
    assert normalise("a\ud800")


def test_K05_the_words_differ_without_accents_and_in_their_first_four_letters(words):
    """Four letters without accents are enough to tell a word."""
    plain = [normalise(word).decode() for word in words]

    assert len(words) == len(set(plain)) == 2048
    assert len({word[:4] for word in plain}) == 2048
    assert all(word.isascii() and word.isalpha() for word in plain)
    assert "éternel" in words  # composed, as the screen shows it


@pytest.mark.parametrize("text", ["", "un\ndeux\n", "été\nete\n" * 1100])
def test_a_list_that_is_too_short_or_says_a_word_twice_is_refused(text):
    with pytest.raises(ValueError, match="word list"):
        read_wordlist(text)


def test_a_word_that_returns_without_its_accent_is_refused(words):
    with pytest.raises(ValueError, match="word list"):
        read_wordlist("\n".join([*words, "Eternel"]))


def test_K06_phrases_are_drawn_evenly_and_never_twice(words):
    """Ten thousand phrases, chi-square over the words."""
    phrases = [generate(words) for _ in range(10_000)]
    drawn = Counter(word for phrase in phrases for word in phrase.split(" "))
    expected = 60_000 / 2048
    chi_square = sum((drawn[word] - expected) ** 2 / expected for word in words)

    assert len(set(phrases)) == 10_000
    assert drawn.total() == 60_000
    assert abs(chi_square - 2047) < 6 * (2 * 2047) ** 0.5


def test_K06_a_generated_phrase_always_passes(words):
    for _ in range(300):
        judge(generate(words), FORBIDDEN)


@pytest.mark.parametrize(
    "phrase",
    [
        "trois chats gris dorment au grenier",
        "le vieux figuier de Hassan perd ses feuilles",
        "تحت شجرة التين القديمة نام القط",
    ],
)
def test_a_sentence_of_ones_own_passes(phrase):
    judge(phrase, FORBIDDEN)


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "too_short"),
        ("chat gris 2026", "too_short"),
        ("chat            gris", "too_short"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeated"),
        ("111122223333 1111", "repeated"),
        ("grenouille grenouille", "repeated"),
        ("lune lune soleil lune", "repeated"),
        ("motdepasse123456789", "common"),
        ("azertyuiopqsdfghjklm", "common"),
        ("mlkjhgfdsq poiuytreza", "common"),
        ("ضصثقفغعهخحجد شسيبلا", "common"),
        ("abcdefghijklmnop", "common"),
        ("association amal salé", "common"),
        ("AssociationAmal2026!", "common"),
        ("la directrice de kenitra", "common"),
        ("skhirattemara1234", "common"),
    ],
)
def test_K06_what_somebody_who_knows_the_place_would_try_is_refused(phrase, reason):
    with pytest.raises(WeakPassphrase) as refused:
        judge(phrase, FORBIDDEN)

    assert refused.value.reason == reason
    assert phrase not in refused.value.args


def test_a_phrase_longer_than_what_is_weighed_is_accepted_whole():
    judge(
        "trois chats gris dorment au grenier, deux autres gardent la vieille porte "
        "bleue du jardin, et personne ne sait ce que rêve le sixième",
        FORBIDDEN,
    )
