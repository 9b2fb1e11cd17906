"""What waits for a second person: told in a line for each kind, with the way to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from casedesk.circuit.awaiting import Awaited, AwaitedRow
from casedesk.i18n import _, ngettext
from casedesk.ui.navigation import (
    ClosePlace,
    FollowUpPlace,
    Place,
    ReferPlace,
    RetentionPlace,
)
from casedesk.ui.widgets.buttons import link
from casedesk.ui.widgets.layout import Banner
from casedesk.ui.workspace import Tools

_MOST = 8  # numbers in a line; the others come up once these are done


def awaiting(tools: Tools) -> Iterator[Banner]:
    """First what this person may do, by kind; then what they wait for themselves."""
    rows = tools.desk.reads.awaited(tools.clock())
    mine = [each for each in rows if each.is_mine]
    for what, group in groupby(mine, key=lambda each: each.what):
        found = list(group)
        yield _banner(tools, _asked(what, len(found)), found)
    me = tools.desk.actor.person
    others = [each for each in rows if not each.is_mine and each.by == me]
    if others:
        told = _("Attend la signature d'une autre personne :")
        yield _banner(tools, told, others)


def _banner(tools: Tools, told: str, rows: Sequence[AwaitedRow]) -> Banner:
    banner = Banner("info", told)
    banner.go_on(
        link(each.case_number, partial(tools.go_to, _place(each)))
        for each in rows[:_MOST]
    )
    return banner


def _place(row: AwaitedRow) -> Place:
    match row.what:
        case Awaited.REPORT:
            return ReferPlace(row.case_id, row.referral)
        case Awaited.CLOSING:
            return ClosePlace(row.case_id)
        case Awaited.REVIEW:
            return FollowUpPlace(row.case_id, review=True)
        case Awaited.REOPENING:
            return RetentionPlace()


def _asked(what: Awaited, n: int) -> str:
    told = {
        Awaited.REPORT: ngettext(
            "%(n)d signalement au procureur attend votre signature :",
            "%(n)d signalements au procureur attendent votre signature :",
            n,
        ),
        Awaited.CLOSING: ngettext(
            "%(n)d clôture attend votre signature :",
            "%(n)d clôtures attendent votre signature :",
            n,
        ),
        Awaited.REVIEW: ngettext(
            "%(n)d bilan écrit attend la signature de la direction :",
            "%(n)d bilans écrits attendent la signature de la direction :",
            n,
        ),
        Awaited.REOPENING: ngettext(
            "%(n)d réouverture proposée attend votre accord :",
            "%(n)d réouvertures proposées attendent votre accord :",
            n,
        ),
    }[what]
    return told % {"n": n}
