"""New keys for everything, when an old one may have been seen."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from casedesk.circuit.errors import Refused, Trouble
from casedesk.circuit.rights import Right
from casedesk.i18n import _
from casedesk.ui import refusals
from casedesk.ui.keychange import ChangeOfKeys
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Notice, Row, paragraph
from casedesk.ui.workspace import Tools


class RotationCard(Card):
    """Nobody's passphrase changes; the files are copied under new keys.

    Whoever does not direct changes those of the circles they are in, and no others.
    """

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(_("Changer les clés"), parent)
        self._tools = tools
        self._notice = Notice("info")
        self.change = ChangeOfKeys(tools.jobs)
        directs = tools.desk.actor.may(Right.MANAGE_PEOPLE)
        self.begin = buttons.TwoStep(
            _("Changer toutes les clés")
            if directs
            else _("Changer les clés de mes cercles"),
            _("Oui, les changer maintenant"),
        )
        self.begin.confirmed.connect(self._on_begin)
        self.change.over.connect(self._on_over)
        self.add(
            paragraph(
                _(
                    "Après un vol, ou si quelqu'un a pu copier le coffre et lire une "
                    "phrase de passe. Personne n'a à changer la sienne. Si ce sont "
                    "deux feuilles de secours qu'on a pu lire, en préparer d'abord de "
                    "nouvelles : les anciennes ouvrent encore les anciennes copies."
                ),
                muted=True,
            ),
            self._notice,
            self.change,
            Row(self.begin),
        )

    def _on_begin(self) -> None:
        self._notice.say("")
        try:
            move = self._tools.sitting.keys.begin_rotation()
        except (Refused, Trouble) as error:
            refusals.tell(error, self._notice)
            return
        self.begin.setEnabled(False)
        self.change.start(move)

    def _on_over(self, why_not: str, changed: bool) -> None:
        self.begin.setEnabled(True)
        if changed:
            why_not = _(
                "Les clés sont changées. Renouveler maintenant les sauvegardes : les "
                "anciennes s'ouvrent encore avec les anciennes clés."
            )
        self._notice.say(why_not)
