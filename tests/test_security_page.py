"""The page on what is protected: the same words in the program and beside it."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_the_help_and_the_page_say_the_same() -> None:
    told = (ROOT / "resources/help/security.fr.md").read_text(encoding="utf-8")

    assert PAGE.startswith(told.rstrip())


def test_every_test_that_needs_windows_is_listed_as_not_tried() -> None:
    catalogue = tomllib.loads(
        (ROOT / "tests/catalogue.toml").read_text(encoding="utf-8")
    )
    waiting = {
        name
        for name, line in catalogue.items()
        if isinstance(line, dict) and "windows" in line
    }

    assert waiting
    assert waiting == set(re.findall(r"^\| ([A-Z]\d\d) \|", PAGE, re.MULTILINE))


def test_the_way_out_stays_short_and_imports_nothing_of_ours() -> None:
    source = (ROOT / "packaging/open_vault.py").read_text(encoding="utf-8")
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else each.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for each in node.names
    }

    assert len(source.splitlines()) <= 60
    assert not any(name.startswith("casedesk") for name in imported)
