"""What the files under `resources` say, they say in every language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from casedesk import paths
from casedesk.circuit.codes import PAPER

# A training vault's children speak as they speak.
FILES = [
    path
    for path in sorted(paths.resource("").rglob("*.toml"))
    if path.parent.name != "training"
]


def labels(part: object, where: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    if isinstance(part, list):
        for at, each in enumerate(part):
            yield from labels(each, f"{where}[{at}]")
    elif isinstance(part, dict):
        if isinstance(part.get("fr"), str):
            yield where, part
        for key, each in part.items():
            yield from labels(each, f"{where}.{key}")


def of(path: Path) -> list[tuple[str, dict[str, str]]]:
    return list(labels(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_there_are_labels_to_look_at() -> None:
    assert sum(len(of(path)) for path in FILES) > 1000


@pytest.mark.parametrize("language", PAPER)
def test_every_label_is_there_in_the_languages_of_paper(language: str) -> None:
    silent = [
        f"{path.name}{where}"
        for path in FILES
        for where, label in of(path)
        if not label.get(language, "").strip()
    ]

    assert silent == []


def test_every_label_but_the_name_of_an_organisation_is_there_in_english() -> None:
    silent = [
        f"{path.name}{where}: {label['fr']}"
        for path in FILES
        for where, label in of(path)
        if not label.get("en", "").strip()
        and not (path.parent.name == "directory" and where.endswith(".name"))
    ]

    assert silent == []


def test_a_label_leaves_the_same_places_to_fill_in_every_language() -> None:
    wrong = [
        f"{path.name}{where}"
        for path in FILES
        for where, label in of(path)
        for said in label.values()
        if isinstance(said, str) and _places(said) != _places(label["fr"])
    ]

    assert wrong == []


def _places(text: str) -> list[str]:
    return sorted(part.split("}")[0] for part in text.split("{")[1:])
