"""The words about who is told what, and why not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.redaction import Reason
from casedesk.circuit.sheet import Addressee
from casedesk.circuit.slips import SlipKind
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def _addressees(say: Words) -> Labels:
    _ = say.gettext
    return {
        Addressee.UPE_CAPE: _("UPE / CAPE"),
        Addressee.HOSPITAL: _("Hôpital"),
        Addressee.PROSECUTOR: _("Procureur"),
        Addressee.POLICE: _("Police, gendarmerie"),
        Addressee.SCHOOL: _("École"),
        Addressee.PSYCHOLOGIST: _("Psychologue"),
        Addressee.LAWYER: _("Avocat"),
        Addressee.SHELTER: _("Hébergement"),
        Addressee.FAMILY_COURT: _("Juge de la famille ou des mineurs"),
        Addressee.REGISTRY: _("Commune, état civil"),
        Addressee.YOUTH_SERVICES: _("Services de la jeunesse"),
        Addressee.HOTLINE: _("2511, observatoire"),
        Addressee.ASSOCIATION: _("Association spécialisée"),
    }


def _reasons(say: Words) -> Labels:
    _ = say.gettext
    return {
        Reason.NEVER_LEAVES: _("reste à l'association"),
        Reason.NOT_FOR_THEM: _("pas pour ce destinataire"),
        Reason.ONLY_ASKED: _("seulement si quelqu'un le décide"),
        Reason.TOO_LONG: _("trop long : à résumer à la main"),
    }


def _slips(say: Words) -> Labels:
    _ = say.gettext
    return {
        SlipKind.IDENTITY_CARD: _("un numéro de carte d'identité"),
        SlipKind.TELEPHONE: _("un numéro de téléphone"),
        SlipKind.EMAIL: _("une adresse électronique"),
        SlipKind.OTHER_CHILD: _("le prénom d'un autre enfant"),
    }


OF_TELLING: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    Addressee: _addressees,
    Reason: _reasons,
    SlipKind: _slips,
}
