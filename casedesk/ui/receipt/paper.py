"""The receipt of a concern on paper: that it was sent, and nothing of what it says."""

from __future__ import annotations

from casedesk.circuit.changes import Home
from casedesk.circuit.numbers import anchor
from casedesk.circuit.paper import Certificate
from casedesk.circuit.ports import Reads
from casedesk.circuit.queries import ReceiptRow
from casedesk.i18n import _, on_paper
from casedesk.i18n.formats import moment
from casedesk.i18n.labels import label
from casedesk.ui.widgets.press import PaperWay


@on_paper()
def receipt_certificate(row: ReceiptRow, reads: Reads, paper: PaperWay) -> Certificate:
    """Alike for whoever reads the concern: its code is that of the common journal."""
    head = reads.journal_head(Home.DESK)
    facts = [(_("Récépissé"), row.number), (_("Transmise le"), moment(row.sent_at))]
    facts += [(label(each.status), moment(each.at)) for each in row.statuses[1:]]
    return paper.certificate(
        _("Récépissé d'une transmission"),
        facts,
        (
            _(
                "Cette feuille prouve qu'une fiche a été transmise. Elle ne dit rien "
                "de ce qui y est écrit, ni de l'enfant."
            ),
            _(
                "À garder sous clé. Si personne ne répond, la montrer à la présidence "
                "ou à l'extérieur : 2511, UPE."
            ),
        ),
        anchor=anchor(head.sequence, head.hash) if head else "",
    )
