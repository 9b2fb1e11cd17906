"""The minutes of the journals: where they stand, signed by hand and kept elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from casedesk.circuit.changes import Home
from casedesk.circuit.journal import CompartmentVerdict
from casedesk.circuit.numbers import anchor
from casedesk.circuit.paper import Certificate
from casedesk.i18n import _, on_paper
from casedesk.i18n.formats import moment, number
from casedesk.ui.widgets.press import PaperWay


@on_paper()
def minutes(
    verdicts: Sequence[CompartmentVerdict],
    name_of: Callable[[str], str],
    paper: PaperWay,
) -> Certificate:
    """Of journals just found sound. Circles are left out: paper is seen by anybody."""
    facts = [(_("Vérifié le"), moment(paper.clock()))]
    for verdict in verdicts:
        if verdict.compartment in tuple(Home) and verdict.entries:
            code = anchor(verdict.head.sequence, verdict.head.hash)
            lines = _("%(n)s lignes, repère %(code)s")
            told = lines % {"n": number(verdict.entries), "code": code}
            facts.append((name_of(verdict.compartment), told))
    return paper.certificate(
        _("Procès-verbal du journal"),
        facts,
        (
            _(
                "Les journaux ont été relus : rien n'y manque, rien n'y a été changé. "
                "À faire une fois par mois, à signer, et à garder chez la présidence."
            ),
            _(
                "Chaque repère se retape dans la page « Journal » : s'il n'y est plus, "
                "le coffre a été remplacé par un plus ancien, ou réécrit."
            ),
        ),
        signatures=(_("La direction"), _("La présidence")),
    )
