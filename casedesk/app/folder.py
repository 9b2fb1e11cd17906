"""Which folders may hold a vault, and keeping a second window out of one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLockFile, QStorageInfo

from casedesk.app.backup_age import MANIFEST, SET
from casedesk.circuit.threshold import VaultUnusable

LOCK = "casedesk.lock"
SEAL = "seal.json"
# Folders that programs copy to other machines behind one's back (security §14, O04).
_SYNCHRONISED = frozenset(
    {
        *("onedrive", "dropbox", "google drive", "googledrive", "nextcloud"),
        *("icloud drive", "iclouddrive"),
    }
)
_NETWORK = frozenset(
    {
        b"nfs",
        b"nfs4",
        b"cifs",
        b"smb",
        b"smb2",
        b"smb3",
        b"smbfs",
        b"afs",
        b"fuse.sshfs",
    }
)
_DRIVE_REMOVABLE, _DRIVE_REMOTE = 2, 4  # GetDriveType in the Windows API


def require_safe(folder: Path) -> None:
    """Refuse a network share and a synchronised folder: SQLite is not safe there.

    Raises VaultUnusable("unsafe_place").
    """
    parts = {part.casefold() for part in folder.absolute().parts}
    synchronised = any(
        part == name or part.startswith(f"{name} ")
        for part in parts
        for name in _SYNCHRONISED
    )
    if synchronised or _is_remote(folder):
        raise VaultUnusable("unsafe_place")


def is_backup(folder: Path) -> bool:
    """Whether it is a backup set; OSError where nobody can tell."""
    return (folder / MANIFEST).exists()


def require_living(folder: Path) -> None:
    """Refuse a backup set: opened for writing it would be none any more.

    And one that was begun and not ended, under its name or with the ending taken off:
    nothing says what it lacks. A vault restored under the name of its set has a seal.
    Raises VaultUnusable("is_backup", "unfinished_backup"), and OSError where nobody can
    tell.
    """
    if is_backup(folder):
        raise VaultUnusable("is_backup")
    if SET.match(folder.name) and not (folder / SEAL).exists():
        raise VaultUnusable("unfinished_backup")


def is_removable(folder: Path) -> bool:
    """Whether it lies on a stick or a card, as far as the system tells."""
    if sys.platform == "win32":
        from ctypes import windll

        kind = windll.kernel32.GetDriveTypeW(folder.absolute().anchor)
        return bool(kind == _DRIVE_REMOVABLE)
    return is_block_removable(bytes(QStorageInfo(str(folder)).device().data()))


def is_block_removable(device: bytes, known: Path = Path("/sys/class/block")) -> bool:
    """By the disk, for a part of one."""
    place = known / Path(device.decode(errors="replace")).name
    try:
        disk = place.resolve(strict=True)
        if (disk / "partition").exists():
            disk = disk.parent
        return (disk / "removable").read_text(encoding="ascii").strip() == "1"
    except OSError:
        return False


def _is_remote(folder: Path) -> bool:
    text = str(folder.absolute())
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        from ctypes import windll

        return bool(windll.kernel32.GetDriveTypeW(folder.anchor) == _DRIVE_REMOTE)
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    kind = QStorageInfo(str(nearest)).fileSystemType().data()
    return kind in _NETWORK


class VaultLock:
    """One process per vault; a lock left by a process that died is taken over."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK
        self._file = QLockFile(str(self._path))
        self._file.setStaleLockTime(0)  # a long day is no reason to think it dead

    def take(self) -> None:
        """Raises VaultUnusable: `busy` when a window holds the vault."""
        if self._file.tryLock(0):
            return
        if self._is_nobodys():
            self._path.unlink(missing_ok=True)
            if self._file.tryLock(0):
                return
        if self._file.error() is QLockFile.LockError.LockFailedError:
            raise VaultUnusable("busy")
        raise VaultUnusable("not_writable")

    def release(self) -> None:
        self._file.unlock()

    def _is_nobodys(self) -> bool:
        """Empty: its process died between making it and writing its number into it.

        Qt would think it taken for ever. Whoever is alive holds on to the file itself.
        """
        try:
            if self._path.stat().st_size:
                return False
            if sys.platform == "win32":
                self._path.unlink()  # not while somebody has it open
                return True
            import fcntl

            with self._path.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def require_free(folder: Path) -> None:
    """A folder a new vault can be made in. Raises VaultUnusable."""
    require_safe(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = any(folder.iterdir())
    except OSError:
        raise VaultUnusable("not_writable") from None
    if taken and not _is_abandoned(folder):
        raise VaultUnusable("folder_not_empty")
    if not os.access(folder, os.W_OK):
        raise VaultUnusable("not_writable")


def _is_abandoned(folder: Path) -> bool:
    """Stores without a header: a founding that was cut short and may begin again."""
    left = (
        ".g1.db",
        ".g1.db-wal",
        ".g1.db-shm",
        ".json.new",
        ".json.bak.new",
        LOCK,
        SEAL,
    )
    return all(each.name.endswith(left) for each in folder.iterdir())
