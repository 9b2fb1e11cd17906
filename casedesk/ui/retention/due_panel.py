"""One closed case to look at again: keep it longer, or ask for it to be erased."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.queries import RetentionRow
from casedesk.circuit.retention import CLASSES, REASONS
from casedesk.i18n import _, current
from casedesk.i18n.formats import local, long_date
from casedesk.ui.casefile.erase_asking import EraseAsking
from casedesk.ui.casefile.hold_card import HoldCard
from casedesk.ui.navigation import CasePlace
from casedesk.ui.retention.keep_card import KeepCard
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Card, Page, Row, paragraph, title
from casedesk.ui.workspace import Tools


class DuePanel(Page):
    """What is known without a name; opening the case is one's own step."""

    def __init__(
        self, tools: Tools, row: RetentionRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wide=True)
        self.asking: EraseAsking | None = None
        self.add(title(row.number), paragraph(_facts(row, tools), muted=True))
        to_case = CasePlace(row.id)
        self.add(Row(secondary(_("Ouvrir le dossier"), lambda: tools.go_to(to_case))))
        if row.hold is None:
            self.add(KeepCard(tools, row.id))
            self.asking = EraseAsking(tools, row.id, due=True)
            card = Card(_("Effacer"))
            card.add(self.asking)
            self.add(card)
        self.add(HoldCard(tools, row.id, (row.hold,) if row.hold else ()))
        self.body.addStretch(1)


def _facts(row: RetentionRow, tools: Tools) -> str:
    label = tools.rules.codes.label
    told = _(
        "Clos le %(day)s, motif : %(reason)s. Conservation : %(kept)s, à revoir le "
        "%(review)s."
    )
    return told % {
        "day": long_date(local(row.closed_at).date()),
        "reason": label(REASONS, row.reason, current()),
        "kept": label(CLASSES, row.retention, current()),
        "review": long_date(row.review_on),
    }
