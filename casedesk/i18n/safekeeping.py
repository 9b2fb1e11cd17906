"""What keeps a backup from being made, trusted or restored, in sentences."""

from __future__ import annotations

from collections.abc import Iterable

from casedesk.circuit.changes import Home
from casedesk.i18n import Words, _


def sentences(say: Words) -> dict[str, str]:
    """By `code.reason` of the errors in `circuit.safekeeping`."""
    troubles = {**_troubles(say), **_disk(say)}
    return {
        **{f"safekeeping.{key}": told for key, told in troubles.items()},
        **{f"safekeeping_refused.{key}": told for key, told in _refusals(say).items()},
    }


def compartment_name(name: str) -> str:
    """What lies in a compartment, by its id or its file; circles have no name here."""
    return {
        str(Home.CASES): _("les dossiers"),
        str(Home.DESK): _("l'accueil commun"),
        "vault": _("les clés"),
    }.get(name.partition(".")[0], _("un cercle restreint"))


def in_a_row(names: Iterable[str]) -> str:
    """`les dossiers, l'accueil commun`: each once, however many circles there are."""
    return " · ".join(dict.fromkeys(map(compartment_name, names)))


def _troubles(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "copy_damaged": _(
            "La copie de %(file)s ne se relit pas comme elle a été écrite : ce support "
            "n'est pas fiable. Les sauvegardes d'avant sont intactes. Prendre une "
            "autre clé USB."
        ),
        "damaged": _(
            "Sauvegarde non valide : %(file)s. Ne pas s'en servir, et en prendre une "
            "autre."
        ),
        "log_beside": _(
            "Le fichier %(file)s n'a pas été refermé. Demander à une personne qui en a "
            "la clé d'ouvrir le coffre et de le verrouiller, puis recommencer."
        ),
        "no_room": _(
            "Il faut %(needed)s Mio et il en reste %(free)s à cet endroit. Libérer de "
            "la place ou prendre une autre clé USB. Rien n'a été écrit."
        ),
        "no_set": _("Aucune sauvegarde de ce coffre à cet endroit."),
        "source_damaged": _(
            "Le fichier %(file)s du coffre ne se lit pas en entier : il n'a pas été "
            "sauvegardé. Les sauvegardes d'avant sont intactes. Prévenir la direction."
        ),
        "too_large": _(
            "Cette clé USB est formatée en FAT32 et ne prend pas de fichier de plus de "
            "4 Gio. La formater en exFAT, ou en prendre une autre. Rien n'a été écrit."
        ),
    }


def _disk(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "full": _(
            "Il n'y a plus de place à cet endroit. Les sauvegardes d'avant sont "
            "intactes. Libérer de la place, puis recommencer."
        ),
        "gone": _(
            "Le support ne répond plus. Les sauvegardes d'avant sont intactes. Le "
            "brancher de nouveau, puis recommencer."
        ),
        "read_only": _(
            "Il n'est pas possible d'écrire à cet endroit. Retirer la protection de la "
            "clé USB, ou en prendre une autre."
        ),
    }


def _refusals(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "another_vault": _("Cette sauvegarde est celle d'un autre coffre."),
        "no_director": _(
            "Une restauration se fait à deux, dont une personne de la direction."
        ),
        "other_vault": _("Ces deux personnes ne sont pas du même coffre."),
        "second_may_not": _(
            "La deuxième personne doit être de la direction, du bureau, ou chargée de "
            "la technique."
        ),
    }
