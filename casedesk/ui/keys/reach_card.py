"""Who could open what, were they all that is left: told in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from casedesk.circuit.keys import Reach
from casedesk.i18n import _, ngettext
from casedesk.i18n.formats import isolate
from casedesk.ui.widgets.layout import Banner, Card, paragraph


class ReachCard(Card):
    """One line per person and per set of sheets, and what is missing in red."""

    def __init__(self, reached: Sequence[Reach], parent: QWidget | None = None) -> None:
        super().__init__(_("Qui pourrait rouvrir quoi"), parent)
        for each in reached:
            self.add(paragraph("•  " + in_words(each)))
        for lack in lacks(reached):
            self.add(Banner("warning", lack))


def in_words(reach: Reach) -> str:
    """`Directrice : l'accueil de tous, les dossiers de l'équipe, 1 cercle`"""
    who = isolate(reach.label) if reach.label else _("Deux feuilles de secours")
    opened = []
    if reach.desk:
        opened.append(_("l'accueil de tous"))
    if reach.cases:
        opened.append(_("les dossiers de l'équipe"))
    if reach.circles:
        count = len(reach.circles)
        opened.append(
            ngettext("%(n)d cercle restreint", "%(n)d cercles restreints", count)
            % {"n": count}
        )
    what = _(", ").join(opened) or _("rien")
    return _("%(who)s : %(what)s") % {"who": who, "what": what}


def lacks(reached: Iterable[Reach]) -> list[str]:
    """What one lost passphrase would cost: at least two ways in must stand (§3.4)."""
    reached = tuple(reached)
    sheets = [each for each in reached if not each.label]
    found = []
    if not any(each.cases for each in sheets):
        found.append(
            _("Aucune feuille de secours ne rouvre le coffre : en imprimer une série.")
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
