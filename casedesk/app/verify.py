"""`casedesk verify`: every check there is on a vault or a set, as one of its people."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from casedesk import paths
from casedesk.app import clock, noting, verifying
from casedesk.app.entrance import VaultEntrance
from casedesk.app.folder import VaultLock
from casedesk.app.freshness import FreshnessSeal
from casedesk.app.passphrases import Passphrases
from casedesk.app.safekeeping import anchors
from casedesk.app.terminal import (
    DONE,
    NOT_DONE,
    heard,
    in_words,
    passphrase,
    require_person,
    say,
    say_anchors,
)
from casedesk.circuit import numbers
from casedesk.circuit.changes import Home
from casedesk.circuit.journal import CompartmentVerdict, Problem
from casedesk.circuit.longwork import Report
from casedesk.circuit.safekeeping import SafekeepingTrouble, SetVerdict
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import headed
from casedesk.i18n.labels import label as word
from casedesk.i18n.labels import sentence
from casedesk.i18n.safekeeping import compartment_name
from casedesk.vault.keyring import Keyring


def run(
    folder: Path,
    label: str,
    passphrase_fd: int | None,
    passphrases: Passphrases | None = None,
) -> int:
    """0 when all is as it was written, 1 when something is not; more in `in_words`."""
    entrance = VaultEntrance(paths.settings_folder(), clock.now, passphrases)

    def carried_out() -> int:
        is_set = entrance.is_set(folder)
        people = (
            entrance.people_of_set(folder) if is_set else entrance.look(folder).people
        )
        person = require_person(people, label)
        words = passphrase(passphrase_fd)
        with ExitStack() as undo:
            if not is_set:
                lock = VaultLock(folder)
                lock.take()
                undo.callback(lock.release)
            unlocked = entrance.unlock(folder, person, words)
            undo.callback(unlocked.close)
            report = undo.enter_context(heard())
            if is_set:
                return _told_of_set(entrance.prove_set(folder, unlocked, report))
            return _told_of_vault(folder, unlocked.keyring, report)

    return in_words(carried_out)


def _told_of_vault(folder: Path, keyring: Keyring, report: Report) -> int:
    if not keyring.compartments:
        say(
            _(
                "Rien n'a pu être vérifié : la phrase de passe de cette personne "
                "n'ouvre aucun fichier."
            )
        )
        return NOT_DONE
    seal = FreshnessSeal(folder, keyring)
    known = noting.noted_heads(folder, keyring, clock.now)
    verdicts = verifying.alone(folder, keyring, seal, report, known=known)
    found = {each.compartment: each for each in verdicts}
    for cid in dict.fromkeys([*map(str, Home), *found]):
        _tell(cid, found.get(cid))
    if seal.is_missing:
        say(
            _(
                "Rien, à côté du coffre, ne prouve qu'il est le plus récent. Comparer "
                "le journal avec le repère de la dernière fiche imprimée, et le dire à "
                "la direction."
            )
        )
        return NOT_DONE
    noting.note_verified(folder, keyring, clock.now, verdicts)
    return DONE if all(each.is_sound for each in verdicts) else NOT_DONE


def _told_of_set(verdict: SetVerdict) -> int:
    for each in verdict.files:
        say(headed(compartment_name(each.name), word(each.state)))
    if verdict.set is None or not verdict.is_sound:
        damaged = " ".join(verdict.damaged)
        say(sentence(SafekeepingTrouble("damaged", file=damaged)))
        return NOT_DONE
    say_anchors(anchors(verdict.set))
    say(_("Sauvegarde entière : elle peut être restaurée."))
    return DONE


def _tell(cid: str, verdict: CompartmentVerdict | None) -> None:
    """Say what there is to say about one compartment; a closed one is no failure."""
    if verdict is None:
        say(_("%(name)s : fermé pour cette personne") % {"name": cid})
    elif verdict.trouble is not None:
        say(headed(cid, sentence(verdict.trouble)))
    else:
        say(_told(cid, verdict))
        for problem in verdict.problems:
            say(f"  {_described(problem)}")


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
