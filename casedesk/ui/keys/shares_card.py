"""A new set of sheets: drawn, printed, typed back, and only then in force."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.keys import InForce, ShareGroup, SharesOffer
from casedesk.i18n import _
from casedesk.ui import refusals
from casedesk.ui.keys.naming import circle_names, in_words
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.widgets.press import paper_way
from casedesk.ui.widgets.share_sheets import ShareSheets
from casedesk.ui.workspace import Tools


class SharesCard(Card):
    """For one kind. `renewed(ShareGroup, id)` once the new sheets are in force."""

    renewed = Signal(object, str)

    def __init__(
        self, group: ShareGroup, tools: Tools, parent: QWidget | None = None
    ) -> None:
        super().__init__(_title(group), parent)
        self._group, self._tools = group, tools
        self._offer: SharesOffer | None = None
        self.sheets: ShareSheets | None = None
        self._notice = Notice()
        self.draw = buttons.secondary(_button(group), self._on_draw, icon="printer")
        self.add(paragraph(_about(group), muted=True), self._notice, Row(self.draw))

    def forget(self) -> None:
        """The words go when the page does."""
        if self._offer is not None:
            self._offer.close()
            self._offer = None
        if self.sheets is not None:
            self.sheets.deleteLater()
            self.sheets = None
        self.draw.setEnabled(True)

    def _on_draw(self) -> None:
        self._notice.say("")
        try:
            self._offer = self._tools.sitting.keys.begin_shares(self._group)
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            return
        self.draw.setEnabled(False)
        paper = partial(paper_way, self._tools)
        self.sheets = ShareSheets(self._offer, self._group, paper)
        self.sheets.confirmed.connect(self._on_confirmed)
        self.add(self.sheets)

    def _on_confirmed(self) -> None:
        if self._offer is None or self.sheets is None:
            return
        try:
            made = self._offer.finish()
        except (Refused, Trouble) as error:
            self.sheets.ask_again()
            refusals.tell(error, self._notice)
            return
        self.forget()
        self._notice.say(self._in_force(made))
        self.renewed.emit(self._group, made.group)

    def _in_force(self, made: InForce) -> str:
        """What becomes of the sheets before: some may be all that opens a circle."""
        if not made.older:
            return _(
                "Ces feuilles sont en service. Détruire celles d'avant, s'il y en a."
            )
        circles = circle_names(self._tools.desk)
        kept = " ; ".join(in_words(each, circles) for each in made.older)
        return _(
            "Ces feuilles sont en service. Garder les anciennes feuilles qui ouvrent "
            "encore quelque chose. %(kept)s."
        ) % {"kept": kept}


def _title(group: ShareGroup) -> str:
    if group is ShareGroup.TEAM:
        return _("Feuilles de secours du coffre")
    return _("Feuilles de secours des cercles restreints")


def _button(group: ShareGroup) -> str:
    if group is ShareGroup.TEAM:
        return _("Préparer trois &feuilles")
    return _("Préparer trois feuilles pour les &cercles")


def _about(group: ShareGroup) -> str:
    if group is ShareGroup.TEAM:
        return _(
            "Elles servent quand la direction a perdu sa phrase de passe. Une nouvelle "
            "série remplace l'ancienne."
        )
    return _(
        "À faire avec la présidence : aucune de ces feuilles ne reste à la direction. "
        "Les cercles eux-mêmes sont créés en même temps. Une nouvelle série remplace "
        "l'ancienne pour les cercles où vous êtes."
    )
