"""Referring a child in three steps on one page: whom, what they see, paper."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.circuit.errors import NotFound
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import Referral, ReferralState
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import near_date, time_of_day
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import AnswerPlace, CasePlace, ReferPlace
from casedesk.ui.referral.choosing import Choosing
from casedesk.ui.referral.sending import Sending
from casedesk.ui.referral.signing import Signing
from casedesk.ui.referral.writing import Writing
from casedesk.ui.screen import Screen
from casedesk.ui.widgets.buttons import primary, secondary
from casedesk.ui.widgets.layout import Abreast, Banner, Page, Row, title
from casedesk.ui.workspace import Tools

_LEAST = 60  # times the size of a letter: the title beside the steps


class ReferScreen(Screen):
    """The step shown is the one the referral stands at."""

    def __init__(
        self, tools: Tools, place: ReferPlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._place = place
        self._state: ReferralState | None = None
        self._corrects = False  # a report that was prepared already
        self._case = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self._title = title("")
        self._steps = theme.look(QLabel(), "muted")
        self.part: QWidget | None = None
        self._down = QVBoxLayout(self)
        self._down.setContentsMargins(0, 0, 0, 0)
        self._down.setSpacing(0)
        above = QWidget()
        lines = QVBoxLayout(above)
        lines.setContentsMargins(24, 16, 24, 0)
        lines.setSpacing(8)
        lines.addWidget(self._header)
        lines.addWidget(
            Abreast(self._title, self._steps, shares=(1, 0), letters=_LEAST)
        )
        self._down.addWidget(above)
        self.refresh()

    def title(self) -> str:
        referral = self._referral(self._case)
        if referral is None:
            return _("Orienter vers un service")
        return _("Orienter vers %(service)s") % {"service": name_of(referral)}

    def refresh(self) -> None:
        page = self._case = self._tools.desk.reads.case_page(self._place.case)
        teller = Teller.of(self._tools)
        self._header.tell(page, teller, self._tools.clock())
        referral = self._referral(page)
        state = referral.state if referral else None
        self._title.setText(self.title())
        self._steps.setText(_steps(state))
        if self.part is not None and state is self._state:
            if isinstance(self.part, Sending):
                self.part.show_page(page)
            return
        self._state = state
        self._show(self._made(page, referral))

    def leave(self) -> None:
        if isinstance(self.part, Writing):
            self.part.keep()

    def _referral(self, page: CasePage) -> Referral | None:
        """Raises NotFound for a referral of another case."""
        wanted = self._place.referral
        if wanted is None:
            return None
        found = next((each for each in page.referrals if each.id == wanted), None)
        if found is None:
            raise NotFound()
        return found

    def _made(self, page: CasePage, referral: Referral | None) -> QWidget:
        tools = self._tools
        if referral is None:
            choosing = Choosing(tools, page)
            choosing.added.connect(
                lambda added: tools.go_to(ReferPlace(page.case.id, added))
            )
            return choosing
        if referral.state is ReferralState.PREP:
            return self._being_written(page, referral)
        if referral.state is ReferralState.READY:
            sheet = next(each for each in page.sheets if each.id == referral.sheet_id)
            sending = Sending(tools, page, referral, sheet)
            sending.printed.connect(self._on_printed)
            return sending
        return self._sent(referral)

    def _being_written(self, page: CasePage, referral: Referral) -> QWidget:
        """What the direction is to sign is read, not written, by whoever may."""
        tools, actor = self._tools, self._tools.desk.actor
        report = next((each for each in page.reports if each.id == referral.id), None)
        if report is not None and report.is_prepared and not self._corrects:
            signs = actor.may(Right.DECIDE) and report.prepared_by != actor.person
            signing = Signing(tools, page, referral, report, may_sign=signs)
            signing.corrected.connect(self._on_correct)
            return signing
        self._corrects = False
        writing = Writing(tools, page, referral)
        writing.kept.connect(self._on_kept)
        writing.prepared.connect(self._make_again)
        return writing

    def _on_correct(self) -> None:
        self._corrects = True
        self._make_again()

    def _make_again(self) -> None:
        self._state = None
        self.refresh()

    def _sent(self, referral: Referral) -> QWidget:
        tools = self._tools
        told = _("Fiche envoyée le %(day)s. État : %(state)s.") % {
            "day": near_date(referral.sent_on) if referral.sent_on else "",
            "state": label(referral.state),
        }
        to_case = CasePlace(referral.case_id)
        to_answer = AnswerPlace(coupon=referral.coupon)
        page = Page()
        page.add(
            Banner("info", told),
            Row(
                primary(_("Revenir au dossier"), lambda: tools.go_to(to_case)),
                secondary(_("Saisir la réponse"), lambda: tools.go_to(to_answer)),
            ),
        )
        page.body.addStretch(1)
        return page

    def _show(self, part: QWidget) -> None:
        if self.part is not None:
            self.part.hide()
            self.part.deleteLater()
        self.part = part
        self._down.addWidget(part, 1)
        part.show()

    def _on_kept(self) -> None:
        time = time_of_day(self._tools.clock())
        self.told.emit(_("Enregistré à %(time)s") % {"time": time})

    def _on_printed(self) -> None:
        self.told.emit(_("La copie imprimée est inscrite au journal."))


def _steps(state: ReferralState | None) -> str:
    """Where one is among the three steps, in words."""
    at = {None: 1, ReferralState.PREP: 2, ReferralState.READY: 3}.get(state, 4)
    steps = (_("Destinataire"), _("Fiche"), _("Imprimer et envoyer"))
    return "  ›  ".join(
        f"✓ {step}" if number < at else f"{number} {step}"
        for number, step in enumerate(steps, 1)
    )
