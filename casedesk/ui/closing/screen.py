"""Closing a case: the reason, how long it is kept, and a sentence for whoever asks."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.commands.closing import CloseCase
from casedesk.circuit.commands.typing import typing_page
from casedesk.circuit.dates import local
from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import ReferralState
from casedesk.circuit.retention import (
    CLASSES,
    REASONS,
    closing_reason_fits,
    proposed_class,
)
from casedesk.circuit.sheet import Addressee
from casedesk.i18n import _, current, ngettext
from casedesk.i18n.formats import long_date
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.casefile.header import CaseHeader
from casedesk.ui.casefile.opening import opened
from casedesk.ui.navigation import CasePlace, ClosePlace
from casedesk.ui.refusals import settle, tell
from casedesk.ui.screen import Screen
from casedesk.ui.typing import Typing
from casedesk.ui.widgets.buttons import on_control_enter, primary
from casedesk.ui.widgets.combo import Combo
from casedesk.ui.widgets.field import Field
from casedesk.ui.widgets.layout import Card, Notice, Page, title
from casedesk.ui.widgets.text import LongText
from casedesk.ui.workspace import Tools

_AWAITED = (ReferralState.PREP, ReferralState.READY, ReferralState.SENT)


class CloseScreen(Screen):
    """For whoever directs; afterwards the case stands in the list « Clos »."""

    def __init__(
        self, tools: Tools, place: ClosePlace, parent: QWidget | None = None
    ) -> None:
        super().__init__(tools, parent)
        self._tools = tools
        self._case_id = place.case
        self._shown = page = opened(tools.desk, place.case)
        self._header = CaseHeader()
        self._notice = Notice("warning")
        self._open = Notice("info")
        self._open.say(_unanswered(page))
        self.reason = Combo(self._reasons(page), unset=_("Choisir…"))
        self.kept = Combo(self._options(CLASSES), unset=_("Choisir…"))
        self.detail = LongText(lines=3)
        self.fields = {
            "reason": Field(_("&Motif de la clôture"), self.reason),
            "retention": Field(_("Classe de &conservation"), self.kept),
            "detail": Field(
                _("Ce qu'il faut en &retenir"),
                self.detail,
                hint=_("Une phrase : ce qui a été obtenu, ou pourquoi on s'arrête là."),
            ),
        }
        self.reason.chosen.connect(self._propose)
        self.kept.chosen.connect(self._tell_day)
        self._typing = Typing(
            tools.sitting,
            typing_page("close", place.case),
            {
                "reason": (self.reason.value, self.reason.set_value),
                "kept": (self.kept.value, self.kept.set_value),
                "detail": (self.detail.value, self.detail.set_text),
            },
        )
        self.close_case = primary(_("Clore le dossier"), self._on_close, icon="check")
        on_control_enter(self.close_case)
        self._lay_out()
        self.refresh()

    def title(self) -> str:
        return _("Clore ce dossier")

    def refresh(self) -> None:
        page = self._tools.desk.reads.case_page(self._case_id)
        self._header.tell(page, Teller.of(self._tools), self._tools.clock())

    def leave(self) -> None:
        self._typing.keep()

    def _lay_out(self) -> None:
        card = Card()
        card.add(*self.fields.values(), self._notice, self.close_case)
        whole = Page()
        whole.add(self._header, title(self.title()), self._open, card)
        whole.body.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(whole)

    def _options(self, listed: str) -> list[tuple[str, str]]:
        codes = self._tools.rules.codes.options(listed)
        return [(each.code, each.label.in_language(current())) for each in codes]

    def _reasons(self, page: CasePage) -> list[tuple[str, str]]:
        stage = page.case.stage
        return [
            each
            for each in self._options(REASONS)
            if closing_reason_fits(each[0], stage)
        ]

    def _propose(self) -> None:
        """A class for this reason; whoever closes may choose another."""
        page = self._shown
        reported = any(
            each.addressee is Addressee.PROSECUTOR and each.sent_on is not None
            for each in page.referrals
        )
        danger = page.case.danger
        self.kept.set_value(
            proposed_class(self.reason.value(), danger, reported=reported)
        )
        self._tell_day()

    def _tell_day(self) -> None:
        chosen = self._tools.rules.retention.get(self.kept.value())
        if chosen is None:
            self.fields["retention"].hint("")
            return
        day = chosen.review_on(local(self._tools.clock()).date())
        told = _("À revoir le %(day)s. Rien ne s'efface tout seul.")
        self.fields["retention"].hint(told % {"day": long_date(day)})

    def _on_close(self) -> None:
        settle(self.fields.values(), self._notice)
        command = CloseCase(
            self._case_id,
            self.reason.value(),
            self.kept.value(),
            self.detail.value(),
        )
        try:
            self._tools.desk.do(command)
        except (Refused, Trouble) as error:
            tell(error, self._notice, self.fields)
        else:
            self._typing.done()
            self._tools.go_to(CasePlace(self._case_id))


def _unanswered(page: CasePage) -> str:
    """Sheets that are out, or were to go out: closing has to say something of them."""
    n = sum(each.state in _AWAITED for each in page.referrals)
    if not n:
        return ""
    told = ngettext(
        "%(n)d orientation attend encore : le dire dans la phrase.",
        "%(n)d orientations attendent encore : le dire dans la phrase.",
        n,
    )
    return told % {"n": n}
