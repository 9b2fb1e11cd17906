"""From the double click to a page one can type on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.generator import ROOT
from tests.bench.ratio import Ratio, compare

_FIRST_PAINT = (sys.executable, "-m", "tests.bench.first_paint")


def test_the_unlock_page_comes_nearly_as_fast_as_a_bare_window(
    vault_of: Callable[[int], Path],
    report: Callable[[Ratio], Ratio],
    tmp_path: Path,
) -> None:
    vault = str(vault_of(1_000))

    measured = report(
        compare(
            "process start to unlock page shown",
            1.5,
            baseline=_until_painted,
            ours=lambda: _until_painted(vault, str(tmp_path)),
            runs=11,
        )
    )

    assert measured.is_kept


def _until_painted(*arguments: str) -> float:
    """Seconds from starting the process to what it says at its first painting."""
    started = time.perf_counter()
    with subprocess.Popen(
        (*_FIRST_PAINT, *arguments),
        cwd=ROOT,
        env=_as_installed(),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        shown = time.perf_counter()
    assert (said, process.returncode) == ("painted\n", 0)
    return shown - started


def _as_installed() -> dict[str, str]:
    """Modules are compiled once, at the first start, as an installer does it."""
    never = "PYTHONDONTWRITEBYTECODE"
    kept = {name: value for name, value in os.environ.items() if name != never}
    return {**kept, "PYTHONPYCACHEPREFIX": str(ROOT / "build" / "bytecode")}
