"""A training vault speaks the language it is founded in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from casedesk import i18n
from casedesk.app import training_people, training_texts
from casedesk.app.training_arabic import told
from casedesk.circuit.codes import Language

SPOKEN = re.compile("[a-zà-ÿ]{2}")
NOT_SPOKEN = {"yes", "no", "unknown"}
CONTENTS = [
    *(story.concern for story in training_texts.STORIES),
    *(
        getattr(module, name)
        for module in (training_texts, training_people)
        for name in dir(module)
        if name.isupper() and isinstance(getattr(module, name), dict)
    ),
]


def said(content: Any, key: str = "") -> Iterator[str]:
    """The free texts in it; names in Latin letters are to stay so."""
    if isinstance(content, dict):
        for name, each in content.items():
            yield from said(each, str(name))
    elif isinstance(content, list):
        for each in content:
            yield from said(each, key)
    elif (
        SPOKEN.search(str(content))
        and not key.endswith("_latin")
        and content not in NOT_SPOKEN
    ):
        yield str(content)


@pytest.mark.parametrize("content", CONTENTS)
def test_nothing_invented_stays_french_in_an_arabic_vault(content: Any) -> None:
    with i18n.speaking(Language.ARABIC):
        assert list(said(told(content))) == []
        assert [
            each.label for each in training_texts.EVERYBODY if each.label.isascii()
        ] == []
