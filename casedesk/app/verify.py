"""`casedesk verify`: every check there is on a vault, as one of its people."""

from __future__ import annotations

import getpass
import os
import sys
from contextlib import closing
from pathlib import Path

from casedesk import paths
from casedesk.app import clock
from casedesk.app.compartments import compartment_key, identity
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.passphrases import Passphrases
from casedesk.app.reasons import in_words
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.people import PersonId
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n import _, ngettext
from casedesk.i18n.labels import sentence
from casedesk.store.connection import open_database, open_read_only
from casedesk.store.verify import Problem, Verdict, verify
from casedesk.vault.errors import WrongPassphrase
from casedesk.vault.keyring import Keyring

SOUND, UNSOUND, HELD = 0, 1, 2


def run(
    folder: Path,
    label: str,
    passphrase_fd: int | None,
    passphrases: Passphrases | None = None,
) -> int:
    """0 when all is as it was written, 1 when something is not, 2 when a window holds
    the vault."""
    entrance = VaultEntrance(paths.settings_folder(), clock.now, passphrases)
    try:
        person = _person(entrance, folder, label)
        if person is None:
            _say(_("Personne ne porte ce libellé dans ce coffre."))
            return UNSOUND
        passphrase = _passphrase(passphrase_fd)
        lock = VaultLock(folder)
        lock.take()
        try:
            unlocked = entrance.unlock(folder, person, passphrase)
            with closing(unlocked):
                return _report(folder, unlocked.keyring)
        finally:
            lock.release()
    except WrongPassphrase as wrong:
        _say(sentence(wrong))
        return UNSOUND
    except VaultUnusable as unusable:
        _say(sentence(unusable))
        return HELD if unusable.reason == "busy" else UNSOUND


def _report(folder: Path, keyring: Keyring) -> int:
    sound = [_is_sound(folder, keyring, home) for home in Home]
    return SOUND if all(sound) else UNSOUND


def _is_sound(folder: Path, keyring: Keyring, home: Home) -> bool:
    """Say what there is to say about one compartment; a closed one is no failure."""
    if home not in keyring.compartments:
        _say(_("%(name)s : fermé pour cette personne") % {"name": home})
        return True
    try:
        with in_words():
            verdict = _verdict(folder, keyring, home)
    except VaultUnusable as unusable:
        _say(f"{home} : {sentence(unusable)}")
        return False
    _say(_told(home, verdict))
    for problem in verdict.problems:
        _say(f"  {_described(problem)}")
    return verdict.is_sound


def _verdict(folder: Path, keyring: Keyring, home: Home) -> Verdict:
    path, which = folder / keyring.database_name(home), identity(keyring, home)
    with compartment_key(keyring, home) as key:
        with closing(open_database(path, key, which)) as db:
            db.checkpoint()  # what an unclean end left beside the file moves into it
        with closing(open_read_only(path, key, which)) as db:
            return verify(db, keyring.verify)


def _told(home: Home, verdict: Verdict) -> str:
    anchor = numbers.anchor(verdict.head.sequence, verdict.head.hash)
    lines = ngettext(
        "%(n)d ligne de journal", "%(n)d lignes de journal", verdict.entries
    ) % {"n": verdict.entries}
    if verdict.is_sound:
        said = _("%(name)s : vérifié, %(lines)s, repère %(anchor)s")
    else:
        said = _("%(name)s : tout n'est pas comme il a été écrit, %(lines)s")
    return said % {"name": home, "lines": lines, "anchor": anchor}


def _described(problem: Problem) -> str:
    """Codes and ids only: what is written here may be shown to anybody."""
    place = f"{problem.kind} {problem.key}".strip()
    if problem.sequence:
        line = _("ligne %(n)d") % {"n": problem.sequence}
        place = f"{line} {place}".strip()
    return f"{problem.code} {place}".strip()


def _person(entrance: VaultEntrance, folder: Path, label: str) -> PersonId | None:
    people = entrance.look(folder).people
    return next((person for person, called in people if called == label), None)


def _passphrase(descriptor: int | None) -> str:
    """Empty, which opens nothing, where there is nothing to read it from."""
    try:
        if descriptor is None:
            return getpass.getpass(_("Phrase de passe : "))
        with os.fdopen(descriptor, encoding="utf-8", errors="replace") as stream:
            return stream.readline().rstrip("\n")
    except (OSError, EOFError):
        return ""


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
