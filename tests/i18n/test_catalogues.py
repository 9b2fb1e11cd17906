"""The texts in the code, the template and the translations agree with one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from casedesk.i18n import Language, words

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "casedesk" / "i18n" / "locale"
KEYWORDS = {**DEFAULT_KEYWORDS, "_": None, "pgettext": ((1, "c"), 2)}
ARABIC_FORMS = {0: 0, 1: 1, 2: 2, 3: 3, 10: 3, 11: 4, 25: 4, 99: 4, 100: 5, 101: 5}
ARABIC_FORMS |= {102: 5, 103: 3, 111: 4}
PLACE = re.compile(r"%\((\w+)\)")
TRANSLATIONS = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def texts(message: Message) -> list[str]:
    forms = message.id if isinstance(message.id, tuple) else (message.id,)
    said = message.string if isinstance(message.string, tuple) else (message.string,)
    return [text for text in (*forms, *said) if text]


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
def test_a_translation_names_no_place_the_code_does_not_fill(path: Path) -> None:
    for message in read(path):
        filled = set(PLACE.findall(str(message.id)))
        named = {place for text in texts(message) for place in PLACE.findall(text)}
        assert named <= filled, message.id


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
