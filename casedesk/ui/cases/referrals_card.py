"""The referrals of a case: to whom, how far, what comes next."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral, ReferralState
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Stage
from casedesk.i18n import _
from casedesk.i18n.formats import near_date
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.elsewhere import Elsewhere
from casedesk.ui.navigation import AnswerPlace, ReferPlace
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.due import Due
from casedesk.ui.widgets.layout import Card, paragraph, rule
from casedesk.ui.workspace import Tools

_AWAITED = (
    ReferralState.SENT,
    ReferralState.RECEIVED,
    ReferralState.ACCEPTED,
    ReferralState.NO_REPLY,
)


class ReferralsCard(Card):
    """One part for each referral, and the way to one more while orienting."""

    def __init__(
        self, tools: Tools, page: CasePage, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Orientations"), parent)
        self._tools, self._page = tools, page
        now = tools.clock()
        if not page.referrals:
            self.add(paragraph(_("Aucune pour l'instant."), muted=True))
        for number, referral in enumerate(page.referrals):
            if number:
                self.add(rule())
            self.add(self._part(referral, now))
        if page.case.stage is Stage.ORIENTING and tools.desk.actor.may(Right.REFER):
            place = ReferPlace(page.case.id)
            more = secondary(_("Orienter"), lambda: tools.go_to(place), icon="plus")
            more.setShortcut(QKeySequence("Ctrl+R"))
            self.add(more)

    def _part(self, referral: Referral, now: datetime) -> QWidget:
        part = QWidget()
        down = QVBoxLayout(part)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(4)
        down.addWidget(theme.look(paragraph(name_of(referral)), "strong"))
        down.addWidget(paragraph(_how_far(referral)))
        wait = self._tools.rules.referrals.waits.get(referral.state)
        if wait is not None:
            chase = Due(wraps=True)
            chase.tell(referral.wakes_at, now, f"{label(wait.next)} ·")
            down.addWidget(chase)
        if referral.answer_detail:
            down.addWidget(paragraph(referral.answer_detail, muted=True))
        action = self._action(referral)
        if action is not None:
            down.addWidget(action)
        if referral.is_unsettled:
            down.addWidget(Elsewhere(self._tools, self._page, referral))
        return part

    def _action(self, referral: Referral) -> QPushButton | None:
        may = self._tools.desk.actor.may
        go_to = self._tools.go_to
        to_sheet = ReferPlace(referral.case_id, referral.id)
        match referral.state:
            case ReferralState.PREP if may(Right.REFER):
                return secondary(_("Préparer la fiche"), lambda: go_to(to_sheet))
            case ReferralState.READY if may(Right.REFER):
                return secondary(_("Imprimer et envoyer"), lambda: go_to(to_sheet))
            case state if state in _AWAITED and may(Right.RECORD_ANSWER):
                place = AnswerPlace(referral=referral.id)
                return secondary(_("Saisir la réponse"), lambda: go_to(place))
        return None


def _how_far(referral: Referral) -> str:
    state = label(referral.state)
    day = referral.answered_on or referral.sent_on
    if day is None:
        return state
    return _("%(state)s, %(day)s") % {"state": state, "day": near_date(day)}
