"""An educator's home: one large button, what is begun, what was sent."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.queries import DraftRow, ReceiptRow
from casedesk.i18n import _
from casedesk.ui.circles import alarms
from casedesk.ui.closed_drafts import ClosedDrafts
from casedesk.ui.navigation import ConcernPlace, HomePlace, ReceiptPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.draft_list import DraftList
from casedesk.ui.widgets.layout import EmptyState, Page, fill, title
from casedesk.ui.widgets.receipt_list import ReceiptList
from casedesk.ui.workspace import Tools

_KINDS = (Kind.DRAFT, Kind.RECEIPT, Kind.RECEIPT_STATUS)


class EducatorHome(Screen):
    """Drafts and receipts of one's own; nothing of anybody else's."""

    def __init__(
        self, tools: Tools, place: HomePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self.begin = buttons.large(
            _("Signaler une inquiétude"), lambda: self._go(ConcernPlace()), icon="plus"
        )
        self.begin.setToolTip(_("Ctrl+N"))
        self._lists: QWidget | None = None
        self._page = Page()
        self._page.add(title(_("Bonjour.")), self.begin)
        self._page.body.setAlignment(self.begin, Qt.AlignmentFlag.AlignHCenter)
        fill(self, self._page)
        self.refresh()

    def title(self) -> str:
        return _("Accueil")

    def concerns(self, changes: Changes) -> bool:
        return any(changes.of(kind) for kind in _KINDS)

    def refresh(self) -> None:
        reads = self._tools.desk.reads
        self._show_lists(reads.my_drafts(), reads.my_receipts())

    def _show_lists(
        self, drafts: tuple[DraftRow, ...], receipts: tuple[ReceiptRow, ...]
    ) -> None:
        gone, self._lists = self._lists, QWidget()
        down = QVBoxLayout(self._lists)
        down.setContentsMargins(0, 8, 0, 0)
        down.setSpacing(16)
        tools = self._tools
        for banner in alarms(tools.sitting, tools.desk, tools.enter):
            down.addWidget(banner)
        if drafts:
            down.addWidget(DraftList(drafts, self._on_resumed))
        closed = tools.desk.reads.closed_drafts()
        if closed:
            down.addWidget(ClosedDrafts(tools, closed))
        if receipts:
            down.addWidget(ReceiptList(receipts, self._on_seen, tools.rules.codes))
        else:
            down.addWidget(EmptyState(_nothing_yet()))
        down.addStretch(1)
        self._page.body.addWidget(self._lists, 1)
        self._lists.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def _on_resumed(self, draft: ReceiptId) -> None:
        self._go(ConcernPlace(draft))

    def _on_seen(self, receipt: ReceiptId) -> None:
        self._go(ReceiptPlace(receipt))

    def _go(self, place: ConcernPlace | ReceiptPlace) -> None:
        self._tools.go_to(place)


def _nothing_yet() -> str:
    return _(
        "Vous n'avez encore rien transmis. Un doute suffit pour signaler : "
        "vous n'avez rien à prouver."
    )
