"""A follow-up in figures: how long, with whom, how the danger went."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.queries import CasePage
from casedesk.i18n import _, followed
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.widgets.layout import Card


class FiguresCard(Card):
    """What a review and a closing begin with: nobody has to count."""

    def __init__(
        self,
        page: CasePage,
        codes: CodeBook,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Le suivi jusqu'ici"), parent)
        figures = page.figures(now)
        parts = {
            _("Période"): followed.period(figures),
            _("Services"): followed.services(figures, codes),
            _("Danger"): followed.danger_path(figures),
        }
        for name, told in parts.items():
            if told:
                self.add(Passage(name, told))
