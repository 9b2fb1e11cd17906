"""The file vault.json: read without trusting it, replaced in one step."""

from __future__ import annotations

import os
from pathlib import Path

from casedesk.vault.errors import HeaderDamaged, HeaderNewer, VaultMissing
from casedesk.vault.header import LARGEST, Header
from casedesk.vault.kdf import DEFAULT_LIMITS, KdfLimits

FILE = "vault.json"
BACKUP = "vault.json.bak"


def read_header(folder: Path, limits: KdfLimits = DEFAULT_LIMITS) -> Header:
    """The header as the file has it; nothing repairs it, and nothing is verified yet.

    Raises VaultMissing when there is none, and HeaderDamaged, which says whether the
    copy beside it can be read, when there is one that cannot be used.
    """
    try:
        return _read(folder / FILE, limits)
    except FileNotFoundError:
        if not (folder / BACKUP).exists():
            raise VaultMissing from None
        reason = "missing"
    except HeaderDamaged as damaged:
        reason = damaged.reason
    raise HeaderDamaged(reason, backup=_readable(folder / BACKUP, limits))


def reinstate_header(folder: Path, limits: KdfLimits = DEFAULT_LIMITS) -> None:
    """Put the copy in the place of a lost or damaged header, because a person asks."""
    header = _read(folder / BACKUP, limits)
    _settle(_staged(folder / FILE, header.to_bytes()))


def write_header(folder: Path, header: Header) -> None:
    """Replace the copy, then the header itself, each in one step: the commit point.

    The copy is of the new header, not of the one before: an old one would still open
    with a passphrase that was changed because somebody had seen it, and its generation
    would be refused by the stores. OSError means that the old header is still in place.
    """
    data = header.to_bytes()
    for new in [_staged(folder / BACKUP, data), _staged(folder / FILE, data)]:
        _settle(new)


def _read(path: Path, limits: KdfLimits) -> Header:
    with path.open("rb") as file:
        return Header.from_bytes(file.read(LARGEST + 1), limits)


def _readable(path: Path, limits: KdfLimits) -> bool:
    try:
        _read(path, limits)
    except (FileNotFoundError, HeaderDamaged, HeaderNewer):
        return False
    return True


def _staged(path: Path, data: bytes) -> Path:
    """The new content of `path`, safely on the disk under a name of its own."""
    new = path.with_name(f"{path.name}.new")
    new.touch(mode=0o600)
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return new


def _settle(new: Path) -> None:
    new.replace(new.with_suffix(""))
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be flushed
        folder = os.open(new.parent, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
