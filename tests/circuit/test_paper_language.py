"""In which language a paper is, and which leads where both stand side by side."""

from __future__ import annotations

import re

import pytest

from casedesk import paths
from casedesk.circuit.codes import Label, Language
from casedesk.circuit.paper_language import (
    PaperLanguage,
    in_each,
    read_paper_languages,
    side_by_side,
)
from casedesk.circuit.sheet import Addressee, SheetCode

TABLE = paths.read_text("paper.toml")
LANGUAGES = read_paper_languages(TABLE)
FRENCH, ARABIC = Language.FRENCH, Language.ARABIC


def test_a_report_to_the_prosecutor_is_in_arabic_until_somebody_chooses():
    default = LANGUAGES.default(SheetCode.PROSECUTOR, Addressee.PROSECUTOR)

    assert default is PaperLanguage.ARABIC


@pytest.mark.parametrize("chosen", [PaperLanguage.FRENCH, PaperLanguage.ARABIC])
def test_whatever_was_chosen_is_printed(chosen):
    for addressee in Addressee:
        asked = chosen, SheetCode.GENERAL, addressee
        assert LANGUAGES.versions(*asked) == (Language(chosen),)


def test_of_both_the_language_of_the_addressee_leads():
    both = PaperLanguage.BOTH
    letter = LANGUAGES.versions(both, SheetCode.PROSECUTOR, Addressee.PROSECUTOR)
    liaison = LANGUAGES.versions(both, SheetCode.HOSPITAL, Addressee.HOSPITAL)

    assert letter == (ARABIC, FRENCH)
    assert liaison == (FRENCH, ARABIC)
    assert LANGUAGES.versions(both, SheetCode.CONCERN) == (FRENCH, ARABIC)


def test_two_languages_in_the_table_are_both_by_default():
    family = LANGUAGES.default(SheetCode.CONSENT)

    assert family is PaperLanguage.BOTH
    assert LANGUAGES.versions(family, SheetCode.CONSENT) == (ARABIC, FRENCH)


@pytest.mark.parametrize("missing", ["police", "F-G"])
def test_an_addressee_or_a_sheet_without_a_line_is_refused(missing):
    with pytest.raises(KeyError, match=missing):
        read_paper_languages(re.sub(f"(?m)^{missing} = .*$", "", TABLE))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[]", "one language, or both"),
        ('["fr", "fr"]', "one language, or both"),
        ('["de"]', "de"),
        ('["fr"]\nneighbours = ["fr"]', "no addressee"),
    ],
)
def test_a_line_that_makes_no_sense_is_refused(line, why):
    with pytest.raises(ValueError, match=why):
        read_paper_languages(re.sub("(?m)^police = .*$", f"police = {line}", TABLE))


def test_a_name_stands_in_each_language_but_never_twice():
    both = side_by_side(ARABIC)

    assert in_each(both, Label("CAPE", "المركز")) == "المركز · CAPE"
    assert in_each(both, Label("CAPE", "")) == "CAPE"
    assert in_each((FRENCH,), Label("CAPE", "المركز")) == "CAPE"
