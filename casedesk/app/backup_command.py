"""`casedesk backup` and `casedesk restore`: as in the window, in a terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from casedesk import paths
from casedesk.app import clock
from casedesk.app.entrance import Keys, VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.safekeeping import VaultSafekeeping
from casedesk.app.terminal import heard, passphrase, require_person, say
from casedesk.circuit.changes import Home
from casedesk.circuit.errors import NotFound, Refused, Trouble
from casedesk.circuit.longwork import Cancelled
from casedesk.circuit.safekeeping import Alarm, Made, RestoreFolders
from casedesk.circuit.threshold import VaultUnusable
from casedesk.i18n import _
from casedesk.i18n.labels import label, sentence
from casedesk.vault.errors import VaultError

DONE, NOT_DONE, HELD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by their label, and where their passphrase can be read."""

    label: str
    passphrase_fd: int | None = None


def back_up(
    folder: Path,
    destination: Path,
    someone: Someone,
    passphrases: Passphrases | None = None,
) -> int:
    """0 for a verified backup without alarm, 1 otherwise, 2 when a window holds it."""
    entrance = VaultEntrance(paths.settings_folder(), clock.now, passphrases)

    def carried_out() -> int:
        person = require_person(entrance.look(folder).people, someone.label)
        words = passphrase(someone.passphrase_fd, someone.label)
        office = _office(entrance, entrance.unlock(folder, person, words))
        with closing(office), heard() as report:
            made = office.back_up(destination, report)
            office.note(made)
        return _told(made)

    return _in_words(carried_out)


def restore(
    folders: RestoreFolders,
    two: Sequence[Someone],
    passphrases: Passphrases | None = None,
) -> int:
    """0 when there is a vault in the new folder, 1 otherwise."""
    entrance = VaultEntrance(paths.settings_folder(), clock.now, passphrases)

    def carried_out() -> int:
        people = entrance.people_of_set(folders.set)
        with ExitStack() as close:
            both = []
            for someone in two:
                person = require_person(people, someone.label)
                words = passphrase(someone.passphrase_fd, someone.label)
                both.append(entrance.unlock(folders.set, person, words))
                close.callback(both[-1].close)
            report = close.enter_context(heard())
            done = entrance.restore(folders, both[0], both[1], report)
        say(_("Coffre restauré : %(folder)s") % {"folder": done.folder})
        for cid, anchor in done.anchors.items():
            say(_("%(name)s : repère %(anchor)s") % {"name": cid, "anchor": anchor})
        return DONE

    return _in_words(carried_out)


def _in_words(carry_out: Callable[[], int]) -> int:
    try:
        return carry_out()
    except Cancelled:
        say(_("Arrêté. Rien n'a été gardé de ce qui était en cours."))
    except NotFound:
        say(_("Personne ne porte ce libellé dans ce coffre."))
    except VaultUnusable as unusable:
        say(sentence(unusable))
        return HELD if unusable.reason == "busy" else NOT_DONE
    except (Refused, Trouble, VaultError) as why_not:
        say(sentence(why_not))
    return NOT_DONE


def _office(entrance: VaultEntrance, unlocked: Keys) -> VaultSafekeeping:
    """At the desk for whoever has its key, at the counter for a technician."""
    if Home.DESK in unlocked.keyring.compartments:
        return entrance.sit_down(unlocked).safekeeping
    return entrance.keep(unlocked)


def _told(made: Made) -> int:
    say(_("Sauvegarde faite et vérifiée : %(folder)s") % {"folder": made.set.folder})
    for cid in made.hash_only:
        say(
            _("%(name)s : copié tel quel, contenu fermé pour cette personne")
            % {"name": cid}
        )
    for alarm in made.alarms:
        say(_described(alarm))
    if not made.alarms:
        return DONE
    say(_("Les sauvegardes d'avant sont toutes gardées. Prévenir la direction."))
    return NOT_DONE


def _described(alarm: Alarm) -> str:
    said = f"{alarm.name} : {label(alarm.kind)}"
    return f"{said} ({alarm.before} → {alarm.now})" if alarm.before else said
