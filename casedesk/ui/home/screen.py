"""An educator's home: one large button, what is begun, what was sent."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from casedesk.circuit.changes import Changes, Kind
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.queries import DraftRow, ReceiptRow
from casedesk.i18n import _
from casedesk.i18n.formats import local, long_date, near_moment
from casedesk.i18n.labels import label
from casedesk.ui.navigation import ConcernPlace, HomePlace, ReceiptPlace
from casedesk.ui.screen import Screen
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.draft_list import DraftList
from casedesk.ui.widgets.layout import (
    Card,
    EmptyState,
    Page,
    paragraph,
    rule,
    title,
)
from casedesk.ui.workspace import Tools

_KINDS = (Kind.DRAFT, Kind.RECEIPT, Kind.RECEIPT_STATUS)
_LONGEST_DAY = 16  # letters
_LONGEST_NUMBER = 9  # the same, of "R-WWWW" and its margins
_SHOWN = 20  # receipts at first; nobody looks for the older ones every day


class EducatorHome(Screen):
    """Drafts and receipts of one's own; nothing of anybody else's."""

    def __init__(
        self, tools: Tools, place: HomePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._limit = _SHOWN
        self.begin = buttons.large(
            _("Signaler une inquiétude"), lambda: self._go(ConcernPlace()), icon="plus"
        )
        self.begin.setToolTip(_("Ctrl+N"))
        self._lists: QWidget | None = None
        self._page = Page()
        self._page.add(title(_("Bonjour.")), self.begin)
        self._page.body.setAlignment(self.begin, Qt.AlignmentFlag.AlignHCenter)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._page)
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
        if drafts:
            down.addWidget(DraftList(drafts, self._on_resumed))
        if receipts:
            shown = map(self._receipt, receipts[: self._limit])
            down.addWidget(_listed(_("Vos transmissions"), shown))
        else:
            down.addWidget(EmptyState(_nothing_yet()))
        if len(receipts) > self._limit:
            down.addWidget(buttons.link(_("Voir les plus anciennes"), self._on_older))
        down.addStretch(1)
        self._page.body.addWidget(self._lists, 1)
        self._lists.show()
        if gone is not None:
            gone.hide()
            gone.deleteLater()

    def _receipt(self, receipt: ReceiptRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        number = buttons.link(
            receipt.number, lambda: self._go(ReceiptPlace(receipt.id))
        )
        number.setMinimumWidth(
            _LONGEST_NUMBER * number.fontMetrics().averageCharWidth()
        )
        day = paragraph(long_date(local(receipt.sent_at).date()), muted=True)
        day.setWordWrap(False)
        day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        day.setMinimumWidth(_LONGEST_DAY * day.fontMetrics().averageCharWidth())
        across.addWidget(number)
        across.addWidget(day)
        across.addWidget(paragraph(in_words(receipt)), 1)
        return line

    def _on_resumed(self, draft: ReceiptId) -> None:
        self._go(ConcernPlace(draft))

    def _on_older(self) -> None:
        self._limit = len(self._tools.desk.reads.my_receipts())
        self.refresh()

    def _go(self, place: ConcernPlace | ReceiptPlace) -> None:
        self._tools.go_to(place)


def in_words(receipt: ReceiptRow) -> str:
    """`Prise en charge le 3 mars, 17 h 05`: the latest that is known."""
    latest = receipt.statuses[-1]
    told = {"status": label(latest.status), "when": near_moment(latest.at)}
    return _("%(status)s le %(when)s") % told


def _listed(name: str, rows: Iterable[QWidget]) -> QWidget:
    card = Card(name)
    for number, row in enumerate(rows):
        if number:
            card.add(rule())
        card.add(row)
    return card


def _nothing_yet() -> str:
    return _(
        "Vous n'avez encore rien transmis. Un doute suffit pour signaler : "
        "vous n'avez rien à prouver."
    )
