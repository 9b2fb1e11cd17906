"""Whom to call today: the number, the last try, what to say, and what came of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.circuit.dates import local
from casedesk.circuit.queries import WaitingRow
from casedesk.circuit.referral import ReferralId
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import due, near_date
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.chase.call_card import CallCard
from casedesk.ui.navigation import CasesPlace
from casedesk.ui.widgets.buttons import WordyButton, secondary
from casedesk.ui.widgets.layout import EmptyState, Page, edges, heading
from casedesk.ui.workspace import Tools


class CallsView(QWidget):
    """What has waited long enough; at the other side, the one that is looked at."""

    told = Signal(str)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._at: ReferralId | None = None
        self._lists = Page(wide=True)
        self._lists.body.setContentsMargins(edges(0, 0, 16, 0))
        self._inner: QWidget | None = None
        self._beside = Page(wide=True)
        self._beside.body.setContentsMargins(edges(16, 0, 0, 16))
        self._beside.body.addStretch(1)
        self.card: QWidget | None = None
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self._lists, 5)
        across.addWidget(self._beside, 6)

    @property
    def at(self) -> ReferralId | None:
        """The referral that is looked at."""
        return self._at

    def choose(self, referral: ReferralId) -> None:
        """Look at this one; at the first one, if it waits no more."""
        self._at = referral
        self.refresh()

    def refresh(self) -> None:
        now = self._tools.clock()
        waits = self._tools.rules.referrals.waits
        rows = sorted(  # who is to be called first; else as they come
            self._tools.desk.reads.waiting_referrals(now),
            key=lambda row: not waits[row.referral.state].is_called_for,
        )
        if self._at not in [row.id for row in rows]:
            self._at = rows[0].id if rows else None
        self._list(rows, now)
        at = next((row for row in rows if row.id == self._at), None)
        if not isinstance(self.card, CallCard) or self.card.row != at:
            self._show(at)

    def _list(self, rows: list[WaitingRow], now: datetime) -> None:
        gone, self._inner = self._inner, QWidget()
        down = QVBoxLayout(self._inner)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        waits = self._tools.rules.referrals.waits
        called = [row for row in rows if waits[row.referral.state].is_called_for]
        sent = [row for row in rows if row not in called]
        for name, listed in (
            (_("Services à appeler"), called),
            (_("Fiches à faire partir"), sent),
        ):
            if listed:
                down.addWidget(heading(f"{name}  {len(listed)}"))
            for row in listed:
                down.addWidget(self._button(row, now))
        if not rows:
            see = secondary(
                _("Voir les dossiers"), lambda: self._tools.go_to(CasesPlace())
            )
            told = _(
                "Personne à relancer aujourd'hui. Une fiche envoyée paraît ici quand "
                "son délai de réponse est passé."
            )
            down.addWidget(EmptyState(told, see))
        down.addStretch(1)
        self._lists.body.addWidget(self._inner)
        self._inner.show()
        if gone is not None:
            self._lists.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _button(self, row: WaitingRow, now: datetime) -> QWidget:
        button = theme.look(WordyButton(_line(row, now)), "row")
        button.setAutoDefault(False)
        button.setCheckable(True)
        button.setChecked(row.id == self._at)
        button.clicked.connect(lambda _=False, each=row.id: self.choose(each))
        return button

    def _show(self, row: WaitingRow | None) -> None:
        gone = self.card
        self.card = CallCard(self._tools, row) if row is not None else QWidget()
        if isinstance(self.card, CallCard):
            self.card.noted.connect(self.told)
        self._beside.body.insertWidget(0, self.card)
        self.card.show()
        if gone is not None:
            self._beside.body.removeWidget(gone)
            gone.hide()
            gone.deleteLater()


def _line(row: WaitingRow, now: datetime) -> str:
    """Who, which case, how late, and how often one has tried."""
    referral = row.referral
    told = [row.case_number, label(referral.state), due(referral.wakes_at, now)]
    if referral.tries:
        n = referral.tries
        told.append(ngettext("%(n)d relance", "%(n)d relances", n) % {"n": n})
    if referral.call_again and referral.call_again > local(now).date():
        day = near_date(referral.call_again)
        told.append(_("à rappeler %(day)s") % {"day": day})
    return f"{name_of(referral)}\n{' · '.join(told)}"
