"""Short rounds of the laboratory, each in a process of its own: it forks and kills."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from casedesk.app.training import TrainingVault
from tests.faults import association
from tests.faults.tally import Tally

ROOT = Path(__file__).parents[2]
SEED = 20260302
Round = Callable[[str, int], Tally]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What plays with system calls has nothing to play with elsewhere."""
    here = Path(__file__).parent
    if shutil.which("strace"):
        return
    for item in items:
        if here in item.path.parents and item.path.name != "test_pages.py":
            item.add_marker(pytest.mark.skip(reason="strace runs on Linux only"))


@pytest.fixture(scope="session")
def trials() -> Round:
    """So many trials of one kind."""

    def tried(name: str, count: int) -> Tally:
        asked = ("--one", name, str(count), str(SEED))
        done = subprocess.run(
            (sys.executable, "-m", "tests.faults", *asked),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
        )
        return Tally(Counter(json.loads(done.stdout)))

    return tried


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> TrainingVault:
    """A vault with cases at different stages; to be copied."""
    return association.founded(tmp_path_factory.mktemp("lab") / "template.casedesk")


@pytest.fixture
def vault(template: TrainingVault, tmp_path: Path) -> Iterator[TrainingVault]:
    """One of one's own."""
    return association.copied(template, tmp_path / "exercice.casedesk")
