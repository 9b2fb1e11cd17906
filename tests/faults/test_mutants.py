"""The list of controls that are switched off one by one is about the code as it is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.mutants import CONTROLS, ROOT, Control


def test_all_the_controls_are_there() -> None:
    """The eleven of security §14, and the signature of an entry (J03)."""
    assert len(CONTROLS) == 12


@pytest.mark.parametrize("control", CONTROLS, ids=lambda each: each.name)
def test_each_control_can_be_switched_off(control: Control, tmp_path: Path) -> None:
    copy = tmp_path / control.file
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / control.file, copy)

    control.switch_off(tmp_path)

    assert copy.read_bytes() != (ROOT / control.file).read_bytes()
    assert all((ROOT / name).exists() for name in control.tests if "/" in name)
