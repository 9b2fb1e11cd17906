"""Keeping a case whatever its class says, and letting it go by its class again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.closing import LiftHold, SetHold
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.retention import Hold
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import isolate, local, long_date
from casedesk.ui.refusals import settle, tell
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import link, secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools


class HoldCard(Card):
    """Whether a case is under a hold, why, and the way to change that."""

    def __init__(
        self,
        tools: Tools,
        case_id: CaseId,
        holds: Sequence[Hold],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Conservation"), parent)
        self._tools, self._case_id = tools, case_id
        in_force = [each for each in holds if each.is_in_force]
        self._held = bool(in_force)
        self.add(paragraph(_told(in_force[-1], tools) if in_force else _free()))
        self._notice = Notice("warning")
        self.reason = LongText(lines=2)
        self.field = Field(
            _("Pourquoi la lever") if self._held else _("Pourquoi le conserver"),
            self.reason,
            hint=_("Numéro de la réquisition ou de la procédure, par exemple."),
        )
        self._do = secondary(
            _("Lever la conservation") if self._held else _("Conserver le dossier"),
            self._on_do,
            icon="lock",
        )
        self.open = link(
            _("Lever la conservation…") if self._held else _("À conserver…"),
            self._on_open,
        )
        if tools.desk.actor.may(Right.HOLD_CASE):
            self.add(Row(self.open), self._notice, self.field, Row(self._do))
        for each in (self.field, self._do):
            each.hide()
        box = (self.reason.value, self.reason.set_text)
        page = typing_page("lift" if self._held else "hold", case_id)
        self.typing = Typing(tools.sitting, page, {"reason": box})
        if self.reason.value():
            self._on_open()

    def _on_open(self) -> None:
        self.open.hide()
        for each in (self.field, self._do):
            each.show()
        self.reason.setFocus()

    def _on_do(self) -> None:
        settle([self.field], self._notice)
        kind = LiftHold if self._held else SetHold
        try:
            self._tools.desk.do(kind(self._case_id, self.reason.value()))
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"reason": self.field})
        else:
            self.typing.done()


def _free() -> str:
    return _("Ce dossier suit la durée de sa classe, une fois clos.")


def _told(hold: Hold, tools: Tools) -> str:
    return _("À conserver depuis le %(day)s (%(who)s) : %(why)s") % {
        "day": long_date(local(hold.set_at).date()),
        "who": isolate(tools.desk.reads.person_label(hold.set_by)),
        "why": hold.reason,
    }
