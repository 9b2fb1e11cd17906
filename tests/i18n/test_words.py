from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk import i18n
from casedesk.i18n import Language, catalogs


@pytest.fixture
def screen() -> Iterator[None]:
    before = i18n.current()
    yield
    i18n.use(before)


def test_french_is_what_the_code_says() -> None:
    french = i18n.words(Language.FRENCH)

    assert french.gettext("Transmettre") == "Transmettre"
    assert french.pgettext("action", "Transmettre") == "Transmettre"


@pytest.mark.parametrize(
    ("n", "form"), [(0, "jour"), (1, "jour"), (2, "jours"), (100, "jours")]
)
def test_french_takes_the_plural_from_two_on(n: int, form: str) -> None:
    assert i18n.words(Language.FRENCH).ngettext("jour", "jours", n) == form


def test_the_screen_can_change_its_language(screen: None) -> None:
    i18n.use(Language.ARABIC)

    assert i18n.current() is Language.ARABIC
    assert i18n._("maintenant") == "الآن"


def test_paper_speaks_its_own_language(screen: None) -> None:
    i18n.use(Language.FRENCH)

    assert i18n.words(Language.ARABIC).gettext("maintenant") == "الآن"
    assert i18n._("maintenant") == "maintenant"


@pytest.mark.parametrize("language", [*Language][1:])
def test_what_is_not_translated_yet_is_said_in_french_and_marked(
    language: Language,
) -> None:
    said = i18n.words(language)

    assert said.gettext("jamais traduit") == "jamais traduit (fr)"
    assert said.pgettext("action", "jamais traduit") == "jamais traduit (fr)"
    assert said.ngettext("un mot", "des mots", 0) == "un mot (fr)"
    assert said.ngettext("un mot", "des mots", 2) == "des mots (fr)"


def test_a_plural_that_is_lacking_is_said_in_french_too() -> None:
    told = i18n.words(Language.TAMAZIGHT).ngettext("%(n)d dossier", "%(n)d dossiers", 3)

    assert told == "%(n)d dossiers (fr)"


def test_a_text_without_words_is_the_same_in_any_language() -> None:
    assert (
        i18n.words(Language.TAMAZIGHT).gettext("%(a)s : %(b)02d") == "%(a)s : %(b)02d"
    )


def test_paper_is_french_where_the_screen_speaks_a_language_paper_has_not(
    screen: None,
) -> None:
    i18n.use(Language.ENGLISH)
    with i18n.on_paper():
        assert i18n.current() is Language.FRENCH
    i18n.use(Language.ARABIC)
    with i18n.on_paper():
        assert i18n.current() is Language.ARABIC


@pytest.mark.parametrize("content", [None, b"", b"nothing of the kind"])
def test_a_missing_or_damaged_catalogue_is_refused(
    tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        folder = tmp_path / "ar" / "LC_MESSAGES"
        folder.mkdir(parents=True)
        (folder / "casedesk.mo").write_bytes(content)

    with pytest.raises(i18n.CatalogueMissing) as refusal:
        catalogs.load(Language.ARABIC, tmp_path)

    assert refusal.value.parameters == {"language": Language.ARABIC}
