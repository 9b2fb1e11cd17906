"""Keeping a closed case for longer: until when, and why."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.closing import KeepLonger
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.retention import RetentionClass
from casedesk.circuit.sheet import Gap, Incomplete, Lack
from casedesk.i18n import _
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.editors_dates import DateEditor
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools

_ONE_YEAR = RetentionClass("", "P1Y")


class KeepCard(Card):
    """One more year is offered; whoever directs writes another day, and why."""

    def __init__(
        self, tools: Tools, case_id: CaseId, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Garder plus longtemps"), parent)
        self._tools, self._case_id = tools, case_id
        self._notice = Notice("warning")
        self.until = DateEditor(tools.clock)
        in_a_year = _ONE_YEAR.review_on(local(tools.clock()).date())
        self.until.set_value(in_a_year.isoformat())
        self.reason = LongText(lines=2)
        self.fields = {
            "until": Field(_("À revoir le"), self.until),
            "reason": Field(
                _("Pourquoi le garder"),
                self.reason,
                hint=_("Une procédure qui dure, ou un avis demandé, par exemple."),
            ),
        }
        keep = secondary(_("Garder plus longtemps"), self._on_keep, icon="calendar")
        self.add(*self.fields.values(), self._notice, Row(keep))
        boxes = {
            "until": (self.until.value, self.until.set_value),
            "reason": (self.reason.value, self.reason.set_text),
        }
        self.typing = Typing(tools.sitting, f"keep:{case_id}", boxes)

    def _on_keep(self) -> None:
        settle(self.fields.values(), self._notice)
        try:
            self._tools.desk.do(self._command())
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self.typing.done()

    def _command(self) -> KeepLonger:
        """Raises Incomplete for a day that is none."""
        try:
            until = date.fromisoformat(str(self.until.value()))
        except ValueError:
            raise Incomplete(Gap("until", Lack.NOT_A_DATE)) from None
        return KeepLonger(self._case_id, until, self.reason.value())
