"""What is typed is kept soon, even by somebody who does not pause."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject

from casedesk.ui.autosave import Autosave

LONG = 600_000  # milliseconds: not in this test


def test_whoever_types_without_a_pause_is_kept_too(qtbot: Any) -> None:
    owner = QObject()
    saved: list[str] = []
    keeping = Autosave(lambda: saved.append("kept"), owner, pause=LONG, patience=0)

    with qtbot.waitSignal(keeping.saved):
        keeping.touch()

    assert saved == ["kept"]


def test_nothing_more_is_kept_once_it_went_another_way(qtbot: Any) -> None:
    owner = QObject()
    saved: list[str] = []
    keeping = Autosave(lambda: saved.append("kept"), owner, pause=0, patience=0)

    keeping.touch()
    keeping.drop()
    keeping._on_pause()

    assert saved == []
