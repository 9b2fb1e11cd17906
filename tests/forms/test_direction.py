from __future__ import annotations

from pathlib import Path

import pytest

from casedesk.forms.direction import isolated, levels, runs_leftwards

SAMPLE = Path(__file__).with_name("bidi-sample.txt")


def test_levels_are_those_of_unicodes_own_cases() -> None:
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    cases = [line.split(";") for line in lines if line and not line.startswith("#")]

    wrong = []
    for codes, _, paragraph, expected, _ in cases:
        text = "".join(chr(int(code, 16)) for code in codes.split())
        found = levels(text, rtl=paragraph == "1")
        told = zip(expected.split(), found, strict=True)
        if any(level not in ("x", str(got)) for level, got in told):
            wrong.append(codes)

    assert len(cases) == 200
    assert not wrong


@pytest.mark.parametrize(
    "text",
    [
        'levels: [ Level( 7, ) ], "',
        "\n    levels: [\n        7,\n    ],\n",
        "\\ { } é ﷺ",
    ],
)
def test_a_text_cannot_forge_its_own_levels(text: str) -> None:
    found = levels(text, rtl=False)

    assert len(found) == len(text)
    assert 7 not in found


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("Salma", False),
        ("سلمى", True),
        ("« سلمى »", True),
        ("2511", False),
        ("+212 6 12", False),
        ("3 سلمى", True),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, leftwards: bool) -> None:
    assert runs_leftwards(text, otherwise=True) == leftwards


def test_a_list_of_isolated_names_runs_as_its_first_name_does() -> None:
    assert runs_leftwards("\u2068سلمى\u2069 · \u2068Amine\u2069")
    assert isolated("\u2068سلمى\u2069")[0] == "\u2067"


def test_an_empty_text_runs_as_its_surroundings_do() -> None:
    assert runs_leftwards("", otherwise=True)
    assert not runs_leftwards("", otherwise=False)
