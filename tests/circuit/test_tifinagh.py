"""Names in Tifinagh and Amazigh languages are at home in the records."""

from __future__ import annotations

from datetime import date

import pytest

from casedesk.app import rulebook
from casedesk.circuit.codes import CodeBook, Language
from casedesk.circuit.sheet import FieldType, Questions

NAME = "ⵜⵉⵍⵍⴰ ⴰⵢⵜ\u200d ⵎⵓⵀⴰ"  # with a joiner, which some spellings need
CODES = CodeBook(rulebook.shipped_codes())
RULES = rulebook.rules(CODES)
ASKED = [*RULES.sheets.values(), *RULES.asked.values()]


@pytest.mark.parametrize(
    "asked", [each for each in ASKED if any(f.type is FieldType.NAME for f in each)]
)
def test_every_name_may_be_written_in_tifinagh(asked: Questions) -> None:
    names = {each.key: NAME for each in asked if each.type is FieldType.NAME}

    assert asked.gaps(names, CODES, date(2026, 3, 2), whole=False) == ()


@pytest.mark.parametrize("variety", ["TAMAZIGHT", "TACHELHIT", "TARIFIT"])
def test_the_amazigh_languages_of_morocco_can_be_chosen(variety: str) -> None:
    offered = {each.code: each.label for each in CODES.options("LANG", intake=True)}

    assert offered[variety].ar
    assert offered[variety].in_language(Language.ENGLISH) == offered[variety].en
