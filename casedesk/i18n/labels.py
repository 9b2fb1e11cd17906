"""The one place that gives codes their words: members of closed lists, and errors.

Code lists that a vault can change (`resources/codes`) carry their own labels. Here are
the words for what is closed in code: one function per kind, called when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from casedesk.circuit.codes import Language
from casedesk.circuit.dates import Certainty
from casedesk.i18n import Words, words
from casedesk.i18n.formats import isolate, long_date, moment

Labels = Mapping[StrEnum, str]


class Told(Protocol):
    """An error that says what happened by a code and parameters, never in words."""

    @property
    def code(self) -> str: ...

    @property
    def parameters(self) -> Mapping[str, object]: ...


def label(member: StrEnum, language: Language | None = None) -> str:
    """The words for a member of a closed list. Raises KeyError when it has none."""
    return LABELLED[type(member)](words(language))[member]


def sentence(error: Told, language: Language | None = None) -> str:
    """What happened and what to do, for the person. Raises KeyError for a new code."""
    template = sentences(words(language))[error.code]
    shown = {key: _shown(each, language) for key, each in error.parameters.items()}
    return template % shown


def _shown(value: object, language: Language | None) -> str:
    match value:
        case StrEnum() if type(value) in LABELLED:
            return label(value, language)
        case datetime():
            return moment(value, language)
        case date():
            return long_date(value, language)
        case _:
            return isolate(str(value))


def sentences(say: Words) -> dict[str, str]:
    """Every code an error can have, with its sentence."""
    _ = say.gettext
    return {
        "catalogue_missing": _(
            "Les textes de la langue « %(language)s » ne sont pas installés. "
            "Choisir le français, ou réinstaller casedesk."
        ),
        "compartment_closed": _(
            "Ces dossiers vous sont fermés : votre phrase de passe n'en a pas la clé."
        ),
        "illegal_step": _("Le dossier n'en est pas à cette étape."),
        "not_found": _("Introuvable, ou réservé à d'autres personnes."),
        "not_permitted": _("Cette action revient à une autre personne de l'équipe."),
        "stale": _(
            "Quelqu'un a modifié cette page entre-temps. "
            "La relire, puis reprendre la saisie."
        ),
    }


def _languages(say: Words) -> Labels:
    return {  # each in its own words: who looks for it may read no other
        Language.FRENCH: "français",
        Language.ARABIC: "العربية",
    }


def _certainties(say: Words) -> Labels:
    return {
        Certainty.EXACT: say.gettext("précisément"),
        Certainty.ABOUT: say.gettext("à peu près"),
        Certainty.UNKNOWN: say.gettext("moment inconnu"),
    }


LABELLED: Mapping[type[StrEnum], Callable[[Words], Labels]] = {
    Certainty: _certainties,
    Language: _languages,
}

UNSPOKEN: frozenset[type[StrEnum]] = frozenset()
"""Closed lists that nobody reads: machine codes only."""
