"""Where a file is added to a case, or one of them is looked at."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.attachment import Attachment
from casedesk.circuit.case import CaseId
from casedesk.i18n import _
from casedesk.ui.casefile.attach_form import AttachForm
from casedesk.ui.cases.attachment_view import AttachmentView
from casedesk.ui.widgets.buttons import quiet
from casedesk.ui.widgets.layout import Card, Row, heading
from casedesk.ui.workspace import Tools


class AttachmentPanel(Card):
    """Stays while the page is read again: a file may be half named or looked at.

    `told` says what is now kept, `opened` that there is something to see here.
    """

    told = Signal(str)
    opened = Signal()

    def __init__(
        self, tools: Tools, case_id: CaseId, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._tools = tools
        self._view = AttachmentView(tools)
        self._form = AttachForm(tools, case_id)
        self._form.begun.connect(self._open)
        self._form.added.connect(self._on_added)
        close = quiet(_("Fermer"), self.close_it, icon="x")
        close.setAccessibleDescription(_("Pièce jointe"))
        self.add(Row(heading(_("Pièce jointe")), trailing=[close]))
        self.add(self._form, self._view)
        self.hide()

    @property
    def shown(self) -> Attachment | None:
        """The one that is looked at."""
        return self._view.shown

    def must_stay(self) -> bool:
        """Whether a file was chosen that is not in the case yet."""
        return self._form.isVisibleTo(self)

    def choose(self) -> None:
        """Ask for a file to add."""
        self._form.choose()

    def look(self, attachment: Attachment) -> None:
        """Show this one."""
        self._view.show_it(attachment)
        self._open()

    def keep_to(self, found: Iterable[Attachment]) -> None:
        """What is no longer among these is not looked at any more."""
        seen = self._view.shown
        if seen is not None and seen.id not in {each.id for each in found}:
            self.close_it()

    def close_it(self) -> None:
        """Nothing of what was chosen or shown stays in memory."""
        self.leave()
        self._form.forget()
        self._view.close_it()
        self.hide()

    def leave(self) -> None:
        """Nobody waits any more for what is being opened."""
        self._tools.viewer.stop()
        self._form.give_up()
        self._view.give_up()

    def _open(self) -> None:
        self.show()
        self.opened.emit()

    def _on_added(self) -> None:
        self.setVisible(self._view.shown is not None)
        self.told.emit(_("La pièce est gardée dans le dossier et inscrite au journal."))
