"""Third step: the signed sheet onto paper, then on its way."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import CopyState, Referral
from casedesk.ui.casefile.paper_preview import PaperPreview
from casedesk.ui.casefile.print_panel import PrintPanel
from casedesk.ui.referral.seeing import what_they_see
from casedesk.ui.referral.send_form import SendForm
from casedesk.ui.widgets.layout import Page, edges, heading
from casedesk.ui.workspace import Tools


class Sending(QWidget):
    """Printing and sending beside the page as it will come out."""

    printed = Signal()

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        referral: Referral,
        sheet: FilledSheet,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._page, self._sheet = page, sheet
        self.panel = PrintPanel(tools)
        self.form = SendForm(tools, referral)
        self.show_page(page)
        self.preview = PaperPreview(tools, self._wanted, referral)
        self.panel.language_chosen.connect(self.preview.update_now)
        self.panel.printed.connect(self.printed)
        acting = Page(wide=True)
        acting.add(self.panel, self.form)
        acting.body.addStretch(1)
        seen = QVBoxLayout()
        seen.setContentsMargins(edges(0, 16, 16, 16))
        seen.setSpacing(8)
        seen.addWidget(heading(what_they_see(referral.addressee)))
        seen.addWidget(self.preview, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(acting, 4)
        across.addLayout(seen, 3)
        self.preview.update_now()

    def show_page(self, page: CasePage) -> None:
        """The case as it is now: copies come and go while this is open."""
        self._page = page
        self.panel.show_sheet(page, self._sheet)
        printed = any(
            each.sheet_id == self._sheet.id and each.state is CopyState.PRINTED
            for each in page.copies
        )
        self.form.allow(printed=printed)

    def _wanted(self) -> tuple[CasePage, FilledSheet, PaperLanguage]:
        return self._page, self._sheet, self.panel.language()
