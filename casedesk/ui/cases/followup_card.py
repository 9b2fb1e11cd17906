"""How the follow-up stands: the last contact, the next one, and the plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from PySide6.QtWidgets import QWidget

from casedesk.circuit.dates import local
from casedesk.circuit.followup import (
    NOT_FOLLOWED,
    days_without_contact,
    next_contact,
    plan,
    review_due,
)
from casedesk.circuit.queries import CasePage
from casedesk.circuit.rights import Right
from casedesk.circuit.stages import Stage
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import apart, long_date
from casedesk.ui.navigation import AttemptPlace, FollowUpPlace
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.flow import Flow
from casedesk.ui.widgets.layout import Card, paragraph, rule
from casedesk.ui.workspace import Tools


class FollowUpCard(Card):
    """For a case somebody follows; what is planned and not done comes first."""

    def __init__(
        self,
        tools: Tools,
        page: CasePage,
        tell_author: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Suivi"), parent)
        for each in _told(tools, page):
            self.add(paragraph(each))
        lines = [each for each in plan(page.sheets) if each.is_open]
        if lines:
            self.add(rule(), paragraph(_("Prévu"), muted=True))
        for line in lines:
            self.add(paragraph(apart((line.what, line.who, _when(line.when)))))
        if tools.desk.actor.may(Right.FOLLOW_UP):
            ways = QWidget()
            flow = Flow(ways)
            for way in _ways(tools, page, tell_author):
                flow.addWidget(way)
            self.add(ways)


def _ways(
    tools: Tools, page: CasePage, tell_author: Callable[[], object]
) -> Iterator[QWidget]:
    """What one may note here, the usual first."""
    case = page.case
    one, all_ = (FollowUpPlace(case.id, each) for each in (False, True))
    if case.stage not in NOT_FOLLOWED:
        yield secondary(_("Noter un suivi"), lambda: tools.go_to(one))
    if case.stage is Stage.FOLLOWUP:
        yield secondary(_("Faire le bilan"), lambda: tools.go_to(all_))
    if case.stage.is_open:
        tried = AttemptPlace(case.id)
        yield secondary(_("Noter une tentative"), lambda: tools.go_to(tried))
    if case.receipt:
        yield secondary(_("Faire un retour à qui a écrit"), tell_author)


def _told(tools: Tools, page: CasePage) -> list[str]:
    now = tools.clock()
    days = days_without_contact(page.sheets, now)
    told = [_("Aucun contact noté pour l'instant.")]
    if days is not None:
        told = [
            ngettext(
                "Sans contact depuis %(n)d jour.",
                "Sans contact depuis %(n)d jours.",
                days,
            )
            % {"n": days}
            if days
            else _("Contact aujourd'hui.")
        ]
    told += _sought(page, local(now).date())
    due = next_contact(page.sheets)
    if due is not None and page.case.stage not in NOT_FOLLOWED:
        told.append(_("Prochain suivi : %(day)s") % {"day": long_date(due)})
    if page.case.stage is Stage.FOLLOWUP:
        review = review_due(page.case, page.sheets, tools.rules)
        late = review < local(now).date()
        words = (
            _("Bilan en retard : prévu le %(day)s") if late else _("Bilan : %(day)s")
        )
        told.append(words % {"day": long_date(review)})
    return told


def _sought(page: CasePage, today: date) -> list[str]:
    """How often somebody was sought since the last step, and when one tries again."""
    since = [each for each in page.contacts if each.noted_at >= page.case.since]
    if not since:
        return []
    told = ngettext(
        "%(n)d tentative de contact depuis la dernière étape.",
        "%(n)d tentatives de contact depuis la dernière étape.",
        len(since),
    )
    lines = [told % {"n": len(since)}]
    again = since[-1].next_on
    if again is not None and again >= today:
        lines.append(_("Réessayer le %(day)s") % {"day": long_date(again)})
    return lines


def _when(text: str) -> str:
    """A day in words; what was said otherwise stays as it is."""
    try:
        return long_date(date.fromisoformat(text))
    except ValueError:
        return text
