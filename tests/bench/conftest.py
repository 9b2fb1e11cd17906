"""Measurements in one place: `build/bench.json`, and a table in the terminal."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from casedesk.circuit.case import Child
from casedesk.circuit.changes import Home
from casedesk.store.connection import create_database
from casedesk.store.database import Database, StoreIdentity
from tests.bench import generator
from tests.bench.children import People, fill
from tests.bench.ratio import Ratio

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
BUILD = generator.ROOT / "build"
_MEASURED = pytest.StashKey[list[Ratio]]()


@pytest.fixture(scope="session", autouse=True)
def unlocked_memory() -> None:
    """Measured is what people have: with memory security."""


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[Ratio], Ratio]:
    """Write down what was measured, kept or not."""

    def write_down(measured: Ratio) -> Ratio:
        request.config.stash.setdefault(_MEASURED, []).append(measured)
        return measured

    return write_down


@pytest.fixture(scope="session")
def vault_of() -> Callable[[int], Path]:
    """A vault with so many cases, to be read or copied."""

    def find(count: int) -> Path:
        BUILD.mkdir(exist_ok=True)
        return generator.cached(count, BUILD)

    return find


@pytest.fixture(scope="session")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    """A bare store with so many children, and who they are; to be read only."""
    folder = tmp_path_factory.mktemp("people")
    made: dict[int, tuple[Database, list[Child]]] = {}

    def find(count: int) -> tuple[Database, list[Child]]:
        if count not in made:
            identity = StoreIdentity("f" * 32, "cases", 1, Home.CASES)
            path = folder / f"{count}.db"
            db = create_database(path, bytearray(32), identity)
            db.set_authorizer(lambda *_: 0)  # all is allowed: nothing here must last
            db.rows("PRAGMA synchronous = OFF")
            made[count] = db, fill(db, count, random.Random(count))
        return made[count]

    yield find
    for db, _ in made.values():
        db.close()


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    measured = config.stash.get(_MEASURED, [])
    if not measured:
        return
    rows = [{**asdict(each), "ratio": each.ratio} for each in measured]
    BUILD.mkdir(exist_ok=True)
    text = json.dumps(rows, indent=2, ensure_ascii=False) + "\n"
    (BUILD / "bench.json").write_text(text, encoding="utf-8")
    wide = max(len(each.name) for each in measured)
    terminalreporter.write_sep("-", "build/bench.json")
    terminalreporter.write_line(f"{'':<{wide}}  baseline ms    ours ms   ratio   limit")
    for each in measured:
        terminalreporter.write_line(
            f"{each.name:<{wide}} {each.baseline_ms:12.2f} {each.ours_ms:10.2f}"
            f" {each.ratio:7.2f} {each.limit:7.2f}{'' if each.is_kept else '  NO'}"
        )
