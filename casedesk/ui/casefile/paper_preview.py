"""The very page that will be printed, kept up with what is being typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.cases import PreviewSheet
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.paper import Mark
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.papers import Occasion, sheet_paper
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral
from casedesk.i18n import _
from casedesk.ui.refusals import tell, tell_failed
from casedesk.ui.widgets.layout import Notice
from casedesk.ui.widgets.preview import Preview
from casedesk.ui.workspace import Tools

PAUSE = 400  # milliseconds after the last edit

Wanted = Callable[[], tuple[CasePage, FilledSheet, PaperLanguage]]


class PaperPreview(QWidget):
    """Typesets on the worker; only the latest text is shown.

    `wanted` is asked what to show when the time has come.
    """

    def __init__(
        self,
        tools: Tools,
        wanted: Wanted,
        referral: Referral | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools = tools
        self._wanted = wanted
        self._referral = referral
        self._latest = 0
        self._is_noted = False
        self._notice = Notice("warning")
        self._view = Preview(_("Aperçu de la fiche"), self)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        down.addWidget(self._notice)
        down.addWidget(self._view, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.update_now)

    def touch(self) -> None:
        """Something changed: show it after a pause."""
        self._timer.start(PAUSE)

    def update_now(self) -> None:
        self._timer.stop()
        self._latest += 1
        tools = self._tools
        page, sheet, language = self._wanted()
        if not self._note(page, sheet):
            return
        occasion = Occasion(tools.desk.actor, tools.clock(), language, Mark.PREVIEW)
        paper = sheet_paper(
            page,
            sheet,
            tools.desk.reads,
            tools.rules,
            occasion,
            referral=self._referral,
        )
        tools.jobs.run(
            partial(tools.typesetter.typeset, paper),
            partial(self._show, self._latest),
            self._failed,
            owner=self,
        )

    def _note(self, page: CasePage, sheet: FilledSheet) -> bool:
        """Nothing is shown that the journal could not note."""
        if self._is_noted:
            return True
        try:
            self._tools.desk.do(PreviewSheet(page.case.id, sheet.id or sheet.code))
        except (Refused, Trouble) as error:
            tell(error, self._notice)
            return False
        self._is_noted = True
        return True

    def pages(self) -> int:
        return self._view.pages()

    def _show(self, number: int, pdf: bytes) -> None:
        if number == self._latest:
            self._notice.say("")
            self._view.show_pdf(pdf)

    def _failed(self, error: Exception) -> None:
        tell_failed(error, self._notice)
