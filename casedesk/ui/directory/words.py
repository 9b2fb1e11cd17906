"""What the particulars of the directory are called."""

from __future__ import annotations

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.directory import Organisation, Service
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, listed, number


def particulars() -> dict[str, str]:
    """By the name of the field, of an organisation, a service or a focal point."""
    return {**_of_the_body(), **_of_access(), **_of_offers()}


def _of_the_body() -> dict[str, str]:
    return {
        "name": _("Nom"),
        "acronym": _("Sigle"),
        "former_name": _("Ancien nom"),
        "kind": _("Type"),
        "sector": _("Secteur"),
        "supervisor": _("Tutelle"),
        "territory": _("Territoire"),
        "territories": _("Couvre aussi"),
        "address": _("Adresse"),
        "landmark": _("Repère"),
        "address_hidden": _("Adresse cachée"),
        "phone": _("Téléphone du service"),
        "phone_alt": _("Autre téléphone"),
        "fax": _("Fax"),
        "email": _("Courriel du service"),
        "web": _("Site"),
    }


def _of_access() -> dict[str, str]:
    return {
        "open_days": _("Jours d'ouverture"),
        "opens": _("Ouvre à"),
        "closes": _("Ferme à"),
        "hours": _("Précisions d'horaires"),
        "closed_days": _("Jours de fermeture"),
        "on_call": _("Jour et nuit"),
        "languages": _("Langues"),
        "age_from": _("À partir de"),
        "age_to": _("Jusqu'à"),
        "sex": _("Filles ou garçons"),
        "publics": _("Publics"),
        "disabilities": _("Handicaps accueillis"),
        "violence": _("Formes de violence"),
        "capacity": _("Places"),
        "cost": _("Coût"),
        "accessibility": _("Accessibilité"),
        "mission": _("Mission"),
        "documents": _("Ce qu'il faut apporter"),
        "access": _("Comment s'y prendre"),
        "to_send": _("Ce qu'il faut envoyer"),
        "announced_days": _("Délai annoncé"),
        "limits": _("Ce que le service ne fait pas"),
        "agreement": _("Convention avec l'association"),
        "agreement_until": _("Convention jusqu'au"),
        "committees": _("Comités"),
        "status": _("État"),
        "source": _("Source de l'information"),
        "verified_on": _("Vérifié le"),
        "verified_by": _("Vérifié par"),
        "verified_how": _("Vérifié comment"),
        "next_check": _("Prochaine vérification"),
        "addressee": _("Fiche reçue"),
    }


def _of_offers() -> dict[str, str]:
    return {
        "service": _("Service rendu"),
        "details": _("Précisions"),
        "conditions": _("Conditions"),
        "delay_days": _("Délai"),
        "sheet": _("Formulaire demandé"),
        "active": _("Encore rendu"),
        "function": _("Fonction"),
        "office": _("Bureau"),
        "role": _("Rôle"),
        "valid_from": _("Depuis le"),
        "valid_to": _("Jusqu'au"),
        "replaced_by": _("Remplacé par"),
        "back_on": _("De retour le"),
        "training": _("Formation reçue"),
        "last_contact": _("Dernier contact"),
    }


def ages(each: Organisation | Service) -> str:
    """« de 6 à 12 ans », « à partir de 14 ans », or nothing."""
    first, last = number(each.age_from), each.age_to
    if last is None:
        return _("à partir de %(n)s ans") % {"n": first} if each.age_from else ""
    told = _("de %(first)s à %(last)s ans")
    return told % {"first": first, "last": number(last)}


def coded(codes: CodeBook, name: str, *which: str) -> str:
    """The labels of these codes, in the language of the screen."""
    return listed(codes.label(name, each, current()) for each in which if each)


def territory_name(codes: CodeBook, territory: str) -> str:
    return coded(codes, "TERRITORY", territory) or _("Tout le pays")


def lined(label: str, told: str) -> str:
    """One particular in one line."""
    return _("%(label)s\u00a0: %(value)s") % {"label": label, "value": isolate(told)}
