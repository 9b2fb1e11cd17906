"""What a backup, a verification or an exercise found, in words."""

from __future__ import annotations

from collections.abc import Sequence

from casedesk.circuit.safekeeping import (
    Alarm,
    Drill,
    FileState,
    FileVerdict,
    Made,
    SetVerdict,
)
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import became, headed, number
from casedesk.i18n.labels import label
from casedesk.i18n.safekeeping import compartment_name, in_a_row
from casedesk.ui.widgets.layout import Banner, paragraph


def made_in_words(made: Made, *, on_a_stick: bool) -> tuple[Banner, ...]:
    """A banner of what was done, and in red whatever has to be looked into first."""
    if made.alarms:
        return (_alarmed(made.alarms),)
    proven = len(made.set.sizes) - len(made.hash_only)
    banner = Banner("info", _done(made))
    told = [_proven(proven)]
    if made.hash_only:
        told.append(_hash_only(made.hash_only))
    if made.renewed:
        told.append(_renewed(len(made.renewed)))
    if made.removed:
        told.append(_removed(len(made.removed)))
    if on_a_stick:
        told.append(_("Retirez la clé, et rangez-la sous clé, loin de cet ordinateur."))
    for each in told:
        banner.body.addWidget(paragraph(each))
    return (banner,)


def verdict_in_words(verdict: SetVerdict) -> tuple[Banner, ...]:
    if not verdict.is_sound:
        return (_damaged(verdict.files),)
    proven = len(verdict.files) - len(verdict.closed)
    banner = Banner("info", _("La sauvegarde est entière\u00a0: elle peut servir."))
    banner.body.addWidget(paragraph(_proven(proven)))
    if verdict.closed:
        banner.body.addWidget(paragraph(_hash_only(verdict.closed)))
    return (banner,)


def drill_in_words(drill: Drill) -> tuple[Banner, ...]:
    if not drill.verdict.is_sound:
        return verdict_in_words(drill.verdict)
    if drill.verdict.closed:
        return (_partly(drill.verdict),)
    banner = Banner(
        "info",
        _(
            "Exercice réussi\u00a0: la sauvegarde a été relue en entier, comme pour la "
            "restaurer. Rien n'a été changé."
        ),
    )
    return (banner,)


def _partly(verdict: SetVerdict) -> Banner:
    banner = Banner(
        "info" if verdict.reads_the_records else "warning",
        _(
            "La sauvegarde est telle qu'elle a été signée\u00a0; une partie n'a pas "
            "été relue. Rien n'a été changé."
        ),
    )
    told = [_not_read(verdict.closed)]
    if not verdict.reads_the_records:
        told.append(
            _(
                "Pour l'exercice du mois\u00a0: une personne qui a la clé des dossiers "
                "fait une sauvegarde, puis l'exercice."
            )
        )
    for each in told:
        banner.body.addWidget(paragraph(each))
    return banner


def _not_read(names: Sequence[str]) -> str:
    told = _("Vérifié par son empreinte seulement\u00a0: %(names)s.")
    return told % {"names": in_a_row(names)}


def _proven(count: int) -> str:
    told = ngettext(
        "%(n)d fichier prouvé\u00a0: relu en entier à son emplacement.",
        "%(n)d fichiers prouvés\u00a0: relus en entier à leur emplacement.",
        count,
    )
    return told % {"n": count}


def _done(made: Made) -> str:
    if made.hash_only:
        return _("La sauvegarde est faite et signée, en partie sans être relue.")
    return _("La sauvegarde est faite, relue et signée.")


def _hash_only(names: Sequence[str]) -> str:
    told = _(
        "Copié tel quel, sans être relu, car le contenu vous est fermé\u00a0: "
        "%(names)s."
    )
    return told % {"names": in_a_row(names)}


def _removed(count: int) -> str:
    told = ngettext(
        "%(n)d ancienne sauvegarde retirée\u00a0: il reste des jours, des semaines et "
        "des mois d'avant.",
        "%(n)d anciennes sauvegardes retirées\u00a0: il reste des jours, des semaines "
        "et des mois d'avant.",
        count,
    )
    return told % {"n": count}


def _renewed(count: int) -> str:
    told = ngettext(
        "%(n)d sauvegarde aux anciennes clés détruite.",
        "%(n)d sauvegardes aux anciennes clés détruites.",
        count,
    )
    return told % {"n": count}


def _alarmed(alarms: Sequence[Alarm]) -> Banner:
    banner = Banner(
        "danger",
        _(
            "La sauvegarde est faite, mais quelque chose a changé dans le coffre "
            "depuis la précédente."
        ),
    )
    for alarm in alarms:
        said = headed(compartment_name(alarm.name), label(alarm.kind))
        if alarm.before:
            said += f" ({became(number(alarm.before), number(alarm.now))})"
        banner.body.addWidget(paragraph(said))
    banner.body.addWidget(
        paragraph(
            _(
                "Aucune sauvegarde d'avant n'est retirée, ni maintenant ni tant que "
                "cela n'est pas revenu comme avant. Retirer la clé, ne rien "
                "corriger, et prévenir la direction\u00a0: la page « Journal » vérifie "
                "ce qui a été écrit."
            )
        )
    )
    return banner


def _damaged(files: Sequence[FileVerdict]) -> Banner:
    banner = Banner("danger", _("Cette sauvegarde n'est pas ce qu'elle devrait être."))
    for each in files:
        if each.state not in (FileState.SOUND, FileState.HASH_ONLY):
            said = headed(each.name, label(each.state))
            banner.body.addWidget(paragraph(said))
    banner.body.addWidget(
        paragraph(_("Ne pas s'en servir. En faire une nouvelle sur une autre clé."))
    )
    return banner
