"""`casedesk backup` and `casedesk restore`: as in the window, in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path

from casedesk import paths
from casedesk.app import clock
from casedesk.app.entrance import Keys, VaultEntrance
from casedesk.app.passphrases import Passphrases
from casedesk.app.safekeeping import VaultSafekeeping, anchors
from casedesk.app.sticks import plugged_in
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
from casedesk.circuit.changes import Home
from casedesk.circuit.safekeeping import Alarm, Made, RestoreFolders
from casedesk.i18n import _
from casedesk.i18n.formats import headed
from casedesk.i18n.labels import label
from casedesk.i18n.safekeeping import compartment_name


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
    """0 for a verified backup without alarm, 1 otherwise; more in `in_words`.

    On the root of a stick it goes where the window would put it, and find it again.
    """
    entrance = VaultEntrance(paths.settings_folder(), clock.now, passphrases)

    def carried_out() -> int:
        person = require_person(entrance.look(folder).people, someone.label)
        words = passphrase(someone.passphrase_fd, someone.label)
        unlocked = entrance.unlock(folder, person, words)
        with heard() as report, closing(_office(entrance, unlocked)) as office:
            made = office.back_up(_place(office, destination), report)
            office.note(made)
        return _told(made)

    return in_words(carried_out)


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
        say_anchors(done.anchors)
        return DONE

    return in_words(carried_out)


def _office(entrance: VaultEntrance, unlocked: Keys) -> VaultSafekeeping:
    """At the desk for whoever has its key, at the counter for a technician."""
    if Home.DESK in unlocked.keyring.compartments:
        return entrance.sit_down(unlocked).safekeeping
    return entrance.keep(unlocked)


def _place(office: VaultSafekeeping, destination: Path) -> Path:
    is_root = destination.resolve() in [each.root for each in plugged_in()]
    return office.remember_stick(destination) if is_root else destination


def _told(made: Made) -> int:
    say(_("Sauvegarde faite et vérifiée : %(folder)s") % {"folder": made.set.folder})
    for cid in made.hash_only:
        say(
            _("%(name)s : copié tel quel, contenu fermé pour cette personne")
            % {"name": compartment_name(cid)}
        )
    say_anchors(anchors(made.set))
    for alarm in made.alarms:
        say(_described(alarm))
    if not made.alarms:
        return DONE
    say(_("Les sauvegardes d'avant sont toutes gardées. Prévenir la direction."))
    return NOT_DONE


def _described(alarm: Alarm) -> str:
    said = headed(compartment_name(alarm.name), label(alarm.kind))
    return f"{said} ({alarm.before} → {alarm.now})" if alarm.before else said
