"""Asking for a closed case to be erased: the reason, and a second person after that."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.erasure import RequestAct
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.two_people import ERASURES, PERIOD_OVER, Act
from casedesk.i18n import _, current
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Notice, Row, paragraph
from casedesk.ui.workspace import Tools


class EraseAsking(QWidget):
    """`due`: its day has come; before that it can only be for another reason."""

    def __init__(
        self,
        tools: Tools,
        case_id: CaseId,
        *,
        due: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools, self._case_id = tools, case_id
        self._notice = Notice("warning")
        options = [
            (each.code, each.label.in_language(current()))
            for each in tools.rules.codes.options(ERASURES)
            if due or each.code != PERIOD_OVER
        ]
        self.reason = Combo(options, unset=_("Choisir…"))
        self.field = Field(_("&Motif de l'effacement"), self.reason)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        first = _(
            "Une seconde personne devra confirmer dans les sept jours. Rien n'est "
            "effacé avant."
        )
        ask = primary(_("Demander l'effacement"), self._on_ask, icon="trash-2")
        for part in (paragraph(first), self.field, self._notice, Row(ask)):
            down.addWidget(part)
        self.setFocusProxy(self.reason)

    def _on_ask(self) -> None:
        settle([self.field], self._notice)
        ask = RequestAct(self._case_id, Act.ERASE, self.reason.value())
        try:
            self._tools.desk.do(ask)
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"reason": self.field})
