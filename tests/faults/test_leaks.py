"""Nothing stands in the clear: not in a file, not in what was ever written to one."""

from __future__ import annotations

from pathlib import Path

from casedesk.app.training import TrainingVault
from casedesk.app.training_texts import DIRECTOR, EDUCATOR
from casedesk.circuit.commands.concerns import BeginDraft
from tests.faults import leaks


def test_S10_no_word_of_a_day_is_ever_written_in_the_clear(tmp_path: Path) -> None:
    assert leaks.written_in_the_clear(tmp_path / "day", seed=1) == []


def test_S10_temporary_files_on_the_disk_would_hold_the_words(tmp_path: Path) -> None:
    """The control: one setting loosened, and the same search finds them."""
    found = leaks.written_in_the_clear(tmp_path / "day", seed=1, temp_store="FILE")

    assert {name for name, _ in found} == {"what was written"}


def test_K18_no_key_stands_in_a_file(vault: TrainingVault) -> None:
    with vault.sitting(EDUCATOR) as sitting:
        sitting.desk.do(BeginDraft("no", "no"))
        assert leaks.keys_found(vault, vault.folder.parent) == []
    with vault.sitting(DIRECTOR):
        assert leaks.keys_found(vault, vault.folder.parent) == []


def test_K18_a_key_that_did_would_be_found(vault: TrainingVault) -> None:
    """The control."""
    with leaks.director_of(vault) as keyring:
        hexadecimal = keyring.db_key("desk").hex()
    Path(vault.folder, "notes.txt").write_text(hexadecimal, encoding="ascii")

    assert leaks.keys_found(vault) == ["desk store"]
