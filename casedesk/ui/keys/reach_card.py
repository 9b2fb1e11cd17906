"""Who could open what, were they all that is left: told in sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from casedesk.circuit.circles import CircleId
from casedesk.circuit.keys import Reach
from casedesk.circuit.ways_in import Reminder, reminder
from casedesk.i18n import _
from casedesk.i18n.formats import local, long_date
from casedesk.i18n.labels import label
from casedesk.ui.keys.naming import circle_names, in_words
from casedesk.ui.widgets.layout import Banner, Card, bullet
from casedesk.ui.workspace import Tools


class ReachCard(Card):
    """One line per person and per set of sheets, and what is missing in red."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Qui pourrait rouvrir quoi"), parent)
        reached, circles = tools.sitting.keys.reach(), circle_names(tools.desk)
        for each in reached:
            self.add(bullet(_line(each, circles)))
        for lack in lacks(reached, reminder(reached, tools.clock())):
            self.add(Banner("warning", lack))


def _line(reach: Reach, circles: Mapping[CircleId, str]) -> str:
    told = in_words(reach, circles)
    if reach.checked_at is None:
        return told
    when = long_date(local(reach.checked_at))
    return _("%(told)s (vérifiées le %(when)s)") % {"told": told, "when": when}


def lacks(reached: Sequence[Reach], first: Reminder | None) -> list[str]:
    """What to see to, the vault itself `first`; sheets are good to have in any case."""
    sheets = [each for each in reached if each.group]
    found = [label(first)] if first else []
    if not first and not any(each.cases for each in sheets):
        found.append(label(Reminder.MAKE))
    if any(each.is_used and each.circles for each in sheets):
        found.append(
            _(
                "Deux feuilles ont servi à entrer dans un cercle : une personne qui "
                "en est en prépare de nouvelles."
            )
        )
    if not any(each.circles for each in sheets):
        found.append(
            _(
                "Aucun cercle restreint n'est prêt : une inquiétude qui met en cause "
                "la direction ne pourrait être écrite ici. Les préparer avec la "
                "présidence."
            )
        )
    return found
