"""The certificate of an exercise: which set, what was read, how far journals went."""

from __future__ import annotations

from casedesk.circuit.paper import Certificate
from casedesk.circuit.safekeeping import Drill
from casedesk.i18n import _, on_paper
from casedesk.i18n.formats import moment
from casedesk.i18n.safekeeping import compartment_name, in_a_row
from casedesk.ui.widgets.press import PaperWay


@on_paper()
def drill_certificate(drill: Drill, paper: PaperWay, by: str) -> Certificate:
    """To be kept outside: its codes prove one day that the journals only grew."""
    made = drill.set
    closed = drill.verdict.closed
    read = len(drill.verdict.files) - len(closed)
    facts = [
        (_("Exercice du"), moment(drill.at)),
        (_("Fait par"), by),
        (_("Sauvegarde"), made.name if made else ""),
        (_("Faite le"), moment(made.created) if made else ""),
        (_("Fichiers relus en entier"), str(read)),
        (_("Non relu, vérifié par son empreinte"), in_a_row(closed)),
        (_("Résultat"), _result(drill)),
    ]
    facts += [
        (_("Repère, %(name)s") % {"name": compartment_name(cid)}, code)
        for cid, code in drill.anchors.items()
    ]
    return paper.certificate(
        _("Certificat d'exercice de restauration"),
        facts,
        (
            _what_was_done(drill),
            _(
                "À classer hors du local. Chaque repère se retape dans la page "
                "« Journal »\u00a0: s'il n'y est plus, le coffre a été remplacé par un "
                "plus ancien."
            ),
        ),
        signatures=(_("Signature"),),
    )


def _result(drill: Drill) -> str:
    if not drill.verdict.is_sound:
        return _("abîmé")
    if drill.verdict.closed:
        return _("intact, relu en partie")
    return _("tout est entier")


def _what_was_done(drill: Drill) -> str:
    if drill.verdict.closed:
        return _(
            "La sauvegarde a été comparée à sa signature, et relue sauf ce qui est dit "
            "non relu ci-dessus. Aucun fichier n'a été changé."
        )
    return _(
        "La sauvegarde a été relue en entier et comparée à sa signature, comme "
        "pour la restaurer. Aucun fichier n'a été changé."
    )
