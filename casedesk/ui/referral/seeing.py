"""The sentence above the page itself: it is what this very service will read."""

from __future__ import annotations

from casedesk.circuit.sheet import Addressee
from casedesk.i18n import _


def what_they_see(addressee: Addressee) -> str:
    """`Ce que l'hôpital verra`: a whole sentence, as languages bend names."""
    return {
        Addressee.UPE_CAPE: _("Ce que l'UPE ou le CAPE verra"),
        Addressee.HOSPITAL: _("Ce que l'hôpital verra"),
        Addressee.PROSECUTOR: _("Ce que le procureur verra"),
        Addressee.POLICE: _("Ce que la police ou la gendarmerie verra"),
        Addressee.SCHOOL: _("Ce que l'école verra"),
        Addressee.PSYCHOLOGIST: _("Ce que le psychologue verra"),
        Addressee.LAWYER: _("Ce que l'avocat verra"),
        Addressee.SHELTER: _("Ce que le lieu d'hébergement verra"),
        Addressee.FAMILY_COURT: _("Ce que le juge verra"),
        Addressee.REGISTRY: _("Ce que l'état civil verra"),
        Addressee.YOUTH_SERVICES: _("Ce que les services de la jeunesse verront"),
        Addressee.HOTLINE: _("Ce que le 2511 verra"),
        Addressee.ASSOCIATION: _("Ce que l'association spécialisée verra"),
    }[addressee]
