"""The one place that gives codes their words: members of closed lists, and errors.

Code lists that a vault can change (`resources/codes`) carry their own labels; the words
for what is closed in code stand in `terms`, the sentences for errors here.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from casedesk.circuit.codes import Language
from casedesk.circuit.errors import Refused, Trouble
from casedesk.i18n import Words, words
from casedesk.vault.errors import (
    BadLabel,
    BadShare,
    HeaderDamaged,
    VaultError,
    WeakPassphrase,
)


def label(member: StrEnum, language: Language | None = None) -> str:
    """The words for a member of a closed list. Raises KeyError when it has none."""
    from casedesk.i18n.terms import LABELLED  # knows the whole circuit: as below

    return LABELLED[type(member)](words(language))[member]


def sentence(
    error: Refused | Trouble | VaultError, language: Language | None = None
) -> str:
    """What happened and what to do, for the person. Raises KeyError for a new code."""
    said = sentences(words(language))
    if isinstance(error, BadShare) and error.number:
        return said[_case(error)] % {"number": shown(error.number, language)}
    if isinstance(error, VaultError):
        return said[_case(error)]
    told = {key: shown(each, language) for key, each in error.parameters.items()}
    by_reason = said.get(f"{error.code}.{error.parameters.get('reason')}")
    return (by_reason or said[error.code]) % told


def _case(error: VaultError) -> str:
    match error:
        case WeakPassphrase() | BadLabel() | BadShare():
            return f"{error.code}.{error.reason}"
        case HeaderDamaged(backup=True):
            return f"{error.code}.backup"
        case _:
            return error.code


def shown(value: object, language: Language | None = None) -> str:
    """A parameter of an error, as people read it."""
    # Before a locked vault nobody waits for the calendar and the whole circuit
    from casedesk.i18n.formats import isolate, long_date, moment
    from casedesk.i18n.terms import LABELLED

    match value:
        case StrEnum() if type(value) in LABELLED:
            return label(value, language)
        case datetime():
            return moment(value, language)
        case date():
            return long_date(value, language)
        case tuple():
            return " ; ".join(shown(each, language) for each in value)
        case _:
            return isolate(str(value))


def sentences(say: Words) -> dict[str, str]:
    """Every code an error can have, with its sentence; `code.reason` where it has."""
    from casedesk.i18n.handing import sentences as handed_over
    from casedesk.i18n.leaving import sentences as leaving
    from casedesk.i18n.people import sentences as people
    from casedesk.i18n.safekeeping import sentences as safe

    by_reason = {**_vault(say), **_places(say)}
    vaults = {f"vault_unusable.{key}": told for key, told in by_reason.items()}
    said = {**_refusals(say), **_troubles(say), **_keys(say), **safe(say), **vaults}
    said |= _attached(say) | _by_two(say) | handed_over(say)
    return {**said, **leaving(say), **people(say)}


def _refusals(say: Words) -> dict[str, str]:
    _ = say.gettext
    return _refusals_on_the_way(say) | {
        "compartment_closed": _(
            "Ces dossiers vous sont fermés : votre phrase de passe n'en a pas la clé."
        ),
        "illegal_step": _("Le dossier n'en est pas à cette étape."),
        "not_found": _("Introuvable, ou réservé à d'autres personnes."),
        "not_permitted": _("Cette action revient à une autre personne de l'équipe."),
        "not_paper": _(
            "Cette imprimante écrit un fichier au lieu d'imprimer. "
            "Choisir une imprimante à papier."
        ),
        "keeps_copies": _(
            "Cette imprimante garde sur l'ordinateur ce qu'elle a imprimé. Dans "
            "Windows : Propriétés de l'imprimante, Avancé, décocher « Conserver les "
            "documents imprimés », puis recommencer."
        ),
        "already_signed": _(
            "Cette fiche est signée : elle se complète, sans s'effacer."
        ),
        "incomplete": _("Il manque encore quelque chose : voir les champs signalés."),
        "member_involved": _(
            "Une personne de l'association est peut-être mise en cause : rien n'a été "
            "gardé ici. En parler à une personne extérieure à la hiérarchie."
        ),
        "reader_involved": _(
            "Une des personnes mises en cause lirait cette fiche : choisir d'autres "
            "lecteurs."
        ),
        "calendar_off": _(
            "La direction n'a pas permis que des échéances sortent vers un agenda."
        ),
        "list_closed": _(
            "Le programme compte avec cette liste : seuls ses libellés changent."
        ),
        "not_relaxable": _("Cette règle ne s'assouplit pas."),
        "too_many_fields": _(
            "Cette fiche a déjà %(most)s champs de l'association. En désactiver un "
            "d'abord."
        ),
    }


def _refusals_on_the_way(say: Words) -> dict[str, str]:
    """Of sheets, referrals and steps."""
    _ = say.gettext
    return {
        "not_printed": _(
            "Aucune copie n'a encore été imprimée. Imprimer la fiche, puis noter "
            "l'envoi."
        ),
        "not_carried": _(
            "Ce qui est commencé sur cette page ne se reprend pas dans une autre "
            "langue. Le terminer ou le fermer, puis changer de langue."
        ),
        "not_ready": _("Avant cette étape, il faut : %(guards)s."),
        "referral_not_ready": _("Avant cela, il faut : %(conditions)s."),
        "report_not_prepared": _(
            "Ce signalement n'est pas encore préparé, ou il a changé depuis. Une autre "
            "personne le relit et le valide d'abord."
        ),
        "not_signed": _("Seule une fiche signée s'imprime. La valider d'abord."),
        "wrong_referral_state": _(
            "Cette orientation n'en est pas là : elle est « %(state)s »."
        ),
        "too_soon": _("Attendre quelques instants, puis essayer de nouveau."),
        "stale": _(
            "Quelqu'un a modifié cette page entre-temps. "
            "La relire, puis reprendre la saisie."
        ),
    }


def _troubles(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "catalogue_missing": _(
            "Les textes de la langue « %(language)s » ne sont pas installés. "
            "Choisir le français, ou réinstaller casedesk."
        ),
        "fonts_missing": _(
            "Les caractères d'imprimerie de casedesk manquent. Réinstaller casedesk."
        ),
        "journal_broken": _(
            "La dernière ligne du journal n'est pas celle qui avait été écrite. "
            "Ne rien ajouter, et prévenir la direction."
        ),
        "store": _("Les données ne répondent pas. Fermer casedesk, puis le rouvrir."),
        "store_busy": _(
            "Un autre programme tient les données. Attendre un instant, puis "
            "recommencer."
        ),
        "store_damaged": _(
            "Une partie des données ne se lit plus. Rien n'a été modifié. "
            "Restaurer la dernière sauvegarde."
        ),
        "store_exists": _("Il y a déjà des données à cet endroit."),
        "store_full": _(
            "Le disque est plein : la dernière saisie n'est pas enregistrée, mais elle "
            "reste à l'écran. Libérer de la place, puis recommencer."
        ),
        "store_missing": _("Un fichier de données manque ou est vide."),
        "store_not_ours": _("Un fichier de données vient d'un autre coffre."),
        "store_settings": _(
            "Le moteur de données n'est pas celui que casedesk demande. "
            "Réinstaller casedesk."
        ),
        "store_too_new": _(
            "Ces données viennent d'une version plus récente de casedesk. "
            "Mettre le programme à jour."
        ),
        "store_unreachable": _(
            "Le disque ne répond pas ou refuse l'écriture. Vérifier qu'il est branché, "
            "puis recommencer."
        ),
        "no_printer": _(
            "Aucune imprimante n'est reliée à cet ordinateur. "
            "En brancher une, puis recommencer ; rien n'est perdu."
        ),
    }


def _attached(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "already_attached": _(
            "Ce fichier est déjà dans ce dossier : « %(label)s », ajouté le %(when)s."
        ),
        "attachment_too_large": _(
            "Ce fichier dépasse 10 Mo : il n'a pas été lu. Photographier ou numériser "
            "moins de pages à la fois, puis recommencer."
        ),
        "attachments_full": _(
            "Les pièces jointes remplissent la place prévue, un gigaoctet : ce fichier "
            "n'a pas été lu. Garder l'original sur papier et en parler à la direction."
        ),
        "not_attachable": _(
            "Seuls s'ajoutent une photo (JPEG ou PNG), un document PDF ou un texte "
            "simple. Le contenu de ce fichier est autre chose, quel que soit son nom."
        ),
        "unshowable": _(
            "Aperçu impossible : ce fichier ne s'ouvre pas ici. L'original reste gardé "
            "tel quel."
        ),
        "unshowable.adding": _(
            "Ce fichier ne s'ouvre pas : il est abîmé, protégé ou trop grand. "
            "Rien n'a été ajouté."
        ),
    }


def _by_two(say: Words) -> dict[str, str]:
    """What stands between two people, or two cases."""
    _ = say.gettext
    return {
        "already_asked": _("Une demande est déjà en cours pour ce dossier."),
        "nobody_decides": _(
            "L'une des deux personnes doit être celle qui décide : demander à la "
            "direction."
        ),
        "has_duplicates": _(
            "Un autre dossier est rattaché à celui-ci. L'effacer ou le détacher "
            "d'abord."
        ),
        "master_not_open": _(
            "Le dossier %(number)s n'est plus ouvert. Le rouvrir d'abord, ou choisir "
            "l'autre."
        ),
        "already_linked": _("Ces deux dossiers sont déjà reliés ainsi."),
        "flag_follows": _(
            "Ce signe (« %(flag)s ») découle d'autre chose : c'est là que cela se "
            "change."
        ),
        "must_be_kept": _(
            "Ce dossier est à conserver : il ne peut pas être effacé. Lever d'abord la "
            "conservation."
        ),
        "not_a_reader": _(
            "La seconde personne doit être une de celles qui liront ce dossier."
        ),
        "not_proven": _(
            "La signature de cette demande n'est pas la bonne. Rien n'est fait ; "
            "prévenir la direction."
        ),
        "passphrase_not_own": _(
            "Cette personne n'a pas encore choisi sa propre phrase de passe : elle "
            "doit d'abord ouvrir le coffre elle-même."
        ),
        "request_over": _(
            "Cette demande ne peut plus aboutir : elle est %(state)s. "
            "En faire une nouvelle."
        ),
        "move_under_way": _(
            "Ce dossier est en route vers son cercle, qui l'a peut-être déjà. Finir de "
            "le mettre à part."
        ),
        "same_person": _(
            "Il faut deux personnes : celle qui demande ne peut pas confirmer."
        ),
        "attachment_damaged": _(
            "Cette pièce jointe n'est plus telle qu'elle avait été gardée. "
            "Ne pas s'y fier, et prévenir la direction."
        ),
        "file_unreachable": _(
            "Ce fichier ne se lit plus. Vérifier que son support est branché, "
            "puis recommencer."
        ),
    }


def _keys(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "bad_label.character": _("Choisir un libellé fait de lettres et de chiffres."),
        "bad_label.length": _("Choisir un libellé de 1 à 40 caractères."),
        "bad_label.taken": _("Ce libellé est déjà pris. En choisir un autre."),
        **_shares(say),
        "header_damaged": _(
            "Le fichier vault.json de ce coffre est abîmé. Rien n'a été modifié. "
            "Restaurer la dernière sauvegarde."
        ),
        "header_damaged.backup": _(
            "Le fichier vault.json de ce coffre est abîmé, mais sa copie est lisible. "
            "Rien n'a été modifié. Rétablir la copie."
        ),
        "header_newer": _(
            "Ce coffre a été écrit par une version plus récente de casedesk. "
            "Mettre le programme à jour."
        ),
        "header_older": _(
            "Le fichier vault.json est plus ancien que les dossiers à côté de lui. "
            "Prévenir la direction avant d'aller plus loin."
        ),
        "last_admin": _(
            "Personne ne signe son propre départ : une autre personne de la direction "
            "doit le faire."
        ),
        "last_member": _(
            "Plus personne ne pourrait ouvrir certains dossiers réservés. "
            "En donner d'abord la clé à quelqu'un d'autre."
        ),
        "keyring_closed": _("Le coffre est verrouillé. L'ouvrir de nouveau."),
        "no_key": _("Votre phrase de passe n'a pas la clé de ces dossiers."),
        "not_admin": _("Seule la direction peut changer les personnes du coffre."),
        "seal_broken": _(
            "Un pli scellé ne s'ouvre pas : il est abîmé, ou destiné à quelqu'un "
            "d'autre. Il est gardé de côté."
        ),
        "tampered": _(
            "Ce coffre a été modifié en dehors de casedesk. Ne rien y écrire, "
            "et prévenir la direction."
        ),
        "vault_exists": _("Ce dossier contient déjà un coffre. En choisir un autre."),
        "vault_missing": _("Ce dossier ne contient pas de coffre casedesk."),
        "weak_passphrase.common": _(
            "Cette phrase se devine facilement. Prendre des mots sans lien entre eux."
        ),
        "weak_passphrase.repeated": _(
            "Cette phrase se répète. Prendre des mots différents."
        ),
        "weak_passphrase.too_short": _("Prendre une phrase d'au moins 15 caractères."),
        "weak_passphrase.unchanged": _("Prendre une phrase différente de l'ancienne."),
        "wrong_passphrase": _(
            "Cette phrase n'ouvre pas ce coffre pour la personne choisie."
        ),
    }


def _shares(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "bad_share.checksum": _(
            "Ces mots ne vont pas ensemble : l'un d'eux est mal recopié. "
            "Les relire un à un sur la feuille."
        ),
        "bad_share.length": _("Une feuille porte 20 mots : les recopier tous."),
        "bad_share.other_set": _(
            "Ces feuilles ne sont pas de la même série. Comparer le numéro imprimé "
            "sur chacune."
        ),
        "bad_share.other_vault": _(
            "Ces feuilles ne sont pas, ou plus, celles de ce coffre. "
            "Prendre celles de la dernière série imprimée."
        ),
        "bad_share.same_twice": _(
            "C'est deux fois la même feuille. Il en faut deux différentes."
        ),
        "bad_share.too_few": _("Il faut deux feuilles de la même série."),
        "bad_share.too_narrow": _(
            "Ces feuilles sont celles des cercles restreints : elles ne rouvrent pas "
            "le coffre. Prendre celles du coffre."
        ),
        "bad_share.word": _(
            "Le mot n° %(number)s n'est pas dans la liste. Le relire sur la feuille."
        ),
    }


def _vault(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "behind": _(
            "Il manque à ce coffre %(missing)s opérations qui y étaient : une copie "
            "plus ancienne a pris sa place. Rien n'a été modifié. Prévenir la "
            "direction, et restaurer la dernière sauvegarde vérifiée."
        ),
        "contradicted": _(
            "Le dossier %(case)s n'est pas comme son journal le dit : un ancien "
            "fichier se trouve à côté de ce coffre. Rien n'a été modifié. Prévenir "
            "la direction avant d'aller plus loin."
        ),
        "diverged": _(
            "Le journal de ce coffre n'est pas celui qui y était : une autre copie a "
            "pris sa place. Rien n'a été modifié. Prévenir la direction, et "
            "restaurer la dernière sauvegarde vérifiée."
        ),
        "busy": _(
            "Ce coffre est ouvert dans une autre fenêtre. La verrouiller ou la fermer, "
            "puis recommencer."
        ),
        "damaged": _(
            "Un fichier de ce coffre est abîmé. Rien n'a été modifié. "
            "Restaurer la dernière sauvegarde."
        ),
        "disk_full": _("Le disque est plein. Libérer de la place, puis recommencer."),
        "empty": _(
            "Un fichier de ce coffre est vide : la copie a sans doute été interrompue. "
            "Restaurer la dernière sauvegarde."
        ),
        "folder_not_empty": _(
            "Ce dossier contient déjà des fichiers. Choisir un dossier vide."
        ),
        "foreign": _(
            "Un fichier de ce dossier vient d'un autre coffre. Rien n'a été modifié. "
            "Remettre le bon fichier, ou restaurer la dernière sauvegarde."
        ),
        "header_backup": _(
            "Le fichier vault.json manque ou est abîmé, mais sa copie est lisible. "
            "Rien n'a été modifié. Rétablir la copie."
        ),
        "header_damaged": _(
            "Le fichier vault.json de ce coffre est abîmé. Rien n'a été modifié. "
            "Restaurer la dernière sauvegarde."
        ),
        "header_missing": _("Ce dossier ne contient pas de coffre casedesk."),
        "last_member": _(
            "Plus personne ne pourrait ouvrir certains dossiers réservés. "
            "En donner d'abord la clé à quelqu'un d'autre."
        ),
    }


def _places(say: Words) -> dict[str, str]:
    _ = say.gettext
    return {
        "is_backup": _(
            "Ce dossier est une sauvegarde, et l'ouvrir l'abîmerait. La restaurer dans "
            "un nouveau dossier, puis ouvrir celui-là."
        ),
        "unfinished_backup": _(
            "Ce dossier est une sauvegarde commencée et pas terminée : il y manque des "
            "données. Ouvrir le coffre lui-même, ou restaurer une sauvegarde terminée."
        ),
        "missing": _(
            "Ce coffre n'est plus à sa place, ou il y manque un fichier. "
            "Brancher le support où il se trouve, ou restaurer la dernière sauvegarde."
        ),
        "not_enrolled": _(
            "Cette personne n'est pas encore inscrite. La direction doit terminer "
            "son inscription."
        ),
        "not_writable": _(
            "Il n'est pas possible d'écrire dans ce dossier. En choisir un autre, "
            "ou demander le droit d'y écrire."
        ),
        "older": _(
            "Une ancienne copie a été remise à la place de ce coffre. "
            "Prévenir la direction avant d'aller plus loin."
        ),
        "role_unproven": _(
            "Le rôle de cette personne n'est pas confirmé par la direction. "
            "La direction doit l'inscrire de nouveau."
        ),
        "tampered": _(
            "Ce coffre a été modifié en dehors de casedesk. Ne rien y écrire, "
            "et prévenir la direction."
        ),
        "too_new": _(
            "Ce coffre a été écrit par une version plus récente de casedesk. "
            "Mettre le programme à jour."
        ),
        "unsafe_place": _(
            "Ce dossier est sur le réseau ou synchronisé avec un autre appareil : "
            "un coffre pourrait s'y abîmer. Choisir un dossier de cet ordinateur."
        ),
    }
