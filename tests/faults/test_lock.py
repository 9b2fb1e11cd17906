"""One window per vault, and no ghost of one after a cut."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from casedesk.app.folder import LOCK, VaultLock
from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.commands.concerns import BeginDraft
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n.labels import sentence

ROOT = Path(__file__).parents[2]
_SIT = """
import sys
from pathlib import Path
from casedesk.app.training_texts import DIRECTOR
from casedesk.circuit.threshold import VaultUnusable
from tests.faults.association import at

try:
    with at(Path(sys.argv[1])).sitting(DIRECTOR):
        print("sitting")
except VaultUnusable as unusable:
    print(unusable.reason)
"""


def somebody_else(vault: TrainingVault) -> str:
    """What a second casedesk says that is started on the same vault."""
    command = (sys.executable, "-c", _SIT, str(vault.folder))
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_S11_a_second_program_is_kept_out_and_the_first_goes_on(
    vault: TrainingVault,
) -> None:
    with vault.sitting(EDUCATOR) as sitting:
        assert somebody_else(vault) == "busy"
        begun = time.monotonic()
        with pytest.raises(VaultUnusable) as refused, vault.sitting(DIRECTOR):
            pass
        assert time.monotonic() - begun < 1
        assert "ouvert" in sentence(refused.value)
        draft = sitting.desk.do(BeginDraft("no", "no"))
        assert draft in [each.id for each in sitting.desk.reads.my_drafts()]

    assert somebody_else(vault) == "sitting"


def test_a_lock_that_a_cut_left_empty_keeps_nobody_out(vault: TrainingVault) -> None:
    """Made, but not written yet: whose it was it does not say."""
    vault.folder.joinpath(LOCK).touch()

    with vault.sitting(DIRECTOR) as sitting:
        assert sitting.desk.reads.people()

    assert not vault.folder.joinpath(LOCK).exists()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be emptied")
def test_a_lock_that_is_held_is_not_taken_for_a_left_one(tmp_path: Path) -> None:
    held = VaultLock(tmp_path)
    held.take()
    tmp_path.joinpath(LOCK).write_bytes(b"")  # as in the moment before it is signed

    with pytest.raises(VaultUnusable):
        VaultLock(tmp_path).take()

    held.release()
