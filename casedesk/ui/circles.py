"""The restricted circles a person is in, as the navigation and home name them."""

from __future__ import annotations

from datetime import datetime

from casedesk.circuit.circles import CircleId
from casedesk.circuit.entrance import Sitting
from casedesk.circuit.queries import CaseList
from casedesk.i18n import _
from casedesk.i18n.formats import isolate

_WAITING = (CaseList.UNASSIGNED, CaseList.TO_DECIDE)


def circles_of(sitting: Sitting, now: datetime) -> tuple[tuple[CircleId, str], ...]:
    """`Cercle avec Présidence · 2`: who else is in it, how many cases wait there."""
    labels = {each.id: each.label for each in sitting.desk.reads.people()}
    members = {each.id: each.members for each in sitting.desk.reads.circles()}
    me, alone = sitting.desk.actor.person, _("Mon cercle")
    named = []
    for circle, desk in sitting.circles.items():
        others = (each for each in members.get(circle, ()) if each != me)
        names = _(", ").join(sorted(isolate(labels.get(each, each)) for each in others))
        text = _("Cercle avec %(names)s") % {"names": names} if names else alone
        waiting = sum(desk.reads.count(which, now) for which in _WAITING)
        named.append((circle, f"{text} · {waiting}" if waiting else text))
    return tuple(named)
