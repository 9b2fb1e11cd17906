"""The order of a line on paper is that of the Unicode standard (UAX #9).

Unicode's own 91,707 cases come with the Debian package `unicode-data`. The suite takes
2,000 of them by lot; `CASEDESK_BIDI=all` in the environment takes them all.
"""

from __future__ import annotations

import os
import random
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from casedesk.forms.direction import levels
from casedesk.forms.text import Compositor, Run, Span

CASES = Path("/usr/share/unicode/BidiCharacterTest.txt")
SEED, BY_LOT = 20260302, 2_000

# What the library sets otherwise, and why that reaches no paper.
OTHERWISE = {
    "0661 0009 0028 0662 0029": (
        "a tab before bracketed Arabic digits is not set back to the level of its "
        "paragraph (L1); `values.printable` makes a space of every tab"
    ),
}
_CONTROLS = frozenset(
    ("BN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI")
)
_MARKS = "\u200b\u200e\u200f\u061c"  # of direction, and the empty one


@dataclass(frozen=True)
class Case:
    """One line of the file."""

    codes: str
    rtl: bool
    levels: tuple[str, ...]
    order: tuple[int, ...]

    @property
    def text(self) -> str:
        return "".join(chr(int(code, 16)) for code in self.codes.split())


def read(line: str) -> Case:
    codes, _, paragraph, expected, order = line.split(";")
    return Case(
        codes, paragraph == "1", tuple(expected.split()), tuple(map(int, order.split()))
    )


@pytest.fixture(scope="module")
def cases() -> Sequence[Case]:
    if not CASES.exists():
        pytest.skip(f"{CASES} is not installed (package unicode-data)")
    lines = CASES.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if line and not line.startswith("#")]
    if os.environ.get("CASEDESK_BIDI") != "all":
        known = [line for line in told if line.split(";")[0] in OTHERWISE]
        told = known + random.Random(SEED).sample(told, BY_LOT)
    return [read(line) for line in told]


def expected(case: Case) -> list[str]:
    """From left to right: what can be seen, without the spaces at the end."""
    text = case.text
    shown = [at for at in case.order if at < len(text.rstrip())]
    return [text[at] for at in shown if is_seen(text[at])]


def set_in_line(case: Case, compositor: Compositor) -> list[str]:
    """From left to right, as the glyphs of the line stand."""
    lines = compositor.lines([Span(case.text)], 1_000_000, rtl=case.rtl)
    return [each for line in lines for each in characters(line.runs)]


def characters(runs: Sequence[Run]) -> Iterator[str]:
    for run in runs:
        for glyph in run.glyphs:
            if glyph.text and is_seen(glyph.text):
                yield glyph.text


def is_seen(character: str) -> bool:
    is_control = unicodedata.bidirectional(character) in _CONTROLS
    return not is_control and character not in _MARKS


def plain(text: Sequence[str]) -> list[str]:
    """No-break spaces are told as spaces, so that who searches finds them."""
    return [" " if each in "\u00a0\u202f" else each for each in text]


def test_every_line_is_set_in_the_order_of_the_standard(
    cases: Sequence[Case], compositor: Compositor
) -> None:
    wrong = {
        case.codes
        for case in cases
        if set_in_line(case, compositor) != plain(expected(case))
    }

    assert wrong == set(OTHERWISE)


def test_the_levels_are_those_of_the_standard(cases: Sequence[Case]) -> None:
    wrong = set()
    for case in cases:
        found = levels(case.text, rtl=case.rtl)
        told = zip(case.levels, found, strict=True)
        if any(level not in ("x", str(got)) for level, got in told):
            wrong.add(case.codes)

    assert wrong == set(OTHERWISE)
