"""The restricted circles a person is in, as the navigation and home name them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from casedesk.circuit.circles import CASE_TEAM, CircleId
from casedesk.circuit.desk import Desk
from casedesk.circuit.entrance import Sitting
from casedesk.circuit.ports import Reads
from casedesk.circuit.queries import CaseList
from casedesk.circuit.two_people import RequestState
from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui.widgets.buttons import secondary
from casedesk.ui.widgets.layout import Banner

_WAITING = (CaseList.UNASSIGNED, CaseList.TO_DECIDE, CaseList.LATE)
_IN_DANGER = "yes"


def circles_of(sitting: Sitting, now: datetime) -> tuple[tuple[CircleId, str], ...]:
    """`Cercle avec Présidence · 2`: who else is in it, how much waits there."""
    named = []
    for circle, desk in sitting.circles.items():
        text, waiting = _name(sitting, circle), _waiting(desk, now)
        named.append((circle, f"{text} · {waiting}" if waiting else text))
    return tuple(named)


def readers_of(reads: Reads, circle: CircleId) -> str:
    """`Directrice, Présidence`; nothing for the case team."""
    if circle == CASE_TEAM:
        return ""
    found = (each.members for each in reads.circles() if each.id == circle)
    names = [isolate(reads.person_label(each)) for each in next(found, ())]
    if not names:
        return _("La présidence, quand elle ouvrira son cercle")
    return _(", ").join(sorted(names))


def alarms(
    sitting: Sitting, here: Desk, enter: Callable[[CircleId], object]
) -> list[Banner]:
    """A line and the way in for each circle with an alert, but for the one one is in.

    Of the circles one is a member of: nobody else has a desk in them.
    """
    banners = []
    for circle, desk in sitting.circles.items():
        alerts = desk.reads.alerts() if desk is not here else ()
        if not alerts:
            continue
        way = secondary(_("Entrer dans le cercle"), partial(enter, circle))
        named = {"circle": _name(sitting, circle)}
        way.setAccessibleName(_("Entrer dans le cercle : %(circle)s") % named)
        now = any(each.danger == _IN_DANGER for each in alerts)
        told = (
            _("Alerte dans un cercle : danger maintenant. %(circle)s.")
            if now
            else _("Alerte dans un cercle : danger possible. %(circle)s.")
        )
        banners.append(Banner("danger", told % named, way))
    return banners


def _name(sitting: Sitting, circle: CircleId) -> str:
    reads, me = sitting.desk.reads, sitting.desk.actor.person
    members = {each.id: each.members for each in reads.circles()}.get(circle, ())
    others = (isolate(reads.person_label(each)) for each in members if each != me)
    names = _(", ").join(sorted(others))
    return _("Cercle avec %(names)s") % {"names": names} if names else _("Mon cercle")


def _waiting(desk: Desk, now: datetime) -> int:
    """What the board in there shows to look at; a case that is late counts twice."""
    reads, me = desk.reads, desk.actor.person
    asked = sum(
        each.request.state is RequestState.OPEN and each.request.asked_by != me
        for each in reads.requests(now)
    )
    cases = sum(reads.count(which, now) for which in _WAITING)
    return cases + len(reads.alerts()) + len(reads.set_aside()) + asked
