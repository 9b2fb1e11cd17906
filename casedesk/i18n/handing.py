"""The words for what goes from hand to hand, and why it may not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.handover import TaskKind, TaskState
from casedesk.circuit.printout import PrintoutKind
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def sentences(say: Words) -> dict[str, str]:
    """By the code of a refusal."""
    _ = say.gettext
    return {
        "already_ended": _("Cette tâche est déjà terminée : elle est %(state)s."),
        "already_approved": _("Vous avez déjà validé cette fiche le %(when)s."),
        "own_sheet": _(
            "Valider revient à une autre personne que celle qui a signé la fiche."
        ),
        "blank_elsewhere": _("Cette fiche est déjà revenue à un autre dossier."),
        "already_entered": _(
            "Ce numéro du registre est déjà repris : c'est le dossier %(number)s."
        ),
    }


def _task_kinds(say: Words) -> Labels:
    _ = say.gettext
    return {
        TaskKind.CALL: _("Appeler"),
        TaskKind.VISIT: _("Rencontrer"),
        TaskKind.WRITE: _("Écrire, envoyer"),
        TaskKind.OTHER: _("Autre"),
    }


def _task_states(say: Words) -> Labels:
    _ = say.gettext
    return {
        TaskState.OPEN: _("à faire"),
        TaskState.DONE: _("faite"),
        TaskState.DROPPED: _("abandonnée"),
    }


def _printout_kinds(say: Words) -> Labels:
    return {PrintoutKind.CHRONOLOGY: say.gettext("chronologie")}


HANDED: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    TaskKind: _task_kinds,
    TaskState: _task_states,
    PrintoutKind: _printout_kinds,
}
