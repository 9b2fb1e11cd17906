"""What lists, deadlines and settings are called here."""

from __future__ import annotations

from collections.abc import Mapping

from casedesk.circuit.deadlines import Deadline
from casedesk.circuit.sheet import Sheet, SheetCode
from casedesk.circuit.stages import CLOCK, Stage
from casedesk.i18n import _, current
from casedesk.i18n.labels import label


def list_name(listed: str, sheets: Mapping[SheetCode, Sheet]) -> str:
    """By the first question it answers; else by what the program uses it for."""
    known = _lists().get(listed)
    if known:
        return known
    for sheet in sheets.values():
        for asked in sheet:
            for each in (asked, *asked.columns):
                if each.list == listed:
                    return each.label.in_language(current())
    return listed


def deadline_name(deadline: Deadline) -> str:
    """Of a stage by its own words: `Étape : suivi`."""
    stages = {CLOCK.format(each): each for each in Stage}
    stage = stages.get(deadline.code)
    if stage is not None:
        return _("Étape : %(stage)s") % {"stage": label(stage)}
    return deadline.label.in_language(current()) or deadline.code


def _lists() -> Mapping[str, str]:
    return {
        "ACTOR_TYPE": _("Types d'acteurs (annuaire)"),
        "AGE_BAND": _("Tranches d'âge"),
        "ANSWER": _("Réponses d'un service"),
        "AUTH_AGE": _("Âge de la personne mise en cause"),
        "CARE_TITLE": _("À quel titre un enfant est en établissement"),
        "CHANNEL": _("Moyens d'envoi"),
        "CHECKED_BY": _("Comment une fiche de l'annuaire est vérifiée"),
        "CLOSE": _("Motifs de clôture"),
        "COMMITTEE": _("Comités (annuaire)"),
        "CONTACT": _("Formes de contact"),
        "CONTACT_RESULT": _("Suites d'un contact"),
        "COST": _("Coût d'un service (annuaire)"),
        "DANGER": _("Niveaux de danger"),
        "ERASURE": _("Motifs d'effacement"),
        "FOCAL_ROLE": _("Rôles d'un point focal (annuaire)"),
        "FOCAL_STATUS": _("Présence d'un point focal (annuaire)"),
        "INFORM_REASON": _("Pourquoi ne pas informer"),
        "KIN": _("Liens avec l'enfant"),
        "MAJORITY": _("Suite du suivi à dix-huit ans"),
        "NEXT": _("Suites données par un service"),
        "OBST": _("Obstacles rencontrés"),
        "ORG_STATUS": _("Vérification d'une fiche de l'annuaire"),
        "OVERRIDE": _("Passer outre un refus"),
        "REFUSAL": _("Motifs de refus d'un service"),
        "REOPEN": _("Motifs de réouverture"),
        "RESULT": _("Résultats d'un suivi"),
        "RETENTION": _("Classes de conservation"),
        "SECTOR": _("Secteurs (annuaire)"),
        "SERVICE": _("Services (annuaire)"),
        "TERRITORY": _("Territoires"),
        "WEEKDAY": _("Jours de la semaine"),
        "WITHHOLD": _("Pourquoi ne pas transmettre"),
    }
