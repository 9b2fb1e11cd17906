"""A report to the prosecutor, prepared by one person and signed by another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from casedesk.circuit.commands.reporting import SignReport
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.paper_language import PaperLanguage
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral, Report
from casedesk.circuit.sheet import Addressee
from casedesk.i18n import _, current
from casedesk.i18n.formats import isolate, near_moment
from casedesk.ui.casefile.paper_preview import PaperPreview
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Banner, Card, Notice, Page, edges
from casedesk.ui.widgets.paper_language import PaperLanguageChoice
from casedesk.ui.workspace import Tools


class Signing(QWidget):
    """The page as it will leave, and the prosecutor to choose; never chosen before.

    `corrected` to write it again: whoever reads it may find what is wrong.
    """

    corrected = Signal()

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        referral: Referral,
        report: Report,
        *,
        may_sign: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tools, self._page, self._referral = tools, page, referral
        self._notice = Notice("warning")
        offered = tools.desk.reads.organisations(Addressee.PROSECUTOR)
        names = [(each.id, each.name.as_name(current())) for each in offered]
        self.court = Combo(names, unset=_("Choisir…"))
        self.field: Field[QWidget] = Field(
            _("À quel procureur l'adresser"),
            self.court,
            hint=_("Première instance ou cour d'appel : à choisir soi-même."),
        )
        self.sign = primary(_("Signer le signalement"), self._on_sign, icon="check")
        self.correct = secondary(_("Corriger le texte"), self.corrected.emit)
        card = Card(_("Deux signatures"))
        card.add(Banner("info", self._told(report, may_sign=may_sign)))
        card.add(self.field, self._notice, self.sign, self.correct)
        for each in (self.field, self.sign):
            each.setVisible(may_sign)
        self._languages = PaperLanguageChoice(_("Langue de l'aperçu"))
        self._languages.set_value(
            tools.rules.paper_languages.default(referral.sheet_code, referral.addressee)
        )
        self.preview = PaperPreview(tools, self._wanted, referral)
        self._languages.chosen.connect(self.preview.update_now)
        self._lay_out(card)
        self.preview.update_now()

    def _lay_out(self, card: Card) -> None:
        acting = Page(wide=True)
        acting.add(card)
        acting.body.addStretch(1)
        seen = QVBoxLayout()
        seen.setContentsMargins(edges(0, 16, 16, 16))
        seen.addWidget(self._languages)
        seen.addWidget(self.preview, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(acting, 4)
        across.addLayout(seen, 3)

    def _told(self, report: Report, *, may_sign: bool) -> str:
        who = isolate(self._tools.desk.reads.person_label(report.prepared_by))
        when = near_moment(report.prepared_at) if report.prepared_at else ""
        told = _("Préparé par %(who)s le %(when)s.") % {"who": who, "when": when}
        if may_sign:
            return told + " " + _("Le relire en entier, puis signer pour la direction.")
        return told + " " + _("Une autre personne, de la direction, le signe.")

    def _wanted(self) -> tuple[CasePage, FilledSheet, PaperLanguage]:
        sheet = next(
            each for each in self._page.sheets if each.id == self._referral.sheet_id
        )
        return self._page, sheet, self._languages.language()

    def _on_sign(self) -> None:
        settle([self.field], self._notice)
        command = SignReport(self._referral.id, self.court.value())
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"organisation": self.field})
