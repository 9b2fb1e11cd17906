"""One closed case to look at again: keep it longer, or ask for it to be erased."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import RetentionRow
from casedesk.circuit.retention import CLASSES, REASONS
from casedesk.circuit.two_people import ERASURES, Act
from casedesk.i18n import _, current
from casedesk.i18n.formats import local, long_date
from casedesk.ui.casefile.hold_card import HoldCard
from casedesk.ui.navigation import CasePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page, Row, paragraph, title
from casedesk.ui.workspace import Tools


class DuePanel(Page):
    """What is known without a name; opening the case is one's own step."""

    def __init__(
        self, tools: Tools, row: RetentionRow, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, wide=True)
        self._tools, self._row = tools, row
        self._notice = Notice("warning")
        codes = tools.rules.codes.options(ERASURES)
        options = [(each.code, each.label.in_language(current())) for each in codes]
        self.reason = Combo(options, unset=_("Choisir…"))
        self.field = Field(_("&Motif de l'effacement"), self.reason)
        self.add(title(row.number), paragraph(_facts(row, tools), muted=True))
        to_case = CasePlace(row.id)
        self.add(Row(secondary(_("Ouvrir le dossier"), lambda: tools.go_to(to_case))))
        if row.hold is None:
            self.add(self._asking())
        self.add(HoldCard(tools, row.id, (row.hold,) if row.hold else ()))
        self.body.addStretch(1)

    def _asking(self) -> Card:
        card = Card(_("Effacer"))
        card.add(
            paragraph(
                _(
                    "Une seconde personne devra confirmer dans les sept jours. Rien "
                    "n'est effacé avant."
                )
            ),
            self.field,
            self._notice,
            Row(primary(_("Demander l'effacement"), self._on_ask, icon="trash-2")),
        )
        return card

    def _on_ask(self) -> None:
        settle([self.field], self._notice)
        ask = RequestAct(self._row.id, Act.ERASE, self.reason.value())
        try:
            self._tools.desk.do(ask)
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"reason": self.field})


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
