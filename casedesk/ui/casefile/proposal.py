"""What the assessment proposes, for whoever decides."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, near_moment
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.passage import Passage
from casedesk.ui.widgets.layout import Card, paragraph
from casedesk.ui.workspace import Tools

_SHOWN = (
    "danger",
    "danger_reason",
    "child_opinion",
    "inform_guardian",
    "inform_reason",
    "proposals",
    "safety_plan",
)


class Proposal(Card):
    """Level and reason, the child's own opinion, what is proposed; who signed it."""

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Ce que propose l'évaluation"), parent)
        sheet = page.file.sheet(SheetCode.ASSESSMENT)
        if sheet is None or sheet.signed_at is None:
            self.add(paragraph(_("Pas encore d'évaluation signée."), muted=True))
            return
        declared = tools.rules.sheets[SheetCode.ASSESSMENT]
        asked = (declared[key] for key in _SHOWN)
        for field, answer in teller.answers(asked, sheet.content):
            self.add(Passage(field.label.in_language(current()), answer))
        signed = _("Signée par %(who)s le %(when)s") % {
            "who": isolate(teller.person(sheet.signed_by)),
            "when": near_moment(sheet.signed_at),
        }
        self.add(paragraph(signed, muted=True))
