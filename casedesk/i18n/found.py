"""The words for where something that was searched for is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from casedesk.circuit.search import Why
from casedesk.i18n.catalogs import Words

Labels = Mapping[StrEnum, str]


def places(say: Words) -> Labels:
    _ = say.gettext
    return {
        Why.NUMBER: _("numéro"),
        Why.CHILD: _("enfant"),
        Why.KIN: _("proche"),
        Why.CONTACT: _("contact"),
        Why.AUTHOR: _("personne mise en cause"),
        Why.PHONE: _("téléphone"),
        Why.PLACE: _("commune ou service"),
        Why.TEXT: _("texte"),
        Why.RECEIPT: _("reçu"),
    }


OF_SEARCH: Mapping[type[StrEnum], Callable[[Words], Labels]] = {Why: places}
