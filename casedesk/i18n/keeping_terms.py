"""The words for journals, keys and backups; `terms` has them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.journal import ActKind, AnchorState
from casedesk.circuit.keys import ShareGroup
from casedesk.circuit.safekeeping import AlarmKind, FileState
from casedesk.circuit.ways_in import Reminder
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def _act_kinds(say: Words) -> Labels:
    _ = say.gettext
    return {
        ActKind.OPENED: _("Ouvrir, regarder"),
        ActKind.CHANGED: _("Écrire, modifier"),
        ActKind.PRINTED: _("Imprimer"),
        ActKind.MOVED: _("Faire avancer un dossier"),
        ActKind.SEALED: _("Transmettre, recevoir"),
        ActKind.PEOPLE: _("Personnes et clés"),
        ActKind.SAFEKEEPING: _("Garde du coffre"),
    }


def _anchor_states(say: Words) -> Labels:
    _ = say.gettext
    return {
        AnchorState.PRESENT: _("Présent et inchangé"),
        AnchorState.MISSING: _("Absent du journal"),
        AnchorState.DIFFERENT: _("Autre ligne à sa place"),
    }


def _alarms(say: Words) -> Labels:
    _ = say.gettext
    return {
        AlarmKind.SMALLER: _("fichier bien plus petit qu'avant"),
        AlarmKind.FEWER_ROWS: _("bien moins d'enregistrements qu'avant"),
        AlarmKind.OLDER: _("journal plus court qu'avant"),
        AlarmKind.UNSOUND: _("contenu qui ne correspond pas à son journal"),
        AlarmKind.OTHER_FILE: _("ce n'est plus le fichier d'avant"),
    }


def _file_states(say: Words) -> Labels:
    _ = say.gettext
    return {
        FileState.SOUND: _("vérifié"),
        FileState.HASH_ONLY: _("copié tel quel ; contenu fermé pour cette personne"),
        FileState.MISSING: _("absent"),
        FileState.CHANGED: _("modifié"),
        FileState.UNSOUND: _("contenu abîmé"),
        FileState.FOREIGN: _("vient d'un autre coffre"),
    }


def _share_groups(say: Words) -> Labels:
    return {
        ShareGroup.TEAM: say.gettext("Dossiers de l'équipe"),
        ShareGroup.CIRCLES: say.gettext("Cercles restreints"),
    }


def _reminders(say: Words) -> Labels:
    _ = say.gettext
    return {
        Reminder.MAKE: _(
            "Aucune feuille de secours ne rouvre le coffre : en imprimer une série."
        ),
        Reminder.TRY: _(
            "Aucune feuille de secours vérifiée depuis un an : faire l'exercice."
        ),
        Reminder.MAKE_AGAIN: _(
            "Deux feuilles de secours ont servi à rouvrir le coffre : en préparer de "
            "nouvelles."
        ),
    }


OF_KEEPING: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    ActKind: _act_kinds,
    AnchorState: _anchor_states,
    AlarmKind: _alarms,
    FileState: _file_states,
    ShareGroup: _share_groups,
    Reminder: _reminders,
}
