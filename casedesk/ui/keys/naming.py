"""What somebody or some sheets could open, in words that people recognise."""

from __future__ import annotations

from collections.abc import Mapping

from casedesk.circuit.circles import Circle, CircleId
from casedesk.circuit.desk import Desk
from casedesk.circuit.keys import Reach
from casedesk.circuit.people import PersonId
from casedesk.i18n import _
from casedesk.i18n.formats import isolate


def in_words(reach: Reach, circles: Mapping[CircleId, str]) -> str:
    """`Directrice : l'accueil de tous, le cercle « Directrice, Présidence »`"""
    who = isolate(reach.label) if reach.label else _two_sheets(reach)
    return _("%(who)s : %(what)s") % {"who": who, "what": _opened(reach, circles)}


def _opened(reach: Reach, circles: Mapping[CircleId, str]) -> str:
    """Each thing it opens; circles by the names of `circle_names`."""
    parts = []
    if reach.desk:
        parts.append(_("l'accueil de tous"))
    if reach.cases:
        parts.append(_("les dossiers de l'équipe"))
    parts += [circles.get(each, _("un cercle restreint")) for each in reach.circles]
    return _(", ").join(parts) or _("rien")


def circle_names(desk: Desk) -> dict[CircleId, str]:
    """By who is in them: circles have no other name."""
    labels = {each.id: each.label for each in desk.reads.people()}
    return {each.id: _named(each, labels) for each in desk.reads.circles()}


def who_is_in(circle: Circle, labels: Mapping[PersonId, str]) -> str:
    """Who is in it; nothing while that is nobody."""
    return _(", ").join(
        sorted(isolate(labels.get(each, each)) for each in circle.members)
    )


def _two_sheets(sheets: Reach) -> str:
    """By the number that is printed on them, where the journal knows it."""
    if not sheets.series:
        return _("Deux feuilles de secours")
    series = isolate(sheets.series)
    return _("Deux feuilles de la série %(series)s") % {"series": series}


def _named(circle: Circle, labels: Mapping[PersonId, str]) -> str:
    who = who_is_in(circle, labels)
    if not who:
        return _("le cercle que la présidence ouvrira")
    return _("le cercle « %(who)s »") % {"who": who}
