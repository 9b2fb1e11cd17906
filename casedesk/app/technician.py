"""What somebody without keys did for the vault, until it can be journalled.

A technician opens no store, so has no journal. They write to a file beside the vault,
each line signed; the director's next unlock takes the lines into the journal, where the
same line is noted once only, and then the file goes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casedesk import atomic
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.events import Detail, EventKind, is_plain
from casedesk.circuit.ports import Clock
from casedesk.vault import canonical
from casedesk.vault.canonical import Form, array, octets, record, text
from casedesk.vault.errors import HeaderDamaged
from casedesk.vault.header import PERSON, SIGNATURE
from casedesk.vault.keyring import Keyring

FILE = "technician.json"
_DOMAIN = b"casedesk-technician-v1"
_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class _Line:
    by: str
    told: str
    sig: bytes

    @property
    def id(self) -> str:
        return hashlib.sha256(self.told.encode() + self.sig).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class _Lines:
    lines: tuple[_Line, ...]


class TechnicianLog:
    """The file, as whoever has no keys writes it."""

    def __init__(self, folder: Path, keyring: Keyring, clock: Clock) -> None:
        self._folder, self._keyring, self._clock = folder, keyring, clock

    def note(self, what: EventKind, detail: Detail) -> None:
        """Raises HeaderDamaged rather than write over lines it cannot read."""
        at: datetime = self._clock()
        facts = [self._keyring.vault_id, self._keyring.person, at.isoformat(), what]
        told = canonical.encode([*facts, dict(detail)]).decode("ascii")
        signature = self._keyring.sign(_signed(told))
        line = _Line(self._keyring.person, told, signature)
        written = _Lines((*_read(self._folder).lines, line))
        data = canonical.encode(_form().write(written))
        atomic.replace(self._folder / FILE, data)


def take_in(folder: Path, keyring: Keyring, desk: Desk) -> None:
    """Journal every line, a forged one as such, and let the file go."""
    path = folder / FILE
    if not path.exists():
        return
    try:
        for line in _read(folder).lines:
            detail = {**_told(line, keyring), "by": line.by}
            desk.do(NoteEvent(EventKind.TECHNICIAN, detail, line.id))
    except HeaderDamaged:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:32]
        desk.do(NoteEvent(EventKind.TECHNICIAN, {"sound": 0}, digest))
    path.unlink()


def vouches_for(folder: Path, keyring: Keyring, slots: bytes) -> bool:
    """Whether somebody without keys says that the slots are like this by their hand.

    They change their own passphrase, and no store can be told of it.
    """
    try:
        told = [_told(line, keyring) for line in _read(folder).lines]
    except HeaderDamaged:
        return False
    wanted = {"did": EventKind.SLOT_CHANGED, "slots": slots.hex(), "sound": 1}
    return any(wanted.items() <= each.items() for each in told)


def _told(line: _Line, keyring: Keyring) -> Detail:
    """What the line says, when somebody who is still here signed it and it reads so.

    Otherwise only that it does not: whoever signs must keep nobody from unlocking, and
    speaks for nobody else.
    """
    is_here = line.by in keyring.header.signed.users
    if not (is_here and keyring.verify(line.by, _signed(line.told), line.sig)):
        return {"sound": 0}
    try:
        return {**_read_through(line, keyring.vault_id), "sound": 1}
    except (HeaderDamaged, ValueError, TypeError):  # no screen of ours signed that
        return {"sound": 0}


def _read_through(line: _Line, vault_id: str) -> Detail:
    """Raises HeaderDamaged, ValueError or TypeError for what `note` did not write."""
    match canonical.decode(line.told.encode()):
        case [of, line.by, at, what, dict(detail)] if of == vault_id:
            told = {**detail, "on": at, "did": EventKind(str(what))}
            if is_plain(told):
                return told
    raise ValueError("told otherwise")


def _signed(told: str) -> bytes:
    return _DOMAIN + told.encode()


def _read(folder: Path) -> _Lines:
    try:
        with (folder / FILE).open("rb") as file:
            return _form().read(canonical.decode(file.read(_LARGEST)))
    except FileNotFoundError:
        return _Lines(())


def _form() -> Form[_Lines]:
    line = record(
        _Line,
        {},
        by=text(PERSON.fullmatch),
        told=text(lambda told: 0 < len(told) < 10_000 and told.isascii()),
        sig=octets(SIGNATURE),
    )
    return record(_Lines, {"fmt": "casedesk-technician", "ver": 1}, lines=array(line))
