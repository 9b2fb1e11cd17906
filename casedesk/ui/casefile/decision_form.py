"""The director's decision being written: sheet F-J, its addressees, its signature."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.cases import Decide
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.guards import NotReady
from casedesk.circuit.queries import CasePage
from casedesk.circuit.sheet import SheetCode
from casedesk.circuit.stages import Guard
from casedesk.i18n import _
from casedesk.ui.autosave import Autosave
from casedesk.ui.casefile.addressees import Addressees
from casedesk.ui.casefile.opening import draft_of
from casedesk.ui.casefile.parts import without
from casedesk.ui.casefile.suggested import Suggested
from casedesk.ui.refusals import settle, tell, tell_in_form
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools

_ADDRESSEES = "addressees"


class DecisionForm(QWidget):
    """For one case. `kept` after each save, `signed` once it is decided."""

    kept = Signal()
    signed = Signal()

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._case_id: CaseId = page.case.id
        reads = tools.desk.reads
        self.form = SheetForm(
            without(tools.rules.sheets[SheetCode.DECISION], _ADDRESSEES),
            tools.rules.codes,
            reads.people(),
            intake=False,
            now=tools.clock,
        )
        self.addressees = Addressees(tools, several=True, child=page.child)
        self.addressees_field = Field(_("À qui la fiche est adressée"), self.addressees)
        self.suggested = Suggested(tools, page)
        self.sign = primary(_("Signer la décision"), self._on_sign, icon="gavel")
        on_control_enter(self.sign)
        self._notice = Notice("warning")
        self._autosave = Autosave(self._save, self)
        self._lay_out()
        self._fill(page)
        self.form.edited.connect(self._autosave.touch)
        self.addressees.chosen.connect(self._autosave.touch)
        self._autosave.saved.connect(self.kept)
        self._autosave.failed.connect(lambda error: tell(error, self._notice))

    def keep(self) -> None:
        """Save what is being typed. Raises Trouble when it cannot be."""
        self._autosave.flush()

    def content(self) -> dict[str, Any]:
        rows = [{"organisation": each} for each in self.addressees.values()]
        written = self.form.content()
        return {**written, _ADDRESSEES: rows} if rows else written

    def _lay_out(self) -> None:
        whom = Card(_("Destinataires"))
        whom.add(self.addressees_field)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        for part in (self.form, self.suggested, whom, self._notice, self.sign):
            down.addWidget(part)

    def _fill(self, page: CasePage) -> None:
        begun = draft_of(page, SheetCode.DECISION)
        owner = page.case.owner
        proposed: dict[str, Any] = {}
        if owner:
            proposed = {"responsible": owner, "need_to_know": [owner]}
        content = begun.content if begun else proposed
        rows = content.get(_ADDRESSEES) or ()
        self.form.set_content(content)
        self.addressees.set_values(row["organisation"] for row in rows)

    def _save(self) -> None:
        code = SheetCode.DECISION
        self._tools.desk.do(SaveSheet(self._case_id, code, self.content()))
        self._notice.say("")

    def _on_sign(self) -> None:
        settle([self.addressees_field], self._notice)
        try:
            self._tools.desk.do(Decide(self._case_id, self.content()))
        except (Refused, Trouble) as error:
            self._tell(error)
        else:
            self._autosave.drop()
            self.signed.emit()

    def _tell(self, error: Refused | Trouble) -> None:
        if isinstance(error, NotReady) and Guard.ADDRESSEE_CHOSEN in error.guards:
            self.addressees_field.complain(_("Choisir au moins un destinataire."))
            self.addressees.setFocus()
        else:
            whom = {_ADDRESSEES: self.addressees_field}
            tell_in_form(error, self.form, self._notice, whom)
