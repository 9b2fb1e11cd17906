"""Adding a file to a case: chosen, read and judged, named, then kept."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.attachment import Brought
from casedesk.circuit.case import CaseId
from casedesk.circuit.commands.attachments import AddAttachment
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.referral import NO_REFERRAL, ReferralId
from casedesk.i18n import _
from casedesk.ui.refusals import settle, tell, tell_failed
from casedesk.ui.widgets.buttons import primary, quiet
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Notice, Row
from casedesk.ui.widgets.progress import Progress
from casedesk.ui.widgets.text import LineEdit, LongText
from casedesk.ui.workspace import Tools


class AttachForm(QWidget):
    """There only while a file is being added; it is held in memory until kept.

    `begun` when one was chosen, `added` once it is kept.
    """

    begun = Signal()
    added = Signal()

    def __init__(
        self,
        tools: Tools,
        case_id: CaseId,
        referral_id: ReferralId = NO_REFERRAL,
        parent: QWidget | None = None,
    ) -> None:
        """`referral_id`: the one whose answer the file is."""
        super().__init__(parent)
        self._tools, self._case_id = tools, case_id
        self._referral_id = referral_id
        self._brought: Brought | None = None
        self._notice = Notice("warning")
        self._progress = Progress()
        self._label = Field(
            _("Libellé"), LineEdit(), hint=_("Ce que c'est, sans le nom de l'enfant.")
        )
        self._note = Field(_("Remarque, s'il y en a une"), LongText(lines=2))
        self._naming = self._laid_out()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for part in (self._notice, self._naming, self._progress):
            down.addWidget(part)
        self.forget()

    @property
    def is_reading(self) -> bool:
        return self._progress.is_running()

    def choose(self) -> None:
        """Ask for a file; one at a time."""
        if not self.is_reading:
            self._tools.prompts.choose_file(
                self, _("Choisir une pièce à ajouter"), _patterns(), self._on_chosen
            )

    def give_up(self) -> None:
        """Wait no more for the file that was chosen."""
        if self.is_reading:
            self.forget()

    def _laid_out(self) -> QWidget:
        naming = QWidget()
        down = QVBoxLayout(naming)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        down.addWidget(self._label)
        down.addWidget(self._note)
        keep = primary(_("Garder dans le dossier"), self._on_keep)
        down.addWidget(Row(keep, quiet(_("Ne pas garder"), self.forget)))
        return naming

    def _on_chosen(self, path: Path) -> None:
        self.forget()
        self._progress.start(_("Lecture du fichier…"))
        self._progress.show()
        self.show()
        self.begun.emit()
        tools = self._tools
        tools.jobs.run(
            partial(tools.viewer.bring, path, tools.desk.reads.attachment_room()),
            self._on_brought,
            self._on_failed,
            owner=self,
        )

    def _on_brought(self, brought: Brought) -> None:
        self.forget()
        self._brought = brought
        self.show()
        self._label.box.setText(brought.label)
        self._naming.show()
        self._label.box.setFocus()
        self._label.box.selectAll()

    def _on_failed(self, error: Exception) -> None:
        self.forget()
        tell_failed(error, self._notice)
        self.show()

    def _on_keep(self) -> None:
        brought = self._brought
        if brought is None:
            return
        fields: dict[str, Field[QWidget]] = {"label": self._label, "note": self._note}
        settle(fields.values(), self._notice)
        try:
            self._tools.desk.do(
                AddAttachment(
                    self._case_id,
                    self._label.box.value(),
                    brought.kind,
                    brought.original,
                    brought.working,
                    self._note.box.value(),
                    self._referral_id,
                )
            )
        except (Refused, Trouble) as error:
            tell(error, self._notice, fields)
            return
        self.forget()
        self.added.emit()

    def forget(self) -> None:
        """Nothing chosen; nothing of what was stays in memory."""
        self._brought = None
        self._label.box.clear()
        self._note.box.set_text("")
        settle((self._label, self._note), self._notice)
        self._naming.hide()
        self._progress.stop()
        self._progress.hide()
        self.hide()


def _patterns() -> tuple[str, ...]:
    return (
        _("Photos, PDF et textes") + " (*.jpg *.jpeg *.png *.pdf *.txt)",
        _("Tous les fichiers") + " (*)",
    )
