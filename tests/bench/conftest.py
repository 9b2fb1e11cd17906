"""Measurements in one place: `build/bench.json`, and a table in the terminal."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.bench import generator
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
