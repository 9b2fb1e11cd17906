"""Restoring a set: into a new folder, by two people, never over a living vault.

The order, which a cut may end at any point: the stores are copied, opened, and the
restoring is journalled in them; the header comes last, and only with it there is a
vault. To take the place of the living one:

1. a note in the new folder says what the living one will be called;
2. the living one is renamed, then the new one: THE COMMIT POINT;
3. what goes on belonging to the vault and is in no set, the backups beside it and the
   technician's lines, is brought over, and the note goes.

A cut before 2 is over leaves the living one, or its backups under the new name; one
after it leaves the note, and `bring_over` does 3 at the next unlock, as often as need
be.
"""

from __future__ import annotations

from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from casedesk import atomic
from casedesk.app import freshness
from casedesk.app.backup_age import LOCAL
from casedesk.app.backups import Way
from casedesk.app.checking import verify_set
from casedesk.app.compartments import open_stores
from casedesk.app.folder import VaultLock, require_free
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.manifest import read_manifest
from casedesk.app.safekeeping import anchors, disk_in_words
from casedesk.app.technician import FILE as TECHNICIAN
from casedesk.circuit.changes import Home
from casedesk.circuit.commands.events import NoteEvent
from casedesk.circuit.desk import Desk
from casedesk.circuit.events import Detail, EventKind
from casedesk.circuit.longwork import Report, go_on
from casedesk.circuit.people import Person, PersonId
from casedesk.circuit.ports import Clock
from casedesk.circuit.rights import Right
from casedesk.circuit.safekeeping import (
    SECONDS,
    BackupSet,
    Loss,
    Restored,
    RestoreFolders,
    SafekeepingRefused,
    SafekeepingTrouble,
)
from casedesk.circuit.two_people import NotYours, SamePerson
from casedesk.vault import canonical
from casedesk.vault.header_file import FILE as HEADER
from casedesk.vault.header_file import read_header, write_header
from casedesk.vault.kdf import KdfLimits
from casedesk.vault.keyring import Keyring

BEFORE = "avant-restauration"
_NOTE = "replaces.txt"
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Restoring:
    """What is restored where, and by which two people."""

    folders: RestoreFolders
    first: Keyring
    second: Keyring


def losses(made: BackupSet, live: Path | None) -> tuple[Loss, ...]:
    """What the living vault's journals have beyond the set, by its seal."""
    marks = (freshness.marks(live) if live is not None else None) or {}
    return tuple(
        Loss(
            each.cid,
            kept=each.seq,
            lost=max(0, marks[each.cid].seq - each.seq) if each.cid in marks else None,
        )
        for each in made.compartments
    )


def preview(set_folder: Path, live: Path | None) -> tuple[BackupSet, tuple[Loss, ...]]:
    """The set and what restoring it would undo, before anybody decides."""
    read = read_manifest(set_folder)
    if read is None:
        raise SafekeepingTrouble("no_set")
    manifest, digest = read
    made = manifest.as_set(set_folder, digest)
    return made, losses(made, live)


def restore(
    asked: Restoring, clock: Clock, limits: KdfLimits, report: Report
) -> Restored:
    """A vault in the new folder, as it was when the set was made, and its certificate.

    Raises SafekeepingTrouble for a set that is not sound, VaultUnusable for the folder,
    SafekeepingRefused, SamePerson and NotYours for people who may not.
    """
    both = _two_people(asked)
    made, _ = preview(asked.folders.set, asked.folders.live)
    size = sum(made.sizes.values())
    way = Way(report, 2 * size)
    with disk_in_words():
        verdict = verify_set(asked.folders.set, both[0], way.part(size), limits)
        if not verdict.is_sound or verdict.set is None:
            raise SafekeepingTrouble("damaged", file=" ".join(verdict.damaged))
        require_free(asked.folders.new)
        try:
            _copy(verdict.set, asked.folders.new, way)
            certificate = _journalled(asked, both, verdict.set, clock)
        except BaseException:
            _clear(asked.folders.new)
            raise
        write_header(asked.folders.new, read_header(asked.folders.set, limits))
    return certificate


def take_the_place_of(live: Path, restored: Path, now: datetime) -> Path:
    """Put the restored vault where the living one is; gives where that one is kept.

    Raises VaultUnusable("busy") while somebody sits in it, and OSError.
    """
    lock = VaultLock(live)
    lock.take()
    lock.release()  # a folder is not renamed around an open file everywhere
    kept = live.with_name(f"{BEFORE}-{now:%Y%m%dT%H%M%S}{live.suffix}")
    atomic.replace(restored / _NOTE, kept.name.encode())
    live.rename(kept)
    try:
        restored.rename(live)
    except OSError:
        kept.rename(live)
        raise
    atomic.flush_folder(live.parent)
    bring_over(live)
    return kept


def bring_over(vault: Path) -> None:
    """What a vault that took another's place still has to get from there.

    Nothing that is in the vault is written over. A disk that refuses is asked again at
    the next unlock.
    """
    note = vault / _NOTE
    with suppress(OSError, UnicodeError):
        kept = vault.with_name(note.read_text("utf-8"))
        if kept.name.startswith(BEFORE) and kept.parent == vault.parent:
            _move(kept / LOCAL, vault / LOCAL)
            _move(kept / TECHNICIAN, vault / TECHNICIAN)
            atomic.flush_folder(vault)
        note.unlink()


def _move(old: Path, new: Path) -> None:
    """A folder that is there already gets what it has not."""
    if not new.exists():
        with suppress(FileNotFoundError):
            old.rename(new)
    elif old.is_dir():
        for each in old.iterdir():
            _move(each, new / each.name)


def _two_people(asked: Restoring) -> tuple[Keyring, Keyring]:
    """Whoever holds the key of more first: they can read more of the set."""
    both = asked.first, asked.second
    if asked.first.person == asked.second.person:
        raise SamePerson
    if any(each.must_change for each in both):
        raise NotYours
    if asked.first.vault_id != asked.second.vault_id:
        raise SafekeepingRefused("other_vault")
    cases_first = sorted(both, key=lambda each: Home.CASES not in each.compartments)
    return cases_first[0], cases_first[1]


def _copy(made: BackupSet, folder: Path, way: Way) -> None:
    for name, size in made.sizes.items():
        if name == HEADER:
            continue
        part, done = way.part(size), 0
        source_path = made.folder / name
        with source_path.open("rb") as source, (folder / name).open("xb") as copy:
            while chunk := source.read(_CHUNK):
                copy.write(chunk)
                done += len(chunk)
                go_on(part, done, size)
            atomic.flush(copy)


def _clear(folder: Path) -> None:
    """There is no header yet, so nothing but what was just copied."""
    for each in folder.iterdir():
        if each.is_file():
            each.unlink()


def _journalled(
    asked: Restoring, both: tuple[Keyring, Keyring], made: BackupSet, clock: Clock
) -> Restored:
    """By the one of the two who directs, as the copy of the desk says."""
    at, folders = clock(), asked.folders
    for director, second in (both, both[::-1]):
        if Home.DESK not in director.compartments:
            continue
        with closing(open_stores(folders.new, director, clock)) as stores:
            person = _certified(stores.person, director)
            if not (person and Right.RESTORE in stores.rules.rights.of(person)):
                continue
            desk = stores.desk_for(person)
            _require_second(desk, director, second)
            detail = _detail(made, second, at, folders.live)
            desk.do(NoteEvent(EventKind.RESTORED, detail))
            sender = desk.reads.sender()
            dbs = [store.db for store in stores.all()]
            FreshnessSeal(folders.new, director).write(dbs)
        return Restored(
            folder=folders.new,
            set=made,
            at=at,
            by=person.id,
            confirmed_by=PersonId(second.person),
            sender=sender,
            losses=losses(made, folders.live),
            anchors=anchors(made),
        )
    raise SafekeepingRefused("no_director")


def _detail(
    made: BackupSet, second: Keyring, at: datetime, live: Path | None
) -> Detail:
    """Where the journals of the set stand and those of the vault it comes after."""
    said = ["casedesk-restore-v1", made.digest, at.isoformat(), second.person]
    marks = (freshness.marks(live) if live is not None else None) or {}
    heads = {f"{e.cid}.set": f"{e.seq}:{e.head.hex()}" for e in made.compartments}
    before = {f"{cid}.live": f"{e.seq}:{e.head.hex()}" for cid, e in marks.items()}
    return {
        "set": made.name,
        "manifest": made.digest,
        "with": second.person,
        "confirmation": second.sign(canonical.encode(said)).hex(),
        **heads,
        **before,
    }


def _require_second(desk: Desk, director: Keyring, second: Keyring) -> None:
    people = {each.id: each for each in desk.reads.people()}
    other = _certified(people.get(PersonId(second.person)), director)
    if other is None or other.role not in SECONDS:
        raise SafekeepingRefused("second_may_not")


def _certified(person: Person | None, keyring: Keyring) -> Person | None:
    """Only with an admin's signature over the role, and while they are here."""
    if person is None or not person.is_active:
        return None
    said = person.statement(keyring.vault_id)
    return person if keyring.admin_verify(said, person.certificate) else None
