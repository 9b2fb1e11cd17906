"""The pictures that `dev.py shots` takes leave no screen out."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from casedesk.app import scenes, stagings
from casedesk.ui import navigation

UI = Path(navigation.__file__).parent
NAMED = {
    node.id if isinstance(node, ast.Name) else node.attr
    for module in (scenes, stagings)
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_text("utf-8")))
    if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load)
}
DOORS = ("show_start", "show_wizard", "show_trouble", "show_restoring", "veil")


@pytest.mark.parametrize("place", get_args(navigation.Place), ids=lambda p: p.__name__)
def test_every_place_is_photographed(place: type) -> None:
    assert place.__name__ in NAMED


@pytest.mark.parametrize("door", DOORS)
def test_every_page_before_a_vault_is_open_is_photographed(door: str) -> None:
    assert door in NAMED


def test_every_page_of_a_list_of_pages_is_photographed() -> None:
    assert {"PARTS", "STEPS", "Asked"} <= NAMED
