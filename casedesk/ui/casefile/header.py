"""The line a case is known by: number, danger, stage, owner, clock."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casedesk.circuit.queries import CasePage
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, listed, long_date
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.widgets.danger import DangerBadge
from casedesk.ui.widgets.due import Due
from casedesk.ui.widgets.layout import title
from casedesk.ui.widgets.sentence import Sentence


class CaseHeader(QWidget):
    """`SAL-26-0K7F ▲3`, and under it stage, owner and clock."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = title("")
        self._number.setWordWrap(False)
        self._danger = DangerBadge()
        self._facts = theme.look(Sentence(), "muted")
        self._due = Due()
        self._number.setSizePolicy(
            QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred
        )
        self._facts.setWordWrap(True)
        first, second = QHBoxLayout(), QHBoxLayout()
        for line in (first, second):
            line.setSpacing(16)
        first.addWidget(self._number)
        first.addWidget(self._danger)
        first.addStretch(1)
        second.addWidget(self._facts, 1)
        second.addWidget(self._due)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addLayout(first)
        down.addLayout(second)

    def tell(self, page: CasePage, teller: Teller, now: datetime) -> None:
        case = page.case
        owner = teller.person(case.owner)
        facts = [
            label(case.stage),
            _("responsable : %(name)s") % {"name": owner}
            if owner
            else _("sans responsable"),
        ]
        if case.received_on is not None:
            told = _("repris du registre papier, n° %(number)s, reçu le %(day)s")
            day = long_date(case.received_on)
            facts.append(told % {"number": isolate(case.register_number), "day": day})
        self._number.setText(case.number)
        self._danger.set_level(
            case.danger, teller.code("DANGER", case.danger) if case.danger else ""
        )
        self._danger.setVisible(bool(case.danger))
        self._facts.setText(" · ".join(facts))
        self._due.tell(case.due_at, now, _("échéance :"))
        self.setAccessibleName(listed((case.number, *facts, self._due.words())))
