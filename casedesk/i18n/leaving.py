"""What keeps somebody from leaving or staying, in sentences."""

from __future__ import annotations

from casedesk.i18n import Words


def sentences(say: Words) -> dict[str, str]:
    """By code of the errors in `circuit.keys`."""
    _ = say.gettext
    return {
        "keys_under_way": _(
            "Des clés se préparent. Attendre qu'elles soient prêtes, puis recommencer."
        ),
        "last_director": _(
            "Personne ne signe son propre départ. Une autre personne de la direction "
            "doit être inscrite, puis s'en charger."
        ),
        "no_circle": _(
            "Vous n'êtes dans aucun cercle : de nouvelles feuilles, ou de nouvelles "
            "clés, n'ouvriraient rien. Une personne qui en est les prépare ici."
        ),
        "no_successor": _(
            "Confier d'abord chaque dossier ouvert à une personne qui peut le suivre."
        ),
        "sitting_ended": _(
            "Les personnes de ce coffre ont changé : cette session est terminée. "
            "Verrouiller, puis ouvrir de nouveau."
        ),
    }
