"""The file vault.json: read without trusting it, replaced in one step."""

from __future__ import annotations

from pathlib import Path

from casedesk.atomic import replace, settle, staged
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
    replace(folder / FILE, header.to_bytes())


def renew_copy(folder: Path, limits: KdfLimits = DEFAULT_LIMITS) -> None:
    """Make the copy the header's own again, when a cut came between writing the two.

    To be called once the header was unlocked, and before store files are deleted that
    it does not name: the copy might name them. Where only slots differ it stays: a slot
    may have been damaged in the header, and the copy is what mends it.
    """
    header = read_header(folder, limits)
    try:
        alike = _read(folder / BACKUP, limits).signed == header.signed
    except (FileNotFoundError, HeaderDamaged, HeaderNewer):
        alike = False
    if not alike:
        replace(folder / BACKUP, header.to_bytes())


def write_header(folder: Path, header: Header) -> None:
    """Replace the copy, then the header itself, each in one step: the commit point.

    The copy is of the new header, not of the one before: an old one would still open
    with a passphrase that was changed because somebody had seen it, and its generation
    would be refused by the stores. OSError means that the old header is still in place.
    """
    data = header.to_bytes()
    for new in [staged(folder / BACKUP, data), staged(folder / FILE, data)]:
        settle(new)


def _read(path: Path, limits: KdfLimits) -> Header:
    with path.open("rb") as file:
        return Header.from_bytes(file.read(LARGEST + 1), limits)


def _readable(path: Path, limits: KdfLimits) -> bool:
    try:
        _read(path, limits)
    except (FileNotFoundError, HeaderDamaged, HeaderNewer):
        return False
    return True
