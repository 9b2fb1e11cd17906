"""The texts in the code, the template and the translations agree with one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from casedesk.i18n import Language, words
from casedesk.i18n.spoken import share

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "casedesk" / "i18n" / "locale"
KEYWORDS = {**DEFAULT_KEYWORDS, "_": None, "pgettext": ((1, "c"), 2)}
ARABIC_FORMS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 25: 4, 99: 4, 100: 5, 101: 5}
ARABIC_FORMS |= {102: 5, 103: 3, 111: 4}
PLACE = re.compile(r"%\((\w+)\)")
MARK = re.compile(r"<[^<>]+>|&\w+;")
WHOLE = ("ar", "en")  # with French, which is the code itself
PLURALS = {
    "ar": "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5)",
    "en": "(n != 1)",
    "zgh": "(n != 1)",
}
TRANSLATIONS = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def texts(message: Message) -> list[str]:
    forms = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return [text for text in (*forms, *said) if text]


def strings(message: Message) -> tuple[str, ...]:
    forms = message.string
    return tuple(forms) if isinstance(forms, list | tuple) else (str(forms or ""),)


def said(message: Message) -> list[str]:
    """What the translation says; nothing where it is not made."""
    return [text for text in strings(message) if message.id and text]


def is_plural(message: Message) -> bool:
    return isinstance(message.id, tuple)


def has_key(text: str) -> bool:
    """Whether a letter of it can be typed with Alt."""
    return bool(re.search(r"&\w", MARK.sub("", text)))


def test_the_template_has_every_text_of_the_code() -> None:
    in_code = {
        (context, message)
        for _, _, message, _, context in extract_from_dir(
            str(ROOT / "casedesk"), keywords=KEYWORDS, method_map=[("**.py", "python")]
        )
    }
    template = read(LOCALE / "casedesk.pot")
    in_template = {(each.context, each.id) for each in template if each.id}

    assert in_code, "nothing was found: does the pattern still fit?"
    assert in_template == in_code, "run: python3 dev.py catalogues"


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.parts[-3])
def test_a_translation_has_the_texts_of_the_template(path: Path) -> None:
    template = read(LOCALE / "casedesk.pot")

    translated = {(each.context, each.id) for each in read(path) if each.id}

    expected = {(each.context, each.id) for each in template if each.id}
    assert translated == expected, "run: python3 dev.py catalogues"


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.parts[-3])
def test_a_translation_fills_the_same_places(path: Path) -> None:
    catalogue = read(path)

    wrong = {each.id: each.check(catalogue) for each in catalogue if each.string}

    assert {text: why for text, why in wrong.items() if why} == {}


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.parts[-3])
def test_a_translation_names_each_place_the_code_fills_and_no_other(path: Path) -> None:
    """A plural form may leave out its own number, which its words say already."""
    for message in filter(said, read(path)):
        filled = set(PLACE.findall(str(message.id)))
        for text in said(message):
            named = set(PLACE.findall(text))
            assert named <= filled, message.id
            assert filled - named <= ({"n"} if is_plural(message) else set()), text


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_marks_keys_and_lines(path: Path) -> None:
    without_keys = path.parts[-3] == "ar"  # Alt and an Arabic letter is no habit
    for message in filter(said, read(path)):
        original = message.id[0] if isinstance(message.id, tuple) else message.id
        for text in said(message):
            assert sorted(MARK.findall(text)) == sorted(MARK.findall(original)), text
            assert text.count("\n") == original.count("\n"), text
            assert has_key(text) <= has_key(original), text
            assert has_key(text) or not has_key(original) or without_keys, text


@pytest.mark.parametrize("path", TRANSLATIONS, ids=lambda path: path.parts[-3])
def test_a_translation_counts_as_its_language_does(path: Path) -> None:
    header = path.read_text(encoding="utf-8").partition("\n\n")[0]
    written = "".join(re.findall(r'"(.*)"', header))
    rule = re.search(r"Plural-Forms: nplurals=(\d); plural=(.+?);", written)
    assert rule is not None
    forms = 6 if path.parts[-3] == "ar" else 2

    assert (int(rule[1]), rule[2]) == (forms, PLURALS[path.parts[-3]])
    for message in filter(is_plural, read(path)):
        assert not said(message) or len(said(message)) == forms, message.id


@pytest.mark.parametrize("language", WHOLE)
def test_what_is_offered_as_whole_lacks_no_text(language: str) -> None:
    lacking = [
        each.id
        for each in read(LOCALE / language / "LC_MESSAGES" / "casedesk.po")
        if each.id and (not said(each) or "" in strings(each))
    ]

    assert lacking == []


def test_a_language_that_is_not_whole_says_how_much_it_says() -> None:
    some, whole = (
        sum(bool(said(each)) for each in read(LOCALE / name))
        for name in ("zgh/LC_MESSAGES/casedesk.po", "ar/LC_MESSAGES/casedesk.po")
    )

    assert 0 < share(Language.TAMAZIGHT) < 100
    assert share(Language.TAMAZIGHT) == 100 * some // whole
    assert share(Language.FRENCH) == share(Language.ENGLISH) == 100


def test_english_has_no_french_signs() -> None:
    """Quotation marks, and the space before a colon, are not the same."""
    catalogue = read(LOCALE / "en" / "LC_MESSAGES" / "casedesk.po")

    found = [text for each in catalogue if each.id for text in said(each)]

    assert [text for text in found if re.search(r"[«»]|[\s\u00a0][:;?!]", text)] == []


@pytest.mark.parametrize(
    "path", [LOCALE / "casedesk.pot", *TRANSLATIONS], ids=lambda path: path.name
)
def test_every_place_in_a_text_has_a_name(path: Path) -> None:
    for message in filter(lambda each: each.id, read(path)):
        for text in texts(message):
            without = re.sub(r"%\(\w+\)(0\d)?[sd]|%%", "", text)
            assert not re.search(r"%[a-z0-9(]|\{", without), text


@pytest.mark.parametrize(("n", "form"), ARABIC_FORMS.items())
def test_arabic_has_its_six_forms_in_the_order_of_the_standard(
    n: int, form: int
) -> None:
    days = "il y a %(n)d jour"
    catalogue = read(LOCALE / "ar" / "LC_MESSAGES" / "casedesk.po")
    message = catalogue[days]
    assert message is not None

    told = words(Language.ARABIC).ngettext(days, f"{days}s", n)

    assert isinstance(message.string, tuple)
    assert told == message.string[form]


def test_no_translation_is_a_guess() -> None:
    guesses = [each.id for path in TRANSLATIONS for each in read(path) if each.fuzzy]

    assert [text for text in guesses if text] == []
