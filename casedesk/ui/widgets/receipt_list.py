"""The concerns one sent: the number of each, and what became of it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from casedesk.circuit.codes import CodeBook
from casedesk.circuit.concern import ReceiptId
from casedesk.circuit.queries import ReceiptRow, StatusRow
from casedesk.i18n import _, current
from casedesk.i18n.formats import local, long_date, near_moment
from casedesk.i18n.labels import label
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, paragraph, rule

_LONGEST_DAY = 16  # letters
_LONGEST_NUMBER = 9  # the same, of "R-WWWW" and its margins


class ReceiptList(Card):
    """`R-7KQF — 3 mars — Prise en charge le 3 mars, 17 h 05`, one line each."""

    def __init__(
        self,
        receipts: tuple[ReceiptRow, ...],
        see: Callable[[ReceiptId], object],
        codes: CodeBook,
        parent: QWidget | None = None,
        *,
        first: int = 20,
    ) -> None:
        """`first` of them; nobody looks for the older ones every day."""
        super().__init__(_("Vos transmissions"), parent)
        self._see, self._codes, self._older = see, codes, receipts[first:]
        self._add(receipts[:first])
        self._more = buttons.link(_("Voir les plus anciennes"), self._on_more)
        if self._older:
            self.add(self._more)

    def _on_more(self) -> None:
        self._more.hide()
        self.add(rule())
        self._add(self._older)

    def _add(self, receipts: tuple[ReceiptRow, ...]) -> None:
        for number, receipt in enumerate(receipts):
            if number:
                self.add(rule())
            line = self._line(receipt)
            self.add(line)
            line.show()

    def _line(self, receipt: ReceiptRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        number = buttons.link(receipt.number, lambda: self._see(receipt.id))
        number.setMinimumWidth(
            _LONGEST_NUMBER * number.fontMetrics().averageCharWidth()
        )
        day = paragraph(long_date(local(receipt.sent_at).date()), muted=True)
        day.setWordWrap(False)
        day.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        day.setMinimumWidth(_LONGEST_DAY * day.fontMetrics().averageCharWidth())
        across.addWidget(number)
        across.addWidget(day)
        across.addWidget(paragraph(in_words(receipt, self._codes)), 1)
        return line


def in_words(receipt: ReceiptRow, codes: CodeBook) -> str:
    """`Prise en charge le 3 mars, 17 h 05`: the latest that is known."""
    latest = receipt.statuses[-1]
    if latest.told:
        sentence = {"sentence": said(latest, codes), "when": near_moment(latest.at)}
        return _("%(sentence)s (%(when)s)") % sentence
    told = {"status": label(latest.status), "when": near_moment(latest.at)}
    return _("%(status)s le %(when)s") % told


def said(status: StatusRow, codes: CodeBook) -> str:
    """What the author of a concern is told: a status, or a sentence of the list."""
    if status.told:
        return codes.label("FEEDBACK", status.told, current())
    return label(status.status)
