"""Replacing a file in one step: whoever reads it finds the old one or the new one."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


def replace(path: Path, data: bytes) -> None:
    """OSError means that what was there before is still in place."""
    settle(staged(path, data))


def staged(path: Path, data: bytes) -> Path:
    """The new content of `path`, safely on the disk under a name of its own."""
    new = path.with_name(f"{path.name}.new")
    new.touch(mode=0o600)
    with new.open("wb") as file:
        file.write(data)
        flush(file)
    return new


def settle(new: Path) -> None:
    """Give staged content its name: the commit point."""
    new.replace(new.with_suffix(""))
    flush_folder(new.parent)


def flush(file: BinaryIO) -> None:
    """What was written to it is on the disk from here on."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Names that were given in this folder are on the disk from here on."""
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be flushed
        descriptor = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
