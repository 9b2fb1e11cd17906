"""Lines that were looked at once are set as they were then."""

from __future__ import annotations

import json

import pytest

from tests.forms.golden import GOLDEN, golden, lines

LINES = json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def found() -> list[dict[str, object]]:
    return golden()


def test_every_line_was_looked_at() -> None:
    assert [each["text"] for each in LINES] == [text for text, _ in lines()]


@pytest.mark.parametrize("at", range(len(LINES)))
def test_a_line_is_set_as_it_was_when_it_was_looked_at(
    found: list[dict[str, object]], at: int
) -> None:
    assert found[at] == LINES[at]
