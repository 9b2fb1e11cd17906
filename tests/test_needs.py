"""What associations asked for is met by something there, or it is said why not."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from casedesk.app.demo import PAPERS
from casedesk.circuit.sheet import SheetCode
from casedesk.ui.screens import SCREENS

TESTS = Path(__file__).parent
NEEDS = tomllib.loads((TESTS / "needs.toml").read_text(encoding="utf-8"))
COUNT = 90
KEYS = {"need", "met_by", "partly", "not_here"}


def named_tests() -> set[str]:
    return {
        node.name
        for path in TESTS.rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }


THERE = {
    "test": named_tests(),
    "screen": {place.__name__ for place in SCREENS},
    "sheet": {code.value for code in SheetCode},
    "paper": set(PAPERS),
}


def is_there(named: str) -> bool:
    kind, _, name = named.partition(" ")
    if kind == "file":
        return (TESTS.parent / name).is_file()
    return name in THERE[kind]


def test_no_need_is_left_out() -> None:
    assert list(NEEDS) == [f"N{number}" for number in range(1, COUNT + 1)]


@pytest.mark.parametrize("need", NEEDS)
def test_each_need_is_met_by_what_is_there_or_says_why_not(need: str) -> None:
    entry = NEEDS[need]

    assert entry["need"]
    assert set(entry) <= KEYS
    assert ("met_by" in entry) != bool(entry.get("not_here", "").strip())
    assert [each for each in entry.get("met_by", ()) if not is_there(each)] == []
