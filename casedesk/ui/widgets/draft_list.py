"""The concerns one began and has not sent, each with the way back to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.queries import DraftRow
from casedesk.i18n import _
from casedesk.i18n.formats import near_moment
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Row, paragraph, rule


class DraftList(Card):
    """`Brouillon du 12 mars, 10 h 05 — Reprendre`, one line each."""

    def __init__(
        self,
        drafts: tuple[DraftRow, ...],
        resume: Callable[[ReceiptId], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("À finir"), parent)
        self._resume = resume
        for number, draft in enumerate(drafts):
            if number:
                self.add(rule())
            self.add(self._line(draft))

    def _line(self, draft: DraftRow) -> QWidget:
        when = {"when": near_moment(draft.started_at)}
        go_on = buttons.secondary(
            _("Reprendre"), lambda: self._resume(draft.id), icon="pencil"
        )
        go_on.setAccessibleName(_("Reprendre le brouillon du %(when)s") % when)
        return Row(paragraph(_("Brouillon du %(when)s") % when), trailing=(go_on,))
