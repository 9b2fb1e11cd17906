"""After sending: the number to keep, and what happens next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from casedesk.i18n import _
from casedesk.i18n.formats import isolate
from casedesk.ui import theme
from casedesk.ui.widgets import buttons
from casedesk.ui.widgets.layout import Card, Row, leading, paragraph, title


class Sent(QWidget):
    """The receipt number, large enough to copy by hand.

    `who_reads` where that is a circle: nothing it does comes back here.
    """

    def __init__(
        self,
        number: str,
        home: Callable[[], object],
        receipt: Callable[[], object],
        who_reads: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.number = leading(theme.look(QLabel(isolate(number)), "title"))
        self.number.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.done = buttons.primary(_("Retour à l'accueil"), home)
        card = Card()
        card.add(
            paragraph(
                _(
                    "Votre récépissé porte ce numéro. L'imprimer, ou le noter dans un "
                    "cahier."
                )
            ),
            self.number,
            paragraph(_by_circle(who_reads) if who_reads else _by_team()),
            paragraph(
                _(
                    "Ce que vous avez écrit est maintenant fermé à clé : vous ne "
                    "pouvez plus le relire, mais vous pouvez le compléter."
                ),
                muted=True,
            ),
            Row(
                self.done,
                buttons.quiet(_("Imprimer le récépissé"), receipt, icon="printer"),
                buttons.quiet(_("Ajouter un complément"), receipt, icon="plus"),
            ),
        )
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(16)
        down.addWidget(title(_("C'est transmis. Merci.")))
        down.addWidget(card)


def _by_team() -> str:
    return _(
        "Le référent lira la fiche quand il ouvrira casedesk ; la date paraîtra dans "
        "« Vos transmissions »."
    )


def _by_circle(who_reads: str) -> str:
    told = _(
        "Liront la fiche en ouvrant casedesk : %(who)s. Personne d'autre ne la verra ; "
        "c'est pourquoi aucune date ne paraîtra dans « Vos transmissions »."
    )
    return told % {"who": who_reads}
