"""The words about the people around a child, and about agreements."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from casedesk.circuit.consent import Counsel, Hindrance
from casedesk.i18n import Words


def sentences(say: Words) -> dict[str, str]:
    """The sentences of refusals; `code.reason` where there are several."""
    _ = say.gettext
    way_out = _(
        "Recueillir l'accord (fiche F-H) ; à défaut, la direction peut décider de "
        "partager sans accord et dire pourquoi."
    )
    missing = {
        f"consent_missing.{each}": f"{told} {way_out}"
        for each, told in hindrances(say).items()
    }
    return {
        **missing,
        "consent_missing": way_out,
        "not_one_to_ask": _(
            "Le représentant légal peut être mis en cause : rien ne lui est demandé, "
            "tant que l'autorité n'a pas donné son avis."
        ),
        "member_alleged": _(
            "Une personne de l'association : rien n'est noté ici. Mettre d'abord ce "
            "dossier à part, pour que cette personne ne puisse pas le lire."
        ),
        "already_open": _("Cet enfant a déjà son propre dossier."),
    }


def hindrances(say: Words) -> Mapping[StrEnum, str]:
    """Why something may not be shared yet."""
    _ = say.gettext
    return {
        Hindrance.CHILD_NOT_ASKED: _(
            "L'enfant a l'âge de donner son accord, et il n'est pas noté pour ce "
            "service."
        ),
        Hindrance.CHILD_REFUSED: _("L'enfant n'est pas d'accord avec ce partage."),
        Hindrance.GUARDIAN_NOT_ASKED: _(
            "L'accord du représentant légal n'est pas noté pour ce service."
        ),
        Hindrance.GUARDIAN_REFUSED: _(
            "Le représentant légal n'est pas d'accord avec ce partage."
        ),
    }


def counsels(say: Words) -> Mapping[StrEnum, str]:
    """What to do about one guardian."""
    _ = say.gettext
    return {
        Counsel.ASK: _("Accord à recueillir avant de partager"),
        Counsel.NOT_NEEDED: _("Accord non exigé : danger ou devoir de signaler"),
        Counsel.MUST_NOT: _("Ne rien demander, ne pas informer, ne pas appeler"),
        Counsel.FIND_OUT: _("Dire d'abord si cette personne peut être mise en cause"),
    }
