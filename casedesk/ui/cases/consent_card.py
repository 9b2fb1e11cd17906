"""Agreements in a case: what each person said, what was taken back, what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.circuit.consent import (
    AUTHORITIES,
    Consents,
    Derogation,
    Withdrawal,
    hindrance,
    share_code,
)
from casedesk.circuit.dates import local
from casedesk.circuit.family import YES, Asked
from casedesk.circuit.filled import FilledSheet
from casedesk.circuit.queries import CasePage
from casedesk.circuit.referral import ReferralState
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.i18n.formats import headed, isolate, long_date, near_moment
from casedesk.i18n.labels import label
from casedesk.ui import theme
from casedesk.ui.casefile.addressees import name_of
from casedesk.ui.casefile.answers import Teller
from casedesk.ui.navigation import AroundPlace, ConsentPlace
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import Card, Row, paragraph
from casedesk.ui.workspace import Tools

_TO_COME = (ReferralState.PREP, ReferralState.READY)


class ConsentCard(Card):
    """A guardian who may be the author is not among those to ask."""

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        teller: Teller,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Accords"), parent)
        self._tools, self._page, self._teller = tools, page, teller
        consents = page.consents
        lines = [
            *map(self._said, consents.records),
            *map(self._taken_back, page.withdrawals),
            *map(self._derogated, page.derogations),
        ]
        for strong, detail in lines:
            self.add(_part(strong, detail))
        if not lines:
            self.add(paragraph(_first(consents), muted=True))
        for told in self._hindered(consents):
            self.add(paragraph(told))
        self._offer()

    def _offer(self) -> None:
        case, tools, may = self._page.case.id, self._tools, self._tools.desk.actor.may
        if may(Right.ASSESS):
            asks = ConsentPlace(case)
            words = _("Informer et recueillir l'accord…")
            self.add(Row(link(words, lambda: tools.go_to(asks))))
        if may(Right.ASSESS) and self._page.consents.records:
            back = AroundPlace(case, Asked.WITHDRAWAL)
            words = _("Noter un retrait…")
            self.add(Row(link(words, lambda: tools.go_to(back))))
        if may(Right.DECIDE):
            without = AroundPlace(case, Asked.DEROGATION)
            words = _("Partager sans accord…")
            self.add(Row(link(words, lambda: tools.go_to(without))))

    def _said(self, sheet: FilledSheet) -> tuple[str, str]:
        content = sheet.content
        who = self._teller.code("CONSENT_WHO", content["person"])
        when = near_moment(sheet.signed_at) if sheet.signed_at else ""
        rows = content.get("sharing") or ()
        agreed = self._shares(r["with"] for r in rows if r.get("agreed") == YES)
        refused = self._shares(r["with"] for r in rows if r.get("agreed") != YES)
        told = [
            _("D'accord : %(whom)s") % {"whom": agreed} if agreed else "",
            _("Pas d'accord : %(whom)s") % {"whom": refused} if refused else "",
        ]
        words = str(content.get("refusal_words") or "")
        told.append(f"« {words} »" if words else "")
        strong = _("%(who)s, le %(when)s") % {"who": who, "when": when}
        return strong, "\n".join(filter(None, told))

    def _taken_back(self, each: Withdrawal) -> tuple[str, str]:
        who = self._teller.code("CONSENT_WHO", each.person)
        strong = _("%(who)s : retiré le %(day)s") % {
            "who": who,
            "day": long_date(each.on),
        }
        return strong, self._shares(each.shares) or _("tout partage nouveau")

    def _derogated(self, each: Derogation) -> tuple[str, str]:
        motive = self._teller.code("OVERRIDE", each.motive)
        strong = _("Sans accord, le %(when)s : %(whom)s") % {
            "when": near_moment(each.signed_at),
            "whom": self._shares(each.shares),
        }
        return strong, f"{motive}. {isolate(each.reason)}"

    def _shares(self, codes: Iterable[str]) -> str:
        return " · ".join(self._teller.code("SHARE_WITH", each) for each in codes)

    def _hindered(self, consents: Consents) -> list[str]:
        """What the referrals still to be sent wait for."""
        today = local(self._tools.clock()).date()
        known = [each.code for each in self._tools.rules.codes.options("SHARE_WITH")]
        told = []
        for each in self._page.referrals:
            if each.state in _TO_COME and each.addressee not in AUTHORITIES:
                found = hindrance(consents, share_code(each.addressee, known), today)
                if found is not None:
                    told.append(headed(name_of(each), label(found)))
        return told


def _first(consents: Consents) -> str:
    if consents.is_grave:
        return _("Rien n'est noté. Expliquer à l'enfant ; l'accord n'est pas exigé.")
    return _("Rien n'est noté. À recueillir avant tout partage.")


def _part(strong: str, detail: str) -> QWidget:
    part = QWidget()
    down = QVBoxLayout(part)
    down.setContentsMargins(0, 0, 0, 0)
    down.setSpacing(2)
    down.addWidget(theme.look(paragraph(strong), "strong"))
    for line in detail.splitlines():
        down.addWidget(paragraph(line, muted=True))
    return part
