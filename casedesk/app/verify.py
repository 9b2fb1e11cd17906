"""`casedesk verify`: every check there is on a vault, as one of its people."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from casedesk import paths
from casedesk.app import clock, verifying
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.passphrases import Passphrases
from casedesk.app.terminal import passphrase, require_person, say
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.errors import NotFound
from casedesk.circuit.journal import CompartmentVerdict, Problem
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n import _, ngettext
from casedesk.i18n.labels import sentence
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
        person = require_person(entrance.look(folder).people, label)
        words = passphrase(passphrase_fd)
        lock = VaultLock(folder)
        lock.take()
        try:
            unlocked = entrance.unlock(folder, person, words)
            with closing(unlocked):
                return _report(folder, unlocked.keyring)
        finally:
            lock.release()
    except NotFound:
        say(_("Personne ne porte ce libellé dans ce coffre."))
        return UNSOUND
    except WrongPassphrase as wrong:
        say(sentence(wrong))
        return UNSOUND
    except VaultUnusable as unusable:
        say(sentence(unusable))
        return HELD if unusable.reason == "busy" else UNSOUND


def _report(folder: Path, keyring: Keyring) -> int:
    listed = dict.fromkeys([*map(str, Home), *verifying.compartments(keyring)])
    sound = [_is_sound(folder, keyring, cid) for cid in listed]
    return SOUND if all(sound) else UNSOUND


def _is_sound(folder: Path, keyring: Keyring, cid: str) -> bool:
    """Say what there is to say about one compartment; a closed one is no failure."""
    if cid not in keyring.compartments:
        say(_("%(name)s : fermé pour cette personne") % {"name": cid})
        return True
    verdict = verifying.alone(folder, keyring, cid)
    if verdict.trouble is not None:
        say(f"{cid} : {sentence(verdict.trouble)}")
        return False
    say(_told(cid, verdict))
    for problem in verdict.problems:
        say(f"  {_described(problem)}")
    return verdict.is_sound


def _told(cid: str, verdict: CompartmentVerdict) -> str:
    anchor = numbers.anchor(verdict.head.sequence, verdict.head.hash)
    lines = ngettext(
        "%(n)d ligne de journal", "%(n)d lignes de journal", verdict.entries
    ) % {"n": verdict.entries}
    if verdict.is_sound:
        said = _("%(name)s : vérifié, %(lines)s, repère %(anchor)s")
    else:
        said = _("%(name)s : tout n'est pas comme il a été écrit, %(lines)s")
    return said % {"name": cid, "lines": lines, "anchor": anchor}


def _described(problem: Problem) -> str:
    """Codes and ids only: what is written here may be shown to anybody."""
    place = f"{problem.kind} {problem.key}".strip()
    if problem.sequence:
        line = _("ligne %(n)d") % {"n": problem.sequence}
        place = f"{line} {place}".strip()
    return f"{problem.code} {place}".strip()
