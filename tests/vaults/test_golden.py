"""A vault of every released format: this version opens it, and so does the way out.

They are training vaults with invented people. A folder is added with each version that
changes a format, and none is ever changed.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from casedesk.app.entrance import VaultEntrance
from casedesk.app.training import PastClock, TrainingVault
from casedesk.app.training_texts import (
    BOARD,
    DIRECTOR,
    EDUCATOR,
    SOCIAL_WORKER,
    TRAINEES,
    WALKED,
)
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.cases import ViewCase
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.concern import ConcernStatus
from casedesk.circuit.queries import CaseList, ReceiptRow

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
RELEASED = sorted(each.name for each in HERE.glob("*.casedesk"))
LATER = datetime(2026, 12, 1, 12, tzinfo=UTC)


@pytest.fixture(params=RELEASED)
def golden(request: Any, tmp_path: Path) -> Path:
    """A copy: opening brings a store to today's schema."""
    return Path(shutil.copytree(HERE / request.param, tmp_path / request.param))


def test_there_is_a_vault_of_the_first_format() -> None:
    assert "0.1.0.casedesk" in RELEASED


def test_K16_this_version_opens_every_released_vault(
    golden: Path, tmp_path: Path
) -> None:
    """Whoever was in it gets in, and finds the case and the child as they were."""
    clock = PastClock(lambda: LATER)
    vault = TrainingVault(golden, VaultEntrance(tmp_path / "settings", clock), clock)

    with vault.sitting(SOCIAL_WORKER) as sitting:
        (row,) = sitting.desk.reads.cases(CaseList.MINE, LATER, None, 10)
        sitting.desk.do(ViewCase(row.id))
        page = sitting.desk.reads.case_page(row.id)
        verdicts = sitting.verify(lambda *_: True, known={}, thorough=True)
    with vault.sitting(EDUCATOR) as sitting:
        receipts = sitting.desk.reads.my_receipts()

    assert page.child.given_arabic == WALKED["given_arabic"]
    assert any(ConcernStatus.IN_CHARGE in told(each) for each in receipts)
    assert [problem for each in verdicts for problem in each.problems] == []


def told(receipt: ReceiptRow) -> set[ConcernStatus]:
    return {each.status for each in receipt.statuses}


@pytest.fixture
def with_all_there_is(tmp_path: Path) -> TrainingVault:
    """The vault of 0.2.0: sheets, circles, somebody who left."""
    name = "0.2.0.casedesk"
    clock = PastClock(lambda: LATER)
    folder = Path(shutil.copytree(HERE / name, tmp_path / name))
    return TrainingVault(folder, VaultEntrance(tmp_path / "settings", clock), clock)


def test_K16_its_sheets_still_give_the_direction_a_new_phrase_and_its_drafts(
    with_all_there_is: TrainingVault,
) -> None:
    vault = with_all_there_is
    shares = json.loads((HERE / "0.2.0.shares.json").read_text(encoding="utf-8"))
    new = "lavande perron citerne bouleau mitaine horizon"
    with vault.sitting(DIRECTOR) as sitting:
        draft = sitting.desk.do(BeginDraft("no", "no"))

    keys = vault.entrance.recover(vault.folder, shares[1:], vault.person(DIRECTOR), new)
    sitting = vault.entrance.sit_down(keys)

    assert sitting.desk.reads.count(CaseList.ALL, LATER) == 1
    assert [row.id for row in sitting.desk.reads.my_drafts()] == [draft]
    sitting.lock()


def test_K16_its_circle_opens_for_the_board_and_for_nobody_else(
    with_all_there_is: TrainingVault,
) -> None:
    seen = {}
    for trainee in (BOARD, DIRECTOR, SOCIAL_WORKER):
        with with_all_there_is.sitting(trainee) as sitting:
            seen[trainee] = [
                desk.reads.count(CaseList.ALL, LATER)
                for desk in sitting.circles.values()
            ]

    assert sorted(seen[BOARD]) == [0, 1]
    assert seen[DIRECTOR] == [0]
    assert seen[SOCIAL_WORKER] == []


@pytest.mark.parametrize("trainee", TRAINEES, ids=lambda each: each.role)
def test_K16_the_way_out_opens_it_without_a_line_of_ours(
    golden: Path, trainee: Any
) -> None:
    """Sixty lines, a passphrase, and everything this person could read."""
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, pathlib, open_vault as way;"
            " way.main(pathlib.Path(sys.argv[1]), *sys.argv[2:]);"
            " assert not any(name.startswith('casedesk') for name in sys.modules)",
            str(golden),
            trainee.label,
            trainee.passphrase,
        ],
        capture_output=True,
        check=True,
        cwd=golden,
        env={**os.environ, "PYTHONPATH": str(ROOT / "packaging")},
        text=True,
        encoding="utf-8",
    )

    lines = [json.loads(line) for line in run.stdout.splitlines()]
    homes = {home for home, _, _ in lines}
    named = [row["given_arabic"] for _, table, row in lines if table == "children"]
    if trainee in (DIRECTOR, SOCIAL_WORKER):
        assert homes >= {Home.DESK, Home.CASES}
        assert WALKED["given_arabic"] in named
    else:
        assert homes == {Home.DESK}
        assert named == []
