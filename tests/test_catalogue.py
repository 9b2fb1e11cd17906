"""Everything that has to be proven of a vault has a test that bears its name."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
CATALOGUE = tomllib.loads((TESTS / "catalogue.toml").read_text(encoding="utf-8"))
SECURITY = TESTS.parent / "SECURITY.md"
LINES = 141
NAMED = re.compile(r"(?<=_)[A-Z]\d\d(?=_)")
NOTES = {"waits_for", "partly", "windows"}


def proofs() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Every test that is named after a line; one that proves two is given twice."""
    for path in TESTS.rglob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for line in NAMED.findall(node.name):
                    yield line, node


def is_for_windows(test: ast.FunctionDef) -> bool:
    """Whether it is skipped on every other system."""
    asked = " ".join(map(ast.unparse, test.decorator_list))
    return "ONLY_WINDOWS" in asked or "sys.platform != 'win32'" in asked


FOUND = list(proofs())
TESTED = {line for line, _ in FOUND}


def test_the_catalogue_is_whole() -> None:
    parts = Counter(line[0] for line in CATALOGUE)

    assert sum(parts.values()) == LINES
    for part, count in parts.items():
        expected = [f"{part}{number:02}" for number in range(1, count + 1)]
        assert [line for line in CATALOGUE if line[0] == part] == expected
    assert all(each["title"] for each in CATALOGUE.values())
    assert {key for each in CATALOGUE.values() for key in each} <= NOTES | {"title"}


@pytest.mark.parametrize("line", CATALOGUE)
def test_each_line_has_a_test_or_says_what_it_waits_for(line: str) -> None:
    waits = CATALOGUE[line].get("waits_for", "")

    assert line in TESTED or waits, CATALOGUE[line]["title"]
    assert not (line in TESTED and waits), "it need not wait any longer"


def test_no_test_bears_the_name_of_another_line() -> None:
    assert set(CATALOGUE) >= TESTED


def test_what_only_windows_can_show_is_there_and_told_to_everybody() -> None:
    on_windows = {line for line, each in CATALOGUE.items() if "windows" in each}
    told = SECURITY.read_text(encoding="utf-8")

    assert on_windows == {line for line, test in FOUND if is_for_windows(test)}
    assert sorted(line for line in on_windows if line not in told) == []
