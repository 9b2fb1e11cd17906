"""Questions to the person that need a window of the system; tests answer them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QDir
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], None]


class Prompts(Protocol):
    """Every question that is asked outside the window; none of them waits."""

    def choose_folder(
        self, asker: QWidget, title: str, start: Path | None, chosen: Chosen
    ) -> None:
        """Ask for a folder that exists; nothing is called when none is chosen."""
        ...

    def choose_file(
        self, asker: QWidget, title: str, patterns: Sequence[str], chosen: Chosen
    ) -> None:
        """Ask for a file that exists; patterns as "Photos (*.jpg *.png)"."""
        ...


class SystemPrompts:
    """The questions as the system asks them."""

    def choose_folder(
        self, asker: QWidget, title: str, start: Path | None, chosen: Chosen
    ) -> None:
        dialog = QFileDialog(asker, title, str(start or QDir.homePath()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def choose_file(
        self, asker: QWidget, title: str, patterns: Sequence[str], chosen: Chosen
    ) -> None:
        dialog = QFileDialog(asker, title, QDir.homePath())
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(list(patterns))
        dialog.fileSelected.connect(lambda path: chosen(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
