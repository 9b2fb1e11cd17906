"""Where a case stands after an answer, and the way back when every service said no."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.commands.cases import ReturnToDecision
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import ReferralId
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Step
from casedesk.i18n import _
from casedesk.i18n.labels import label
from casedesk.ui.casefile.attach_form import AttachForm
from casedesk.ui.casefile.elsewhere import Elsewhere
from casedesk.ui.navigation import CasePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Banner, Card, Notice, Row
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools


class Outcome(Card):
    """`left` to take up another coupon."""

    left = Signal()

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        answered: ReferralId,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(page.case.number, parent)
        self._tools = tools
        self._page = page
        told = _("Réponse enregistrée. Le dossier est à l'étape « %(stage)s ».")
        self.add(Banner("info", told % {"stage": label(page.case.stage)}))
        if _may_return(page):
            self._offer_return()
        for each in page.referrals:
            if each.is_unsettled:
                self.add(Elsewhere(tools, page, each))
        if tools.desk.actor.may(Right.ATTACH):
            self._offer_scan(answered)
        to_case = CasePlace(page.case.id)
        self.add(
            Row(
                secondary(_("Ouvrir le dossier"), lambda: tools.go_to(to_case)),
                secondary(_("Un autre coupon"), self.left.emit),
            )
        )

    def _offer_scan(self, answered: ReferralId) -> None:
        """The stamped coupon itself, kept with the referral it answers."""
        self.scan = AttachForm(self._tools, self._page.case.id, answered)
        self._kept = Notice("info")
        self.scan.added.connect(
            lambda: self._kept.say(_("La pièce est gardée avec cette orientation."))
        )
        attach = secondary(
            _("Joindre le coupon numérisé"), self.scan.choose, icon="file-text"
        )
        self.add(attach, self.scan, self._kept)

    def _offer_return(self) -> None:
        nobody = _("Aucun service n'a pris la suite : le dossier doit être redécidé.")
        self.add(Banner("warning", nobody))
        self._notice = Notice("warning")
        self.reason = LongText(lines=2)
        self._field = Field(_("Ce que la direction doit savoir"), self.reason)
        self.back = primary(_("Renvoyer à la décision"), self._on_back, icon="gavel")
        self.add(self._notice, self._field, self.back)

    def _on_back(self) -> None:
        settle([self._field], self._notice)
        desk, case_id = self._tools.desk, self._page.case.id
        try:
            desk.do(ReturnToDecision(case_id, self.reason.value()))
        except (Refused, Trouble) as error:
            tell(error, self._notice, {"reason": self._field})
        else:
            self._tools.go_to(CasePlace(case_id))


def _may_return(page: CasePage) -> bool:
    return any(
        each.transition.step is Step.RETURN_TO_DECISION
        and each.permitted
        and not each.missing
        for each in page.steps
    )
