"""The words for what speaks for two cases being of one child, and against it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.duplicates import Against, Reason
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def reasons(say: Words) -> Labels:
    _ = say.gettext
    return {
        Reason.NAME: _("même nom"),
        Reason.SOUND: _("mêmes consonnes"),
        Reason.SWAPPED: _("prénom et nom intervertis"),
        Reason.GIVEN_NAME: _("même prénom"),
        Reason.FAMILY_NAME: _("même nom de famille"),
        Reason.USUAL_NAME: _("appelé ou appelée de même"),
        Reason.BIRTH_DATE: _("né ou née le même jour"),
        Reason.BIRTH_NEARLY: _("dates de naissance à un chiffre près"),
        Reason.BIRTH_YEAR: _("même année de naissance"),
        Reason.AGE: _("même âge à peu près"),
        Reason.COMMUNE: _("même commune"),
        Reason.MOTHER: _("nom de la mère proche"),
        Reason.FATHER: _("nom du père proche"),
        Reason.PHONE: _("même téléphone"),
        Reason.REGISTER: _("même numéro de registre"),
    }


def against(say: Words) -> Labels:
    _ = say.gettext
    return {
        Against.SEX: _("fille dans l'un, garçon dans l'autre"),
        Against.BIRTH: _("naissances éloignées"),
        Against.GIVEN_NAME: _("prénoms différents"),
        Against.COMMUNE: _("communes différentes"),
        Against.MOTHER: _("mères de noms différents"),
        Against.FATHER: _("pères de noms différents"),
    }


OF_DUPLICATES: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    Reason: reasons,
    Against: against,
}
