"""Finding the referral a coupon came back for: by its code, or among those sent."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casedesk.circuit.errors import NotFound
from casedesk.circuit.numbers import typed_coupon
from casedesk.circuit.queries import ReferralRow
from casedesk.circuit.referral import ReferralId
from casedesk.i18n import _
from casedesk.i18n.formats import near_date
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.navigation import BlankPlace
from casedesk.ui.widgets.buttons import WordyButton, primary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, EmptyState
from casedesk.ui.widgets.text import CodeEdit
from casedesk.ui.workspace import Tools


class FindForm(QWidget):
    """`found(ReferralRow)` once a coupon or a referral is known."""

    found = Signal(object)

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._code = CodeEdit()
        self._code.setPlaceholderText("7F3K-9QXM-2")
        self._code.returnPressed.connect(self._on_typed)
        self.field = Field(
            _("Code du coupon"),
            self._code,
            hint=_("Il est imprimé près du carré noir."),
        )
        coupon = Card(_("Le coupon est revenu"))
        coupon.add(self.field, primary(_("Ouvrir"), self._on_typed))
        self._waiting = Card(_("Ou choisir parmi les fiches envoyées"))
        self._list = QWidget()
        self._waiting.add(self._list)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        down.addWidget(coupon)
        down.addWidget(self._waiting)
        self.setFocusProxy(self._code)

    def refresh(self) -> None:
        rows = self._tools.desk.reads.awaited_answers()
        shown = QWidget()
        down = QVBoxLayout(shown)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        for row in rows:
            down.addWidget(self._button(row))
        if not rows:
            told = _("Aucune fiche n'attend de réponse. Une fiche envoyée paraît ici.")
            down.addWidget(EmptyState(told))
        self._waiting.body.replaceWidget(self._list, shown)
        self._list.hide()
        self._list.deleteLater()
        shown.show()
        self._list = shown

    def open_coupon(self, code: str) -> None:
        """As if it had been typed."""
        self._code.setText(code)
        self._on_typed()

    def open_referral(self, referral: ReferralId) -> None:
        """Raises NotFound."""
        self.found.emit(self._tools.desk.reads.referral(referral))

    def _button(self, row: ReferralRow) -> QPushButton:
        sent = row.referral.sent_on
        text = _("%(case)s · %(service)s · envoyée le %(day)s") % {
            "case": row.case_number,
            "service": name_of(row.referral),
            "day": near_date(sent) if sent else "",
        }
        button = theme.look(WordyButton("\n".join(text.rsplit(" · ", 1))), "row")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked: self.found.emit(row))
        return button

    def _on_typed(self) -> None:
        self.field.settle()
        code = typed_coupon(self._code.value())
        if code is None:
            self.field.complain(
                _("Ce code ne peut pas être juste : vérifiez chaque caractère.")
            )
            return
        try:
            row = self._tools.desk.reads.referral_by_coupon(code)
        except NotFound:
            if self._is_blank(code):
                self._tools.go_to(BlankPlace(code=code))
                return
            self.field.complain(
                _("Aucune fiche de vos dossiers ne porte ce code. Vérifiez-le.")
            )
        else:
            self.found.emit(row)

    def _is_blank(self, code: str) -> bool:
        """Whether it stands on a blank sheet that came back instead of a coupon."""
        try:
            self._tools.desk.reads.blank(code)
        except NotFound:
            return False
        return True
