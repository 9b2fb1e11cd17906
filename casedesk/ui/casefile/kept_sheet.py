"""A sheet of a case on its page: kept while it is written, until it is signed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from casedesk.circuit.case import CaseId
from casedesk.circuit.command import Command
from casedesk.circuit.commands.sheets import SaveSheet
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.sheet import SheetCode
from casedesk.i18n import _
from casedesk.i18n.formats import time_of_day
from casedesk.ui.autosave import Autosave
from casedesk.ui.refusals import tell, tell_in_form
from casedesk.ui.widgets.layout import Notice
from casedesk.ui.widgets.sheet_form import SheetForm
from casedesk.ui.workspace import Tools


class KeptSheet(QObject):
    """Saves what stands in `form`; what cannot be said beside a field, `notice` says.

    `told(sentence)` after each save, for the status line.
    """

    told = Signal(str)

    def __init__(
        self,
        tools: Tools,
        case_id: CaseId,
        code: SheetCode,
        form: SheetForm,
        notice: Notice,
    ) -> None:
        super().__init__(form)
        self._tools, self._case_id, self._code = tools, case_id, code
        self._form, self._notice = form, notice
        self._autosave = Autosave(self._save, self)
        self._autosave.saved.connect(self._on_saved)
        self._autosave.failed.connect(lambda error: tell(error, notice))
        form.edited.connect(self._autosave.touch)

    def keep(self) -> None:
        """Save what is being typed. Raises Refused or Trouble when it cannot be."""
        self._autosave.flush()

    def sign(self, command: Command[Any, Any]) -> bool:
        """Whether it could be signed; else why not is said, and it stays a draft."""
        self._notice.say("")
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell_in_form(error, self._form, self._notice)
            return False
        self._autosave.drop()
        return True

    def _save(self) -> None:
        content = self._form.content()
        self._tools.desk.do(SaveSheet(self._case_id, self._code, content))
        self._notice.say("")

    def _on_saved(self) -> None:
        time = time_of_day(self._tools.clock())
        self.told.emit(_("Enregistré à %(time)s") % {"time": time})
