"""To whom to speak when a member of the association may be involved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Banner, Card, Row, paragraph


class Outside(QWidget):
    """Nothing was kept; whom to go to instead, and whom never to ask."""

    def __init__(
        self,
        back: Callable[[], object],
        done: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        kept = Banner("info", _("Rien n'a été gardé : ni texte, ni appel, ni trace."))
        whom = Card(_("En parler aujourd'hui, hors de la hiérarchie"))
        whom.add(
            paragraph(
                _(
                    "Cette fiche serait lue par des collègues de la personne mise en "
                    "cause. Pour protéger l'enfant, et vous, parlez à l'une de ces "
                    "personnes."
                )
            ),
            *map(paragraph, _whom()),
            paragraph(
                _(
                    "Jamais à la personne mise en cause, ni à quelqu'un qui lui est "
                    "proche. Ne menez pas d'enquête, ne questionnez pas l'enfant."
                )
            ),
        )
        self.done = buttons.primary(_("J'ai compris, terminer"), done)
        whom.add(
            Row(
                self.done,
                buttons.quiet(_("Changer ma réponse"), back, icon="arrow-left"),
            )
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(12)
        down.addWidget(kept)
        down.addWidget(whom)


def _whom() -> list[str]:
    return [
        _("•  La présidence, ou la personne extérieure que l'association a désignée."),
        _("•  Le procureur du Roi près le tribunal de première instance."),
        _("•  Le 2511, gratuit, qui écoute et conseille."),
    ]
